"""How hours, years and lists are said in Chinese sentences; knows no rule."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from workflows.hours.facts import Entry
from workflows.hours.verdict import Hours, number


def amount(hours: Decimal) -> str:
    """`30学时`, `22.5学时`."""
    return f"{number(hours)}学时"


def years_of(hours: Iterable[Hours]) -> str:
    """`2020年公需30学时、专业不要求；2021年公需30学时、专业60学时`."""
    return "；".join(f"{one.year}年公需{_or_nothing(one.public)}、专业{_or_nothing(one.professional)}" for one in hours)


def have_of(hours: Iterable[Hours]) -> str:
    """`2020年公需30学时、专业0学时`."""
    return "；".join(f"{one.year}年公需{amount(one.public)}、专业{amount(one.professional)}" for one in hours)


def entry_named(entry: Entry) -> str:
    """`L03（2021年专业科目60学时，培训基地的培训）`."""
    return f"{entry.id}（{entry.year}年{entry.subject.zh}{amount(entry.hours)}，{entry.source.zh}）"


def _or_nothing(hours: Decimal) -> str:
    return amount(hours) if hours else "不要求"
