"""Who holds a task: claim, release, hand over; and what somebody has typed and not sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workflows import policy
from workflows.cases.events import Act, record
from workflows.cases.moving import LOCK_CASE_OF, Movement, locked, must_go_on, open_tasks
from workflows.model.accounts import Person
from workflows.model.process import Draft, TaskOpen, TaskQueue, UserTask
from workflows.model.refusals import ChangedMeanwhile, NotYours, TaskClosed
from workflows.model.transaction import transaction
from workflows.roster import holders


def claim(task_id: int, *, by: int, at: datetime) -> None:
    """Take a task out of the tray. Raises NotYours with the holder's name when somebody was first."""
    with transaction() as session:
        moving, task = open_task(session, task_id, by, at)
        policy.must_act(session, person_of(moving), task)
        if task.assignee_id != by:
            _assign(moving, task, by, Act("claimed", at, moving.by, task.element, task.id))


def release(task_id: int, *, by: int, at: datetime) -> None:
    """Put one's own task back into its trays. Raises NotYours when it has no tray or another holder."""
    with transaction() as session:
        moving, task = open_task(session, task_id, by, at)
        if task.assignee_id != by or not _trays(session, task):
            raise NotYours(task.assignee.name if task.assignee else None)
        _assign(moving, task, None, Act("released", at, moving.by, task.element, task.id))


def hand_over(task_id: int, to_id: int, reason: str, *, by: int, at: datetime) -> None:
    """Give a task to a colleague of the same tray, overdue or not; the holder or a head may (转办).

    Raises NotYours when `by` may not give it or `to_id` may not hold it, SeparationOfDuties for the new holder.
    """
    with transaction() as session:
        moving, task = open_task(session, task_id, by, at)
        giver, taker = person_of(moving), session.get(Person, to_id)
        may = task.assignee_id == by or (
            policy.holds(session, giver, task) and policy.has_role(giver, *policy.MAY_HAND_OVER)
        )
        if not may or taker is None or taker.id not in {person.id for person in candidates(session, task)}:
            raise NotYours(task.assignee.name if task.assignee else None)
        policy.must_be_separate(session, taker, task)
        act = Act("handed_over", at, giver, task.element, task.id, why=reason, body={"to": taker.name})
        _assign(moving, task, taker.id, act)


def candidates(session: Session, task: UserTask) -> list[Person]:
    """Everybody whose own turn it could be: who looks into a tray of the task's role, not of a higher one."""
    own = [tray for tray in _trays(session, task) if tray.startswith(f"{task.role}@")]
    return list({person.id: person for tray in own for person in holders(session, tray)}.values())


def save_draft(task_id: int, typed: Mapping[str, Any], *, by: int, at: datetime, seen: int | None = None) -> int:
    """Keep what was typed, valid or not; never an answer. Returns the draft's version.

    Raises ChangedMeanwhile when the person's own draft has moved on elsewhere since `seen`.
    """
    with transaction() as session:
        moving = locked(session, LOCK_CASE_OF, task_id, by, at)  # or it would outlive a task that closes meanwhile
        task = session.get_one(UserTask, task_id, populate_existing=True)
        if task.closed_at is None:
            policy.must_hold(session, person_of(moving), task)
        elif task.closed_by_id != by:
            raise closed(task)
        draft = session.scalars(select(Draft).where(Draft.task_id == task_id, Draft.person_id == by)).first()
        if draft is None:
            draft = Draft(task_id=task_id, person_id=by, typed={}, version=0, saved_at=at)
            session.add(draft)
        if seen is not None and draft.version != seen:
            raise ChangedMeanwhile(seen, draft.version)
        draft.typed, draft.saved_at, draft.version = dict(typed), at, draft.version + 1
        return draft.version


def open_task(session: Session, task_id: int, by: int, at: datetime) -> tuple[Movement, UserTask]:
    """Lock the case and re-read the task. Raises Absent, TaskClosed, CaseEnded."""
    moving = locked(session, LOCK_CASE_OF, task_id, by, at)
    task, moving.tasks = _told_apart(open_tasks(session, moving.case, also=task_id), task_id)
    if task.closed_at is not None:
        raise closed(task)
    must_go_on(moving.case)
    return moving, task


def _told_apart(rows: Sequence[UserTask], task_id: int) -> tuple[UserTask, Sequence[UserTask]]:
    """The task, and those of the rows that stand open."""
    task = next(row for row in rows if row.id == task_id)
    return task, [row for row in rows if row.closed_at is None]


def closed(task: UserTask) -> TaskClosed:
    """Who closed it, when and how, in the words a door needs."""
    assert task.closed_at is not None  # noqa: S101 — the caller has just seen it closed
    name = task.closed_by.name if task.closed_by else None
    return TaskClosed(task.element, name, task.closed_at, task.closed_how or "")


def person_of(moving: Movement) -> Person:
    if moving.by is None:
        raise NotYours
    return moving.by


def _assign(moving: Movement, task: UserTask, person_id: int | None, act: Act) -> None:
    task.assignee_id = person_id
    task.claimed_at = act.at if person_id else None
    task.version += 1
    moving.session.execute(update(TaskOpen).where(TaskOpen.task_id == task.id).values(assignee_id=person_id))
    record(moving.session, moving.case, act)


def _trays(session: Session, task: UserTask) -> list[str]:
    return list(session.scalars(select(TaskQueue.queue).where(TaskQueue.task_id == task.id)))
