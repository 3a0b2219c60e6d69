"""A drawing as nodes and flows, read from BPMN XML; knows the notation, not what we can carry out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
OURS = "urn:jijiao:bpmn:1"

EVENTS = ("startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent")
GATEWAYS = ("exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway")
ACTIVITIES = ("userTask", "serviceTask", "subProcess")
NODES = frozenset((*EVENTS, *GATEWAYS, *ACTIVITIES))


@dataclass(frozen=True)
class Node:
    """A node of the drawing; `scope` is the sub-process it stands in, None for the process itself."""

    id: str
    kind: str
    scope: str | None
    xml: etree._Element

    @property
    def event(self) -> str | None:
        """`timer`, `message`, `signal`, `terminate` …; None for a plain event and for what is no event."""
        names = (kind(child) for child in self.xml)
        return next((name.removesuffix("EventDefinition") for name in names if name.endswith("EventDefinition")), None)


@dataclass(frozen=True)
class Arrow:
    """A sequence flow with its condition (None = always)."""

    id: str
    source: str
    target: str
    condition: str | None
    scope: str | None
    xml: etree._Element


@dataclass(frozen=True)
class Plan:
    """Everything drawn in the one process: nodes by id, arrows, and the lane each node is listed in."""

    process: etree._Element
    nodes: dict[str, Node]
    arrows: tuple[Arrow, ...]
    listed: dict[str, str]

    def outgoing(self, node: str) -> list[Arrow]:
        return [arrow for arrow in self.arrows if arrow.source == node]

    def incoming(self, node: str) -> list[Arrow]:
        return [arrow for arrow in self.arrows if arrow.target == node]

    def attached(self, node: str) -> list[Node]:
        """The boundary events of an activity."""
        return [
            one for one in self.nodes.values() if one.kind == "boundaryEvent" and one.xml.get("attachedToRef") == node
        ]

    def following(self, node: str) -> list[str]:
        """The nodes reached from `node` along one arrow, or over one of its boundary events."""
        targets = [arrow.target for arrow in self.outgoing(node)] + [event.id for event in self.attached(node)]
        return [target for target in targets if target in self.nodes]

    def lane(self, node: Node) -> str | None:
        """Where the node is listed; content of a sub-process that is listed nowhere belongs to the lane of that."""
        if node.id in self.listed or node.scope is None:
            return self.listed.get(node.id)
        return self.lane(self.nodes[node.scope])


def kind(xml: etree._Element) -> str:
    """Local name of a BPMN element; the full name of anything else."""
    name = etree.QName(xml)
    return name.localname if name.namespace == BPMN else name.text


def children(xml: etree._Element, name: str) -> list[etree._Element]:
    return xml.findall(f"{{{BPMN}}}{name}")


def text(xml: etree._Element, name: str) -> str | None:
    """The stripped text of the first BPMN child called `name`; None when it is absent or empty."""
    return (xml.findtext(f"{{{BPMN}}}{name}") or "").strip() or None


def extension(xml: etree._Element, name: str) -> etree._Element | None:
    """Our extension element `name` of a node."""
    return xml.find(f"{{{BPMN}}}extensionElements/{{{OURS}}}{name}")


def read_plan(process: etree._Element) -> Plan:
    nodes = list(_nodes(process, None))
    lanes = {
        (ref.text or "").strip(): lane.get("id", "")
        for lane in process.iter(f"{{{BPMN}}}lane")
        for ref in children(lane, "flowNodeRef")
    }
    return Plan(process, {node.id: node for node in nodes}, tuple(_arrows(process, None)), lanes)


def _nodes(scope: etree._Element, scope_id: str | None) -> Iterator[Node]:
    for xml in scope:
        if kind(xml) in NODES:
            yield Node(xml.get("id", ""), kind(xml), scope_id, xml)
        if kind(xml) == "subProcess":
            yield from _nodes(xml, xml.get("id", ""))


def _arrows(scope: etree._Element, scope_id: str | None) -> Iterator[Arrow]:
    for xml in scope:
        if kind(xml) == "sequenceFlow":
            ends = xml.get("sourceRef", ""), xml.get("targetRef", "")
            yield Arrow(xml.get("id", ""), *ends, text(xml, "conditionExpression"), scope_id, xml)
        if kind(xml) == "subProcess":
            yield from _arrows(xml, xml.get("id", ""))
