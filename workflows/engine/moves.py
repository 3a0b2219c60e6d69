"""The moves of a case: (drawing, state, move) -> Snapshot. Knows no table and no clock; the caller keeps the bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .drawing import Drawing
from .errors import NotOpen
from .passage import Passage, Serve
from .state import dump, load
from .waits import ArmedTimer, OpenTask, armed_timers, messages, open_tasks


@dataclass(frozen=True)
class Snapshot:
    """A case after a move.

    `state` goes back into the next move. `tasks`, `timers` and `awaits` (ids of messages) are everything that can move
    the case; ids of tasks and timers are unique within the case and never given twice. `ended` is the id of the end
    event (or the reason of `stop`), `passed` the elements completed in this move, in order.
    """

    state: bytes = field(repr=False)
    tasks: tuple[OpenTask, ...]
    timers: tuple[ArmedTimer, ...]
    awaits: frozenset[str]
    variables: Mapping[str, Any]
    ended: str | None
    passed: tuple[str, ...]


def begin(drawing: Drawing, variables: Mapping[str, Any], serve: Serve) -> Snapshot:
    """A new case. `serve(element, variables)` runs each service task reached and returns new variables.

    Raises Runaway, Stuck, BadVariable, CannotDecide and what `serve` raises; so do all moves.
    """
    passage = Passage(drawing, variables, serve)
    passage.begin()
    return snapshot(passage)


def complete(drawing: Drawing, state: bytes, task_id: str, variables: Mapping[str, Any], serve: Serve) -> Snapshot:
    """Do an open task. Only `variables` become variables of the case. Raises NotOpen."""
    passage = load(drawing, state, serve)
    passage.complete(task_id, variables)
    return snapshot(passage)


def fire(drawing: Drawing, state: bytes, timer_id: str, serve: Serve) -> Snapshot:
    """Let an armed timer happen; whether it is due is the caller's knowledge. Raises NotArmed."""
    passage = load(drawing, state, serve)
    passage.fire(timer_id)
    return snapshot(passage)


def send(drawing: Drawing, state: bytes, message: str, variables: Mapping[str, Any], serve: Serve) -> Snapshot:
    """Deliver a message by its id. Raises NotAwaited."""
    passage = load(drawing, state, serve)
    passage.send(message, variables)
    return snapshot(passage)


def enlist(drawing: Drawing, state: bytes, element: str, item: str, serve: Serve) -> Snapshot:
    """Open one more instance of the running multi-instance task `element`. Raises NotOpen when it isn't running."""
    passage = load(drawing, state, serve)
    passage.enlist(element, item)
    return snapshot(passage)


def excuse(drawing: Drawing, state: bytes, task_id: str, serve: Serve) -> Snapshot:
    """Take back one instance of a multi-instance task; the last one takes the case on. Raises NotOpen."""
    passage = load(drawing, state, serve)
    passage.excuse(task_id)
    return snapshot(passage)


def look(drawing: Drawing, state: bytes) -> Snapshot:
    """The case as it stands, without a move."""
    return snapshot(load(drawing, state, _serve_nothing))


def stop(drawing: Drawing, state: bytes, reason: str) -> Snapshot:
    """End the case from outside; `ended` is the reason. Raises NotOpen when it has ended already."""
    passage = load(drawing, state, _serve_nothing)
    if passage.ended is not None:
        raise NotOpen(passage.ended)
    passage.stop(reason)
    return snapshot(passage)


def snapshot(passage: Passage) -> Snapshot:
    """What can be seen of the case after a move; gives new tasks and timers their ids."""
    waits = passage.waits()
    return Snapshot(
        state=dump(passage),
        tasks=open_tasks(waits),
        timers=armed_timers(waits),
        awaits=messages(waits),
        variables=passage.variables,
        ended=passage.ended,
        passed=tuple(passage.passed),
    )


def _serve_nothing(element: str, variables: Mapping[str, Any]) -> Mapping[str, Any]:
    raise AssertionError(f"no step may run here: {element}")
