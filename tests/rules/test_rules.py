"""Decision tables: what they answer, and what is refused before anybody could rely on it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from workflows.rules import BadInput, NoRule, Overlap, TableRefused, decide, read_table
from workflows.rules.cells import compiled, parse_cell

XML = (Path(__file__).parent / "tables" / "verdict.dmn").read_text()
FACTS: dict[str, Any] = {"veto": False, "score": 75, "kind": "SCHOOL", "submitted_on": date(2022, 6, 30)}


def table(*changes: tuple[str, str]) -> Any:
    text = XML
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return read_table(text.encode())


@pytest.mark.parametrize(
    ("changed", "rule", "verdict"),
    [
        ({}, 4, "PASSED"),
        ({"veto": True, "score": 99}, 1, "FAILED"),
        ({"score": None}, 2, "UNKNOWN"),
        ({"score": 90}, 3, "EXCELLENT"),
        ({"score": Decimal("89.99")}, 4, "PASSED"),
        ({"score": 60}, 4, "PASSED"),
        ({"score": Decimal("59.99")}, 5, "FAILED"),
        ({"score": 95, "submitted_on": date(2022, 7, 1)}, 5, "FAILED"),
        ({"score": 100, "submitted_on": date(2022, 7, 1)}, 4, "PASSED"),
        ({"score": 95, "kind": "COMPANY"}, 5, "FAILED"),
        ({"score": 95, "kind": None}, 5, "FAILED"),
    ],
)
def test_the_first_rule_that_applies_decides(changed: dict[str, Any], rule: int, verdict: str) -> None:
    decision = decide(table(), {**FACTS, **changed, "not_asked": 1})
    assert (rule,) == decision.rules
    assert verdict == decision.only["verdict"]


def test_a_decision_names_its_clause() -> None:
    decision = decide(table(), {**FACTS, "score": 90})
    assert ({"clause": "S5.2"},) == decision.notes
    assert Decimal("2.5") == decision.only["bonus"]


@pytest.mark.parametrize(
    "changed",
    [
        {"score": "75"},
        {"score": 75.0},
        {"score": True},
        {"veto": 1},
        {"kind": "FACTORY"},
        {"submitted_on": "2022-06-30"},
    ],
)
def test_an_input_of_the_wrong_kind_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        decide(table(), {**FACTS, **changed})


def test_a_missing_input_is_refused() -> None:
    with pytest.raises(BadInput, match="score is missing"):
        decide(table(), {"veto": True})


def test_unique_means_one_rule() -> None:
    with pytest.raises(Overlap, match="rules 4, 5"):
        decide(table(("FIRST", "UNIQUE")), FACTS)


def test_unique_without_overlap_decides() -> None:
    decision = decide(table((' hitPolicy="FIRST"', "")), {**FACTS, "score": 5})
    assert (5,) == decision.rules


def test_collect_gives_every_rule_in_the_order_of_the_table() -> None:
    decision = decide(table(("FIRST", "COLLECT")), {**FACTS, "veto": True})
    assert (1, 4, 5) == decision.rules
    assert ["FAILED", "PASSED", "FAILED"] == [outputs["verdict"] for outputs in decision.outputs]


LAST = XML[XML.index('<rule id="r5">') : XML.index("</rule>", XML.index('<rule id="r5">')) + len("</rule>")]


def test_where_no_rule_applies_the_table_does_not_invent_an_answer() -> None:
    with pytest.raises(NoRule):
        decide(table((LAST, "")), {**FACTS, "score": 5})
    assert () == decide(table((LAST, ""), ("FIRST", "COLLECT")), {**FACTS, "score": 5}).rules


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("FIRST", "PRIORITY", 4, "hit policy"),
        ("FIRST", "ANY", 4, "hit policy"),
        ("FIRST", "RULE ORDER", 4, "hit policy"),
        ('"FIRST"', '"COLLECT" aggregation="SUM"', 4, "hit policy"),
        ("<text>true</text>", "<text>yes</text>", 13, "yes is no boolean"),
        ("[60..90), 100", "[60..90", 19, "no unary test"),
        ("[60..90), 100", "[90..60]", 19, "interval is empty"),
        ("[60..90), 100", "score > 60", 19, "no unary test"),
        ("[60..90), 100", '"60"', 19, "is no number"),
        ("[60..90), 100", "__import__('os')", 19, "no unary test"),
        ('"SCHOOL", "COLLEGE"', '"SCHOOL" "COLLEGE"', 19, "no unary test"),
        ('"SCHOOL", "COLLEGE"', '"SHCOOL"', 19, "not among the values"),
        ('"SCHOOL", "COLLEGE"', '> "A"', 19, "has no order"),
        ('"PASSED"', "PASSED", 20, "is no string"),
        ("<text>2.5</text>", "<text>-</text>", 18, "is no number"),
        ("<text>score</text>", "<text>score / 2</text>", 6, "plain variable"),
        ("<text>score</text>", "<text>veto</text>", 4, "names two columns"),
        ('typeRef="date"', 'typeRef="duration"', 9, "type 'duration'"),
        ('<annotation name="clause" />', "", 13, "annotation without a column"),
        ("<inputEntry><text>null</text></inputEntry>", "", 15, "has 3 + 2 cells"),
        ("</inputValues></input>", "</inputValues><default /></input>", 8, "not known in this place"),
        ("<decisionTable", "<informationRequirement /><decisionTable", 1, "depends on no other"),
        ("<?xml version", "<!DOCTYPE definitions []><?xml version", 1, "not well-formed"),
        ("<definitions ", "<!DOCTYPE definitions []><definitions ", 1, "DOCTYPE"),
    ],
)
def test_what_cannot_be_honoured_is_refused_with_its_line(old: str, new: str, line: int, reason: str) -> None:
    with pytest.raises(TableRefused) as refused:
        table((old, new.replace(">", "&gt;") if new.startswith((">", "score")) else new))
    assert any(line == one.line and reason in f"{one.where}: {one.reason}" for one in refused.value.complaints)


def test_all_complaints_come_at_once() -> None:
    with pytest.raises(TableRefused) as refused:
        table(("FIRST", "ANY"), ("[60..90), 100", "sixty"), ('"PASSED"', "PASSED"))
    assert [4, 19, 20] == [complaint.line for complaint in refused.value.complaints]


@pytest.mark.parametrize(
    ("cell", "true", "false"),
    [
        ("5", [5, Decimal("5.0")], [4, None]),
        ("-5", [-5], [5]),
        ("(1..3)", [2], [1, 3, None]),
        ("]1..3[", [2], [1, 3]),
        ("[1..3]", [1, 3], [0, 4]),
        ("<1,>3", [0, 4], [1, 2, 3]),
        ("not(1,[3..4])", [2, 5], [1, 3, 4, None]),
        ("null,1", [None, 1], [2]),
    ],
)
def test_numbers_are_tested_as_s_feel_says(cell: str, true: list[Any], false: list[Any]) -> None:
    holds = compiled(parse_cell(cell, "number"))
    assert [True] * len(true) + [False] * len(false) == [holds(value) for value in true + false]


def test_strings_may_hold_anything() -> None:
    holds = compiled(parse_cell(r'"a, b","say \"not(1)\"", "中级"', "string"))
    assert [True, True, True, False] == [holds(text) for text in ("a, b", 'say "not(1)"', "中级", "a")]
