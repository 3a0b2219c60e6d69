"""What a case waits for: open tasks, armed timers, messages; looks at single tokens and moves none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import BoundaryEvent, EventBasedGateway, UserTask
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from .specs import Due, Message


@dataclass(frozen=True)
class OpenTask:
    """A user task somebody can do now; `id` is stable as long as it is open, `item` the one of a panel it is for."""

    id: str
    element: str
    item: str | None


@dataclass(frozen=True)
class ArmedTimer:
    """A timer that waits to be fired.

    `task_id` is the open task it hangs on; None when it hangs on a panel or a sub-process or stands by itself.
    """

    id: str
    element: str
    task_id: str | None
    due_expression: str


def open_tasks(tokens: Iterable[Task]) -> tuple[OpenTask, ...]:
    return tuple(
        OpenTask(token.id, token.task_spec.bpmn_id, token.internal_data.get("item"))
        for token in tokens
        if is_open(token)
    )


def armed_timers(tokens: Iterable[Task]) -> tuple[ArmedTimer, ...]:
    return tuple(
        ArmedTimer(token.id, due.name, _hangs_on(token), due.expression) for token in tokens for due in timers(token)
    )


def messages(tokens: Iterable[Task]) -> frozenset[str]:
    waiting = (token for token in tokens if is_waiting_event(token))
    return frozenset(event.name for token in waiting for event in _events(token) if isinstance(event, Message))


def is_open(task: Task) -> bool:
    return bool(task._state == TaskState.READY and isinstance(task.task_spec, UserTask))


def is_waiting_event(task: Task) -> bool:
    return bool(task._state == TaskState.WAITING and isinstance(task.task_spec, CatchingEvent))


def _events(task: Task) -> list[Any]:
    """The definitions a waiting event waits for: one, or those behind an event gateway."""
    event = task.task_spec.event_definition
    return list(event.event_definitions) if isinstance(task.task_spec, EventBasedGateway) else [event]


def timers(task: Task) -> list[Due]:
    return [event for event in _events(task) if isinstance(event, Due)] if is_waiting_event(task) else []


def _hangs_on(task: Task) -> str | None:
    if not isinstance(task.task_spec, BoundaryEvent):
        return None
    return next((str(sibling.id) for sibling in task.parent.children if is_open(sibling)), None)


def rename(task: Task, new: str) -> None:
    old, task.id = task.id, new
    tasks = task.workflow.tasks
    tasks[new] = tasks.pop(old)
    siblings = task.parent._children
    siblings[siblings.index(old)] = new
    for child in task.children:
        child._parent = new
    waiting = task.workflow.top_workflow.event_manager.tasks
    if old in waiting:
        waiting[new] = waiting.pop(old)
