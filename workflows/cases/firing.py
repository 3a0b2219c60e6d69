"""Deadlines happen: a drawn timer moves the token, a reminder tells people, an overdue task goes one role up."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from workflows import engine
from workflows.cases.events import Act, record
from workflows.cases.moving import Movement, movement
from workflows.cases.telling import Line, lookers, people_of, tell
from workflows.engine import Element
from workflows.model.accounts import CITY, org_scope, queue
from workflows.model.process import TaskQueue, Timer, UserTask
from workflows.model.transaction import transaction
from workflows.model.vocabulary import Role


def fire_timer(timer_id: int, at: datetime) -> bool:
    """Let one due timer happen, once: False when it is not armed any more or not due at `at`."""
    with transaction() as session:
        timer = session.get(Timer, timer_id, populate_existing=True)
        if timer is None or not _is_due(timer, at):
            return False
        moving = movement(session, timer.case_id, None, at)
        session.refresh(timer)  # the case is locked now: nobody else can fire or cancel it
        if not _is_due(timer, at):
            return False
        fire(moving, timer)
        return True


def let_passed_deadlines_happen(moving: Movement) -> bool:
    """Fire the interrupting deadlines of this case that had passed when the act arrived; whether there were any."""
    passed = [timer.id for timer in moving.timers if timer.interrupting and timer.due_at <= moving.at]
    for timer_id in passed:
        timer = moving.session.get_one(Timer, timer_id, populate_existing=True)
        if _is_due(timer, moving.at) and moving.case.outcome is None:
            fire(moving, timer)
    return bool(passed)


def fire(moving: Movement, timer: Timer) -> None:
    """The move of one armed timer of a locked case."""
    timer.fired_at = moving.at
    moving.session.flush()
    moving.forget_timers()
    if timer.kind == "reminder":
        _remind(moving, timer)
        return
    element = moving.law.drawing.elements[timer.element]
    snapshot = engine.fire(moving.law.drawing, moving.case.state, str(timer.engine_id), moving.serve)
    act = Act("fired", moving.at, element=timer.element, task_id=timer.task_id, body=_due(timer))
    moving.settle(snapshot, act)
    if element.escalates_to:
        _escalate(moving, timer, element)


def _remind(moving: Movement, timer: Timer) -> None:
    task = moving.session.get_one(UserTask, timer.task_id)
    act = Act("reminded", moving.at, element=task.element, task_id=task.id, body={**_due(timer), "share": timer.share})
    record(moving.session, moving.case, act)
    name = moving.law.drawing.elements[task.element].name
    people = people_of(moving.session, task)
    line = Line(f"timer:{timer.id}", "reminder", people, {"element": name, "share": str(timer.share)})
    tell(moving.session, moving.case, [line], moving.at, people)


def _escalate(moving: Movement, timer: Timer, element: Element) -> None:
    """The overdue task lies in the next higher role's tray too, and that role is told."""
    tray = queue(Role.of(element.escalates_to or ""), _scope_of(moving, Role.of(element.escalates_to or "")))
    tasks = select(UserTask).where(
        UserTask.case_id == moving.case.id, UserTask.element == element.attached_to, UserTask.closed_at.is_(None)
    )
    for task in moving.session.scalars(tasks).all():
        key = (tray, task.due_at or task.opened_at, task.id)
        if moving.session.get(TaskQueue, key) is None:
            moving.session.add(TaskQueue(queue=tray, due_at=key[1], task_id=task.id))
    act = Act(
        "escalated", moving.at, element=element.attached_to, task_id=timer.task_id, body={"to": element.escalates_to}
    )
    record(moving.session, moving.case, act)
    name = moving.law.drawing.elements[element.attached_to or ""].name
    people = lookers(moving.session, tray)
    line = Line(f"timer:{timer.id}", "escalation", people, {"element": name})
    tell(moving.session, moving.case, [line], moving.at, people)


def _scope_of(moving: Movement, role: Role) -> str:
    return org_scope(moving.case.supervising_id or 0) if role is Role.SUPERVISOR else CITY


def _is_due(timer: Timer, at: datetime) -> bool:
    return timer.fired_at is None and timer.cancelled_at is None and timer.due_at <= at


def _due(timer: Timer) -> dict[str, Any]:
    return {"due_at": timer.due_at.isoformat()}
