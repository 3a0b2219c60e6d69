"""Lives of applications, told whole: how each comes to its end, and what is left behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from webapp.demo import City, Driver
from workflows import cases, inbox
from workflows.model import db
from workflows.model.accreditation import Objection, PanelResult, PublicNotice, TrainingBase
from workflows.model.facts import Answers, CorrectionItem, DossierEdition, Letter
from workflows.model.process import Case, CaseEvent, Timer, UserTask
from workflows.model.refusals import CaseEnded, NotNow

Create = Callable[..., Case]
RETURN = [{"section": "fill_faculty", "item": "3.08", "kind": "MISSING", "text": "请补充聘任起止时间。"}]


def letters(case: Case) -> list[str]:
    return list(db.session.scalars(select(Letter.kind).where(Letter.case_id == case.id).order_by(Letter.id)))


def passed(case: Case) -> list[str]:
    query = select(CaseEvent.element).where(CaseEvent.case_id == case.id, CaseEvent.verb == "completed")
    return list(db.session.scalars(query.order_by(CaseEvent.seq)))


def test_a_unit_is_accredited_at_the_first_try(create_case: Create, driver: Driver) -> None:
    case = create_case(at=None)
    base = db.session.scalars(select(TrainingBase)).one()
    assert ("accredited", "HHHT-JD-2022-0001") == (case.outcome, case.number)
    assert ("HHHT-JD001", "ACTIVE") == (base.code, base.status)
    assert base.valid_to.year - base.valid_from.year == 3
    assert ["D-01", "D-08"] == letters(case)
    assert [("filing", 1), ("final", 2)] == [
        (edition.occasion, edition.edition) for edition in db.session.scalars(select(DossierEdition))
    ]
    assert (1, []) == (cases.verify(db.session())[0], cases.verify(db.session())[2])


def test_no_turn_and_no_timer_outlives_its_case(create_case: Create) -> None:
    case = create_case(at=None)
    assert db.session.scalars(select(UserTask).where(UserTask.closed_at.is_(None))).all() == []
    armed = select(Timer).where(Timer.case_id == case.id, Timer.fired_at.is_(None), Timer.cancelled_at.is_(None))
    assert db.session.scalars(armed).all() == []


def test_a_returned_application_opens_only_what_was_asked(create_case: Create, driver: Driver) -> None:
    case = create_case(at="accept_application")
    task = driver.standing(case)[0]
    driver.complete(task, {"verdict": "returned", "reason": "需要补正", "copies_marked": None, "corrections": RETURN})
    case = driver.case(case.public_id)
    assert (2, ["fill_faculty"]) == (case.round, [task.element for task in driver.standing(case)])
    assert ["D-02"] == letters(case)


def test_returned_twice_and_still_accredited_with_every_answer_kept(create_case: Create, driver: Driver) -> None:
    back = {"verdict": "returned", "reason": "需要补正", "copies_marked": None, "corrections": RETURN}
    case = create_case(at="accept_application")
    for _ in range(2):
        driver.complete(driver.standing(case)[0], back)
        driver.advance(case.public_id, "accept_application")
    case = driver.advance(case.public_id, None)
    versions = db.session.scalars(select(Answers.version).where(Answers.element == "fill_faculty")).all()
    answered = db.session.scalars(select(CorrectionItem.answered_at)).all()
    assert ("accredited", 3, [1, 2, 3]) == (case.outcome, case.round, sorted(versions))
    assert len(answered) == 2
    assert None not in answered
    assert ["D-02", "D-02", "D-01", "D-08"] == letters(case)


def test_a_correction_does_not_go_round_by_the_department_again(create_case: Create, driver: Driver) -> None:
    case = create_case(at="accept_application")
    back = {"verdict": "returned", "reason": "需要补正", "copies_marked": None, "corrections": RETURN}
    driver.complete(driver.standing(case)[0], back)
    driver.advance(case.public_id, "accept_application")
    assert passed(case).count("recommend_application") == 1
    assert passed(case).count("sign_application") == 2


def test_the_panel_refuses_and_the_letter_says_why_and_what_can_be_done(create_case: Create, driver: Driver) -> None:
    reason = "实训场所和师资均不满足培训需要。"
    case = create_case(at=None, conclude_panel={"verdict": "rejected", "reason": reason})
    letter = db.session.scalars(select(Letter).where(Letter.kind == "D-03")).one()
    assert "refused" == case.outcome
    assert reason in letter.paragraphs[0]
    assert "行政复议" in (letter.remedies or "")


def test_the_panel_asks_to_rectify_once(create_case: Create, driver: Driver) -> None:
    case = create_case(at="conclude_panel")
    words = {"verdict": "rectify", "reason": "完善后再评", "corrections": RETURN}
    driver.complete(driver.standing(case)[0], words)
    case = driver.advance(case.public_id, "conclude_panel", {"draw_experts": {"visit_needed": False}})
    choices = [code for code, _ in _conclusions(driver, case)]
    assert ["recommended", "rejected"] == choices
    assert driver.advance(case.public_id, None).outcome == "accredited"


def _conclusions(driver: Driver, case: Case) -> list[tuple[str, str]]:
    task = driver.standing(case)[0]
    facts = inbox.form_facts(db.session(), task, driver.actor(task), driver.at)
    return facts["choices"]["conclusions"]


def test_a_founded_objection_ends_the_case(create_case: Create, driver: Driver) -> None:
    case = create_case(at="objection")
    object_now(case, driver.at)
    case = driver.advance(case.public_id, None, {"verify_objection": {"verdict": "founded", "reason": "属实"}})
    assert "refused" == case.outcome
    assert db.session.scalars(select(Objection.founded)).one() is True


def test_an_unfounded_objection_gives_the_notice_its_remaining_days(create_case: Create, driver: Driver) -> None:
    case = create_case(at="objection")
    ends_at = db.session.scalars(select(PublicNotice.ends_at)).one()
    object_now(case, driver.at)
    driver.advance(case.public_id, "objection")
    case = driver.advance(case.public_id, "approve_accreditation")
    fired = db.session.scalars(select(CaseEvent.at).where(CaseEvent.element == "notice_expiry")).one()
    assert fired >= ends_at


def test_two_objections_are_answered_together(create_case: Create, driver: Driver) -> None:
    case = create_case(at="objection")
    object_now(case, driver.at)
    object_now(case, driver.at)
    driver.advance(case.public_id, "approve_accreditation")
    assert [False, False] == list(db.session.scalars(select(Objection.founded)))


def object_now(case: Case, at: datetime) -> None:
    notice = db.session.scalars(select(PublicNotice).where(PublicNotice.case_id == case.id)).one()
    at = max(at, notice.starts_at)
    cases.object_to(notice.id, name="云小川", contact="14000009001", text="面积不符", evidence=["照片"], at=at)


@pytest.mark.parametrize("element", ["check_and_submit", "accept_application", "draw_experts"])
def test_a_unit_withdraws_until_the_panel_meets(create_case: Create, driver: Driver, element: str) -> None:
    case = create_case(at=element)
    receipt = cases.withdraw(case.id, "职能调整", by=case.opened_by_id, at=driver.at)
    assert ("withdrawn", []) == (receipt.outcome, receipt.stands_at)
    with pytest.raises(CaseEnded):
        cases.withdraw(case.id, "再次", by=case.opened_by_id, at=driver.at)


def test_after_the_panel_has_met_nobody_withdraws(create_case: Create, driver: Driver) -> None:
    case = create_case(at="score_application")
    with pytest.raises(NotNow) as refusal:
        cases.withdraw(case.id, "太晚了", by=case.opened_by_id, at=driver.at)
    assert ("score_application",) == refusal.value.stands_at


def test_a_county_unit_gets_the_opinion_of_its_county(create_case: Create, driver: Driver) -> None:
    county = {"authority_level": "COUNTY"}
    case = create_case(at="endorse_application", unit=5, fill_unit_profile=county)
    task = driver.standing(case)[0]
    assert ("county", "150121") == (driver.actor(task).login, case.district_code)
    driver.advance(case.public_id, "accept_application")
    assert "endorse_application" in passed(case)


def test_a_wide_spread_calls_the_panel_together(create_case: Create, driver: Driver) -> None:
    case = create_case(at="score_application")
    low = {"points": "0", "deduction_note": "无佐证"}
    rows = [{"indicator": row["indicator"], **low} for row in _sheet(driver, case)]
    driver.complete(driver.standing(case)[0], {"indicators": rows, "total": "0"})
    driver.advance(case.public_id, "discuss_scores")
    result = db.session.scalars(select(PanelResult)).one()
    assert result.spread > 15
    assert result.proposal != "recommended"


def _sheet(driver: Driver, case: Case) -> list[dict[str, str]]:
    task = driver.standing(case)[0]
    return driver.answers_for(task, driver.actor(task))["indicators"]


def test_a_draft_left_lying_lapses_when_the_window_closes(create_case: Create, driver: Driver, city: City) -> None:
    case = create_case(at="check_and_submit")
    due = db.session.scalars(select(Timer).where(Timer.element == "preparation_deadline")).one()
    assert not cases.fire_timer(due.id, due.due_at.replace(microsecond=0) - timedelta(seconds=1))
    assert cases.fire_timer(due.id, due.due_at)
    assert "lapsed" == driver.case(case.public_id).outcome
