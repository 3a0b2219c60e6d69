"""Questions that can't be taken: refused before anything is decided, each with the field at fault."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.hours.people import PERSON, entry, moved, raw
from workflows.hours import BadField, read_case
from workflows.hours.words import Level, Purpose

GOOD = entry(1, 2022, "PROFESSIONAL", 60)


def without(values: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key != name}


def person(**changes: Any) -> dict[str, Any]:
    return raw(person=changes)


BAD: dict[str, list[Any]] = {
    "input": [None, [], "x", 7],
    "input.purpose": [raw(purpose=None), raw(purpose="HOLIDAY"), raw(purpose=1), raw(purpose=[])],
    "input.target_level": [
        raw(target_level=None),
        raw(target_level="ASSISTANT"),
        raw(purpose="RECOGNITION", target_level=None),
        raw(target_level="HIGH"),
    ],
    "input.review_year": [raw(review_year="2022"), raw(review_year=True), raw(review_year=22), raw(review_year=2022.0)],
    "input.review_date": [
        raw(review_date=None),
        raw(review_date="2022-02-29"),
        raw(review_date="20220920"),
        raw(review_date="2022-9-20"),
        raw(review_date="1022-09-20"),
        raw(review_date=20220920),
    ],
    "input.person": [raw(person=None) | {"person": None}, raw() | {"person": []}],
    "input.person.birth_date": [
        raw() | {"person": without(PERSON, "birth_date")},
        person(birth_date=""),
        person(birth_date="1982-13-01"),
        person(birth_date="2022-09-21"),
    ],
    "input.person.sex": [person(sex=None), person(sex="m"), person(sex=True)],
    "input.person.employer_sector": [person(employer_sector="PRIVATE")],
    "input.person.highest_degree": [
        person(highest_degree="PHD"),
        raw(purpose="RECOGNITION", target_level="ASSISTANT", person={"highest_degree": None}),
    ],
    "input.person.skilled_talent": [person(skilled_talent="yes"), person(skilled_talent=1)],
    "input.person.skilled_talnet": [person(skilled_talnet=True)],
    "input.person.epidemic_frontline": [person(epidemic_frontline=True)],
    "input.person.epidemic_frontline.direct_treatment": [person(epidemic_frontline={"direct_treatment": "yes"})],
    "input.person.transfer.date": [
        person(transfer=moved("2022-09-21")),
        person(transfer=moved("1980-01-01")),
        person(transfer=without(moved("2022-01-01"), "date")),
    ],
    "input.person.transfer.from": [person(transfer=moved("2022-01-01", **{"from": "ARMY"}))],
    "input.ledger": [raw(ledger={}), raw(ledger="none"), raw(ledger=None)],
    "input.ledger[0]": [raw(ledger=[7])],
    "input.ledger[0].hours": [
        *(raw({**GOOD, "hours": hours}) for hours in (None, "60", True, -1, 10001, 0.001, Decimal("NaN"))),
        raw(without(GOOD, "hours")),
    ],
    "input.ledger[0].credit_year": [raw({**GOOD, "credit_year": "2022"})],
    "input.ledger[0].source": [raw({**GOOD, "source": "ELSEWHERE"})],
    "input.ledger[0].authority_level": [raw({**GOOD, "authority_level": "MUNICPAL"})],
    "input.ledger[0].verification": [raw(without(GOOD, "verification"))],
    "input.ledger[0].training_start_on": [raw(without(GOOD, "training_start_on"))],
    "input.ledger[0].approved_base": [raw(without(GOOD, "approved_base"))],
    "input.ledger[1].entry_id": [raw(GOOD, GOOD)],
    "input.qualification_certificates[0].passed": [
        raw(qualification_certificates=[{"certificate_year": 2022, "passed": "yes"}])
    ],
    "input.qualification_certificates[0].certificate_year": [raw(qualification_certificates=[{"passed": True}])],
}


@pytest.mark.parametrize(("field", "values"), [(field, one) for field, many in BAD.items() for one in many])
def test_the_field_at_fault_is_named(field: str, values: Any) -> None:
    with pytest.raises(BadField) as refusal:
        read_case(values)
    assert field == refusal.value.field
    assert refusal.value.message


def test_a_review_names_a_level_of_reviews_and_annual_study_none() -> None:
    assert Level.SENIOR is read_case(raw(target_level="SENIOR")).level
    assert Purpose.ANNUAL_STUDY is read_case(raw(purpose="ANNUAL_STUDY", target_level=None)).purpose


def test_a_county_entry_needs_no_facts_of_filing() -> None:
    county = {**GOOD, "authority_level": "COUNTY", "filing_accepted_on": None, "approved_base": None}
    (found,) = read_case(raw(without(county, "training_start_on"))).ledger
    assert not found.at_approved_base


def test_hours_are_exact() -> None:
    (found,) = read_case(raw({**GOOD, "hours": 0.1})).ledger
    assert Decimal("0.1") == found.hours
