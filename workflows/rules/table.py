"""Decision tables and how to ask them; knows no file and no case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from .cells import ANY, Holds, Unary, Value, compiled

CLASSES: Mapping[str, type | tuple[type, ...]] = {
    "string": str,
    "boolean": bool,
    "date": date,
    "number": (int, Decimal),
}


class BadInput(ValueError):
    """An input is missing, of the wrong type, or not among the values the table allows."""


class NoRule(LookupError):
    """No rule of a table that must decide applies to these inputs."""


class Overlap(ValueError):
    """Several rules of a UNIQUE table apply to the same inputs."""


@dataclass(frozen=True)
class Column:
    """An input or output: name of the value, its type, and the test that every allowed value satisfies."""

    name: str
    type: str
    allowed: Unary = ANY
    allows: Holds = field(repr=False, compare=False, init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "allows", compiled(self.allowed))


@dataclass(frozen=True)
class Rule:
    """A row: number from 1, one test per input, one value per output, and its annotations by column."""

    number: int
    tests: tuple[Unary, ...]
    outputs: Mapping[str, Value]
    notes: Mapping[str, str]
    _asked: tuple[tuple[int, Holds], ...] = field(repr=False, compare=False, init=False)

    def __post_init__(self) -> None:
        narrowing = [(place, test) for place, test in enumerate(self.tests) if test.operator != "any"]
        object.__setattr__(self, "_asked", tuple((place, compiled(test)) for place, test in narrowing))

    def applies(self, values: tuple[Value, ...]) -> bool:
        for place, holds in self._asked:  # noqa: SIM110 - four times as fast as all()
            if not holds(values[place]):
                return False
        return True


@dataclass(frozen=True)
class Table:
    """A decision table; `id` is that of the decision."""

    id: str
    name: str
    hit_policy: str
    inputs: tuple[Column, ...]
    outputs: tuple[Column, ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Decision:
    """What a table said: per rule that applied its number, its outputs and its annotations (clauses and the like)."""

    rules: tuple[int, ...]
    outputs: tuple[Mapping[str, Value], ...]
    notes: tuple[Mapping[str, str], ...]

    @property
    def only(self) -> Mapping[str, Value]:
        """The outputs of a table that gives one answer."""
        (outputs,) = self.outputs
        return outputs


def decide(table: Table, inputs: Mapping[str, Any]) -> Decision:
    """Ask the table. Strings, booleans, dates, int and Decimal (no float) by the names of the input columns.

    Raises BadInput; NoRule and Overlap where the hit policy promises exactly one answer. FIRST and UNIQUE give one
    rule, COLLECT any number in the order of the table.
    """
    values = tuple(_input(column, inputs) for column in table.inputs)
    if table.hit_policy == "FIRST":
        first = next((rule for rule in table.rules if rule.applies(values)), None)
        hits = [first] if first is not None else []
    else:
        hits = [rule for rule in table.rules if rule.applies(values)]
    if table.hit_policy != "COLLECT" and not hits:
        raise NoRule(f"{table.id}: no rule for {dict(zip((c.name for c in table.inputs), values, strict=True))}")
    if table.hit_policy == "UNIQUE" and len(hits) > 1:
        raise Overlap(f"{table.id}: rules {', '.join(str(rule.number) for rule in hits)} apply together")
    return Decision(
        tuple(rule.number for rule in hits), tuple(rule.outputs for rule in hits), tuple(rule.notes for rule in hits)
    )


def _input(column: Column, inputs: Mapping[str, Any]) -> Value:
    if column.name not in inputs:
        raise BadInput(f"{column.name} is missing")
    value: Value = inputs[column.name]
    if value is not None and not _is_of_type(value, column.type):
        raise BadInput(f"{column.name} must be a {column.type}, not {value!r}")
    if value is not None and not column.allows(value):
        raise BadInput(f"{column.name} can't be {value!r}")
    return value


def _is_of_type(value: Any, type_name: str) -> bool:
    if type_name != "boolean" and isinstance(value, bool):
        return False
    return isinstance(value, CLASSES[type_name])
