"""What a drawing is refused for: with the line, the element and the reason, all complaints at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from workflows.engine import Complaint, DrawingRefused, read_drawing

from .walks import DRAWINGS, Everything

TASKS = {"write", "check", "urge"}


def text(name: str) -> str:
    return (DRAWINGS / f"{name}.bpmn").read_text()


def complaints(xml: str | bytes, **registered: object) -> tuple[Complaint, ...]:
    known = {"services": Everything(), "tasks": Everything(), **registered}
    with pytest.raises(DrawingRefused) as refused:
        read_drawing(xml.encode() if isinstance(xml, str) else xml, **known)  # type: ignore[arg-type]
    return refused.value.complaints


def changed(name: str, *changes: tuple[str, str]) -> str:
    xml = text(name)
    for old, new in changes:
        assert old in xml, old
        xml = xml.replace(old, new, 1)
    return xml


def line_of(xml: str, part: str) -> int:
    return xml[: xml.index(part)].count("\n") + 1


@pytest.mark.parametrize("path", sorted(DRAWINGS.glob("*.bpmn")), ids=lambda path: path.stem)
def test_our_own_drawings_pass(path: Path) -> None:
    drawing = read_drawing(path.read_bytes(), Everything(), Everything())
    assert path.stem == drawing.process


URGE = '<bpmn:userTask id="urge" />'
REFUSED = [
    # what stands in the drawing, what replaces it, element complained of, part of the reason
    ("loop", URGE, '<bpmn:scriptTask id="urge" />', "urge", "scripts are not run"),
    ("loop", URGE, '<bpmn:businessRuleTask id="urge" />', "urge", "asked by a step"),
    ("loop", URGE, '<bpmn:task id="urge" />', "urge", "userTask or serviceTask"),
    ("loop", URGE, '<bpmn:manualTask id="urge" />', "urge", "is a userTask"),
    ("loop", URGE, '<bpmn:callActivity id="urge" />', "urge", "don't call each other"),
    ("loop", URGE, '<bpmn:complexGateway id="urge" />', "urge", "use exclusive"),
    ("loop", URGE, '<bpmn:adHocSubProcess id="urge" />', "urge", "order of tasks"),
    ("loop", URGE, '<bpmn:transaction id="urge" />', "urge", "transactions"),
    ("loop", URGE, '<bpmn:receiveTask id="urge" />', "urge", "receiveTask is not"),
    ("loop", URGE, '<bpmn:userTask id="Urge-1" />', "Urge-1", "lower case"),
    ("loop", URGE, '<bpmn:userTask id="check" />', "check", "used twice, first in line"),
    ("loop", URGE, '<bpmn:serviceTask id="urge" isForCompensation="true" />', "urge", "compens"),
    ("loop", URGE, '<bpmn:serviceTask id="urge" implementation="java" />', "urge", "implement"),
    ("loop", URGE, '<bpmn:userTask id="urge" default="urge_to_urged" />', "urge", "default flow"),
    (
        "loop",
        URGE,
        '<bpmn:userTask id="urge" xmlns:c="urn:c" c:assignee="x" />',
        "urge",
        "attribute assignee",
    ),
    (
        "loop",
        URGE,
        '<bpmn:userTask id="urge"><bpmn:standardLoopCharacteristics /></bpmn:userTask>',
        "urge",
        "exclusive merge",
    ),
    (
        "loop",
        URGE,
        '<bpmn:userTask id="urge"><bpmn:ioSpecification /></bpmn:userTask>',
        "urge",
        "whole case",
    ),
    (
        "loop",
        URGE,
        '<bpmn:userTask id="urge"><bpmn:extensionElements><jijiao:script /></bpmn:extensionElements></bpmn:userTask>',
        "urge",
        "extension script",
    ),
    ("loop", '<bpmn:endEvent id="urged" />', '<bpmn:endEvent id="urged"><bpmn:signalEventDefinition /></bpmn:endEvent>',
     "urged", "can't be a signal"),
    ("loop", '<bpmn:endEvent id="urged" />', '<bpmn:endEvent id="urged"><bpmn:errorEventDefinition /></bpmn:endEvent>',
     "urged", "can't be an error"),
    ("loop", '<bpmn:startEvent id="begun" />',
     '<bpmn:startEvent id="begun"><bpmn:timerEventDefinition /></bpmn:startEvent>', "begun", "can't be a timer"),
    ("loop", "<bpmn:timeDate>due</bpmn:timeDate>", "<bpmn:timeDuration>P7D</bpmn:timeDuration>",
     "write_overdue", "no duration, no cycle"),
    ("loop", "<bpmn:timeDate>due</bpmn:timeDate>", "<bpmn:timeCycle>R3/P1D</bpmn:timeCycle>",
     "write_overdue", "no duration, no cycle"),
    ("loop", "<bpmn:timeDate>due</bpmn:timeDate>", "<bpmn:timeDate>2022-07-01</bpmn:timeDate>",
     "write_overdue", "neither"),
    ("loop", "<bpmn:timeDate>due</bpmn:timeDate>", "<bpmn:timeDate>open('x')</bpmn:timeDate>",
     "write_overdue", "neither"),
    ("preparation", "<bpmn:timeDate>preparation_due</bpmn:timeDate>", "<bpmn:timeDate>due</bpmn:timeDate>",
     "preparation_deadline", "name a variable here"),
    ("events", "<bpmn:timeDate>notice_ends</bpmn:timeDate>", "<bpmn:timeDate>due</bpmn:timeDate>",
     "notice_expiry", "name a variable here"),
    ("events", 'messageRef="objection"', 'messageRef="nothing"', "objection_received", "names no message"),
    ("events", 'signalRef="panel_meets"', 'signalRef="withdrawal"', "panel_has_met", "names no signal"),
    ("events", '<bpmn:messageEventDefinition messageRef="word" />', "<bpmn:linkEventDefinition />",
     "last_word", "can't be a link"),
    ("events", '<bpmn:signalEventDefinition signalRef="panel_meets" /></bpmn:intermediateThrowEvent>',
     "<bpmn:compensateEventDefinition /></bpmn:intermediateThrowEvent>", "panel_meets_now", "can't be a compensate"),
    ("events", '<bpmn:messageEventDefinition messageRef="objection" />',
     "<bpmn:timerEventDefinition><bpmn:timeDate>later</bpmn:timeDate></bpmn:timerEventDefinition>",
     "notice_period", "two timers"),
    ("events", 'messageRef="withdrawal" />', 'messageRef="withdrawal" /><bpmn:terminateEventDefinition />',
     "withdrawal_requested", "one thing"),
    ("events", '<bpmn:serviceTask id="record_withdrawal" />', '<bpmn:userTask id="record_withdrawal" />',
     "record_withdrawal", "no lane"),
    ("loop", ' default="is_good_to_writing_round"', "", "is_good", "without a default flow"),
    ("sections", ' default="which_to_gathered"', "", "which", "without a default flow"),
    ("loop", 'verdict == "good"', "__import__('os').system('id')", "is_good_to_printed", "condition"),
    ("loop", 'verdict == "good"', "verdict = 1", "is_good_to_printed", "not an expression"),
    ("loop", 'targetRef="writing_round" />\n    <bpmn:sequenceFlow id="write_overdue_to',
     'targetRef="write" />\n    <bpmn:sequenceFlow id="write_overdue_to', "write", "meet in a merge gateway"),
    ("loop", 'sourceRef="urge" targetRef="urged"', 'sourceRef="urge" targetRef="nobody"', "urge_to_urged", "joins two"),
    ("loop", '<bpmn:exclusiveGateway id="writing_round" />', '<bpmn:parallelGateway id="writing_round" />',
     "writing_round", "a loop comes back here"),
    ("loop", '<bpmn:userTask id="check" />', '<bpmn:userTask id="check" /><bpmn:serviceTask id="lonely" />',
     "lonely", "can't be reached"),
    ("loop", 'attachedToRef="check"', 'attachedToRef="is_good"', "check_overdue", "attached to a user task"),
    ("loop", "<bpmn:flowNodeRef>urge<", "<bpmn:flowNodeRef>nobody<", "", "nobody is listed in a lane"),
    ("loop", "<bpmn:flowNodeRef>urge<", "<bpmn:flowNodeRef>write<", "", "write is listed in two lanes"),
    ("loop", 'reminders="50 80"', 'reminders="80 50"', "write", "rising per cents"),
    ("loop", 'reminders="50 80"', 'reminders="50" due="x"', "write", "not both"),
    ("loop", 'reminders="50 80"', 'color="red"', "write", "color is no word"),
    ("loop", ' isExecutable="true"', ' isExecutable="false"', "loop", "not executable"),
    ("panel", "<bpmn:multiInstanceLoopCharacteristics>", '<bpmn:multiInstanceLoopCharacteristics isSequential="true">',
     "score", "one after the other"),
    ("panel", "<bpmn:loopDataInputRef>experts</bpmn:loopDataInputRef>",
     "<bpmn:loopCardinality>10**7</bpmn:loopCardinality>", "score", "nothing is collected"),
    ("panel", "2 * nrOfCompletedInstances &gt; nrOfInstances", "().__class__", "vote", "completionCondition"),
    ("preparation", '<bpmn:endEvent id="submitted" />',
     '<bpmn:endEvent id="submitted"><bpmn:terminateEventDefinition /></bpmn:endEvent>', "submitted", "belongs to the"),
    ("preparation", '<bpmn:subProcess id="inner">', '<bpmn:subProcess id="inner" triggeredByEvent="true">',
     "inner", "event sub-processes"),
    ("preparation", '<bpmn:startEvent id="inner_begun" />', '<bpmn:endEvent id="inner_begun" />', "inner", "has 0 and"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "element", "reason"), REFUSED)
def test_a_drawing_is_refused_with_line_element_and_reason(
    name: str, old: str, new: str, element: str, reason: str
) -> None:
    xml = changed(name, (old, new))
    found = [one for one in complaints(xml) if one.element == element and reason in one.reason]
    assert found, "\n".join(map(str, complaints(xml)))
    assert all("\n" not in one.reason and 1 <= one.line <= xml.count("\n") + 1 for one in found)
    if f'id="{element}"' in xml:
        assert line_of(xml, f'id="{element}"') <= found[0].line


def test_all_complaints_come_at_once_in_the_order_of_the_lines() -> None:
    xml = changed("loop", ('id="check" />', 'id="check" default="x" />'), (">due<", ">P7D<"), ('== "good"', "="))
    found = complaints(xml)
    assert ["check", "write_overdue", "is_good_to_printed"] == [one.element for one in found]
    assert [
        line_of(xml, 'id="check"'),
        line_of(xml, 'id="write_overdue"'),
        line_of(xml, 'id="is_good_to_printed"'),
    ] == [one.line for one in found]


def test_every_task_needs_its_form_and_every_step_its_function() -> None:
    assert {("write", "no form is registered under this id")} == {
        (one.element, one.reason) for one in complaints(text("loop"), tasks=TASKS - {"write"})
    }
    assert {"record_expiry"} == {one.element for one in complaints(text("deadlines"), services={"other"})}


def test_lanes_and_escalations_name_known_roles() -> None:
    found = complaints(text("loop"), lanes={"AUTHOR", "BOSS"})
    assert {
        ("CLERK", "the lane is no known role"),
        ("write_overdue", "escalates to CLERK, which is no known role"),
    } == {(one.element, one.reason) for one in found}


def test_a_loop_that_waits_for_nobody_is_refused() -> None:
    xml = changed("deadlines", ('<bpmn:userTask id="judge" />', '<bpmn:userTask id="judge" />'))
    for task in ("offer", "judge", "replace"):
        xml = xml.replace(f'<bpmn:userTask id="{task}" />', f'<bpmn:serviceTask id="{task}" />')
    assert any(one.element == "judged" and "nothing is waited for" in one.reason for one in complaints(xml))


def test_a_drawing_of_more_than_200_nodes_is_refused() -> None:
    row = [f'<bpmn:serviceTask id="s{number}" />' for number in range(200)]
    xml = changed("loop", ('<bpmn:startEvent id="begun" />', '<bpmn:startEvent id="begun" />' + "".join(row)))
    assert any("211 nodes, more than 200" in one.reason for one in complaints(xml))


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        (b"", "not well-formed"),
        (b"<a><b></a>", "not well-formed"),
        (b"<a />", "one process, not 0"),
        (b"<!DOCTYPE a><a />", "DOCTYPE"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "DOCTYPE"),
        (b"<a>" + b"<b />" * 20_001 + b"</a>", "XML nodes"),
        (b"<a>" + b" " * 2_000_001 + b"</a>", "larger than"),
        ('<?xml version="1.0" encoding="GBK"?><a>中</a>'.encode("gbk"), "UTF-8"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused(xml: bytes, reason: str) -> None:
    assert reason in complaints(xml)[0].reason


def test_two_processes_are_refused() -> None:
    xml = changed("loop", ("</bpmn:definitions>", '<bpmn:process id="second" /></bpmn:definitions>'))
    assert "one process, not 2" in complaints(xml)[0].reason


def test_parts_beside_the_process_are_known() -> None:
    xml = changed("loop", ('<bpmn:process id="loop"', '<bpmn:error id="wrong" /><bpmn:process id="loop"'))
    assert "wrong" == complaints(xml)[0].element
