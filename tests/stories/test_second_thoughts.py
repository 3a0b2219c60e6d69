"""What happens when something is asked twice: a renewal, a county that returns, a profile that changes its mind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from webapp.demo import City, Driver
from workflows import cases, inbox
from workflows.filestore import FileStore
from workflows.model import db
from workflows.model.accounts import Organisation
from workflows.model.accreditation import PanelResult, TrainingBase
from workflows.model.facts import Answers
from workflows.model.parameters import parameters
from workflows.model.process import Case, CaseEvent, UserTask
from workflows.model.refusals import NotNow
from workflows.papers import volume_of

Create = Callable[..., Case]
BACK = [{"section": "fill_unit_profile", "item": None, "kind": "WRONG", "text": "请核对管理权限。"}]
COUNTY = {"authority_level": "COUNTY"}
NO_VISIT = {"draw_experts": {"visit_needed": False}}


def acts(case: Case, element: str) -> int:
    query = select(CaseEvent).where(CaseEvent.case_id == case.id, CaseEvent.element == element)
    return len(db.session.scalars(query.where(CaseEvent.verb == "completed")).all())


def test_a_renewal_takes_the_place_of_the_base_before_it(create_case: Create, driver: Driver, city: City) -> None:
    create_case(at=None)
    renewal = {"fill_unit_profile": {"application_kind": "RENEWAL"}, **NO_VISIT}
    again = driver.advance(driver.open(city.units[0], city.batch_id), None, renewal)
    bases = db.session.scalars(select(TrainingBase).order_by(TrainingBase.id)).all()
    assert "accredited" == again.outcome
    assert ["EXPIRED", "ACTIVE"] == [base.status for base in bases]
    assert ["ACTIVE", "EXPIRED"] == [change.status for change in bases[0].history]


def test_a_second_first_application_of_a_base_is_a_duplicate(create_case: Create, driver: Driver, city: City) -> None:
    create_case(at=None)
    again = driver.advance(driver.open(city.units[0], city.batch_id), None, NO_VISIT)
    assert "refused" == again.outcome


def test_a_base_whose_term_has_run_out_may_apply_afresh(create_case: Create, driver: Driver, city: City) -> None:
    create_case(at=None)
    base = db.session.scalars(select(TrainingBase)).one()
    base.valid_from, base.valid_to = base.valid_from - timedelta(days=2000), base.valid_from - timedelta(days=1)
    db.session.commit()
    assert "accredited" == driver.advance(driver.open(city.units[0], city.batch_id), None, NO_VISIT).outcome


def test_a_county_that_returned_is_asked_again(create_case: Create, driver: Driver) -> None:
    case = create_case(at="endorse_application", unit=5, fill_unit_profile=COUNTY)
    words = {"verdict": "returned", "reason": "请核对", "corrections": BACK, "opinion": None}
    driver.complete(driver.standing(case)[0], words)
    case = driver.advance(case.public_id, "accept_application", {"fill_unit_profile": COUNTY})
    assert (2, 2) == (acts(case, "endorse_application"), acts(case, "recommend_application"))


def test_another_department_gives_its_own_recommendation(create_case: Create, driver: Driver) -> None:
    case = create_case(at="accept_application")
    other = db.session.scalars(
        select(Organisation).where(Organisation.kind == "DEPARTMENT", Organisation.id != case.supervising_id)
    ).first()
    assert other is not None
    words = {"verdict": "returned", "reason": "请核对", "copies_marked": None, "corrections": BACK}
    driver.complete(driver.standing(case)[0], words)
    changed = {"fill_unit_profile": {"supervising_dept": other.public_id}}
    case = driver.advance(case.public_id, "recommend_application", changed)
    assert other.id == driver.actor(driver.standing(case)[0]).org_id


def test_an_amended_level_sends_the_case_to_the_county(create_case: Create, driver: Driver) -> None:
    case = create_case(at="check_and_submit", unit=5)
    profile = db.session.scalars(select(UserTask).where(UserTask.element == "fill_unit_profile")).one()
    answers = inbox.standing_answers(db.session(), profile) or {}
    cases.amend_section(profile.id, {**answers, **COUNTY}, by=case.opened_by_id, at=driver.at)
    assert "endorse_application" in [
        task.element for task in driver.standing(driver.advance(case.public_id, "endorse_application"))
    ]


def test_the_filed_volume_is_bound_from_what_stood_when_it_was_filed(create_case: Create, driver: Driver) -> None:
    case = create_case(at="accept_application")
    filed_at = case.filed_at
    assert filed_at is not None
    words = {"verdict": "returned", "reason": "请核对", "copies_marked": None, "corrections": BACK}
    driver.complete(driver.standing(case)[0], words)
    driver.advance(case.public_id, "sign_application", {"fill_unit_profile": {"org_name": "后来改的名称"}})
    store: FileStore = driver.store
    volume = volume_of(db.session(), store, driver.case(case.public_id), parameters(db.session()), filed_at)
    assert "后来改的名称" in [row.content["org_name"] for row in _profiles()]
    assert "后来改的名称" != volume.organisation


def _profiles() -> list[Answers]:
    return list(db.session.scalars(select(Answers).where(Answers.element == "fill_unit_profile")))


def test_a_revised_total_is_the_one_that_counts_and_is_shown(create_case: Create, driver: Driver) -> None:
    case = create_case(at="score_application")
    first = driver.standing(case)[0]
    expert = driver.actor(first)
    rows = driver.answers_for(first, expert)["indicators"]
    low = [{**row, "points": "0", "deduction_note": "无佐证"} for row in rows]
    driver.complete(first, {"indicators": low, "total": "0"})
    case = driver.advance(case.public_id, "discuss_scores")
    revised = [{"expert": expert.public_id, "total": "90", "revised_for": "补交佐证"}]
    driver.complete(driver.standing(case)[0], {"sheets_stay": False, "revised_sheets": revised})
    result = db.session.scalars(select(PanelResult).order_by(PanelResult.id.desc())).first()
    assert result is not None
    counted = [Decimal(total) for total in result.totals.values()]
    assert "90" == result.totals[expert.public_id]
    assert (sum(counted) / len(counted)).quantize(Decimal("0.01")) == result.mean


def test_a_panel_concludes_only_what_its_points_allow(create_case: Create, driver: Driver) -> None:
    case = create_case(at="score_application")
    for task in driver.standing(case):
        rows = driver.answers_for(task, driver.actor(task))["indicators"]
        low = [{**row, "points": "0", "deduction_note": "无佐证"} for row in rows]
        driver.complete(task, {"indicators": low, "total": "0"})
    task = driver.standing(driver.case(case.public_id))[0]
    person = driver.actor(task)
    facts = inbox.form_facts(db.session(), task, person, driver.at)
    assert ["rejected"] == [code for code, _ in facts["choices"]["conclusions"]]
    with pytest.raises(NotNow):
        cases.complete_task(task.id, {"verdict": "rectify", "corrections": BACK}, by=person.id, at=driver.at)
