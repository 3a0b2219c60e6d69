"""Rows made equal to what the engine shows: open tasks, their trays, armed timers, the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from workflows.calendar import WorkingDays, end_of_term, fraction_of_term
from workflows.engine import ArmedTimer, Drawing, Element, OpenTask, Snapshot
from workflows.model.accounts import Person
from workflows.model.parameters import Parameters
from workflows.model.process import Case, Draft, TaskOpen, TaskQueue, Timer, UserTask
from workflows.model.vocabulary import Role
from workflows.roster import seat


@dataclass
class Mirror:
    """Brings the rows of one case into line with a snapshot, inside the command's transaction."""

    session: Session
    case: Case
    drawing: Drawing
    parameters: Parameters
    at: datetime

    def reflect(self, snapshot: Snapshot, closed: UserTask | None = None, by: Person | None = None) -> None:
        """Close what is gone (`closed` was completed, the rest fell away), open what is new, arm and cancel."""
        self.case.state = snapshot.state
        self.case.awaits = sorted(snapshot.awaits)
        if snapshot.ended is not None and self.case.ended_at is None:
            self.case.ended_at, self.case.outcome = self.at, snapshot.ended
        self._close_gone(snapshot, closed, by)
        self._open_new(snapshot)
        self._arm_and_cancel(snapshot)

    def _close_gone(self, snapshot: Snapshot, closed: UserTask | None, by: Person | None) -> None:
        standing = {task.id for task in snapshot.tasks}
        for row in self._open_rows():
            if row.engine_id in standing:
                continue
            completed = closed is not None and row.id == closed.id
            row.closed_at = self.at
            row.closed_how = "completed" if completed else "cancelled"
            row.closed_by_id = by.id if completed and by else None
            row.version += 1
            self._take_down(row)

    def _take_down(self, row: UserTask) -> None:
        self.session.execute(delete(TaskQueue).where(TaskQueue.task_id == row.id))
        self.session.execute(delete(TaskOpen).where(TaskOpen.task_id == row.id))
        self.session.execute(delete(Draft).where(Draft.task_id == row.id))
        self.session.execute(
            update(Timer)
            .where(Timer.task_id == row.id, Timer.kind == "reminder", _armed())
            .values(cancelled_at=self.at)
            .execution_options(synchronize_session=False)
        )

    def _open_new(self, snapshot: Snapshot) -> None:
        known = {row.engine_id for row in self._open_rows()}
        for task in snapshot.tasks:
            if task.id not in known:
                self._open(task, snapshot)

    def _open(self, task: OpenTask, snapshot: Snapshot) -> None:
        element = self.drawing.elements[task.element]
        role = Role.of(element.lane or "")
        place = seat(self.session, self.case, role, task.item)
        row = UserTask(
            case_id=self.case.id,
            engine_id=task.id,
            element=task.element,
            role=role.value,
            item=task.item,
            round=self.case.round,
            opened_at=self.at,
            due_at=self._due(element, snapshot),
            assignee_id=place.assignee_id,
            claimed_at=self.at if place.assignee_id else None,
        )
        self.session.add(row)
        self.session.flush()
        self._put_up(row, place.queues)
        self._set_reminders(row, element)

    def _put_up(self, row: UserTask, queues: tuple[str, ...]) -> None:
        due = row.due_at or row.opened_at
        words = " ".join(filter(None, [self.case.number, self.case.org.name, self.drawing.elements[row.element].name]))
        self.session.add(
            TaskOpen(
                task_id=row.id,
                case_id=self.case.id,
                element=row.element,
                due_at=due,
                assignee_id=row.assignee_id,
                words=words,
            )
        )
        self.session.add_all(TaskQueue(queue=queue, due_at=due, task_id=row.id) for queue in queues)

    def _due(self, element: Element, snapshot: Snapshot) -> datetime | None:
        """From the drawing's term in working days, or from the variable that carries an instant."""
        if element.due:
            return datetime.fromisoformat(snapshot.variables[element.due])
        if element.term:
            term = WorkingDays(self.parameters[element.term])
            return end_of_term(self.at, term, self.parameters.moved_days)
        return None

    def _set_reminders(self, row: UserTask, element: Element) -> None:
        for percent in element.reminders if row.due_at and row.due_at > self.at else ():
            self.session.add(
                Timer(
                    case_id=self.case.id,
                    task_id=row.id,
                    element=row.element,
                    kind="reminder",
                    share=percent,
                    due_at=fraction_of_term(row.opened_at, row.due_at, percent),  # type: ignore[arg-type]
                    armed_at=self.at,
                )
            )

    def _arm_and_cancel(self, snapshot: Snapshot) -> None:
        standing = {timer.id: timer for timer in snapshot.timers}
        query = select(Timer).where(Timer.case_id == self.case.id, Timer.kind == "drawn", _armed())
        known = {row.engine_id: row for row in self.session.scalars(query)}
        for engine_id, row in known.items():
            if engine_id not in standing:
                row.cancelled_at = self.at
        for engine_id, timer in standing.items():
            if engine_id not in known:
                self._arm(timer, snapshot)

    def _arm(self, timer: ArmedTimer, snapshot: Snapshot) -> None:
        element = self.drawing.elements[timer.element]
        task = self._task_under(timer, element)
        due: Any = task.due_at if task and timer.due_expression == "due" else None
        if due is None:
            due = datetime.fromisoformat(snapshot.variables[timer.due_expression])
        self.session.add(
            Timer(
                case_id=self.case.id,
                task_id=task.id if task else None,
                engine_id=timer.id,
                element=timer.element,
                kind="drawn",
                interrupting=element.interrupting,
                due_at=due,
                armed_at=self.at,
            )
        )

    def _task_under(self, timer: ArmedTimer, element: Element) -> UserTask | None:
        rows = [row for row in self._open_rows() if row.element == element.attached_to]
        own = [row for row in rows if row.engine_id == timer.task_id]
        return next(iter(own or rows), None)

    def _open_rows(self) -> list[UserTask]:
        query = select(UserTask).where(UserTask.case_id == self.case.id, UserTask.closed_at.is_(None))
        return list(self.session.scalars(query.order_by(UserTask.id)))


def _armed() -> Any:
    return Timer.fired_at.is_(None) & Timer.cancelled_at.is_(None)
