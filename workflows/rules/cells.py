"""The cells of decision tables: unary tests of S-FEEL (DMN 1.3, clause 9), read once; knows no table.

A cell stays a small tree, from which other forms of the same test can be made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

Value = str | bool | int | Decimal | date | None
Holds = Callable[[Any], bool]


@dataclass(frozen=True)
class Unary:
    """One unary test. `operator`: any, null, =, <, <=, >, >=, and the three that combine `parts`: all, one, none.

    null satisfies `any` and `null` and nothing else, as NULL does in SQL.
    """

    operator: str
    value: Value = None
    parts: tuple[Unary, ...] = ()

    def literals(self) -> Iterator[Value]:
        """The values this cell names one by one."""
        if self.operator == "=":
            yield self.value
        for part in self.parts if self.operator != "all" else ():
            yield from part.literals()


ANY = Unary("any")


def compiled(unary: Unary) -> Holds:
    """The test as a function of the value."""
    if unary.parts:
        return _combined(unary.operator, [compiled(part) for part in unary.parts])
    wanted: Any = unary.value
    simple: Mapping[str, Holds] = {
        "any": lambda value: True,
        "null": lambda value: value is None,
        "=": lambda value: bool(value == wanted),
        "<": lambda value: value is not None and value < wanted,
        "<=": lambda value: value is not None and value <= wanted,
        ">": lambda value: value is not None and value > wanted,
        ">=": lambda value: value is not None and value >= wanted,
    }
    return simple[unary.operator]


def _combined(operator: str, parts: list[Holds]) -> Holds:
    if operator == "all":
        return lambda value: all(part(value) for part in parts)
    if operator == "one":
        return lambda value: any(part(value) for part in parts)
    return lambda value: value is not None and not any(part(value) for part in parts)


_TOKEN = re.compile(r'\s*("(?:[^"\\]|\\.)*"|date\(\s*"[^"]*"\s*\)|not\(|-?\d+(?:\.\d+)?|<=|>=|\.\.|[<>\[\](),]|\w+|\S)')


def tokens_of(cell: str) -> Iterator[str]:
    return (match.group(1) for match in _TOKEN.finditer(cell))


def parse_cell(cell: str, type_name: str) -> Unary:
    """An input cell as a test of values of `type_name`; raises ValueError, which says what can't be read."""
    tokens = list(tokens_of(cell))
    if tokens in ([], ["-"]):
        return ANY
    if tokens[0] == "not(" and tokens[-1] == ")":
        return Unary("none", parts=tuple(_alternatives(tokens[1:-1], type_name)))
    alternatives = tuple(_alternatives(tokens, type_name))
    return alternatives[0] if len(alternatives) == 1 else Unary("one", parts=alternatives)


def _alternatives(tokens: list[str], type_name: str) -> Iterator[Unary]:
    start = 0
    for place, mark in enumerate([*tokens, ","]):
        if mark == ",":
            yield _single(tokens[start:place], type_name)
            start = place + 1


def _single(tokens: list[str], type_name: str) -> Unary:
    match tokens:
        case ["null"]:
            return Unary("null")
        case [one]:
            return Unary("=", literal(one, type_name))
        case [("<" | "<=" | ">" | ">=") as operator, bound]:
            return Unary(operator, _ordered(bound, type_name))
        case [("[" | "(" | "]") as opening, low, "..", high, ("]" | ")" | "[") as closing]:
            lower = Unary(">=" if opening == "[" else ">", _ordered(low, type_name))
            upper = Unary("<=" if closing == "]" else "<", _ordered(high, type_name))
            _refuse_empty(lower, upper)
            return Unary("all", parts=(lower, upper))
    raise ValueError("is no unary test: literal, comparison, interval, list or not(…)")


def _refuse_empty(lower: Unary, upper: Unary) -> None:
    low: Any = lower.value
    high: Any = upper.value
    if low > high or (low == high and (lower.operator, upper.operator) != (">=", "<=")):
        raise ValueError("the interval is empty")


def _ordered(token: str, type_name: str) -> Value:
    if type_name not in {"number", "date"}:
        raise ValueError(f"a {type_name} has no order")
    return literal(token, type_name)


def literal(text: str, type_name: str) -> Value:
    if type_name == "string" and text.startswith('"'):
        return re.sub(r"\\(.)", r"\1", text[1:-1])
    if type_name == "number" and re.fullmatch(r"-?\d+(\.\d+)?", text):
        return Decimal(text) if "." in text else int(text)
    if type_name == "boolean" and text in {"true", "false"}:
        return text == "true"
    if type_name == "date" and text.startswith("date("):
        return date.fromisoformat(text.split('"')[1])
    raise ValueError(f"{text} is no {type_name}")
