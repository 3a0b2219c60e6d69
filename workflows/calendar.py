"""Working days, natural days and the instants at which terms end, by Hohhot's day; knows no table and no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

import holidays

LOCAL = ZoneInfo("Asia/Shanghai")
Overrides = Mapping[date, bool]
"""What an administrator entered: day -> True it is worked, False it is off. Stands above the national list."""


@dataclass(frozen=True)
class WorkingDays:
    """A term counted in working days (工作日), one or more."""

    days: int

    def __post_init__(self) -> None:
        _refuse_empty(self.days)


@dataclass(frozen=True)
class NaturalDays:
    """A term counted in days of the calendar (自然日), one or more."""

    days: int

    def __post_init__(self) -> None:
        _refuse_empty(self.days)


Term = WorkingDays | NaturalDays


def end_of_term(start: datetime, term: Term, overrides: Overrides) -> datetime:
    """The instant before which an act is in time: 24:00 of the last day, written as 00:00 of the next (+08:00).

    The day of the event is not counted (民法典 art. 201); an act at exactly this instant is late.
    Raises TypeError for a start without a zone.
    """
    opened_on = local_day(start)
    match term:
        case WorkingDays(days):
            last = add_workdays(opened_on, days, overrides)
        case NaturalDays(days):
            last = opened_on + timedelta(days=days)
    return end_of_day(last)


def add_workdays(day: date, count: int, overrides: Overrides) -> date:
    """The `count`-th working day after `day` (count >= 1); `day` itself never counts."""
    _refuse_empty(count)
    while count:
        day += timedelta(days=1)
        count -= is_workday(day, overrides)
    return day


def is_workday(day: date, overrides: Overrides) -> bool:
    """Whether the office works that day.

    The administrator's word first, then the State Council's list with its make-up weekends. For a year that is not
    published yet (`is_announced`): statutory holidays on their computed dates, no bridges and no make-up weekends.
    """
    if day in overrides:
        return overrides[day]
    off, made_up = _national(day.year)
    return day in made_up or (day.weekday() < 5 and day not in off)


def is_announced(year: int) -> bool:
    """Whether the library knows the State Council's list for that year; otherwise a due day may still move."""
    return year in _announced_years()


def fraction_of_term(opened: datetime, due: datetime, percent: int) -> datetime:
    """The instant at which `percent` (1-99) of the time from opened to due has passed, for reminders.

    Rounded down to the full hour, in terms shorter than a day to the full second, but never before `opened`.
    """
    if not 0 < percent < 100:
        raise ValueError("a reminder lies between 1 and 99 percent of its term")
    if not opened < due:
        raise ValueError("a term ends after it was opened")
    exact = (opened + (due - opened) * percent / 100).astimezone(LOCAL)
    if due - opened >= timedelta(days=1):
        exact = exact.replace(minute=0, second=0)
    return max(exact.replace(microsecond=0), opened.astimezone(LOCAL))


def end_of_day(day: date) -> datetime:
    """24:00 of that day in Hohhot, as 00:00 of the next."""
    return datetime.combine(day + timedelta(days=1), time(), LOCAL)


def local_day(at: datetime) -> date:
    """The day in Hohhot at an aware instant."""
    if at.tzinfo is None:
        raise TypeError("an instant needs its zone")
    return at.astimezone(LOCAL).date()


@cache
def _announced_years() -> frozenset[int]:
    return frozenset(holidays.country_holidays("CN").special_public_holidays)


@lru_cache(maxsize=64)
def _national(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Days off and worked weekends of one year; the next year is read too, for it may borrow a day of this one."""
    china = holidays.country_holidays("CN", years=(year, year + 1))
    off = frozenset(day for day in china if day.year == year)
    made_up = frozenset(day for day in china.weekend_workdays if day.year == year)
    return off, made_up


def _refuse_empty(count: int) -> None:
    if count < 1:
        raise ValueError("a term has at least one day")
