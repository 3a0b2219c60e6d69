"""Numbers and days: whole numbers, decimals, dates, months. Floats never appear."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from wtforms import widgets

from forms.fields.base import Schema, TaskField
from forms.text import clean_number
from workflows.model.vocabulary import N_

NOT_WHOLE = N_("Write a whole number in digits, without commas or signs")
NOT_DECIMAL = N_("Write a number in digits with at most %(places)d decimal places, without commas or signs")
OUT_OF_RANGE = N_("Give a number from %(least)s to %(most)s")
HALF_STEP = N_("Give whole or half points")
NOT_A_DATE = N_("Give a date that exists, as year-month-day, such as 2022-03-25")
NOT_A_MONTH = N_("Give a month, as year-month, such as 2022-03")
NOT_FUTURE = N_("Give a day that is not in the future")
NOT_PAST = N_("Give a day that is not in the past")
_DAYS = (date(1900, 1, 1), date(2100, 12, 31))


class WholeField(TaskField[int]):
    """A whole number from `least` to `most`."""

    kind: ClassVar[str] = "integer"
    widget = widgets.TextInput()

    def __init__(self, label: str, least: int = 0, most: int = 999_999, **rest: Any) -> None:
        super().__init__(label, **rest)
        self.least = least
        self.most = most

    def read(self, text: str) -> int | None:
        """Digits, full-width ones too; no exponent, sign or separator."""
        digits = _digits(text)
        if not digits:
            return None
        if not re.fullmatch(r"[0-9]{1,18}", digits):
            raise self.refused("number_range", NOT_WHOLE)
        return int(digits)

    def check(self) -> None:
        """Range, both ends included."""
        if self.data is not None and not self.least <= self.data <= self.most:
            raise self.refused("number_range", OUT_OF_RANGE, least=self.least, most=self.most)

    def value_schema(self) -> Schema:
        """Integer with its range."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


class DecimalField(TaskField[Decimal]):
    """A decimal from `least` to `most` with at most `places`; the answer is a string without trailing zeros."""

    kind: ClassVar[str] = "decimal"
    widget = widgets.TextInput()

    def __init__(self, label: str, places: int = 2, least: str = "0", most: str = "99999999.99", **rest: Any) -> None:
        super().__init__(label, **rest)
        self.places = places
        self.least = Decimal(least)
        self.most = Decimal(most)

    def read(self, text: str) -> Decimal | None:
        """Digits and one point."""
        digits = _digits(text)
        if not digits:
            return None
        if not re.fullmatch(rf"[0-9]{{1,18}}(?:\.[0-9]{{1,{self.places}}})?", digits):
            raise self.refused("number_range", NOT_DECIMAL, places=self.places)
        return Decimal(digits)

    def check(self) -> None:
        """Range, both ends included."""
        if self.data is not None and not self.least <= self.data <= self.most:
            raise self.refused("number_range", OUT_OF_RANGE, least=plain(self.least), most=plain(self.most))

    def answer(self) -> str | None:
        """Canonical digits."""
        return None if self.data is None else plain(self.data)

    def value_schema(self) -> Schema:
        """String of digits."""
        return {"type": "string", "pattern": rf"^[0-9]{{1,18}}(\.[0-9]{{1,{self.places}}})?$"}


class MoneyField(DecimalField):
    """Ten thousand yuan (万元), two places: dec(10,2)."""

    kind: ClassVar[str] = "money"

    def __init__(self, label: str, **rest: Any) -> None:
        super().__init__(label, **({"unit": N_("10,000 yuan")} | rest))


class PointsField(DecimalField):
    """Points of an indicator: whole or half, from 0 to what the indicator is worth."""

    kind: ClassVar[str] = "points"

    def __init__(self, label: str, most: str = "100", **rest: Any) -> None:
        super().__init__(label, 1, "0", most, **rest)

    def check(self) -> None:
        """Range and half steps."""
        super().check()
        if self.data is not None and self.data * 2 % 1:
            raise self.refused("number_range", HALF_STEP)


class DateField(TaskField[date]):
    """A calendar day; `past` refuses days after today, `future` days before today."""

    kind: ClassVar[str] = "date"
    widget: Any = widgets.DateInput()

    def __init__(self, label: str, *, past: bool = False, future: bool = False, **rest: Any) -> None:
        super().__init__(label, **rest)
        self.past = past
        self.future = future

    def read(self, text: str) -> date | None:
        """YYYY-MM-DD."""
        digits = _digits(text)
        return day(digits, self.refused("date_invalid", NOT_A_DATE)) if digits else None

    def check(self) -> None:
        """Between 1900 and 2100, and on the right side of today."""
        if self.data is None:
            return
        if not _DAYS[0] <= self.data <= _DAYS[1]:
            raise self.refused("date_invalid", NOT_A_DATE)
        if self.past and self.data > self.facts.today:
            raise self.refused("date_invalid", NOT_FUTURE)
        if self.future and self.data < self.facts.today:
            raise self.refused("date_invalid", NOT_PAST)

    def answer(self) -> str | None:
        """YYYY-MM-DD."""
        return None if self.data is None else self.data.isoformat()

    def value_schema(self) -> Schema:
        """String in the format of a date."""
        return {"type": "string", "format": "date"}


class MonthField(DateField):
    """A month, kept as its first day; the answer is YYYY-MM."""

    kind: ClassVar[str] = "month"
    widget = widgets.MonthInput()

    def read(self, text: str) -> date | None:
        """YYYY-MM."""
        digits = _digits(text)
        return day(f"{digits}-01", self.refused("date_invalid", NOT_A_MONTH)) if digits else None

    def answer(self) -> str | None:
        """YYYY-MM."""
        return None if self.data is None else self.data.isoformat()[:7]

    def value_schema(self) -> Schema:
        """String of year and month."""
        return {"type": "string", "pattern": r"^[0-9]{4}-(0[1-9]|1[0-2])$"}


def day(digits: str, refusal: Exception) -> date:
    """The day written as YYYY-MM-DD; raises `refusal` when there is no such day."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", digits):
        raise refusal
    try:
        return date.fromisoformat(digits)
    except ValueError:
        raise refusal from None


def plain(number: Decimal) -> str:
    """Digits without exponent and without trailing zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _digits(text: str) -> str:
    """What was typed, without blanks; anything endless is no number."""
    return clean_number(text) if len(text) <= 100 else "too long"
