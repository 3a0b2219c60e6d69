"""Who sees and who may act, as a table: role by relation by where the case stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from standing import Stand

from workflows import cases, inbox, policy
from workflows.model import db, transaction
from workflows.model.accounts import RoleGrant
from workflows.model.process import UserTask
from workflows.model.refusals import Absent, NotYours

StandAt = Callable[[str], Stand]
ALWAYS = {"applicant", "lead", "clerk", "clerk2", "reviewer", "section", "leader", "auditadmin"}
NEVER = {"unit02", "unit02-lead", "dept2", "county", "county2", "inspector", "sysadmin", "secadmin"}
# where the first unit's case stands -> who sees it besides; the department's turn came with recommend_application
SEEN = {
    "fill_unit_profile": set[str](),
    "sign_application": set[str](),
    "recommend_application": {"dept"},
    "accept_application": {"dept"},
    "draw_experts": {"dept"},
}
# element -> who may complete it there, of everybody in the table
MAY = {
    "fill_unit_profile": {"applicant"},
    "sign_application": {"lead"},
    "recommend_application": {"dept"},
    "accept_application": {"clerk", "clerk2"},
    "review_preliminarily": {"reviewer", "reviewer2"},
    "check_preliminary_review": {"section"},
    "draw_experts": {"section"},
    "decide_in_meeting": {"leader"},
    "publish_notice": {"section"},
    "approve_accreditation": {"leader"},
    "award_plaque": {"clerk", "clerk2"},
}
EVERYBODY = sorted(ALWAYS | NEVER | {"dept", "reviewer2"} | {f"expert{number}" for number in range(1, 10)})


@pytest.mark.parametrize("place", SEEN)
def test_who_sees_a_case_follows_from_where_it_has_been(stand: StandAt, place: str) -> None:
    here = stand(place)
    seen = {login for login in EVERYBODY if policy.may_see(db.session(), here.person(login), here.case.id)}
    assert sorted(ALWAYS | SEEN[place] | {"reviewer2"}) == sorted(seen)


def test_of_the_experts_only_the_drawn_ones_see_the_case(stand: StandAt) -> None:
    here = stand("score_application")
    drawn = {here.driver.actor(task).login for task in here.driver.standing(here.case)}
    experts = [f"expert{number}" for number in range(1, 10)]
    seen = {login for login in experts if policy.may_see(db.session(), here.person(login), here.case.id)}
    assert drawn <= seen
    declared = select(UserTask.assignee_id).where(UserTask.element == "declare_no_conflict")
    asked = set(db.session.scalars(declared))
    assert {here.person(login).id for login in seen} == asked


@pytest.mark.parametrize("element", MAY)
def test_a_task_is_taken_by_its_role_and_by_nobody_else(stand: StandAt, element: str) -> None:
    here = stand(element)
    taken = set()
    for login in EVERYBODY:
        person, task = here.person(login), here.turn
        try:
            cases.claim(task.id, by=person.id, at=here.driver.at)
        except NotYours:
            assert not inbox.is_answerable(db.session(), person, task)
            continue
        taken.add(login)
        if task.element != "fill_unit_profile":
            cases.release(task.id, by=person.id, at=here.driver.at)
    assert MAY[element] == taken


@pytest.mark.parametrize("element", MAY)
def test_the_task_of_another_tray_looks_absent(stand: StandAt, element: str) -> None:
    here = stand(element)
    public_id = here.turn.public_id
    for login in EVERYBODY:
        person = here.person(login)
        if login in MAY[element]:
            assert public_id == inbox.task_for(db.session(), person, public_id).public_id
        else:
            with pytest.raises(Absent):
                inbox.task_for(db.session(), person, public_id)


def test_a_role_that_has_ended_opens_nothing_any_more(stand: StandAt) -> None:
    here = stand("accept_application")
    with transaction() as session:
        clerk = here.person("clerk").id
        for grant in session.scalars(select(RoleGrant).where(RoleGrant.person_id == clerk)):
            grant.ended_at = here.driver.at
    db.session.expire_all()
    person = here.person("clerk")
    with pytest.raises(NotYours):
        cases.claim(here.turn.id, by=person.id, at=here.driver.at)
    with pytest.raises(Absent):
        inbox.task_for(db.session(), person, here.turn.public_id)
    assert not policy.may_see(db.session(), person, here.case.id)


def test_a_colleague_of_the_same_unit_reads_and_helps_but_a_stranger_does_neither(stand: StandAt) -> None:
    here = stand("fill_unit_profile")
    lead, stranger = here.person("lead"), here.person("unit02")
    assert here.case_id == inbox.case_for(db.session(), lead, here.case_id).public_id
    with pytest.raises(Absent):
        inbox.case_for(db.session(), stranger, here.case_id)
    for person in (lead, stranger):
        with pytest.raises(NotYours):
            cases.save_draft(here.turn.id, {}, by=person.id, at=here.driver.at)
    with pytest.raises(NotYours):
        cases.withdraw(here.case.id, "撤回", by=stranger.id, at=here.driver.at)
