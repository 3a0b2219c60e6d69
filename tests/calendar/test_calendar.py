"""The calendar against the State Council's list of 2022 and the dates worked out in the domain specification."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.calendar import (
    LOCAL,
    NaturalDays,
    WorkingDays,
    add_workdays,
    end_of_term,
    fraction_of_term,
    is_announced,
    is_workday,
)


def days(first: str, last: str) -> list[date]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return [start + timedelta(n) for n in range((end - start).days + 1)]


OFF_2022 = [
    *days("2022-01-01", "2022-01-03"),
    *days("2022-01-31", "2022-02-06"),
    *days("2022-04-03", "2022-04-05"),
    *days("2022-04-30", "2022-05-04"),
    *days("2022-06-03", "2022-06-05"),
    *days("2022-09-10", "2022-09-12"),
    *days("2022-10-01", "2022-10-07"),
]
WORKED_WEEKENDS_2022 = [
    date.fromisoformat(day)
    for day in ("2022-01-29", "2022-01-30", "2022-04-02", "2022-04-24", "2022-05-07", "2022-10-08", "2022-10-09")
]

# day of the event, working days -> last day of the term
WORKING = """
2022-04-28 5 2022-05-09
2022-09-26 5 2022-10-08
2022-03-25 5 2022-04-01
2022-01-24 5 2022-01-29
2022-04-27 5 2022-05-07
2022-09-24 5 2022-09-30
2022-12-28 5 2023-01-05
2022-01-01 1 2022-01-04
2022-01-28 1 2022-01-29
2022-01-29 1 2022-01-30
2022-01-30 1 2022-02-07
2022-01-31 1 2022-02-07
2022-02-06 1 2022-02-07
2022-02-11 1 2022-02-14
2022-04-01 1 2022-04-02
2022-04-02 1 2022-04-06
2022-04-22 1 2022-04-24
2022-04-23 1 2022-04-24
2022-04-24 1 2022-04-25
2022-04-29 1 2022-05-05
2022-05-06 1 2022-05-07
2022-05-07 1 2022-05-09
2022-06-02 1 2022-06-06
2022-09-09 1 2022-09-13
2022-09-30 1 2022-10-08
2022-10-08 1 2022-10-09
2022-10-09 1 2022-10-10
2022-10-14 1 2022-10-17
2022-12-30 1 2023-01-03
2022-01-04 2 2022-01-06
2022-04-28 2 2022-05-05
2022-09-29 2 2022-10-08
2022-09-29 3 2022-10-09
2022-03-01 3 2022-03-04
2022-03-04 3 2022-03-09
2022-04-01 3 2022-04-07
2022-06-01 3 2022-06-07
2022-09-08 3 2022-09-14
2022-03-07 5 2022-03-14
2022-05-30 5 2022-06-07
2022-06-06 5 2022-06-13
2022-07-01 5 2022-07-08
2022-08-12 5 2022-08-19
2022-09-05 5 2022-09-13
2022-10-01 5 2022-10-12
2022-10-10 5 2022-10-17
2022-11-21 5 2022-11-28
2022-01-24 10 2022-02-10
2022-03-21 10 2022-04-02
2022-04-20 10 2022-05-06
2022-05-05 10 2022-05-18
2022-06-01 10 2022-06-16
2022-09-22 10 2022-10-11
2022-12-20 10 2023-01-04
2022-03-01 15 2022-03-22
2022-04-25 15 2022-05-18
2022-09-26 15 2022-10-20
2022-03-01 20 2022-03-29
2022-04-18 20 2022-05-17
2022-09-20 20 2022-10-21
2022-12-15 20 2023-01-13
""".strip().splitlines()

# last training day (domain 3.6), natural days -> last day of the term
NATURAL = """
2022-03-25 7 2022-04-01
2022-01-24 7 2022-01-31
2022-04-27 7 2022-05-04
2022-09-24 7 2022-10-01
2022-12-28 7 2023-01-04
2024-02-26 3 2024-02-29
2022-06-01 365 2023-06-01
""".strip().splitlines()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


def test_every_day_of_2022_is_worked_or_off_as_published() -> None:
    worked = {day for day in days("2022-01-01", "2022-12-31") if is_workday(day, {})}
    weekdays = {day for day in days("2022-01-01", "2022-12-31") if day.weekday() < 5}
    assert worked == (weekdays - set(OFF_2022)) | set(WORKED_WEEKENDS_2022)


@pytest.mark.parametrize("line", WORKING)
def test_working_days_end_where_the_table_says(line: str) -> None:
    event, count, last = line.split()
    assert add_workdays(date.fromisoformat(event), int(count), {}) == date.fromisoformat(last)


@pytest.mark.parametrize("line", NATURAL)
def test_natural_days_end_at_midnight_after_the_last(line: str) -> None:
    event, count, last = line.split()
    due = end_of_term(at(event + "T17:00"), NaturalDays(int(count)), {})
    assert due == at(last + "T00:00") + timedelta(days=1)


def test_a_term_ends_at_2400_in_hohhot_whatever_the_hour_or_zone_of_the_event() -> None:
    expected = datetime(2022, 5, 9, 16, tzinfo=UTC)
    for start in (at("2022-04-28T00:00"), at("2022-04-28T23:59:59"), datetime(2022, 4, 27, 16, tzinfo=UTC)):
        assert end_of_term(start, WorkingDays(5), {}) == expected
    assert end_of_term(datetime(2022, 4, 28, 16, tzinfo=UTC), WorkingDays(5), {}) == at("2022-05-11T00:00")


def test_a_due_instant_is_written_with_its_offset() -> None:
    assert end_of_term(at("2022-04-28T09:00"), WorkingDays(5), {}).isoformat() == "2022-05-10T00:00:00+08:00"


def test_the_administrator_stands_above_the_list() -> None:
    nadam = {date(2022, 7, 25): False, date(2022, 7, 30): True}
    assert not is_workday(date(2022, 7, 25), nadam)
    assert is_workday(date(2022, 7, 30), nadam)
    assert add_workdays(date(2022, 7, 22), 5, nadam) == date(2022, 7, 30)
    assert add_workdays(date(2022, 7, 22), 5, {}) == date(2022, 7, 29)


def test_a_year_not_yet_published_has_statutory_holidays_and_plain_weekends() -> None:
    assert is_announced(2022)
    assert not is_announced(2090)
    assert not is_workday(date(2090, 10, 2), {})
    saturdays = [day for day in days("2090-01-01", "2090-12-31") if day.weekday() >= 5]
    assert not any(is_workday(day, {}) for day in saturdays)


def test_terms_without_days_and_instants_without_zone_are_refused() -> None:
    for empty in (WorkingDays, NaturalDays):
        with pytest.raises(ValueError, match="at least one day"):
            empty(0)
    with pytest.raises(TypeError, match="zone"):
        end_of_term(datetime(2022, 4, 28), WorkingDays(1), {})  # noqa: DTZ001


@pytest.mark.parametrize(
    ("opened", "due", "percent", "expected"),
    [
        ("2022-04-28T09:20", "2022-05-10T00:00", 50, "2022-05-04T04:00"),
        ("2022-04-28T09:20", "2022-05-10T00:00", 80, "2022-05-07T16:00"),
        ("2022-03-01T00:00", "2022-03-11T00:00", 50, "2022-03-06T00:00"),
        ("2022-03-01T00:00", "2022-03-11T00:00", 80, "2022-03-09T00:00"),
        ("2022-03-01T23:59", "2022-03-03T00:00", 1, "2022-03-02T00:00"),
        ("2022-03-01T09:59", "2022-03-03T00:00", 1, "2022-03-01T10:00"),
        ("2022-03-01T10:00", "2022-03-01T10:01", 50, "2022-03-01T10:00:30"),
    ],
)
def test_reminders_fall_on_the_full_hour(opened: str, due: str, percent: int, expected: str) -> None:
    assert fraction_of_term(at(opened), at(due), percent) == at(expected)


@pytest.mark.parametrize("percent", [0, 100, -1])
def test_a_reminder_outside_its_term_is_refused(percent: int) -> None:
    with pytest.raises(ValueError, match="percent"):
        fraction_of_term(at("2022-03-01T00:00"), at("2022-03-02T00:00"), percent)
    with pytest.raises(ValueError, match="ends after"):
        fraction_of_term(at("2022-03-02T00:00"), at("2022-03-02T00:00"), 50)


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001
    st.integers(1, 30),
    st.integers(1, 99),
)
def test_any_term_is_after_its_event_and_any_reminder_within_it(naive: datetime, count: int, percent: int) -> None:
    opened = naive.replace(tzinfo=UTC)
    working, natural = end_of_term(opened, WorkingDays(count), {}), end_of_term(opened, NaturalDays(count), {})
    assert opened < natural <= working
    assert opened <= fraction_of_term(opened, working, percent) < working
