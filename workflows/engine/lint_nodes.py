"""Refuses nodes that could not be carried out: names, events, timers, steps, forms, panels; knows one at a time."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from lxml import etree

from workflows.expressions import Forbidden, check, is_variable

from .complaints import Complaint, complain
from .plan import BPMN, EVENTS, GATEWAYS, Node, Plan, children, extension, kind, text

NAME = re.compile(r"[a-z][a-z0-9_]*")
TERM = re.compile(r"[a-z][a-z0-9_.]*")
TASK_WORDS = frozenset({"term", "due", "reminders"})
EVENTS_OF: dict[str, set[str | None]] = {
    "startEvent": {None},
    "endEvent": {None, "terminate"},
    "intermediateCatchEvent": {"timer", "message", "signal"},
    "intermediateThrowEvent": {"signal"},
    "boundaryEvent": {"timer"},
}
SWITCHES = {
    "isForCompensation": "compensation is not carried out",
    "triggeredByEvent": "event sub-processes are not carried out",
    "instantiate": "a gateway can't start a case",
    "parallelMultiple": "an event waits for one thing",
}


def complain_of_nodes(
    plan: Plan, root: etree._Element, services: Collection[str], tasks: Collection[str], lanes: Collection[str] | None
) -> Iterator[Complaint]:
    for node in plan.nodes.values():
        yield from _name(node)
        yield from _switches(node)
        if node.kind in EVENTS:
            yield from _event(plan, root, node)
        if node.kind == "boundaryEvent":
            yield from _boundary(plan, node, lanes)
        if node.kind == "userTask":
            yield from _user_task(plan, node, tasks)
        if node.kind == "serviceTask" and node.id not in services:
            yield _complain(node, "no step is registered under this id")
        if node.kind == "subProcess":
            yield from _sub_process(plan, node)
    yield from _starts(plan, plan.process, None)


def _complain(node: Node, reason: str) -> Complaint:
    return complain(node.xml, reason)


def _name(node: Node) -> Iterator[Complaint]:
    if not NAME.fullmatch(node.id):
        yield _complain(node, f"the id of a {node.kind} must be lower case letters, digits and _")


def _switches(node: Node) -> Iterator[Complaint]:
    for switch, reason in SWITCHES.items():
        if node.xml.get(switch, "false") != "false":
            yield _complain(node, reason)
    if node.xml.get("implementation", "##unspecified") not in {"##unspecified", "##WebService"}:
        yield _complain(node, "implementation is not carried out; the id names the step")
    if node.xml.get("operationRef") or node.xml.get("eventGatewayType", "Exclusive") != "Exclusive":
        yield _complain(node, "operations and parallel event gateways are not carried out")
    if node.kind not in GATEWAYS and node.xml.get("default"):
        yield _complain(node, "only exclusive and inclusive gateways have a default flow")


def _event(plan: Plan, root: etree._Element, node: Node) -> Iterator[Complaint]:
    definitions = [child for child in node.xml if kind(child).endswith("EventDefinition")]
    if len(definitions) > 1:
        yield _complain(node, "an event waits for or does one thing")
    elif node.event not in EVENTS_OF[node.kind]:
        yield _complain(node, f"a {node.kind} can't be {_article(node.event)} event here")
    elif node.event == "terminate" and node.scope is not None:
        yield _complain(node, "a terminate end event belongs to the process, not to a sub-process")
    elif node.event in {"message", "signal"}:
        yield from _reference(root, node, definitions[0], node.event)
    elif node.event == "timer":
        yield from _timer(plan, node, definitions[0])


def _article(event: str | None) -> str:
    return "a plain" if event is None else f"{'an' if event[0] in 'aeiou' else 'a'} {event}"


def _reference(root: etree._Element, node: Node, definition: etree._Element, what: str) -> Iterator[Complaint]:
    reference = definition.get(f"{what}Ref")
    if reference not in {one.get("id") for one in root.findall(f"{{{BPMN}}}{what}")}:
        yield _complain(node, f"names no {what} of this file")


def _timer(plan: Plan, node: Node, definition: etree._Element) -> Iterator[Complaint]:
    due = text(definition, "timeDate")
    if due is None or len(definition) != 1:
        yield _complain(node, "a timer has one timeDate: `due` or the name of a variable; no duration, no cycle")
    elif due == "due" and _host_kind(plan, node) != "userTask":
        yield _complain(node, "`due` is the instant of the user task a timer is attached to; name a variable here")
    elif not NAME.fullmatch(due) or not is_variable(due):
        yield _complain(node, f"{due!r} is neither `due` nor the name of a variable")


def _host_kind(plan: Plan, node: Node) -> str | None:
    host = plan.nodes.get(node.xml.get("attachedToRef", ""))
    return None if host is None else host.kind


def _boundary(plan: Plan, node: Node, lanes: Collection[str] | None) -> Iterator[Complaint]:
    host = plan.nodes.get(node.xml.get("attachedToRef", ""))
    if host is None or host.kind not in {"userTask", "subProcess"} or host.scope != node.scope:
        yield _complain(node, "must be attached to a user task or a sub-process beside it")
    if node.xml.get("cancelActivity", "true") not in {"true", "false"}:
        yield _complain(node, "cancelActivity is true or false")
    escalation = extension(node.xml, "escalation")
    if escalation is not None and set(escalation.attrib) != {"to"}:
        yield _complain(node, "an escalation says `to` whom and nothing else")
    elif escalation is not None and lanes is not None and escalation.get("to") not in lanes:
        yield _complain(node, f"escalates to {escalation.get('to')}, which is no known role")


def _user_task(plan: Plan, node: Node, tasks: Collection[str]) -> Iterator[Complaint]:
    if node.id not in tasks:
        yield _complain(node, "no form is registered under this id")
    if not plan.lane(node):
        yield _complain(node, "stands in no lane: nobody could do it")
    yield from _term(node)
    for loop in children(node.xml, "multiInstanceLoopCharacteristics"):
        yield from _panel(node, loop)


def _term(node: Node) -> Iterator[Complaint]:
    task = extension(node.xml, "task")
    if task is None:
        return
    unknown = set(task.attrib) - TASK_WORDS
    if unknown:
        yield _complain(node, f"{min(map(str, unknown))} is no word of a task: {', '.join(sorted(TASK_WORDS))}")
    if task.get("term") and task.get("due"):
        yield _complain(node, "has a term or an instant, not both")
    if task.get("term") is not None and not TERM.fullmatch(task.get("term", "")):
        yield _complain(node, "term is the key of a parameter, such as accept.days")
    if task.get("due") is not None and not is_variable(task.get("due", "")):
        yield _complain(node, "due is the name of a variable")
    yield from _reminders(node, task.get("reminders", "").split())


def _reminders(node: Node, reminders: list[str]) -> Iterator[Complaint]:
    percents = [int(percent) for percent in reminders if percent.isdecimal() and 0 < int(percent) < 100]
    if len(percents) != len(reminders) or percents != sorted(set(percents)):
        yield _complain(node, "reminders are rising per cents of the term between 1 and 99")


def _panel(node: Node, loop: etree._Element) -> Iterator[Complaint]:
    parts = {kind(part) for part in loop}
    if loop.get("isSequential", "false") != "false":
        yield _complain(node, "several instances are open at the same time; one after the other is not carried out")
    if not parts <= {"loopDataInputRef", "inputDataItem", "completionCondition"}:
        yield _complain(node, "several instances need loopDataInputRef and inputDataItem, and nothing is collected")
    if not is_variable(text(loop, "loopDataInputRef") or ""):
        yield _complain(node, "loopDataInputRef is the name of a list variable")
    items = children(loop, "inputDataItem")
    if len(items) != 1 or not is_variable(items[0].get("name", items[0].get("id", ""))):
        yield _complain(node, "inputDataItem names one item of the list")
    yield from _condition(node, text(loop, "completionCondition"))


def _condition(node: Node, condition: str | None) -> Iterator[Complaint]:
    if condition is None:
        return
    try:
        check(condition)
    except Forbidden as error:
        yield _complain(node, f"completionCondition {condition!r}: {error}")


def _sub_process(plan: Plan, node: Node) -> Iterator[Complaint]:
    yield from _starts(plan, node.xml, node.id)
    if children(node.xml, "multiInstanceLoopCharacteristics"):
        yield _complain(node, "a sub-process is passed once; several instances belong to user tasks")


def _starts(plan: Plan, scope: etree._Element, scope_id: str | None) -> Iterator[Complaint]:
    kinds = [node.kind for node in plan.nodes.values() if node.scope == scope_id]
    if kinds.count("startEvent") != 1 or "endEvent" not in kinds:
        has = f"{kinds.count('startEvent')} and {kinds.count('endEvent')}"
        yield complain(scope, f"needs one start event and at least one end event, has {has}")
