"""What a return asks for: one list, told once, opened as told; what was never confirmed is never asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ledger
import pytest
from sqlalchemy import select
from standing import Stand

from workflows.model import db
from workflows.model.facts import CorrectionItem, Letter

StandAt = Callable[[str], Stand]


def returned(section: str) -> dict[str, Any]:
    item = {"section": section, "item": None, "kind": "MISSING", "text": f"请补充{section}。"}
    return {"verdict": "returned", "reason": "材料不全", "corrections": [item]}


def send_back(here: Stand) -> None:
    """The reviewer asks for the faculty; the head of section does not confirm it."""
    here.driver.complete(here.turn, returned("fill_faculty"))
    here.driver.complete(here.turn, {"verdict": "sent_back", "reason": "请复核"})


def asked(here: Stand) -> list[str]:
    query = select(CorrectionItem.section).where(CorrectionItem.case_id == here.case.id)
    return list(db.session.scalars(query.order_by(CorrectionItem.id)))


def opened(here: Stand) -> list[str]:
    return [task.element for task in here.driver.standing(here.case)]


def test_a_confirmed_return_opens_what_it_asks_for(stand: StandAt) -> None:
    here = stand("review_preliminarily")
    here.driver.complete(here.turn, returned("fill_faculty"))
    here.driver.complete(here.turn)
    letter = db.session.scalars(select(Letter).where(Letter.kind == "D-02")).one()
    assert (["fill_faculty"], ["fill_faculty"], 1) == (asked(here), opened(here), len(letter.items))
    ledger.check(here.app)


def test_only_the_list_that_was_confirmed_is_asked_for(stand: StandAt) -> None:
    here = stand("review_preliminarily")
    send_back(here)
    here.driver.complete(here.turn, returned("list_rules"))
    here.driver.complete(here.turn)
    letter = db.session.scalars(select(Letter).where(Letter.kind == "D-02")).one()
    assert (["list_rules"], ["list_rules"], 1) == (asked(here), opened(here), len(letter.items))


def test_a_list_that_was_not_confirmed_does_not_come_back_with_the_panels(stand: StandAt) -> None:
    here = stand("review_preliminarily")
    send_back(here)
    here.driver.advance(here.case_id, "conclude_panel", {"draw_experts": {"visit_needed": False}})
    here.driver.complete(here.turn, {**returned("list_rules"), "verdict": "rectify"})
    assert (["list_rules"], ["list_rules"]) == (asked(here), opened(here))


@pytest.mark.parametrize(
    ("place", "element"),
    [("sign_application", "sign_application"), ("recommend_application", "recommend_application")],
)
def test_a_return_before_the_filing_writes_no_letter_of_the_bureau(stand: StandAt, place: str, element: str) -> None:
    here = stand(place)
    assert element == here.turn.element
    here.driver.complete(here.turn, {**returned("fill_funding"), "truth_statement": None, "opinion": None})
    assert ["fill_funding"] == opened(here)
    assert [] == db.session.scalars(select(Letter)).all()
    ledger.check(here.app)
