"""The lists of a person's inbox, a page at a time by keyset, so that page 400 costs what page 1 costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, or_, select, tuple_
from sqlalchemy.orm import Session, joinedload

from workflows.law import law_of
from workflows.model.accounts import Organisation, Person, queue
from workflows.model.process import Case, TaskOpen, TaskQueue, UserTask
from workflows.model.vocabulary import Role
from workflows.roster import scope

PAGE = 25
CAP = 999


@dataclass(frozen=True)
class Filter:
    """What the address of an inbox page carries: words to find, one element, and where to go on."""

    words: str = ""
    element: str = ""
    after: str = ""


@dataclass(frozen=True)
class Line:
    """One row of a list."""

    task: str
    case: str
    number: str | None
    unit: str
    element: str
    name: str
    opened_at: datetime
    due_at: datetime | None
    holder: str | None
    is_mine: bool
    round: int
    closed_at: datetime | None = None
    outcome: str | None = None
    may_take: bool = False


@dataclass(frozen=True)
class Page:
    """Some lines and, when there are more, the value of `after` that continues them."""

    lines: Sequence[Line]
    after: str | None


@dataclass(frozen=True)
class Counts:
    """How many tasks lie in each list, none counted beyond 999."""

    mine: int
    groups: int
    overdue: int


def mine(session: Session, person: Person, filter_: Filter) -> Page:
    """Tasks this person holds; overdue and nearest due first."""
    query = select(TaskOpen.due_at, TaskOpen.task_id).where(TaskOpen.assignee_id == person.id)
    return _open_page(session, person, query, filter_)


def groups(session: Session, person: Person, filter_: Filter) -> Page:
    """Tasks in this person's trays that nobody else holds; overdue and nearest due first."""
    return _open_page(session, person, _in_trays(person), filter_)


def done(session: Session, person: Person, filter_: Filter) -> Page:
    """Tasks this person completed, the latest first."""
    query = select(UserTask.closed_at, UserTask.id).where(
        UserTask.closed_by_id == person.id, UserTask.closed_how == "completed"
    )
    if filter_.element:
        query = query.where(UserTask.element == filter_.element)
    if filter_.words:
        query = query.where(UserTask.case_id.in_(_cases_named(filter_.words)))
    if filter_.after:
        query = query.where(tuple_(UserTask.closed_at, UserTask.id) < tuple_(*_position(filter_.after)))
    keys = session.execute(query.order_by(UserTask.closed_at.desc(), UserTask.id.desc()).limit(PAGE + 1)).all()
    return _page(session, person, keys)


def started(session: Session, person: Person, filter_: Filter) -> Page:
    """Cases this person opened, each by the task it stands at (or its last one), the latest first."""
    newest = select(func.max(UserTask.id)).where(UserTask.case_id == Case.id).scalar_subquery()
    query = select(Case.opened_at, newest).where(Case.opened_by_id == person.id)
    if filter_.words:
        query = query.where(Case.id.in_(_cases_named(filter_.words)))
    if filter_.after:
        query = query.where(Case.opened_at < _position(filter_.after)[0])
    keys = session.execute(query.order_by(Case.opened_at.desc()).limit(PAGE + 1)).all()
    return _page(session, person, keys)


def counts(session: Session, person: Person, at: datetime) -> Counts:
    """The figures on the tabs, each capped."""
    own = select(TaskOpen.due_at, TaskOpen.task_id).where(TaskOpen.assignee_id == person.id)
    return Counts(
        mine=_capped(session, own),
        groups=_capped(session, _in_trays(person)),
        overdue=_capped(session, own.where(TaskOpen.due_at <= at)),
    )


def _in_trays(person: Person) -> Select[datetime, int]:
    return (
        select(TaskOpen.due_at, TaskOpen.task_id)
        .join(TaskQueue, and_(TaskQueue.task_id == TaskOpen.task_id, TaskQueue.due_at == TaskOpen.due_at))
        .where(TaskQueue.queue.in_(person.queues), or_(TaskOpen.assignee_id.is_(None)))
        .distinct()
    )


def _open_page(session: Session, person: Person, query: Select[datetime, int], filter_: Filter) -> Page:
    if filter_.element:
        query = query.where(TaskOpen.element == filter_.element)
    for word in filter_.words.split():
        query = query.where(TaskOpen.words.contains(word, autoescape=True))
    if filter_.after:
        query = query.where(tuple_(TaskOpen.due_at, TaskOpen.task_id) > tuple_(*_position(filter_.after)))
    keys = session.execute(query.order_by(TaskOpen.due_at, TaskOpen.task_id).limit(PAGE + 1)).all()
    return _page(session, person, keys)


def _page(session: Session, person: Person, keys: Sequence[Any]) -> Page:
    shown = keys[:PAGE]
    after = f"{shown[-1][0].isoformat()}~{shown[-1][1]}" if len(keys) > PAGE else None
    query = select(UserTask).where(UserTask.id.in_([key[1] for key in shown])).options(joinedload(UserTask.assignee))
    rows = {task.id: task for task in session.scalars(query).unique()}
    return Page([_line(session, person, rows[key[1]]) for key in shown if key[1] in rows], after)


def _line(session: Session, person: Person, task: UserTask) -> Line:
    case = task.case
    return Line(
        task=task.public_id,
        case=case.public_id,
        number=case.number,
        unit=case.org.name,
        element=task.element,
        name=law_of(session, case).drawing.elements[task.element].name,
        opened_at=task.opened_at,
        due_at=task.due_at,
        holder=task.assignee.name if task.assignee else None,
        is_mine=task.assignee_id == person.id,
        round=task.round,
        closed_at=task.closed_at,
        outcome=case.outcome,
        may_take=task.assignee_id is None and queue(task.role, scope(case, Role.of(task.role))) in person.queues,
    )


def _cases_named(words: str) -> Select[int]:
    query = select(Case.id).join(Organisation, Organisation.id == Case.org_id)
    for word in words.split():
        query = query.where(
            or_(
                Case.number.contains(word, autoescape=True),
                Organisation.name.contains(word, autoescape=True),
            )
        )
    return query


def _position(after: str) -> tuple[datetime, int]:
    """Where the last page ended; a made-up value means the beginning of time, never an error."""
    at, _, number = after.partition("~")
    try:
        instant = datetime.fromisoformat(at)
        return (instant, int(number)) if instant.tzinfo else (instant.astimezone(), int(number))
    except ValueError:
        return datetime.fromisoformat("1970-01-01T00:00:00+00:00"), 0


def _capped(session: Session, query: Select[datetime, int]) -> int:
    return session.scalar(select(func.count()).select_from(query.limit(CAP + 1).subquery())) or 0
