"""Reads DMN files into decision tables and refuses what can't be honoured, with line and reason; asks nothing."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from lxml import etree

from workflows.expressions import is_variable

from .cells import ANY, Unary, Value, literal, parse_cell, tokens_of
from .table import Column, Rule, Table

HIT_POLICIES = ("UNIQUE", "FIRST", "COLLECT")
TYPES = {
    "string": "string",
    "boolean": "boolean",
    "date": "date",
    "number": "number",
    "integer": "number",
    "long": "number",
    "double": "number",
}
PARTS = {
    "decisionTable": ("input", "output", "annotation", "rule"),
    "input": ("inputExpression", "inputValues"),
    "rule": ("inputEntry", "outputEntry", "annotationEntry", "description"),
    **dict.fromkeys(("inputExpression", "inputValues", "inputEntry", "outputEntry", "annotationEntry"), ("text",)),
}
LARGEST_FILE = 1_000_000  # bytes


class Complaint(NamedTuple):
    """One reason to refuse a table: line of the file, where in the table, reason."""

    line: int
    where: str
    reason: str


class TableRefused(ValueError):
    """The file is no table we can honour; `complaints` holds every reason."""

    def __init__(self, complaints: list[Complaint]) -> None:
        self.complaints = tuple(sorted(complaints))
        super().__init__("\n".join(f"line {line}: {where}: {reason}" for line, where, reason in self.complaints))


@lru_cache(64)
def read_table(xml: bytes) -> Table:
    """The one decision table of a DMN file. Raises TableRefused with all complaints at once."""
    decision, grid = _grid(xml)
    reader = _Reader(decision, grid)
    table = reader.read()
    if reader.complaints:
        raise TableRefused(reader.complaints)
    return table


def _grid(xml: bytes) -> tuple[etree._Element, etree._Element]:
    """The decision and its decisionTable; refuses everything else a DMN file may hold."""
    if len(xml) > LARGEST_FILE:
        raise TableRefused([Complaint(1, "file", f"larger than {LARGEST_FILE} bytes")])
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise TableRefused([Complaint(error.lineno or 1, "file", f"not well-formed XML: {error.msg}")]) from error
    document: Any = root.getroottree().docinfo
    decisions = root.findall("{*}decision")
    grids = root.findall("{*}decision/{*}decisionTable")
    if document.doctype:
        raise TableRefused([Complaint(1, "file", "DOCTYPE is not allowed")])
    if len(decisions) != 1 or len(grids) != 1 or root.find("{*}decision/{*}informationRequirement") is not None:
        raise TableRefused([Complaint(1, "file", "needs one decision made by one table that depends on no other")])
    return decisions[0], grids[0]


class _Reader:
    """Reads one table and collects what it can't honour."""

    def __init__(self, decision: etree._Element, grid: etree._Element) -> None:
        self.decision, self.grid = decision, grid
        self.complaints: list[Complaint] = []

    def read(self) -> Table:
        policy = self.grid.get("hitPolicy", "UNIQUE")
        if policy not in HIT_POLICIES or self.grid.get("aggregation"):
            self._complain(self.grid, "table", f"hit policy {policy} {self.grid.get('aggregation', '')}".strip())
        inputs = tuple(self._input(part) for part in self.grid.findall("{*}input"))
        outputs = tuple(self._output(part) for part in self.grid.findall("{*}output"))
        titles = [part.get("name", "") for part in self.grid.findall("{*}annotation")]
        rows = enumerate(self.grid.findall("{*}rule"), start=1)
        rules = tuple(self._rule(number, row, inputs, outputs, titles) for number, row in rows)
        if not inputs or not outputs or not rules:
            self._complain(self.grid, "table", "needs inputs, outputs and rules")
        self._look_for_strangers(inputs + outputs)
        name = self.decision.get("name", "")
        return Table(self.decision.get("id", ""), name, policy, inputs, outputs, rules)

    def _look_for_strangers(self, columns: tuple[Column, ...]) -> None:
        """Parts that would be passed over in silence, and names that mean two things."""
        for part in self.grid.iter():
            known = PARTS.get(etree.QName(part).localname, ())
            for stranger in [child for child in part if etree.QName(child).localname not in known]:
                self._complain(stranger, etree.QName(stranger).localname, "is not known in this place")
        names = [column.name for column in columns]
        for name in {name for name in names if names.count(name) > 1}:
            self._complain(self.grid, name, "names two columns")

    def _complain(self, part: etree._Element, where: str, reason: str) -> None:
        line: Any = part.sourceline
        self.complaints.append(Complaint(line or 1, where, reason))

    def _input(self, part: etree._Element) -> Column:
        expression = part.find("{*}inputExpression")
        name = "" if expression is None else _text(expression)
        column = self._column(part, name, "" if expression is None else expression.get("typeRef", ""))
        allowed = part.find("{*}inputValues")
        if allowed is None:
            return column
        return Column(column.name, column.type, self._test(allowed, column, f"values of {name}"))

    def _output(self, part: etree._Element) -> Column:
        return self._column(part, part.get("name", ""), part.get("typeRef", ""))

    def _column(self, part: etree._Element, name: str, type_ref: str) -> Column:
        if not is_variable(name):
            self._complain(part, name or "column", "a column is named by a plain variable")
        if type_ref not in TYPES:
            self._complain(part, name, f"type {type_ref!r} is none of {', '.join(TYPES)}")
        return Column(name, TYPES.get(type_ref, "string"))

    def _rule(
        self,
        number: int,
        row: etree._Element,
        inputs: tuple[Column, ...],
        outputs: tuple[Column, ...],
        titles: list[str],
    ) -> Rule:
        asked, answered = row.findall("{*}inputEntry"), row.findall("{*}outputEntry")
        if len(asked) != len(inputs) or len(answered) != len(outputs):
            self._complain(row, f"rule {number}", f"has {len(asked)} + {len(answered)} cells")
        tests = tuple(
            self._test(cell, column, f"rule {number}, {column.name}")
            for cell, column in zip(asked, inputs, strict=False)
        )
        values = {
            column.name: self._value(cell, column, f"rule {number}, {column.name}")
            for cell, column in zip(answered, outputs, strict=False)
        }
        notes = [_text(note) for note in row.findall("{*}annotationEntry")]
        if len(notes) > len(titles):
            self._complain(row, f"rule {number}", "has an annotation without a column")
        annotations = MappingProxyType(dict(zip(titles, notes, strict=False)))
        return Rule(number, tests, MappingProxyType(values), annotations)

    def _test(self, cell: etree._Element, column: Column, where: str) -> Unary:
        try:
            test = parse_cell(_text(cell), column.type)
            unknown = [value for value in test.literals() if not column.allows(value)]
            if unknown:
                raise ValueError(f"{unknown[0]!r} is not among the values of {column.name}")
            return test
        except ValueError as error:
            self._complain(cell, where, f"{_text(cell)}: {error}")
            return ANY

    def _value(self, cell: etree._Element, column: Column, where: str) -> Value:
        tokens = list(tokens_of(_text(cell)))
        try:
            if not tokens or tokens == ["null"]:
                return None
            return literal(" ".join(tokens), column.type)
        except ValueError as error:
            self._complain(cell, where, f"{_text(cell)}: {error}")
            return None


def _text(part: etree._Element) -> str:
    return (part.findtext("{*}text") or "").strip()
