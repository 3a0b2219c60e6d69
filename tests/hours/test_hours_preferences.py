"""Ages to the day, one third, moves, and what wins when several preferences hold (S3.1 to S3.8, DT-5)."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import Any

import pytest

from tests.hours.people import FRONTLINE, PACK, ask, entry, moved, told
from workflows.hours import judge
from workflows.hours.ages import age_on, turns_on

HALF = {"birth_date": "1971-01-01"}
HELD: dict[str, tuple[dict[str, Any], str]] = {
    "P1A_AGE_EXEMPT": ({"birth_date": "1960-01-01"}, "EXEMPT"),
    "P1B_AGE_ONE_THIRD": (HALF, "NOT_MET"),
    "P2_NON_PUBLIC_REFERENCE": ({"employer_sector": "NON_PUBLIC"}, "REFERENCE_ONLY"),
    "P3_GRASSROOTS_REFERENCE": ({"township_grassroots": True}, "REFERENCE_ONLY"),
    "P4_EPIDEMIC_EXEMPT": ({"epidemic_frontline": FRONTLINE}, "EXEMPT"),
    "P7A_TRANSFER_YEAR_EXEMPT": ({"transfer": moved("2022-02-02")}, "EXEMPT"),
    "P7B_TRANSFER_YEARS": ({"transfer": moved("2021-02-02")}, "NOT_MET"),
}
APART = [{"P1A_AGE_EXEMPT", "P1B_AGE_ONE_THIRD"}, {"P7A_TRANSFER_YEAR_EXEMPT", "P7B_TRANSFER_YEARS"}]
STRENGTH = ("EXEMPT", "REFERENCE_ONLY", "NOT_MET")


@pytest.mark.parametrize(
    ("sex", "years", "outcome_before", "outcome_from"),
    [("M", 55, "NOT_MET", "EXEMPT"), ("F", 50, "NOT_MET", "EXEMPT")],
)
def test_the_exemption_begins_on_the_birthday(sex: str, years: int, outcome_before: str, outcome_from: str) -> None:
    born = {"sex": sex, "birth_date": f"{2022 - years}-09-20"}
    assert outcome_before == told(person=born, review_date="2022-09-19").outcome
    assert outcome_from == told(person=born, review_date="2022-09-20").outcome


@pytest.mark.parametrize(("sex", "years"), [("M", 50), ("F", 45)])
def test_one_third_begins_on_the_birthday(sex: str, years: int) -> None:
    born = {"sex": sex, "birth_date": f"{2022 - years}-09-20"}
    ledger = (entry(1, 2022, "PUBLIC", 10), entry(2, 2022, "PROFESSIONAL", 20))
    assert "NOT_MET" == told(*ledger, person=born, review_date="2022-09-19").outcome
    assert "MET" == told(*ledger, person=born, review_date="2022-09-20").outcome


def test_one_third_is_exact_and_spares_what_is_waived() -> None:
    verdict = told(person=HALF, target_level="SENIOR").plain()
    assert [(2020, 10, 0), (2021, 10, 20), (2022, 10, 20)] == [tuple(one.values()) for one in verdict["required"]]


def test_a_child_of_29_february_turns_on_the_28th_of_a_common_year() -> None:
    born = date(1972, 2, 29)
    assert (49, 50) == (age_on(born, date(2022, 2, 27)), age_on(born, date(2022, 2, 28)))
    assert (date(2022, 3, 1), date(2024, 2, 29)) == (turns_on(born, 50, leap_day="mar_1"), turns_on(born, 52))


def test_the_other_reading_reaches_an_age_a_day_later() -> None:
    born = date(1971, 12, 31)
    assert (50, 49) == (age_on(born, date(2021, 12, 31)), age_on(born, date(2021, 12, 31), "next_day"))
    assert 50 == age_on(born, date(2022, 1, 1), "next_day")


@pytest.mark.parametrize(("first", "second"), [pair for pair in combinations(HELD, 2) if set(pair) not in APART])
def test_of_two_preferences_the_more_favourable_wins(first: str, second: str) -> None:
    verdict = told(person={**HELD[first][0], **HELD[second][0]}, target_level="SENIOR")
    expected = min(HELD[first][1], HELD[second][1], key=STRENGTH.index)
    assert expected == verdict.outcome
    assert {first, second} == {code for code in verdict.reason_codes if code in HELD} | set(verdict.also_applicable)
    if expected == "NOT_MET":
        assert [(2022, 10, 20)] == [(one.year, one.public, one.professional) for one in verdict.required]
        assert () == verdict.also_applicable
    else:
        winner = min((first, second), key=lambda code: (STRENGTH.index(HELD[code][1]), list(HELD).index(code)))
        assert winner in verdict.reason_codes
        assert len(verdict.also_applicable) == 1


@pytest.mark.parametrize("code", HELD)
@pytest.mark.parametrize("purpose", ["RECOGNITION", "ANNUAL_STUDY"])
def test_preferences_written_for_reviews_stay_there(code: str, purpose: str) -> None:
    verdict = told(person=HELD[code][0], purpose=purpose, target_level="ASSISTANT")
    exempt = (code, purpose) == ("P4_EPIDEMIC_EXEMPT", "RECOGNITION")
    assert ("EXEMPT" if exempt else "NOT_MET") == verdict.outcome


@pytest.mark.parametrize(
    ("move", "years"),
    [
        (moved("2018-05-14"), [2020, 2021, 2022]),
        (moved("2019-12-31"), [2020, 2021, 2022]),
        (moved("2020-01-01"), [2021, 2022]),
        (moved("2021-12-31"), [2022]),
        (moved("2021-12-31", to_professional_post=False), [2020, 2021, 2022]),
        (moved("2022-01-01", **{"from": "STATE_OWNED_ENTERPRISE"}), [2020, 2021, 2022]),
        (moved("2022-01-01", to="PARTY_GOV_ORGAN"), [2020, 2021, 2022]),
    ],
)
def test_a_move_asks_for_the_years_after_it(move: dict[str, Any], years: list[int]) -> None:
    verdict = told(person={"transfer": move}, target_level="SENIOR")
    assert years == [one.year for one in verdict.required]


@pytest.mark.parametrize(("value", "years"), [("with_move_year", [2021, 2022]), ("completed_years", [2022])])
def test_other_readings_of_the_years_of_a_move(value: str, years: list[int]) -> None:
    case = ask(person={"transfer": moved("2021-03-15")}, target_level="SENIOR")
    verdict = judge(PACK.draft("A-05", value), case)
    assert years == [one.year for one in verdict.required]
