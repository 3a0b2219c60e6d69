"""A drawing that passed the lint: what stands in it, and the specs SpiffWorkflow runs. Knows no case."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException

from .complaints import Complaint, DrawingRefused, parse_xml
from .lint import find_complaints
from .plan import Node, Plan, children, extension, read_plan, text
from .specs import read_specs

MOST_CACHED = 64  # drawings per process


@dataclass(frozen=True)
class Element:
    """A node of the drawing.

    `kind` is the BPMN name (`userTask`, `boundaryEvent` …), `event` what an event waits for or does (`timer`,
    `message`, `signal`, `terminate`, None = plain), `message` the id of the message or signal it names.
    `term` is the key of a parameter in working days, `due` the variable that holds an instant instead; `reminders` are
    per cent of the term. `due_expression` of a timer is `due` (as the task it is attached to) or a variable. `items`
    and `item` are the list variable and the word for one of it where the task is done once per item.
    """

    id: str
    kind: str
    name: str
    lane: str | None = None
    documentation: str = ""
    parent: str | None = None
    event: str | None = None
    message: str | None = None
    term: str | None = None
    due: str | None = None
    reminders: tuple[int, ...] = ()
    escalates_to: str | None = None
    attached_to: str | None = None
    interrupting: bool = False
    due_expression: str | None = None
    items: str | None = None
    item: str | None = None


@dataclass(frozen=True)
class Flow:
    """A sequence flow."""

    id: str
    source: str
    target: str


@dataclass(frozen=True)
class Drawing:
    """One version of one process; immutable and shared by threads. `sha256` is that of the XML, in hex."""

    process: str
    name: str
    sha256: str
    elements: Mapping[str, Element]
    flows: tuple[Flow, ...]
    xml: bytes = field(repr=False)
    spec: Any = field(repr=False, compare=False)
    subprocesses: Mapping[str, Any] = field(repr=False, compare=False)

    def dump(self) -> bytes:
        """What is stored once per version: the XML itself, so that no format of ours can grow old."""
        return self.xml

    @staticmethod
    def restore(stored: bytes) -> Drawing:
        """The drawing of `dump`, from the cache of the process when it is there; not linted a second time."""
        return _CACHE.get(stored)


def read_drawing(
    xml: bytes, services: Collection[str], tasks: Collection[str], lanes: Collection[str] | None = None
) -> Drawing:
    """Read a BPMN file and check that every bit of it can be carried out.

    `services` and `tasks` are the ids that have a step and a form, `lanes` the codes of the known roles (None = any).
    Raises DrawingRefused with all complaints at once, each with its line.
    """
    complaints = find_complaints(parse_xml(xml), services, tasks, lanes)
    if complaints:
        raise DrawingRefused(complaints)
    return Drawing.restore(xml)


def _build(xml: bytes, sha256: str) -> Drawing:
    root = parse_xml(xml)
    plan = read_plan(root.find("{*}process"))  # type: ignore[arg-type]
    process = plan.process.get("id", "")
    try:
        spec, subprocesses = read_specs(root, process)
    except ValidationException as error:
        raise DrawingRefused([Complaint(error.line_number or 1, error.tag or "", str(error))]) from error
    elements = {node.id: _element(plan, node) for node in plan.nodes.values()}
    flows = tuple(Flow(arrow.id, arrow.source, arrow.target) for arrow in plan.arrows)
    name = plan.process.get("name") or process
    return Drawing(process, name, sha256, MappingProxyType(elements), flows, xml, spec, MappingProxyType(subprocesses))


def _element(plan: Plan, node: Node) -> Element:
    task, escalation = extension(node.xml, "task"), extension(node.xml, "escalation")
    return Element(
        id=node.id,
        kind=node.kind,
        name=node.xml.get("name", ""),
        lane=plan.lane(node),
        documentation=text(node.xml, "documentation") or "",
        parent=node.scope,
        event=node.event,
        message=_message(node),
        escalates_to=None if escalation is None else escalation.get("to"),
        attached_to=node.xml.get("attachedToRef"),
        interrupting=node.kind == "boundaryEvent" and node.xml.get("cancelActivity", "true") == "true",
        due_expression=_due_expression(node),
        **_term(task),
        **_items(node),
    )


def _message(node: Node) -> str | None:
    definitions = [child for child in node.xml if child.get("messageRef") or child.get("signalRef")]
    return next((child.get("messageRef") or child.get("signalRef") for child in definitions), None)


def _due_expression(node: Node) -> str | None:
    return next((text(timer, "timeDate") for timer in children(node.xml, "timerEventDefinition")), None)


def _term(task: etree._Element | None) -> dict[str, Any]:
    if task is None:
        return {}
    reminders = tuple(int(percent) for percent in task.get("reminders", "").split())
    return {"term": task.get("term"), "due": task.get("due"), "reminders": reminders}


def _items(node: Node) -> dict[str, Any]:
    for loop in children(node.xml, "multiInstanceLoopCharacteristics"):
        item = children(loop, "inputDataItem")[0]
        return {"items": text(loop, "loopDataInputRef"), "item": item.get("name") or item.get("id")}
    return {}


class _Cache:
    """The drawings in use, by the hash of their XML; the least recently used leave first."""

    def __init__(self) -> None:
        self._drawings: OrderedDict[str, Drawing] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, xml: bytes) -> Drawing:
        sha256 = hashlib.sha256(xml).hexdigest()
        with self._lock:
            if sha256 in self._drawings:
                self._drawings.move_to_end(sha256)
                return self._drawings[sha256]
        drawing = _build(xml, sha256)
        with self._lock:
            self._drawings[sha256] = drawing
            if len(self._drawings) > MOST_CACHED:
                self._drawings.popitem(last=False)
        return drawing


_CACHE = _Cache()
