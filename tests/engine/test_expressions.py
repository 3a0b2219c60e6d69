"""Conditions: what they can say, and what nobody gets past them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from workflows.expressions import FUNCTIONS, Forbidden, check, evaluate, is_variable

NAMES = {
    "score": 75,
    "verdict": "agreed",
    "sections": ["a", "b"],
    "case": {"kind": "school"},
    "sum_due": Decimal("2.5"),
}


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ('verdict == "agreed"', True),
        ('"c" in sections', False),
        ("60 <= score < 90 and not (verdict is None)", True),
        ("len(sections) * 2 + score % 10", 9),
        ('get(case, "kind") == "school" or missing', True),
        ('case["kind"]', "school"),
        ("any(len(one) > 3 for one in sections)", False),
        ("[one for one in sections if one != 'a']", ["b"]),
        ('"high" if score > 80 else "low"', "low"),
        ("sum_due * 2", Decimal("5.0")),
        (" max(score, 80) ", 80),
        ("{1, 2} == {2, 1} and (1, 2)[0] == 1", True),
    ],
)
def test_a_condition_reads_the_variables(source: str, value: Any) -> None:
    assert value == evaluate(source, NAMES)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "a b",
        "x = 1",
        "import os",
        "().__class__",
        "score.real",
        "__import__('os').system('id')",
        "open('/etc/passwd')",
        "eval('1')",
        "(lambda: 1)()",
        "[f for f in ().__class__.__base__.__subclasses__()]",
        "f'{score}'",
        "(y := 1)",
        "len.__self__",
        "len(*sections)",
        "get(**case)",
        "[1 for a in sections for b in sections]",
        "[len for len in sections]",
        "2 ** 9",
        "_times(1, 2)",
        "__builtins__",
        "1 if True else await x",
        "x" * 2001,
        "+".join(["1"] * 400),
        "(" * 300 + ")" * 300,
        "print(1)",
        "1; 2",
        "sections[0:1]",
        "\x00",
    ],
)
def test_whatever_is_not_a_condition_is_forbidden(source: str) -> None:
    with pytest.raises(Forbidden):
        check(source)
    with pytest.raises(Forbidden):
        evaluate(source, NAMES)


BOMBS = ["'a' * 10", "sections * 1000", "'%9999999s' % 1", "10 ** 2", "range(10_001)", "10_000_000_000_000_000 * 2"]


@pytest.mark.parametrize("source", BOMBS)
def test_memory_cannot_be_filled(source: str) -> None:
    with pytest.raises(Forbidden):
        evaluate(source, NAMES)


@pytest.mark.parametrize("name", ["len", "get", "__builtins__", "_times"])
def test_a_variable_cannot_take_the_place_of_a_function(name: str) -> None:
    assert 2 == evaluate("len(sections) * 1", {**NAMES, name: 5})
    assert not is_variable(name)


@pytest.mark.parametrize("name", ["score", "分数", "a1"])
def test_a_variable_has_a_plain_name(name: str) -> None:
    assert is_variable(name)


@pytest.mark.parametrize("name", ["", "1a", "a b", "a.b", "if", "True", "_a", "a-b"])
def test_other_names_are_no_variables(name: str) -> None:
    assert not is_variable(name)


def test_the_variables_an_expression_reads_are_known() -> None:
    assert {"a", "b"} == check("len(a) > 2 and any(one for one in b)")


def test_an_unknown_variable_is_an_error() -> None:
    with pytest.raises(NameError):
        evaluate("nobody", {})


def test_no_function_gives_away_the_interpreter() -> None:
    for name, function in FUNCTIONS.items():
        assert name not in {"getattr", "eval", "exec", "open", "vars", "type", "object", "format"}, name
        assert callable(function)
