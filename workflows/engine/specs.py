"""What SpiffWorkflow is made to do differently for us; knows one token at a time, no case and no storage.

Tokens carry no data: the variables belong to the whole case. Events are caught only when somebody names them; no
clock is read. Joins hold the tokens they wait for instead of searching the past for them, so the past can be dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser, full_tag
from SpiffWorkflow.bpmn.parser.event_parsers import (
    BoundaryEventParser,
    IntermediateCatchEventParser,
    IntermediateThrowEventParser,
)
from SpiffWorkflow.bpmn.parser.task_parsers import ConditionalGatewayParser, GatewayParser
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.script_engine.python_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.specs.defaults import (
    BoundaryEvent,
    InclusiveGateway,
    IntermediateCatchEvent,
    IntermediateThrowEvent,
    ParallelGateway,
    ParallelMultiInstanceTask,
    ServiceTask,
    UserTask,
)
from SpiffWorkflow.bpmn.specs.event_definitions.base import EventDefinition
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from workflows import expressions

from .errors import BadVariable, CannotDecide

MOST_INSTANCES = 50
TOKENS = TaskState.READY | TaskState.WAITING | TaskState.STARTED


class Named(EventDefinition):  # type: ignore[misc]
    """An event known by the id that stands in the drawing."""

    def __eq__(self, other: object) -> bool:
        return self.__class__ is other.__class__ and self.name == other.name


class Message(Named):
    """Caught when `send` names it."""


class Signal(Named):
    """Thrown and caught inside one case."""


class Due(Named):
    """A timer: `name` is the element, `expression` the word `due` or a variable; caught when `fire` names it."""

    def __init__(self, name: str, expression: str) -> None:
        super().__init__(name)
        self.expression = expression


class Step(ServiceTask):  # type: ignore[misc]
    """A service task: runs at once through the function the caller handed in."""

    def _run_hook(self, my_task: Task) -> bool:
        my_task.workflow.top_workflow.serve_step(self.bpmn_id)
        return True


class Panel(ParallelMultiInstanceTask):  # type: ignore[misc]
    """One user task per item of a list variable; done when all are, or when its completion condition holds.

    The condition may read `nrOfInstances` and `nrOfCompletedInstances` beside the variables of the case.
    """

    def _update_hook(self, my_task: Task) -> bool:
        for item in self._items(my_task):
            self.add(my_task, item)
        if not self.is_done(my_task):
            my_task._set_state(TaskState.STARTED)
            return False
        self._close(my_task)
        return True

    def _items(self, my_task: Task) -> list[str]:
        items = my_task.workflow.top_workflow.variables.get(self.data_input.bpmn_id)
        if not isinstance(items, list) or len(items) > MOST_INSTANCES:
            raise BadVariable(f"{self.bpmn_id}: {self.data_input.bpmn_id} must be a list of at most {MOST_INSTANCES}")
        if not all(isinstance(item, str) for item in items) or len(set(items)) < len(items):
            raise BadVariable(f"{self.bpmn_id}: {self.data_input.bpmn_id} must hold different texts")
        return items

    def add(self, my_task: Task, item: str) -> None:
        """Open one more instance under the running panel `my_task`."""
        child = my_task._add_child(my_task.workflow.spec.task_specs[self.task_spec], TaskState.WAITING)
        child.triggered = True
        child.internal_data["item"] = item
        child.task_spec._update(child)

    def instances(self, my_task: Task) -> list[Task]:
        return list(self._instances(my_task))

    def is_done(self, my_task: Task) -> bool:
        instances = self.instances(my_task)
        if all(child.has_state(TaskState.FINISHED_MASK) for child in instances):
            return True
        done = sum(child.state == TaskState.COMPLETED for child in instances)
        counts = {"nrOfInstances": len(instances), "nrOfCompletedInstances": done}
        return self.condition is not None and bool(ENGINE.evaluate(my_task, self.condition, counts))

    def merge_child(self, workflow: object, child: Task) -> None:
        """Called by SpiffWorkflow when an instance is completed."""
        self.close_if_done(child.parent)

    def close_if_done(self, my_task: Task) -> None:
        if self.is_done(my_task):
            self._close(my_task)
            my_task._set_state(TaskState.READY)

    def _close(self, my_task: Task) -> None:
        for child in self.instances(my_task):
            child.cancel()


class _TokenJoin:
    """A gateway that keeps the tokens that have come and consumes one of each incoming flow when it fires."""

    inputs: list[Any]

    def _update_hook(self, my_task: Task) -> bool:
        arrived = {my_task.parent.task_spec.name: my_task}
        waiting = [token for token in my_task.workflow.tasks.values() if token._state == TaskState.WAITING]
        for token in my_task.workflow.in_order([token for token in waiting if token.task_spec is self]):
            arrived.setdefault(token.parent.task_spec.name, token)
        if not self._may_fire(my_task, set(arrived)):
            my_task._set_state(TaskState.WAITING)
            return False
        for token in arrived.values():
            if token is not my_task:
                token.cancel()
        return True

    def _may_fire(self, my_task: Task, arrived: set[str]) -> bool:
        return all(source.name in arrived for source in self.inputs)


class AllOf(_TokenJoin, ParallelGateway):  # type: ignore[misc]
    """A parallel gateway."""

    def _run_hook(self, my_task: Task) -> bool:
        return True


class OneOrMore(_TokenJoin, InclusiveGateway):  # type: ignore[misc]
    """An inclusive gateway: waits for the tokens that can still come (BPMN 2.0.2, 13.4.3)."""

    def _may_fire(self, my_task: Task, arrived: set[str]) -> bool:
        missing = {source.name for source in self.inputs} - arrived
        return not missing or not any(
            reached & missing and not reached & arrived for reached in self._reached_from_tokens(my_task)
        )

    def _reached_from_tokens(self, my_task: Task) -> Iterator[set[str]]:
        """For each token elsewhere, the incoming flows of this gateway it can still reach."""
        for token in my_task.workflow.tasks.values():
            attached = isinstance(token.task_spec, BoundaryEvent) and token.state == TaskState.WAITING
            if token.has_state(TOKENS) and token.task_spec is not self and not attached:
                yield self._reachable_inputs(token.task_spec)

    def _reachable_inputs(self, start: Any) -> set[str]:
        seen, path = {start.name}, [start]
        while path:
            for following in path.pop().outputs:
                if following.name not in seen and following is not self and not isinstance(following, BoundaryEvent):
                    seen.add(following.name)
                    path.append(following)
        return {source.name for source in self.inputs if source.name in seen}

    def _run_hook(self, my_task: Task) -> bool:
        matches, defaults = self._get_matching_outputs(my_task)
        my_task._sync_children(matches or defaults, TaskState.FUTURE)
        for child in my_task.children:
            child.task_spec._predict(child, mask=TaskState.FUTURE | TaskState.PREDICTED_MASK)
        return True


class Evaluator(PythonScriptEngine):  # type: ignore[misc]
    """Conditions see the variables of the case and nothing else."""

    def evaluate(self, task: Task, expression: str, external_context: Mapping[str, Any] | None = None) -> Any:
        names = {**(external_context or {}), **task.workflow.top_workflow.variables}
        try:
            return expressions.evaluate(expression, names)
        except (NameError, TypeError, ValueError, ArithmeticError, LookupError) as error:
            raise CannotDecide(f"{task.task_spec.bpmn_id}: {expression}: {error}") from error


ENGINE = Evaluator()


class _OurEvents:
    """Reads the events of a drawing into our definitions, by their ids."""

    def parse_message_event(self, node: Any) -> Message:
        return Message(node.get("messageRef"))

    def parse_signal_event(self, node: Any) -> Signal:
        return Signal(node.get("signalRef"))

    def parse_timer_event(self, node: Any) -> Due:
        return Due(node.getparent().get("id"), node.findtext("{*}timeDate").strip())


class _Boundary(_OurEvents, BoundaryEventParser):  # type: ignore[misc]
    pass


class _Catch(_OurEvents, IntermediateCatchEventParser):  # type: ignore[misc]
    pass


class _Throw(_OurEvents, IntermediateThrowEventParser):  # type: ignore[misc]
    pass


class _UserTask(TaskParser):  # type: ignore[misc]
    PARALLEL_MI_CLASS = Panel


class Parser(BpmnParser):  # type: ignore[misc]
    """SpiffWorkflow's reader with our classes; the drawing must have passed the lint before."""

    OVERRIDE_PARSER_CLASSES = {
        full_tag("userTask"): (_UserTask, UserTask),
        full_tag("serviceTask"): (TaskParser, Step),
        full_tag("parallelGateway"): (GatewayParser, AllOf),
        full_tag("inclusiveGateway"): (ConditionalGatewayParser, OneOrMore),
        full_tag("boundaryEvent"): (_Boundary, BoundaryEvent),
        full_tag("intermediateCatchEvent"): (_Catch, IntermediateCatchEvent),
        full_tag("intermediateThrowEvent"): (_Throw, IntermediateThrowEvent),
    }


def read_specs(root: Any, process: str) -> tuple[Any, dict[str, Any]]:
    """The specs of the process and of its sub-processes, complete and from now on only read (shared by threads)."""
    parser = Parser()
    parser.add_bpmn_xml(root)
    spec, subprocesses = parser.get_spec(process), parser.get_subprocess_specs(process)
    for one in (spec, *subprocesses.values()):
        for panel in [task for task in one.task_specs.values() if isinstance(task, Panel)]:
            one.task_specs[panel.task_spec].completed_event.connect(panel.merge_child)
    return spec, subprocesses
