"""Lines to people: a new task, a reminder, an escalation. Each is a row once; one job mails the lines of one move."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows import jobs
from workflows.cases.mirror import Opened
from workflows.cases.rows import write_new
from workflows.engine import Drawing
from workflows.model.accounts import Person
from workflows.model.facts import Notification
from workflows.model.process import Case, TaskQueue, UserTask
from workflows.roster import people_at

WORDS = {
    "task": "待办：{element}（{unit}）",
    "reminder": "提醒：{element}（{unit}）期限已过{share}%",
    "escalation": "逾期：{element}（{unit}）未按期办理，请督办",
}
Addresses = Mapping[int, str | None]
"""Ids of people, and where their mail goes."""


@dataclass(frozen=True)
class Line:
    """What is said to some people under a key of its own; saying it twice changes nothing."""

    key: str
    kind: str
    people: Iterable[int]
    words: Mapping[str, str]


def tell(session: Session, case: Case, lines: Iterable[Line], at: datetime, addresses: Addresses) -> None:
    """One row per line and person, and one job that mails them to those who have an address."""
    rows = [
        {
            "key": f"{line.key}:{person_id}",
            "person_id": person_id,
            "case_id": case.id,
            "kind": line.kind,
            "text": WORDS[line.kind].format(unit=case.org.name, **line.words),
            "at": at,
        }
        for line in lines
        for person_id in sorted(set(line.people))
    ]
    written = write_new(session, Notification, rows)
    if written and any(addresses.values()):
        jobs.enqueue(session, "send_mail", sorted(written), key=f"send_mail:{min(written)}")


def tell_new_tasks(session: Session, case: Case, drawing: Drawing, at: datetime, opened: Sequence[Opened]) -> None:
    """Everybody whose turn has begun, except the clerk who opened the application and sits before it."""
    news = [task for task in opened if task.seat.assignee_id != case.opened_by_id or case.round > 1]
    if not news:
        return
    found, addresses = _lookers(session, {tray for task in news for tray in task.seat.queues})
    holders = {task.seat.assignee_id for task in news if task.seat.assignee_id is not None}
    addresses |= addresses_of(session, holders)
    lines = []
    for task in news:
        holder = task.seat.assignee_id
        people = [holder] if holder is not None else [one for tray in task.seat.queues for one in found[tray]]
        lines.append(Line(f"task:{task.id}", "task", people, {"element": drawing.elements[task.element].name}))
    tell(session, case, lines, at, addresses)


def people_of(session: Session, task: UserTask) -> Addresses:
    """The holder of a task, or everybody who looks into its trays."""
    if task.assignee_id is not None:
        return addresses_of(session, {task.assignee_id})
    return _lookers(session, set(session.scalars(select(TaskQueue.queue).where(TaskQueue.task_id == task.id))))[1]


def lookers(session: Session, tray: str) -> Addresses:
    """Everybody who looks into one tray."""
    return _lookers(session, {tray})[1]


def addresses_of(session: Session, people: set[int]) -> dict[int, str | None]:
    if not people:
        return {}
    query = select(Person.id, Person.email).where(Person.id.in_(people))
    return {person_id: email for person_id, email in session.execute(query)}


def _lookers(session: Session, trays: set[str]) -> tuple[dict[str, list[int]], dict[int, str | None]]:
    """Who looks into each tray, and everybody's address."""
    found: dict[str, list[int]] = {tray: [] for tray in trays}
    addresses: dict[int, str | None] = {}
    for person_id, email, tray in people_at(session, trays):
        found[tray].append(person_id)
        addresses[person_id] = email
    return found, addresses
