"""Rules between fields that several forms share: order of days, sums, parts. Knows no particular form."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from forms.fields.numbers import plain
from forms.sheet import Refusals, Sheet
from workflows.model.vocabulary import N_

ORDER = N_("Give an end that is not before the beginning")
SUM = N_("Make these agree: %(typed)s is written here, the table gives %(summed)s")
PARTS = N_("Correct this: the parts add up to %(summed)s, more than the total of %(total)s")
ABOVE = N_("Correct this: %(typed)s is more than %(most)s")


def in_order(sheet: Sheet, first: str, last: str) -> Refusals:
    """The day in `last` is not before the day in `first`; blank days are not compared."""
    begin, end = sheet.value(first), sheet.value(last)
    if begin is not None and end is not None and end < begin:
        yield last, sheet.say("date_order", ORDER)


def equals_sum(sheet: Sheet, place: str, typed: Any, parts: Iterable[Any] | None) -> Refusals:
    """A typed total equals the sum of a table (DT-6 line 5); says both numbers. Missing parts are not compared."""
    if typed is None or parts is None:
        return
    summed = sum((Decimal(part) for part in parts), Decimal(0))
    if Decimal(typed) != summed:
        yield place, sheet.say("sum_mismatch", SUM, typed=plain(Decimal(typed)), summed=plain(summed))


def not_above(sheet: Sheet, place: str, typed: Any, most: Any) -> Refusals:
    """One number is at most another; says both."""
    if typed is not None and most is not None and typed > most:
        yield place, sheet.say("sum_mismatch", ABOVE, typed=typed, most=most)


def parts_within(sheet: Sheet, place: str, total: Any, parts: Iterable[Any]) -> Refusals:
    """Parts that are known add up to at most the total."""
    summed = sum(part for part in parts if part is not None)
    if total is not None and summed > total:
        yield place, sheet.say("sum_mismatch", PARTS, summed=summed, total=total)
