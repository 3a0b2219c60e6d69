"""Single values read strictly from a mapping, each refusal with its place; knows no field of ours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from workflows.model.vocabulary import Word

W = TypeVar("W", bound=Word)
YEARS = range(1900, 2101)
MOST_HOURS = 10_000
LONGEST_TEXT = 100


class BadField(ValueError):
    """A value that can't be taken: `field` is its place (`input.ledger[0].hours`), `message` says why, in Chinese."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field, self.message = field, message


@dataclass(frozen=True)
class Part:
    """A mapping and its place; every reader takes the name of one of its values."""

    place: str
    values: Mapping[str, Any]

    @classmethod
    def of(cls, raw: Any, place: str, known: tuple[str, ...]) -> Part:
        """The mapping, when it is one and has no field but the known."""
        if not isinstance(raw, Mapping):
            raise BadField(place, "应为一组字段" if raw is not None else "没有填写")
        for name in raw:
            if name not in known:
                raise BadField(f"{place}.{name}", "没有这个字段")
        return cls(place, raw)

    def bad(self, name: str, message: str) -> BadField:
        return BadField(f"{self.place}.{name}", message)

    def part(self, name: str, known: tuple[str, ...]) -> Part:
        return Part.of(self.values.get(name), f"{self.place}.{name}", known)

    def part_or_none(self, name: str, known: tuple[str, ...]) -> Part | None:
        return None if self.values.get(name) is None else self.part(name, known)

    def parts(self, name: str, known: tuple[str, ...]) -> tuple[Part, ...]:
        """A list of mappings; an absent list is an empty one."""
        rows = self.values.get(name, [])
        if not isinstance(rows, list | tuple):
            raise self.bad(name, "应为列表")
        return tuple(Part.of(row, f"{self.place}.{name}[{place}]", known) for place, row in enumerate(rows))

    def _given(self, name: str) -> Any:
        value = self.values.get(name)
        if value is None or value == "":
            raise self.bad(name, "没有填写")
        return value

    def text(self, name: str) -> str:
        value = self._given(name)
        if not isinstance(value, str) or len(value) > LONGEST_TEXT:
            raise self.bad(name, f"应为不超过{LONGEST_TEXT}字的文字")
        return value

    def word(self, name: str, words: type[W]) -> W:
        """A code of the list."""
        value = self._given(name)
        try:
            return words.of(value)
        except (KeyError, TypeError):
            codes = "、".join(f"{one.code}（{one.zh}）" for one in words)
            raise self.bad(name, f"应为{codes}之一") from None

    def word_or_none(self, name: str, words: type[W]) -> W | None:
        return None if self.values.get(name) is None else self.word(name, words)

    def day(self, name: str) -> date:
        """`YYYY-MM-DD`, a day that exists."""
        value = self._given(name)
        if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            try:
                found = date.fromisoformat(value)
            except ValueError:
                raise self.bad(name, "没有这一天") from None
            if found.year in YEARS:
                return found
        raise self.bad(name, f"应为{YEARS.start}年以后的日期，写作 2022-09-15")

    def day_or_none(self, name: str) -> date | None:
        return None if self.values.get(name) is None else self.day(name)

    def year(self, name: str) -> int:
        value = self._given(name)
        if isinstance(value, bool) or not isinstance(value, int) or value not in YEARS:
            raise self.bad(name, "应为四位数的年份")
        return value

    def flag(self, name: str) -> bool:
        """true or false; absent means false."""
        value = self.values.get(name)
        if value is not None and not isinstance(value, bool):
            raise self.bad(name, "应为 true 或 false")
        return bool(value)

    def hours(self, name: str) -> Decimal:
        """Credit hours, exact: a whole number or a decimal fraction of at most two places, not negative."""
        value = self._given(name)
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            raise self.bad(name, "应为数字")
        hours = Decimal(str(value))
        if not hours.is_finite() or not 0 <= hours <= MOST_HOURS or hours != round(hours, 2):
            raise self.bad(name, f"应为0至{MOST_HOURS}之间、最多两位小数的数")
        return hours
