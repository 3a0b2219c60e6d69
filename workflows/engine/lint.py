"""Refuses at loading what could not be carried out as drawn: which parts may stand where. Knows no case.

Single nodes are looked at in lint_nodes, the flows between them in lint_flows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lxml import etree

from .complaints import Complaint, complain
from .lint_flows import complain_of_flows
from .lint_nodes import complain_of_nodes
from .plan import BPMN, NODES, OURS, Plan, children, kind, read_plan

MOST_NODES = 200

BESIDE_PROCESS = frozenset({"process", "collaboration", "message", "signal", "category", "documentation"})
IN_SCOPE = NODES | {"sequenceFlow", "laneSet", "property", "textAnnotation", "association", "group"}
IN_EVERYTHING = frozenset({"documentation", "extensionElements"})
IN_NODE = frozenset({"incoming", "outgoing"})
EVENTS = (
    "timer",
    "message",
    "signal",
    "terminate",
    "link",
    "error",
    "escalation",
    "cancel",
    "compensate",
    "conditional",
)
IN_EVENT = frozenset(f"{event}EventDefinition" for event in EVENTS)
ALLOWED_IN = {
    "sequenceFlow": frozenset({"conditionExpression"}),
    "userTask": IN_NODE | {"multiInstanceLoopCharacteristics"},
    "serviceTask": IN_NODE,
    "subProcess": IN_NODE | IN_SCOPE,
}

INSTEAD = {
    "scriptTask": "scripts are not run; draw a service task with a registered step",
    "businessRuleTask": "decision tables are asked by a step, not by the drawing",
    "task": "say who does it: userTask or serviceTask",
    "manualTask": "every task of a person is a userTask",
    "callActivity": "processes don't call each other; a step opens the other case",
    "complexGateway": "use exclusive, inclusive or parallel gateways",
    "adHocSubProcess": "the order of tasks must be drawn",
    "transaction": "transactions and cancel events are not carried out",
    "standardLoopCharacteristics": "draw the loop with an exclusive merge gateway",
    "ioSpecification": "variables belong to the whole case; data associations are not carried out",
    "dataObject": "variables belong to the whole case; data objects are not carried out",
}


def find_complaints(
    root: etree._Element, services: Collection[str], tasks: Collection[str], lanes: Collection[str] | None
) -> list[Complaint]:
    """Everything that keeps the drawing from being carried out; empty = it can be."""
    processes = root.findall(f"{{{BPMN}}}process")
    if kind(root) != "definitions" or len(processes) != 1:
        return [complain(root, f"needs BPMN definitions with one process, not {len(processes)}")]
    plan = read_plan(processes[0])
    complaints = [
        *_beside_process(root),
        *_parts(processes[0], "process"),
        *_ids(root),
        *_size(plan),
        *_lanes(plan, lanes),
        *complain_of_nodes(plan, root, services, tasks, lanes),
    ]
    return sorted({*complaints, *complain_of_flows(plan)})


def _beside_process(root: etree._Element) -> Iterator[Complaint]:
    for part in root:
        if etree.QName(part).namespace == BPMN and kind(part) not in BESIDE_PROCESS:
            yield complain(part, f"{kind(part)} is not carried out here")


def _parts(scope: etree._Element, scope_kind: str) -> Iterator[Complaint]:
    """Every part that is unknown, or known and standing in the wrong place, all the way down."""
    yield from _foreign_attributes(scope)
    allowed = _allowed_in(scope_kind) | IN_EVERYTHING
    for part in scope:
        name = kind(part)
        if name not in allowed:
            yield complain(part if part.get("id") else scope, INSTEAD.get(name, f"{name} is not carried out here"))
        elif name == "extensionElements":
            yield from _extensions(part, scope)
        elif name in NODES or name == "sequenceFlow":
            yield from _parts(part, name)


def _allowed_in(scope_kind: str) -> frozenset[str]:
    if scope_kind == "process":
        return IN_SCOPE
    if scope_kind.endswith("Event"):
        return IN_NODE | IN_EVENT
    return ALLOWED_IN.get(scope_kind, IN_NODE)


def _foreign_attributes(part: etree._Element) -> Iterator[Complaint]:
    foreign = [etree.QName(name).localname for name in part.attrib if etree.QName(name).namespace]
    if foreign:
        yield complain(part, f"attribute {foreign[0]} of another program is not carried out")


def _extensions(part: etree._Element, owner: etree._Element) -> Iterator[Complaint]:
    known = {"userTask": f"{{{OURS}}}task", "boundaryEvent": f"{{{OURS}}}escalation"}.get(kind(owner))
    for extension in part:
        if extension.tag != known:
            yield complain(owner, f"extension {etree.QName(extension).localname} is not known at a {kind(owner)}")
    if len(part) > 1:
        yield complain(owner, "more than one extension")


def _ids(root: etree._Element) -> Iterator[Complaint]:
    seen: dict[str, etree._Element] = {}
    for part in root.iter():
        part_id = part.get("id")
        if part_id in seen:
            yield complain(part, f"the id is used twice, first in line {seen[part_id].sourceline}")
        elif part_id is not None:
            seen[part_id] = part


def _size(plan: Plan) -> Iterator[Complaint]:
    if len(plan.nodes) > MOST_NODES:
        yield complain(plan.process, f"{len(plan.nodes)} nodes, more than {MOST_NODES}")
    if plan.process.get("isExecutable", "true") != "true":
        yield complain(plan.process, "the process is marked as not executable")


def _lanes(plan: Plan, lanes: Collection[str] | None) -> Iterator[Complaint]:
    listed: set[str] = set()
    for lane in plan.process.iter(f"{{{BPMN}}}lane"):
        if not lane.get("id") or (lanes is not None and lane.get("id") not in lanes):
            yield complain(lane, "the lane is no known role")
        for ref in children(lane, "flowNodeRef"):
            node = (ref.text or "").strip()
            if node not in plan.nodes:
                yield complain(ref, f"{node} is listed in a lane and drawn nowhere")
            if node in listed:
                yield complain(ref, f"{node} is listed in two lanes")
            listed.add(node)
