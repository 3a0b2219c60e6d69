"""Tables: rows of a small sheet, free or fixed in number. Knows no particular table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, ClassVar

from werkzeug.datastructures import MultiDict

from forms.faults import Fault, Message
from forms.fields.base import Schema, TaskField
from forms.sheet import Sheet
from workflows.model.vocabulary import N_

TOO_FEW = N_("Add at least %(least)d rows (now %(count)d)")
NO_ROWS = N_("Add at least one row")
TOO_MANY = N_("Keep at most %(most)d rows (now %(count)d)")
ROW_UNKNOWN = N_("This table has fixed rows; send each of them once")
_MOST_BOUND = 1000  # rows beyond this are counted, not built
_COLUMN = re.compile(r"(0|[1-9][0-9]{0,5})-([a-z][a-z0-9_]*)")


class Row(Sheet):
    """One row; `word` is what a fixed row stands for (code, label, zh)."""

    word: Any = None


class TableField(TaskField[list[Row]]):
    """Rows posted as `table-<index>-<column>`; gaps allowed, order = numeric order of index, blank rows dropped.

    `entries` are the bound rows, renumbered from 0; `blank()` is the pattern row for the browser to copy.
    """

    kind: ClassVar[str] = "table"
    many: ClassVar[bool] = True
    row: type[Row]

    def __init__(self, label: str, row: type[Row], *, least: int = 1, most: int = 200, **rest: Any) -> None:
        super().__init__(label, required=least > 0, **rest)
        self.row = row
        self.least = least
        self.most = most
        self.entries: list[Row] = []
        self.count = 0

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Build the rows from what was posted under this table's name."""
        self.process_errors = []
        self.errors = []
        rows = [row for _, row in sorted(self._posted(formdata).items()) if _is_filled(row)]
        self.count = len(rows)
        self.entries = [self.bound(place, row) for place, row in enumerate(rows[:_MOST_BOUND])]
        self.data = self.entries

    def bound(self, place: int | str, row: dict[str, list[str]]) -> Row:
        """A row at its place, its inputs named accordingly."""
        prefix = f"{self.name}-{place}-"
        posted = MultiDict([(prefix + column, text) for column, texts in row.items() for text in texts])
        return self.row(posted, self.facts, self._form.translations, prefix)

    def blank(self) -> Row:
        """An empty row whose inputs carry `__index__` for the browser to replace."""
        return self.bound("__index__", {})

    @property
    def columns(self) -> list[TaskField[Any]]:
        """The questions of a row, for headings."""
        return list(self.blank().questions.values())

    def _posted(self, formdata: Any) -> dict[int, dict[str, list[str]]]:
        rows: dict[int, dict[str, list[str]]] = {}
        for name in formdata or ():
            if place := self.place_of(name):
                rows.setdefault(place[0], {})[place[1]] = [str(text) for text in formdata.getlist(name)]
        return rows

    def place_of(self, name: str) -> tuple[int, str] | None:
        """(index, column) of an input's name, None when it is not of this table's shape."""
        if not name.startswith(f"{self.name}-"):
            return None
        match = _COLUMN.fullmatch(name[len(self.name) + 1 :])
        return (int(match[1]), match[2]) if match else None

    def knows(self, name: str) -> bool:
        """Whether an input's name is one of this table's columns."""
        place = self.place_of(name)
        return place is not None and place[1] in self.column_names

    @cached_property
    def column_names(self) -> frozenset[str]:
        """Names of the questions of a row."""
        return frozenset(self.blank().questions)

    @property
    def is_blank(self) -> bool:
        """No rows."""
        return not self.entries

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        """Number of rows, then each row."""
        self.errors = []
        if not self.asked:
            return True
        self.errors.extend(self._count_refused())
        rows_good = [entry.validate() for entry in self.entries]
        return not self.errors and all(rows_good)

    def _count_refused(self) -> Iterator[Message]:
        if self.count > self.most:
            yield self.say("too_many", TOO_MANY, most=self.most, count=self.count)
        if self.count < self.least == 1:
            yield self.say("required", NO_ROWS)
        elif self.count < self.least:
            yield self.say("too_few", TOO_FEW, least=self.least, count=self.count)

    def answer(self) -> list[dict[str, Any]]:
        """The rows in order."""
        return [entry.answers() for entry in self.entries]

    def plain(self) -> list[str]:
        """Nothing to condition on."""
        return []

    def draft(self) -> list[dict[str, Any]]:
        """What was typed in each row."""
        return [entry.draft() for entry in self.entries]

    def faults(self, path: str) -> Iterator[Fault]:
        """Of the table, then of its rows."""
        yield from super().faults(path)
        if self.asked:
            for place, entry in enumerate(self.entries):
                yield from entry.found(f"{path}/{place}")

    def remarks(self, path: str) -> Iterator[Fault]:
        """Of the rows."""
        for place, entry in enumerate(self.entries):
            yield from entry.noticed(f"{path}/{place}")

    def schema(self) -> Schema:
        """Array of row objects."""
        least = {"minItems": self.least} if self.least and self.when is None else {}
        rows = {"type": "array", "items": self.blank().object_schema(), "maxItems": self.most}
        return {"title": self.label.text} | rows | least

    def column(self, name: str) -> list[Any] | None:
        """Values of a column, None when any of them is missing or unreadable: then no sum is compared."""
        values = [entry.value(name) for entry in self.entries]
        return None if any(value is None for value in values) else values


class FixedTableField(TableField):
    """A table with exactly one row per word, in the words' order; column `key` carries the word's code."""

    def __init__(self, label: str, row: type[Row], words: Iterable[Any], *, key: str, **rest: Any) -> None:
        self.words = list(words)
        self.key = key
        super().__init__(label, row, least=len(self.words), most=len(self.words), **rest)

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Rows are found by their code; those not sent are there, blank."""
        self.process_errors = []
        self.errors = []
        posted = [row for _, row in sorted(self._posted(formdata).items()) if _is_filled(row)]
        by_code = {row.get(self.key, [""])[0].strip(): row for row in posted}
        codes = [word.code for word in self.words]
        repeated = any(len(row.get(self.key, ())) > 1 for row in posted)
        self.is_foreign = repeated or len(by_code) < len(posted) or not set(by_code) <= set(codes)
        self.entries = [self._fixed(place, by_code.get(word.code, {})) for place, word in enumerate(self.words)]
        self.count = len(self.entries)
        self.data = self.entries

    def _fixed(self, place: int, row: dict[str, list[str]]) -> Row:
        word = self.words[place]
        entry = self.bound(place, row | {self.key: [word.code]})
        entry.word = word
        return entry

    def _count_refused(self) -> Iterator[Message]:
        if self.is_foreign:
            yield self.say("row_unknown", ROW_UNKNOWN)


def _is_filled(row: dict[str, list[str]]) -> bool:
    return any(text.strip() for texts in row.values() for text in texts)
