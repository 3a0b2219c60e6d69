"""Drawings as pictures that officials read: nothing missing, nothing covered, all in Chinese; knows no engine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
WAYPOINT = "{http://www.omg.org/spec/DD/20100524/DI}waypoint"
OURS = "{urn:jijiao:bpmn:1}"
CHINESE = re.compile("[\u4e00-\u9fff]")

DRAWINGS = sorted((Path(__file__).parents[2] / "bpmn").glob("*.bpmn"))
each_drawing = pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)


class Box(NamedTuple):
    """A rectangle in the units of the drawing; y grows downward."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        beside = self.right <= other.left or other.right <= self.left
        return not beside and self.top < other.bottom and other.top < self.bottom

    def holds(self, other: Box) -> bool:
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom

    def touches(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom


class Line(NamedTuple):
    """A sequence flow as drawn."""

    id: str
    source: str
    target: str
    points: tuple[tuple[float, float], ...]

    def segments(self) -> Iterator[Box]:
        for (x1, y1), (x2, y2) in pairwise(self.points):
            yield Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


class Picture:
    """One drawing: its nodes, their boxes, the lines between them, the labels beside them."""

    def __init__(self, path: Path) -> None:
        self.root = etree.parse(path).getroot()
        self.shapes = {shape.get("bpmnElement"): shape for shape in self.root.iter(f"{DI}BPMNShape")}
        self.edges = {edge.get("bpmnElement"): edge for edge in self.root.iter(f"{DI}BPMNEdge")}
        self.flows = {flow.get("id"): flow for flow in self.root.iter(f"{BPMN}sequenceFlow")}
        ends = {flow.get(end) for flow in self.flows.values() for end in ("sourceRef", "targetRef")}
        boundary = {event.get("id") for event in self.root.iter(f"{BPMN}boundaryEvent")}
        self.nodes = {one.get("id"): one for one in self.root.iter() if one.get("id") in ends | boundary}
        self.boxes = {node: _box(self.shapes[node]) for node in self.nodes if node in self.shapes}

    def lines(self) -> list[Line]:
        return [
            Line(flow, xml.get("sourceRef"), xml.get("targetRef"), _points(self.edges[flow]))
            for flow, xml in self.flows.items()
        ]

    def labels(self) -> dict[str, Box]:
        """Where the words beside a node or line stand, by the id of that."""
        shown = {**self.shapes, **self.edges}
        marks = {part: drawn.find(f"{DI}BPMNLabel/{DC}Bounds") for part, drawn in shown.items()}
        return {part: _bounds(mark) for part, mark in marks.items() if mark is not None}

    def scope(self, node: str) -> str:
        """The process or sub-process the node stands in."""
        return str(self.nodes[node].getparent().get("id"))

    def attached(self, one: str, other: str) -> bool:
        return one == self.nodes[other].get("attachedToRef") or other == self.nodes[one].get("attachedToRef")

    def inside(self, container: str, node: str) -> bool:
        return any(parent.get("id") == container for parent in self.nodes[node].iterancestors())

    def told(self) -> set[str]:
        """The small end events that only say whom a timer has told."""
        timers = {
            event.get("id")
            for event in self.root.iter(f"{BPMN}boundaryEvent")
            if event.find(f".//{OURS}escalation") is not None
        }
        return {flow.get("targetRef") for flow in self.flows.values() if flow.get("sourceRef") in timers}


def _box(shape: etree._Element) -> Box:
    return _bounds(shape.find(f"{DC}Bounds"))


def _bounds(mark: etree._Element) -> Box:
    x, y, width, height = (float(mark.get(name)) for name in ("x", "y", "width", "height"))
    return Box(x, y, x + width, y + height)


def _points(edge: etree._Element) -> tuple[tuple[float, float], ...]:
    return tuple((float(point.get("x")), float(point.get("y"))) for point in edge.iter(WAYPOINT))


@cache
def picture(path: Path) -> Picture:
    return Picture(path)


def test_there_are_drawings() -> None:
    assert "base_application" in [path.stem for path in DRAWINGS]


@each_drawing
def test_every_node_has_a_shape_and_every_shape_a_node(path: Path) -> None:
    seen = picture(path)
    known = {one.get("id") for one in seen.root.iter() if isinstance(one.tag, str) and one.tag.startswith(BPMN)}
    assert set() == set(seen.nodes) - set(seen.shapes)
    assert set() == (set(seen.shapes) | set(seen.edges)) - known


@each_drawing
def test_every_line_runs_square_from_its_source_to_its_target(path: Path) -> None:
    seen = picture(path)
    assert set(seen.flows) == set(seen.edges)
    for line in seen.lines():
        slanting = [box for box in line.segments() if box.left != box.right and box.top != box.bottom]
        assert (line.id, []) == (line.id, slanting)
        assert seen.boxes[line.source].touches(*line.points[0]), line.id
        assert seen.boxes[line.target].touches(*line.points[-1]), line.id


@each_drawing
def test_no_two_shapes_of_one_scope_overlap(path: Path) -> None:
    seen = picture(path)
    overlapping = [
        (one, other)
        for one, other in combinations(seen.boxes, 2)
        if seen.scope(one) == seen.scope(other)
        and not seen.attached(one, other)
        and seen.boxes[one].overlaps(seen.boxes[other])
    ]
    assert overlapping == []


@each_drawing
def test_every_node_stands_in_its_lane_and_in_its_sub_process(path: Path) -> None:
    seen = picture(path)
    lanes = {lane.get("id"): lane for lane in seen.root.iter(f"{BPMN}lane")}
    listed = {ref.text: lane for lane, xml in lanes.items() for ref in xml.iter(f"{BPMN}flowNodeRef")}
    assert set(seen.nodes) == set(listed)
    for node, box in seen.boxes.items():
        assert _box(seen.shapes[listed[node]]).holds(box), node
        if seen.scope(node) in seen.boxes:
            assert seen.boxes[seen.scope(node)].holds(box), node


@each_drawing
def test_no_line_runs_through_a_node(path: Path) -> None:
    seen = picture(path)
    crossed = [
        (line.id, node)
        for line in seen.lines()
        for node, box in seen.boxes.items()
        if node not in (line.source, line.target) and not seen.inside(node, line.source)
        if any(box.overlaps(segment) for segment in line.segments())
        if not seen.attached(node, line.source)
    ]
    assert crossed == []


@each_drawing
def test_no_words_are_covered(path: Path) -> None:
    seen = picture(path)
    labels = seen.labels()
    words = [(one, other) for one, other in combinations(labels, 2) if labels[one].overlaps(labels[other])]
    covered = [
        (label, node)
        for label, box in labels.items()
        for node, shape in seen.boxes.items()
        if box.overlaps(shape) and not shape.holds(box)
    ]
    crossed = [
        (label, line.id)
        for label, box in labels.items()
        for line in seen.lines()
        if any(box.overlaps(segment) for segment in line.segments())
    ]
    assert (words, covered, crossed) == ([], [], [])


@each_drawing
def test_every_name_is_chinese(path: Path) -> None:
    seen = picture(path)
    kinds = ("participant", "process", "lane")
    named = [*seen.nodes.values(), *(one for kind in kinds for one in seen.root.iter(f"{BPMN}{kind}"))]
    choices = [flow for flow in seen.flows.values() if flow.get("name") is not None]
    assert [one.get("id") for one in [*named, *choices] if not CHINESE.search(one.get("name", ""))] == []


@each_drawing
def test_every_way_out_of_a_choice_has_a_name(path: Path) -> None:
    seen = picture(path)
    for gateway in seen.root.iter(f"{BPMN}exclusiveGateway"):
        ways = [flow for flow in seen.flows.values() if flow.get("sourceRef") == gateway.get("id")]
        if len(ways) > 1:
            assert [flow.get("id") for flow in ways if not flow.get("name")] == []
            assert gateway.get("default") in [flow.get("id") for flow in ways]


@each_drawing
def test_every_node_says_where_it_comes_from(path: Path) -> None:
    seen = picture(path)
    texts = {node: (xml.findtext(f"{BPMN}documentation") or "") for node, xml in seen.nodes.items()}
    silent = [node for node, text in texts.items() if not re.search("通知[一二三四五六附]|假定", text)]
    assert [node for node in silent if node not in seen.told()] == []


@each_drawing
def test_every_task_of_a_person_has_a_term_or_an_instant(path: Path) -> None:
    for task in picture(path).root.iter(f"{BPMN}userTask"):
        marks = task.findall(f"{BPMN}extensionElements/{OURS}task")
        assert [len({"term", "due"} & set(mark.attrib)) for mark in marks] == [1], task.get("id")
