"""What is required of one person: the base of DT-1 and the preferences of DT-2 put to it. Knows no ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from workflows.hours.ages import age_on
from workflows.hours.facts import HoursCase, Person, Transfer
from workflows.hours.pack import Pack
from workflows.hours.verdict import Hours
from workflows.hours.words import Purpose, Side
from workflows.rules import decide

Row = Mapping[str, Any]
"""The outputs of a rule that applied."""

EXEMPT, REFERENCE_ONLY, YEARS_AFTER, SHARE, NONE = "EXEMPT", "REFERENCE_ONLY", "YEARS_AFTER", "SHARE", "NONE"
NO_HOURS = Decimal(0)


@dataclass(frozen=True)
class Base:
    """The rule of DT-1 that applies and its hours, by year."""

    row: Row
    hours: tuple[Hours, ...]


def base_of(pack: Pack, case: HoursCase) -> Base:
    """What the notice asks for before any preference (R-021 to R-025, R-002)."""
    row = decide(
        pack.requirement, {"purpose": case.purpose.code, "level": case.level, "degree": case.person.degree}
    ).only
    return Base(row, tuple(_hours(row, year) for year in pack.years if row[f"public_{year}"] is not None))


def _hours(row: Row, year: int) -> Hours:
    return Hours(year, Decimal(row[f"public_{year}"]), Decimal(row[f"professional_{year}"]))


def preferences_of(pack: Pack, case: HoursCase, age: int | None = None) -> tuple[Row, ...]:
    """The preferences that hold, most favourable first, then as in the notice (R-041); `age` asks a what-if."""
    person = case.person
    found = decide(
        pack.preference,
        {
            "purpose": case.purpose.code,
            "degree": person.degree,
            "title_review": case.purpose is Purpose.TITLE_REVIEW or pack.reading("A-07") == "false",
            "title_application": _applies_for_title(pack, case),
            "sex": person.sex.code,
            "age": age_at_review(pack, case) if age is None else age,
            "sector": person.sector.code,
            "township_grassroots": person.township_grassroots,
            "frontline": _served_at_the_front(person),
            "transfer": _transfer(person.transfer, case.review_on),
        },
    )
    return tuple(sorted(found.outputs, key=lambda row: _rank(row)))


def age_at_review(pack: Pack, case: HoursCase) -> int:
    """Full years on the day of the review (A-01, A-03, A-04)."""
    return age_on(case.person.born_on, case.review_on, pack.reading("A-01"), pack.reading("A-03"))


def _rank(row: Row) -> int:
    return int(row["rank"])


def _applies_for_title(pack: Pack, case: HoursCase) -> bool:
    recognised = case.purpose is Purpose.RECOGNITION and pack.reading("A-08") == "review_and_recognition"
    return case.purpose is Purpose.TITLE_REVIEW or recognised


def _served_at_the_front(person: Person) -> bool:
    front = person.frontline
    return bool(front and front.medical_professional and front.designated_hospital and front.direct_treatment)


def _transfer(move: Transfer | None, review_on: date) -> str:
    """Only a move from an organ to a professional post of an enterprise or institution counts (S3.7)."""
    if move is None or not move.to_professional_post:
        return NONE
    if move.origin is not Side.PARTY_GOV_ORGAN or move.target is Side.PARTY_GOV_ORGAN:
        return NONE
    return "SAME_YEAR" if move.on.year == review_on.year else "EARLIER_YEAR"


def strongest(preferences: tuple[Row, ...]) -> str:
    """EXEMPT, REFERENCE_ONLY or NONE: what DT-4 asks for."""
    effects = {row["effect"] for row in preferences}
    return next((effect for effect in (EXEMPT, REFERENCE_ONLY) if effect in effects), NONE)


def softened(pack: Pack, case: HoursCase, base: Base, preferences: tuple[Row, ...]) -> tuple[Hours, ...]:
    """The hours after the years of a move and the share of an age, years first (R-039, R-031, A-06)."""
    hours = base.hours
    for row in preferences:
        if row["effect"] == YEARS_AFTER:
            first = _first_year(pack, case)
            hours = tuple(one for one in hours if one.year >= first)
        elif row["effect"] == SHARE:
            hours = tuple(_share(one, Decimal(row["numerator"]), Decimal(row["denominator"])) for one in hours)
    return hours


def _share(hours: Hours, numerator: Decimal, denominator: Decimal) -> Hours:
    return Hours(hours.year, hours.public * numerator / denominator, hours.professional * numerator / denominator)


def _first_year(pack: Pack, case: HoursCase) -> int:
    """The first year that is still required after a move (A-05)."""
    move = case.person.transfer
    if move is None:
        return 0
    reading = pack.reading("A-05")
    if reading == "completed_years":
        return case.review_year - age_on(move.on, case.review_on) + 1
    return move.on.year + (1 if reading == "after_move_year" else 0)


def nothing(base: Base) -> tuple[Hours, ...]:
    """Zeros for every year of the base: what is required of the exempt."""
    return tuple(Hours(one.year, NO_HOURS, NO_HOURS) for one in base.hours)
