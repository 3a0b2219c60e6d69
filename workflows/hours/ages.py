"""Full years of age, and the day from which somebody has them (满…周岁, A-01, A-03); knows no policy."""

from __future__ import annotations

from datetime import date, timedelta

BIRTHDAY, NEXT_DAY = "birthday", "next_day"
FEB_28, MAR_1 = "feb_28", "mar_1"


def age_on(born_on: date, day: date, reached: str = BIRTHDAY, leap_day: str = FEB_28) -> int:
    """Full years of age on `day`; never negative for a day after the birth."""
    years = day.year - born_on.year
    return max(0, years if day >= turns_on(born_on, years, reached, leap_day) else years - 1)


def turns_on(born_on: date, age: int, reached: str = BIRTHDAY, leap_day: str = FEB_28) -> date:
    """The first day on which somebody is `age` years old; 29 February moves in a common year as `leap_day` says."""
    year = born_on.year + age
    is_leap_child = (born_on.month, born_on.day) == (2, 29)
    if is_leap_child and not _is_leap(year):
        birthday = date(year, 2, 28) if leap_day == FEB_28 else date(year, 3, 1)
    else:
        birthday = born_on.replace(year=year)
    return birthday if reached == BIRTHDAY else birthday + timedelta(days=1)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
