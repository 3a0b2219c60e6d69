"""One case on its way through its drawing, in memory: tokens, variables, and the moves that can be made.

Knows no storage and no clock. After an exception the object must be thrown away: its tokens may stand half way.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import orjson
from SpiffWorkflow.bpmn import BpmnEvent, BpmnWorkflow
from SpiffWorkflow.bpmn.specs.defaults import EndEvent
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from workflows.expressions import is_variable

from .drawing import Drawing
from .errors import BadVariable, NotArmed, NotAwaited, NotOpen, Runaway, Stuck
from .specs import ENGINE, Message, Panel
from .waits import is_open, is_waiting_event, messages, rename, timers

MOST_STEPS = 200

Serve = Callable[[str, Mapping[str, Any]], Mapping[str, Any]]

# SpiffWorkflow writes whole task data into its INFO records.
for _name in ("spiff.task", "spiff.workflow", "spiff.data"):
    logging.getLogger(_name).setLevel(logging.WARNING)


class _Scope:
    """What the process and its sub-processes have in common."""

    task_tree: Task
    tasks: dict[Any, Task]

    def walk(self) -> list[Task]:
        """All tokens, spent and expected ones too, parents first, in the order of their branches."""
        tasks, path, found = self.tasks, [self.task_tree.id], list[Task]()
        while path:
            task = tasks[path.pop()]
            found.append(task)
            if task._children:
                path.extend(reversed(task._children))
        return found

    def in_order(self, tokens: list[Task]) -> list[Task]:
        """Some tokens in the order of their branches; the walk is saved where there is nothing to order."""
        if len(tokens) < 2:
            return tokens
        return [token for token in self.walk() if token in tokens]

    def update_waiting_tasks(self) -> None:
        """After a step: the joins look again whether they can go on. Events wait to be named."""
        waiting = [token for token in self.tasks.values() if token._state == TaskState.WAITING]
        for token in self.in_order([token for token in waiting if not isinstance(token.task_spec, CatchingEvent)]):
            if token._state == TaskState.WAITING and token.id in self.tasks:
                token.task_spec._update(token)


class SubPassage(_Scope, BpmnSubWorkflow):  # type: ignore[misc]
    """A sub-process that is being passed."""


class Passage(_Scope, BpmnWorkflow):  # type: ignore[misc]
    """A case between two moves."""

    def __init__(
        self, drawing: Drawing, variables: Mapping[str, Any], serve: Serve, counter: int = 0, stored: bool = False
    ) -> None:
        self.drawing = drawing
        self.variables = checked(variables)
        self.counter = counter
        self.passed: list[str] = []
        self.ended: str | None = None
        self._serve = serve
        super().__init__(drawing.spec, drawing.subprocesses, script_engine=ENGINE, deserializing=stored)

    def create_subprocess(self, my_task: Task, spec_name: str) -> SubPassage:
        subprocess = SubPassage(self.subprocess_specs[spec_name], my_task.id, self)
        self.subprocesses[my_task.id] = subprocess
        return subprocess

    def scopes(self) -> list[_Scope]:
        """The process and those of its sub-processes that are being passed."""
        return [self, *(sub for sub in self.subprocesses.values() if is_passing(self, sub))]

    def serve_step(self, element: str) -> None:
        """Run the step of a service task; called by its token."""
        self.variables.update(checked(self._serve(element, dict(self.variables))))

    # Moves

    def begin(self) -> None:
        self._settle()

    def complete(self, task_id: str, variables: Mapping[str, Any]) -> None:
        """Do the open task; only `variables` become variables of the case. Raises NotOpen, BadVariable."""
        task = self._token(task_id)
        if task is None or not is_open(task):
            raise NotOpen(task_id)
        self.variables.update(checked(variables))
        task.run()
        self._pass(task)
        self._settle()

    def fire(self, timer_id: str) -> None:
        """Let the timer happen. Raises NotArmed."""
        task = self._token(timer_id)
        due = [] if task is None else timers(task)
        if task is None or not due:
            raise NotArmed(timer_id)
        task.task_spec.catch(task, BpmnEvent(due[0]))
        task.task_spec._update(task)
        self._settle()

    def send(self, message: str, variables: Mapping[str, Any]) -> None:
        """Let the message arrive. Raises NotAwaited, BadVariable."""
        if message not in self.awaits():
            raise NotAwaited(message)
        self.variables.update(checked(variables))
        self.event_manager.catch(BpmnEvent(Message(message)), internal=False)
        self._settle()

    def stop(self, reason: str) -> None:
        """End the case from outside: everything open is cancelled and `ended` is the reason."""
        self.cancel()
        self.ended = reason

    def enlist(self, element: str, item: str) -> None:
        """Open one more instance of a running panel. Raises NotOpen, BadVariable."""
        panel = next(
            (t for t in self._live() if isinstance(t.task_spec, Panel) and t.task_spec.bpmn_id == element), None
        )
        if panel is None or panel.state != TaskState.STARTED:
            raise NotOpen(element)
        if item in {child.internal_data["item"] for child in panel.task_spec.instances(panel)}:
            raise BadVariable(f"{element}: {item} is there already")
        panel.task_spec.add(panel, item)

    def excuse(self, task_id: str) -> None:
        """Take back one instance of a panel, which may complete the panel. Raises NotOpen."""
        task = self._token(task_id)
        if task is None or not is_open(task) or not task.triggered:
            raise NotOpen(task_id)
        panel = task.parent
        task.cancel()
        panel.task_spec.close_if_done(panel)
        self._settle()

    # What can happen next

    def waits(self) -> list[Task]:
        """The tokens that wait for somebody or something, in order; new ones get their lasting id here."""
        found = [token for token in self._live() if is_open(token) or is_waiting_event(token)]
        for token in found:
            if not isinstance(token.id, str):
                self.counter += 1
                rename(token, str(self.counter))
        return found

    def awaits(self) -> frozenset[str]:
        """The ids of the messages that would be heard now."""
        return messages(self._live())

    # Inside

    def _live(self) -> Iterator[Task]:
        for scope in self.scopes():
            yield from scope.walk()

    def _token(self, token_id: str) -> Task | None:
        return next((scope.tasks[token_id] for scope in self.scopes() if token_id in scope.tasks), None)

    def _settle(self) -> None:
        """Run everything that needs nobody. Raises Runaway, Stuck and whatever a step raises."""
        steps = 0
        while (task := self._next_automatic()) is not None:
            task.run()
            self._pass(task)
            steps += task.task_spec.bpmn_id is not None
            if steps > MOST_STEPS:
                raise Runaway(f"more than {MOST_STEPS} automatic steps, the last one {task.task_spec.bpmn_id}")
        if not self.completed:
            self.ended = None
            if not any(is_open(task) or is_waiting_event(task) for task in self._live()):
                raise Stuck(self.drawing.process)

    def _next_automatic(self) -> Task | None:
        for scope in self.scopes():
            ready = [token for token in scope.tasks.values() if token._state == TaskState.READY]
            for token in scope.in_order([token for token in ready if not token.task_spec.manual]):
                return token
        return None

    def _pass(self, task: Task) -> None:
        spec = task.task_spec
        if spec.bpmn_id is None or task.triggered:
            return
        self.passed.append(spec.bpmn_id)
        if isinstance(spec, EndEvent) and task.workflow is self:
            self.ended = spec.bpmn_id


def checked(variables: Mapping[str, Any]) -> dict[str, Any]:
    """The variables as they come back from storage. Raises BadVariable for a bad name or what JSON can't hold."""
    bad = [name for name in variables if not is_variable(name)]
    if bad:
        raise BadVariable(f"not a name for a variable: {bad[0]!r}")
    try:
        kept: dict[str, Any] = orjson.loads(orjson.dumps(dict(variables), option=orjson.OPT_PASSTHROUGH_DATETIME))
    except TypeError as error:
        raise BadVariable(str(error)) from error
    return kept


def is_passing(passage: Passage, sub: SubPassage) -> bool:
    """Whether the sub-process is still under way: the token it belongs to is unfinished, and so are those above."""
    owner = next((scope.tasks[sub.parent_task_id] for scope in (passage, *passage.subprocesses.values())
                  if sub.parent_task_id in scope.tasks), None)  # fmt: skip
    if owner is None or owner.has_state(TaskState.FINISHED_MASK):
        return False
    return owner.workflow is passage or is_passing(passage, owner.workflow)
