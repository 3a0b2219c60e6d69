"""Which tokens of a case must be remembered; forgets the rest, so that no round and no year makes a case slower."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin, BoundaryEventSplit
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from .specs import Panel


def remembered(tokens: list[Task]) -> set[Any]:
    """The ids of the tokens that may still matter among all of one scope (process or sub-process), root first.

    A token matters while it is unfinished; so does the one before it (a join asks where a token came from, a boundary
    event what it hangs on), the way back to the split of an activity with boundary events, the finished instances of
    a running panel (they are counted), and the root. Everything else is history, which lives in the event log.
    """
    keep = {tokens[0].id}
    for task in tokens:
        if _matters(task):
            keep.update(token.id for token in _with_what_it_needs(task))
    return keep


def remembered_parent(task: Task, keep: set[Any]) -> Task | None:
    """The nearest remembered token before `task`; nobody becomes a child of a split he didn't come from directly."""
    parent = task.parent
    if parent is None or parent.id in keep:
        return parent
    while parent.id not in keep or isinstance(parent.task_spec, BoundaryEventSplit):
        parent = parent.parent
    return parent


def _matters(task: Task) -> bool:
    if not task.has_state(TaskState.FINISHED_MASK):
        return True
    parent = task.parent
    return parent is not None and isinstance(parent.task_spec, Panel) and not parent.has_state(TaskState.FINISHED_MASK)


def _with_what_it_needs(task: Task) -> Iterator[Task]:
    yield task
    before = task.parent
    if before is None:
        return
    yield before
    if isinstance(task.task_spec, BoundaryEventJoin):
        while not isinstance(before.task_spec, BoundaryEventSplit):
            before = before.parent
            yield before
