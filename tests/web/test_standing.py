"""The head of the case page and what lies beside it: the next act, the panel, its draw, papers, origins of terms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from webapp.demo import Driver
from workflows import inbox
from workflows.model import db
from workflows.model.accreditation import Panel, PanelDraw
from workflows.model.facts import DossierEdition
from workflows.model.process import Case, UserTask
from workflows.steps.base_application.panel import draw

SignIn = Callable[[str], FlaskClient]
Create = Callable[..., Case]


def test_one_button_for_whose_turn_it_is_and_a_sentence_for_everybody_else(as_: SignIn, create_case: Create) -> None:
    case = create_case(at="accept_application")
    address = f"/cases/{case.public_id}"
    task = db.session.query(UserTask).filter_by(case_id=case.id, element="accept_application").one()
    mine, theirs = as_("clerk").get(address).text, as_("applicant").get(address).text
    assert "现在轮到您办理：受理审查" in mine
    assert mine.count("btn primary") == 1
    assert f'class="btn primary" href="/tasks/{task.public_id}"' in mine
    assert "等待市人社局受理岗办理：受理审查" in theirs
    assert "btn primary" not in theirs


def test_a_term_of_our_own_says_so_where_it_is_shown(as_: SignIn, create_case: Create) -> None:
    case = create_case(at="accept_application")
    page = as_("clerk").get(f"/cases/{case.public_id}").text
    assert "本地程序参数" in page
    assert "accept.days" in page
    draft = create_case(at="fill_funding", unit=1)
    assert "本地程序参数" not in as_("unit02").get(f"/cases/{draft.public_id}").text  # the window is the batch's own


def test_the_draw_on_the_page_is_the_draw_that_was_made(as_: SignIn, create_case: Create, person: Any) -> None:
    case = create_case(at="conclude_panel")
    made = db.session.query(PanelDraw).join(Panel).filter(Panel.case_id == case.id).one()
    shown = inbox.panels_of(db.session(), person("section"), case)[0].draws[0]
    count = len(made.drawn)
    assert draw(made.seed, made.pool, count) == [lot.id for lot in shown.lots[:count]]
    assert [lot.drawn for lot in shown.lots] == [True] * count + [False] * (len(made.pool) - count)
    page = as_("section").get(f"/cases/{case.public_id}?tab=panel").text
    assert made.seed in page
    assert "panel_conclusion" in page
    assert inbox.panels_of(db.session(), person("applicant"), case) == []
    assert made.seed not in as_("applicant").get(f"/cases/{case.public_id}?tab=panel").text


def test_anybody_reads_how_experts_are_drawn(app: Any) -> None:
    assert "sha256sum" in app.test_client().get("/cases/how-experts-are-drawn").text


def test_the_papers_tell_waiting_failure_and_code(as_: SignIn, create_case: Create, driver: Driver) -> None:
    case = create_case(at="accept_application")
    edition = db.session.query(DossierEdition).filter_by(case_id=case.id).one()
    client, address = as_("clerk"), f"/cases/{case.public_id}?tab=papers"
    assert "生成中" in client.get(address).text
    edition.failure = "附件 3 无法装订"
    db.session.commit()
    assert "附件 3 无法装订" in client.get(address).text
    driver.bind_editions(case.id)
    db.session.rollback()
    db.session.refresh(edition)
    page = client.get(address).text
    assert edition.code
    assert edition.code in page
    assert str(edition.sha256) in page


@pytest.mark.parametrize(("element", "preview"), [("check_and_submit", True), ("accept_application", False)])
def test_a_draft_can_be_looked_at_before_it_is_bound(
    as_: SignIn, create_case: Create, element: str, preview: bool
) -> None:
    case = create_case(at=element)
    page = as_("applicant").get(f"/cases/{case.public_id}?tab=papers").text
    assert (f"/cases/{case.public_id}/preview" in page) is preview


def test_who_asked_is_named_unless_an_expert_did(as_: SignIn, create_case: Create, driver: Driver) -> None:
    case = create_case(at="conclude_panel")
    corrections = [{"section": "fill_funding", "item": "6.01", "kind": "WRONG", "text": "请核对经费总额。"}]
    head = driver.actor(driver.standing(case)[0]).name
    low = {"verdict": "rectify", "reason": "整改后再评。", "corrections": corrections}
    driver.complete(driver.standing(case)[0], low)
    address = f"/cases/{case.public_id}"
    seen, bureau = as_("applicant").get(address).text, as_("section").get(address).text
    assert "请核对经费总额。" in seen
    assert "形成专家评审意见" in seen
    assert head not in seen
    assert head in bureau
    task = driver.standing(case)[0]
    page = as_("applicant").get(f"/tasks/{task.public_id}").text
    assert "请核对经费总额。" in page
    assert head not in page
