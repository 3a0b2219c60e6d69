"""Submit, review, approve: three persons; nobody judges the own unit; no expert sees the others' points first."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from standing import Stand

from webapp.demo import Driver
from workflows import cases, inbox, policy
from workflows.model import db, transaction
from workflows.model.accounts import CITY, Person, RoleGrant
from workflows.model.accreditation import PanelDraw, PanelSeat
from workflows.model.process import Case, CaseEvent, UserTask
from workflows.model.refusals import NotEnoughExperts, NotYours, SeparationOfDuties, TaskClosed
from workflows.model.vocabulary import Role
from workflows.worker import run_due

StandAt = Callable[[str], Stand]


def give(person: Person, *roles: Role) -> None:
    with transaction() as session:
        owner = session.get_one(Person, person.id)
        owner.grants.extend(RoleGrant(role=role, scope=CITY, granted_at=owner.created_at) for role in roles)


def move_to(person: Person, org_id: int) -> None:
    with transaction() as session:
        session.get_one(Person, person.id).org_id = org_id


def events(case: Case) -> list[str]:
    return list(db.session.scalars(select(CaseEvent.verb).where(CaseEvent.case_id == case.id).order_by(CaseEvent.seq)))


def refused(here: Stand, login: str) -> None:
    """The person neither claims nor completes the task of the case, and nothing is written."""
    task, person = here.turn, here.person(login)
    before = events(here.case)
    for act in (
        lambda: here.driver.complete(task, by=person),
        lambda: cases.claim(task.id, by=person.id, at=here.driver.at),
    ):
        with pytest.raises(SeparationOfDuties) as refusal:
            act()
        assert task.element == refusal.value.element
    db.session.rollback()
    assert before == events(here.case)
    assert here.turn.closed_at is None


# who did the first act, with which further roles, may not do the second one
RULES = [
    ("review_preliminarily", "reviewer", (Role.HRSS_SECTION,), "check_preliminary_review", "section"),
    ("review_preliminarily", "reviewer", (Role.HRSS_LEADER,), "decide_in_meeting", "leader"),
    ("check_preliminary_review", "section", (Role.HRSS_LEADER,), "decide_in_meeting", "leader"),
    ("accept_application", "clerk", (Role.HRSS_LEADER,), "approve_accreditation", "leader"),
    ("check_preliminary_review", "section", (Role.HRSS_LEADER,), "approve_accreditation", "leader"),
]


@pytest.mark.parametrize(("first", "login", "roles", "second", "other"), RULES)
def test_who_has_done_one_act_may_not_do_the_other(
    stand: StandAt, first: str, login: str, roles: tuple[Role, ...], second: str, other: str
) -> None:
    here = stand(second)
    did = select(UserTask.closed_by_id).where(UserTask.case_id == here.case.id, UserTask.element == first)
    assert [here.person(login).id] == list(db.session.scalars(did))
    give(here.person(login), *roles)
    refused(here, login)
    here.driver.complete(here.turn, by=here.person(other))


def test_the_reviewer_does_not_check_the_own_review_even_when_it_was_sent_back(stand: StandAt) -> None:
    here = stand("check_preliminary_review")
    here.driver.complete(here.turn, {"verdict": "sent_back", "reason": "请补充核查"})
    here.driver.complete(here.turn, by=here.person("reviewer2"))
    for login in ("reviewer", "reviewer2"):
        give(here.person(login), Role.HRSS_SECTION)
        refused(here, login)


@pytest.mark.parametrize("login", ["applicant", "lead"])
@pytest.mark.parametrize("element", ["accept_application", "review_preliminarily", "approve_accreditation"])
def test_nobody_of_the_applicant_acts_at_the_bureau(stand: StandAt, login: str, element: str) -> None:
    here = stand(element)
    give(here.person(login), Role.HRSS_CLERK, Role.HRSS_REVIEWER, Role.HRSS_LEADER)
    refused(here, login)


def test_a_colleague_of_the_applicant_who_did_nothing_is_refused_too(stand: StandAt) -> None:
    here = stand("accept_application")
    move_to(here.person("clerk2"), here.case.org_id)
    refused(here, "clerk2")


def test_who_recommended_for_the_department_does_not_act_at_the_bureau(stand: StandAt) -> None:
    here = stand("accept_application")
    give(here.person("dept"), Role.HRSS_CLERK)
    refused(here, "dept")


def test_a_task_is_not_handed_to_a_person_whom_the_separation_forbids(stand: StandAt) -> None:
    here = stand("check_preliminary_review")
    task, section, reviewer = here.turn, here.person("section"), here.person("reviewer")
    give(reviewer, Role.HRSS_SECTION)
    with pytest.raises(SeparationOfDuties):
        cases.hand_over(task.id, reviewer.id, "出差", by=section.id, at=here.driver.at)
    assert here.turn.assignee_id is None


# who gives accept_application to whom
HAND_OVERS = [
    ("clerk", "reviewer", "of another tray"),
    ("clerk", "applicant", "of the applicant"),
    ("reviewer", "clerk2", "not in the giver's trays"),
    ("applicant", "clerk2", "by the applicant"),
    ("clerk2", "clerk2", "neither holder nor head"),
    ("section", "clerk2", "not overdue yet, so not before the section"),
]


@pytest.mark.parametrize(("giver", "taker", "why"), HAND_OVERS)
def test_a_task_is_handed_only_to_whom_it_may_belong_by_whom_it_belongs_to(
    stand: StandAt, giver: str, taker: str, why: str
) -> None:
    here = stand("accept_application")
    task, at = here.turn, here.driver.at
    cases.claim(task.id, by=here.person("clerk").id, at=at)
    with pytest.raises(NotYours):
        cases.hand_over(task.id, here.person(taker).id, why, by=here.person(giver).id, at=at)
    assert here.person("clerk").id == here.turn.assignee_id
    cases.hand_over(task.id, here.person("clerk2").id, "休假", by=here.person("clerk").id, at=at)
    assert here.person("clerk2").id == here.turn.assignee_id


def test_the_section_hands_an_overdue_task_to_another_clerk(stand: StandAt) -> None:
    here = stand("accept_application")
    task = here.turn
    cases.claim(task.id, by=here.person("clerk").id, at=here.driver.at)
    run_due(task.due_at)
    cases.hand_over(task.id, here.person("clerk2").id, "逾期督办", by=here.person("section").id, at=task.due_at)
    db.session.rollback()
    assert ("clerk2", "handed_over") == (here.turn.assignee.login, events(here.case)[-1])
    here.driver.at = task.due_at
    here.driver.complete(here.turn)


def test_experts_of_the_applicant_and_its_department_are_never_drawn(stand: StandAt) -> None:
    here = stand("draw_experts")
    case = here.case
    for login, org_id in (("expert1", case.org_id), ("expert2", case.org_id), ("expert3", case.supervising_id)):
        move_to(here.person(login), org_id or 0)
    here.driver.complete(here.turn, {"panel_size": "5", "visit_needed": False})
    draw = db.session.scalars(select(PanelDraw)).one()
    interested = {here.person(f"expert{number}").public_id for number in (1, 2, 3)}
    assert interested <= {row["person"] for row in draw.excluded}
    assert set() == interested & ({*draw.pool} | {*draw.drawn})
    seated = set(db.session.scalars(select(Person.public_id).join(PanelSeat, PanelSeat.person_id == Person.id)))
    assert set(draw.drawn) == seated


def test_a_panel_that_cannot_be_filled_without_interest_is_not_drawn(stand: StandAt) -> None:
    here = stand("draw_experts")
    for number in range(1, 6):
        move_to(here.person(f"expert{number}"), here.case.org_id)
    with pytest.raises(NotEnoughExperts) as refusal:
        here.driver.complete(here.turn, {"panel_size": "5", "visit_needed": False})
    assert (5, 4) == (refusal.value.needed, refusal.value.available)
    db.session.rollback()
    assert ("draw_experts", []) == (here.turn.element, list(db.session.scalars(select(PanelDraw))))


def result_for(driver: Driver, task: UserTask, person: Person) -> object:
    return inbox.form_facts(db.session(), task, person, driver.at)["task"]["result"]


def test_an_expert_sees_no_points_of_others_before_all_sheets_are_in(stand: StandAt) -> None:
    here = stand("score_application")
    sheets = list(here.driver.standing(here.case))
    bureau = [here.person("section"), here.person("leader")]
    assert len(sheets) > 2
    for done, sheet in enumerate(sheets):
        others = [here.driver.actor(task) for task in sheets[done:]]
        for person in [*others, *bureau, here.person("applicant")]:
            assert not policy.may_see_scores(db.session(), person, here.case.id)
            assert result_for(here.driver, sheet, person) is None
        here.driver.complete(sheet)
    for person in [*map(here.driver.actor, sheets), *bureau]:
        assert policy.may_see_scores(db.session(), person, here.case.id)
    figures = result_for(here.driver, here.turn, here.driver.actor(here.turn))
    assert isinstance(figures, dict)
    assert len(sheets) == len(figures["sheets"])
    assert not policy.may_see_scores(db.session(), here.person("applicant"), here.case.id)


def test_an_expert_does_not_fill_in_the_sheet_of_another(stand: StandAt) -> None:
    here = stand("score_application")
    first, second = here.driver.standing(here.case)[:2]
    with pytest.raises(NotYours):
        here.driver.complete(first, by=here.driver.actor(second))
    here.driver.complete(first)
    with pytest.raises(TaskClosed):
        here.driver.complete(first)


def test_an_overdue_sheet_is_seen_by_the_section_and_stays_the_experts_own(stand: StandAt) -> None:
    here = stand("score_application")
    sheet, section = here.turn, here.person("section")
    run_due(sheet.due_at)
    db.session.rollback()
    assert policy.holds(db.session(), section, sheet)
    here.driver.at = sheet.due_at
    with pytest.raises(NotYours):
        here.driver.complete(sheet, by=section)
    with pytest.raises(NotYours):
        cases.hand_over(sheet.id, section.id, "代评", by=section.id, at=sheet.due_at)
    here.driver.complete(sheet)


def test_an_overdue_signature_is_not_given_by_the_department(stand: StandAt) -> None:
    here = stand("sign_application")
    task, department = here.turn, here.person("dept")
    run_due(task.due_at)
    db.session.rollback()
    assert policy.holds(db.session(), department, task)
    here.driver.at = task.due_at
    with pytest.raises((NotYours, SeparationOfDuties)):
        here.driver.complete(task, by=department)
    here.driver.complete(task, by=here.person("lead"))
