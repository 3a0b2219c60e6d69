"""Rows made equal to what the engine shows: open tasks, their trays, armed timers, the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update
from sqlalchemy.orm import Session

from workflows.calendar import WorkingDays, end_of_term, fraction_of_term
from workflows.cases.rows import table_of, write, write_for_ids
from workflows.engine import ArmedTimer, Drawing, Element, OpenTask, Snapshot
from workflows.model.accounts import Person
from workflows.model.parameters import Parameters
from workflows.model.process import Case, Draft, TaskOpen, TaskQueue, Timer, UserTask
from workflows.model.vocabulary import Role
from workflows.roster import Seat, Seating

Armed = Row[int, str | None, int | None, str, str, bool, datetime]
"""id, engine_id, task_id, element, kind, interrupting and due_at of an armed timer."""


@dataclass(frozen=True)
class Opened:
    """A task that this move opened, with the seat it was given."""

    id: int
    engine_id: str
    element: str
    due_at: datetime | None
    seat: Seat


@dataclass
class Mirror:
    """Brings the rows of one case into line with a snapshot, inside the command's transaction.

    `tasks` and `timers` are what stood open and armed before the move.
    """

    session: Session
    case: Case
    drawing: Drawing
    parameters: Parameters
    at: datetime
    tasks: Sequence[UserTask]
    timers: Sequence[Armed]

    def reflect(self, snapshot: Snapshot, closed: UserTask | None = None, by: Person | None = None) -> list[Opened]:
        """Close what is gone (`closed` was completed, the rest fell away), open what is new, arm and cancel."""
        self.case.state = snapshot.state
        if self.case.awaits != sorted(snapshot.awaits):
            self.case.awaits = sorted(snapshot.awaits)
        if snapshot.ended is not None and self.case.ended_at is None:
            self.case.ended_at, self.case.outcome = self.at, snapshot.ended
        gone = self._close_gone(snapshot, closed, by)
        opened = self._open_new(snapshot)
        self._cancel(snapshot, gone)
        write(self.session, Timer, [*self._reminders(opened), *self._newly_armed(snapshot, opened)])
        return opened

    def _close_gone(self, snapshot: Snapshot, closed: UserTask | None, by: Person | None) -> set[int]:
        standing = {task.id for task in snapshot.tasks}
        gone = [row for row in self.tasks if row.engine_id not in standing]
        for row in gone:
            completed = closed is not None and row.id == closed.id
            row.closed_at = self.at
            row.closed_how = "completed" if completed else "cancelled"
            row.closed_by_id = by.id if completed and by else None
            row.version += 1
        return self._take_down({row.id for row in gone})

    def _take_down(self, gone: set[int]) -> set[int]:
        """Closed tasks leave the lists (their trays fall with the line) and nobody's typing outlives them."""
        if gone:
            self.session.execute(_clear_lines, {"gone": gone})
            self.session.execute(_clear_drafts, {"gone": gone})
        return gone

    def _open_new(self, snapshot: Snapshot) -> list[Opened]:
        known = {row.engine_id for row in self.tasks}
        new = [task for task in snapshot.tasks if task.id not in known]
        seating = Seating(self.session, self.case, [task.item for task in new])
        rows = [self._row(task, snapshot, seating) for task in new]
        seats = [row.pop("seat") for row in rows]
        ids = write_for_ids(self.session, UserTask, rows, "engine_id")
        opened = [
            Opened(ids[row["engine_id"]], row["engine_id"], row["element"], row["due_at"], seat)
            for row, seat in zip(rows, seats, strict=True)
        ]
        self._put_up(opened)
        return opened

    def _row(self, task: OpenTask, snapshot: Snapshot, seating: Seating) -> dict[str, Any]:
        element = self.drawing.elements[task.element]
        role = Role.of(element.lane or "")
        place = seating.of(role, task.item)
        return {
            "seat": place,
            "case_id": self.case.id,
            "engine_id": task.id,
            "element": task.element,
            "role": role.value,
            "item": task.item,
            "round": self.case.round,
            "opened_at": self.at,
            "due_at": self._due(element, snapshot),
            "assignee_id": place.assignee_id,
            "claimed_at": self.at if place.assignee_id else None,
        }

    def _put_up(self, opened: Sequence[Opened]) -> None:
        head = " ".join(filter(None, [self.case.number, self.case.org.name]))
        lines = [
            {
                "task_id": task.id,
                "case_id": self.case.id,
                "element": task.element,
                "due_at": task.due_at or self.at,
                "assignee_id": task.seat.assignee_id,
                "words": f"{head} {self.drawing.elements[task.element].name}",
            }
            for task in opened
        ]
        trays = [
            {"queue": queue, "due_at": task.due_at or self.at, "task_id": task.id}
            for task in opened
            for queue in task.seat.queues
        ]
        write(self.session, TaskOpen, lines)
        write(self.session, TaskQueue, trays)

    def _due(self, element: Element, snapshot: Snapshot) -> datetime | None:
        """From the drawing's term in working days, or from the variable that carries an instant."""
        if element.due:
            return datetime.fromisoformat(snapshot.variables[element.due])
        if element.term:
            term = WorkingDays(self.parameters[element.term])
            return end_of_term(self.at, term, self.parameters.moved_days)
        return None

    def _cancel(self, snapshot: Snapshot, gone: set[int]) -> None:
        """Drawn timers that the engine shows no more, and the reminders of tasks that are gone."""
        standing = {timer.id for timer in snapshot.timers}
        over = [
            timer.id
            for timer in self.timers
            if (timer.task_id in gone if timer.kind == "reminder" else timer.engine_id not in standing)
        ]
        if over:
            self.session.execute(_cancel, {"over": over, "at": self.at})

    def _reminders(self, opened: Sequence[Opened]) -> list[dict[str, Any]]:
        return [
            self._timer(task.element, "reminder", fraction_of_term(self.at, task.due_at, percent), task.id)
            | {"share": percent}
            for task in opened
            if task.due_at is not None and task.due_at > self.at
            for percent in self.drawing.elements[task.element].reminders
        ]

    def _newly_armed(self, snapshot: Snapshot, opened: Sequence[Opened]) -> list[dict[str, Any]]:
        known = {timer.engine_id for timer in self.timers}
        return [self._drawn(timer, snapshot, opened) for timer in snapshot.timers if timer.id not in known]

    def _drawn(self, timer: ArmedTimer, snapshot: Snapshot, opened: Sequence[Opened]) -> dict[str, Any]:
        element = self.drawing.elements[timer.element]
        task = self._task_under(timer, element, opened)
        due = task.due_at if task and timer.due_expression == "due" else None
        if due is None:
            due = datetime.fromisoformat(snapshot.variables[timer.due_expression])
        return self._timer(timer.element, "drawn", due, task.id if task else None) | {
            "engine_id": timer.id,
            "interrupting": element.interrupting,
        }

    def _task_under(self, timer: ArmedTimer, element: Element, opened: Sequence[Opened]) -> UserTask | Opened | None:
        """The task a timer hangs on; for a whole panel the first one that stands open."""
        standing: list[UserTask | Opened] = [row for row in self.tasks if row.closed_at is None]
        standing += opened
        rows = [task for task in standing if task.element == element.attached_to]
        own = [task for task in rows if task.engine_id == timer.task_id]
        return next(iter(own or rows), None)

    def _timer(self, element: str, kind: str, due_at: datetime, task_id: int | None) -> dict[str, Any]:
        return {
            "case_id": self.case.id,
            "task_id": task_id,
            "engine_id": None,
            "element": element,
            "kind": kind,
            "interrupting": False,
            "share": None,
            "due_at": due_at,
            "armed_at": self.at,
        }


def armed_timers(session: Session, case: Case) -> Sequence[Armed]:
    """The armed timers of a case in the order in which they fall due."""
    return session.execute(_ARMED, {"case": case.id}).all()


_ARMED = (
    select(Timer.id, Timer.engine_id, Timer.task_id, Timer.element, Timer.kind, Timer.interrupting, Timer.due_at)
    .where(Timer.case_id == bindparam("case"), Timer.fired_at.is_(None), Timer.cancelled_at.is_(None))
    .order_by(Timer.due_at, Timer.id)
)
_timers, _lines, _drafts = table_of(Timer), table_of(TaskOpen), table_of(Draft)
_cancel = (
    update(_timers).where(_timers.c.id.in_(bindparam("over", expanding=True))).values(cancelled_at=bindparam("at"))
)
_clear_lines = delete(_lines).where(_lines.c.task_id.in_(bindparam("gone", expanding=True)))
_clear_drafts = delete(_drafts).where(_drafts.c.task_id.in_(bindparam("gone", expanding=True)))
