"""Who may see and who may act: pure answers from a person's trays and a case's facts, in one table each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, false, or_, select
from sqlalchemy.orm import Session

from workflows.model.accounts import CITY, Person, queue
from workflows.model.process import Case, TaskQueue, UserTask
from workflows.model.refusals import NotYours, SeparationOfDuties
from workflows.model.vocabulary import Role

BUREAU = frozenset({Role.HRSS_CLERK, Role.HRSS_REVIEWER, Role.HRSS_SECTION, Role.HRSS_LEADER, Role.AUDIT_ADMIN})
MAY_HAND_OVER = frozenset({Role.HRSS_SECTION, Role.HRSS_LEADER, Role.APPLICANT_LEAD})
REPLACEABLE = frozenset({"declare_no_conflict", "score_application"})

APPLICANT_SIDE = frozenset({Role.APPLICANT, Role.APPLICANT_LEAD, Role.SUPERVISOR})
OFFICE_SIDE = frozenset(Role) - APPLICANT_SIDE
# whoever has done the left-hand acts in a case may not do the right-hand one in it
SEPARATE: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "check_preliminary_review": frozenset({"review_preliminarily"}),
        "decide_in_meeting": frozenset({"review_preliminarily", "check_preliminary_review"}),
        "approve_accreditation": frozenset({"accept_application", "review_preliminarily", "check_preliminary_review"}),
    }
)


def has_role(person: Person, *roles: Role) -> bool:
    """Whether the person holds one of the roles in any scope now."""
    return not person.role_codes.isdisjoint(roles)


CONCLUSIONS = ("recommended", "rectify", "rejected")  # from mild to hard


def conclusions_allowed(proposal: str, rectified_before: bool) -> tuple[str, ...]:
    """What a panel may conclude: what the table panel_conclusion proposes or harder, and rectify only once."""
    allowed = CONCLUSIONS[CONCLUSIONS.index(proposal) :]
    return tuple(word for word in allowed if word != "rectify" or not rectified_before)


def sees_all_cases(person: Person) -> bool:
    """Bureau officers see every case; inspectors and administrators of the system do not."""
    return any(queue(role, CITY) in person.queues for role in BUREAU)


def visible_cases(person: Person) -> Select[Case]:
    """The cases a person may open: own unit, own department, own county, own task, or the bureau's view."""
    query = select(Case)
    return query if sees_all_cases(person) else query.where(_sees(person))


def may_see(session: Session, person: Person, case_id: int) -> bool:
    return session.scalar(visible_cases(person).where(Case.id == case_id).with_only_columns(Case.id)) is not None


def holds(session: Session, person: Person, task: UserTask) -> bool:
    """Whether the task lies in one of the person's trays or is assigned to the person."""
    if task.assignee_id == person.id:
        return True
    return bool(session.execute(_BOTH, _bound(person, task, person.queues)).one()[0])


def may_answer(session: Session, person: Person, task: UserTask) -> bool:
    """Whether the task is this person's to do: assigned, or unclaimed in a tray of the task's own role.

    Whoever an overdue task escalated to sees it and may hand it over, but does not do it in the other's place.
    """
    if task.assignee_id is not None:
        return task.assignee_id == person.id
    return bool(session.execute(_BOTH, _bound(person, task, _own_trays(person, task))).one()[0])


def may_hand_over(session: Session, person: Person, task: UserTask) -> bool:
    """Whoever has the task, or a head in whose trays it lies; tasks of one's own person, as experts', never."""
    if Role.of(task.role) in (Role.EXPERT, Role.EXPERT_HEAD):
        return False
    return task.assignee_id == person.id or (has_role(person, *MAY_HAND_OVER) and holds(session, person, task))


def may_replace(person: Person, task: UserTask) -> bool:
    """The section replaces an expert who has not signed or not scored (domain 5.3 row 11)."""
    return task.closed_at is None and task.element in REPLACEABLE and queue(Role.HRSS_SECTION, CITY) in person.queues


def needs_statement(task: UserTask) -> bool:
    """Whether the statements are signed already, so that a new expert's must be there when the seat is given."""
    return task.element == "score_application"


def must_hold(session: Session, person: Person, task: UserTask) -> None:
    """Raise NotYours unless the task is this person's to do."""
    if not may_answer(session, person, task):
        raise NotYours(task.assignee.name if task.assignee else None)


def must_be_separate(session: Session, person: Person, task: UserTask) -> None:
    """Raise SeparationOfDuties when an earlier act of this person in this case forbids the new one."""
    _refuse_own_unit(person, task)
    if session.execute(_BOTH, _bound(person, task, ())).one()[1]:
        raise SeparationOfDuties(task.element)


def must_act(session: Session, person: Person, task: UserTask) -> None:
    """Both at once, in one question: NotYours as in `must_hold`, SeparationOfDuties as in `must_be_separate`."""
    lies_in_tray, forbidden = session.execute(_BOTH, _bound(person, task, _own_trays(person, task))).one()
    if task.assignee_id != person.id and (task.assignee_id is not None or not lies_in_tray):
        raise NotYours(task.assignee.name if task.assignee else None)
    _refuse_own_unit(person, task)
    if forbidden:
        raise SeparationOfDuties(task.element)


def _refuse_own_unit(person: Person, task: UserTask) -> None:
    """Nobody decides on the own unit (R-114)."""
    if Role.of(task.role) not in APPLICANT_SIDE and person.org_id == task.case.org_id:
        raise SeparationOfDuties(task.element)


def _own_trays(person: Person, task: UserTask) -> list[str]:
    return [tray for tray in person.queues if tray.startswith(f"{task.role}@")]


def _bound(person: Person, task: UserTask, trays: Sequence[str]) -> dict[str, Any]:
    own_side = APPLICANT_SIDE if Role.of(task.role) in APPLICANT_SIDE else OFFICE_SIDE
    return {
        "task": task.id,
        "trays": trays,
        "case": task.case_id,
        "person": person.id,
        "across": sorted(frozenset(Role) - own_side),
        "own_side": sorted(own_side),
        "barred": sorted(SEPARATE.get(task.element, ())),
    }


_IN_TRAYS = exists().where(
    TaskQueue.task_id == bindparam("task"), TaskQueue.queue.in_(bindparam("trays", expanding=True))
)
# an act of this person in this case on the other side of the counter, or one that SEPARATE names;
# both look into one index by equality, so that a long history costs nothing
_FORBIDDING = exists().where(
    UserTask.case_id == bindparam("case"),
    UserTask.closed_by_id == bindparam("person"),
    UserTask.closed_how == "completed",
    or_(
        UserTask.role.in_(bindparam("across", expanding=True)),
        and_(
            UserTask.role.in_(bindparam("own_side", expanding=True)),
            UserTask.element.in_(bindparam("barred", expanding=True)),
        ),
    ),
)
_BOTH = select(_IN_TRAYS, _FORBIDDING)


def may_see_scores(session: Session, person: Person, case_id: int) -> bool:
    """An expert sees the others' points only when the own sheet is in; applicants never before the end."""
    pending = exists().where(
        UserTask.case_id == case_id, UserTask.element == "score_application", UserTask.closed_at.is_(None)
    )
    mine = pending.where(UserTask.assignee_id == person.id)
    if session.scalar(select(mine)):
        return False
    return (sees_all_cases(person) and not session.scalar(select(pending))) or _scored(session, person, case_id)


def _scored(session: Session, person: Person, case_id: int) -> bool:
    query = select(UserTask.id).where(
        UserTask.case_id == case_id,
        UserTask.element == "score_application",
        UserTask.closed_by_id == person.id,
        UserTask.closed_how == "completed",
    )
    return session.scalar(query.limit(1)) is not None


def _sees(person: Person) -> ColumnElement[bool]:
    clauses: list[ColumnElement[bool]] = [false()]
    for tray in person.queues:
        role, _, scope = tray.partition("@")
        kind, _, value = scope.partition(":")
        if kind == "org" and role in (Role.APPLICANT, Role.APPLICANT_LEAD):
            clauses.append(Case.org_id == int(value))
        elif kind == "org" and role == Role.SUPERVISOR:
            clauses.append(and_(Case.supervising_id == int(value), _reached(Role.SUPERVISOR)))
        elif kind == "district" and role == Role.COUNTY_HRSS:
            clauses.append(and_(Case.district_code == value, _reached(Role.COUNTY_HRSS)))
    own = exists().where(
        UserTask.case_id == Case.id, or_(UserTask.assignee_id == person.id, UserTask.closed_by_id == person.id)
    )
    # an overdue task lies in the tray of who is to urge it, a department that has not been asked yet among them
    told = exists().where(
        UserTask.case_id == Case.id, TaskQueue.task_id == UserTask.id, TaskQueue.queue.in_(person.queues)
    )
    return or_(*clauses, own, told)


def _reached(role: Role) -> ColumnElement[bool]:
    """A department or county sees a case from the moment it was asked; a draft is the unit's own."""
    return exists().where(UserTask.case_id == Case.id, UserTask.role == role)
