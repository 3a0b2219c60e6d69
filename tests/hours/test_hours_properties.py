"""What holds for every person: more hours never hurt, order changes nothing, reasons are stable (hypothesis)."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hours.people import FRONTLINE, PACK, ask, entry, moved
from workflows.hours import HoursCase
from workflows.hours.judging import weigh
from workflows.hours.requirement import EXEMPT, REFERENCE_ONLY
from workflows.hours.words import Source, Verification

SUBJECTS = st.sampled_from(["PUBLIC", "PROFESSIONAL"])
HALVES = st.integers(0, 200).map(lambda halves: halves / 2)
LEVELS = {
    "TITLE_REVIEW": ["SENIOR", "INTERMEDIATE", "JUNIOR"],
    "RECOGNITION": ["ASSISTANT", "INTERMEDIATE"],
    "ANNUAL_STUDY": [None],
}


@st.composite
def ledgers(draw: st.DrawFn) -> list[dict[str, Any]]:
    rows = draw(st.integers(0, 6))
    return [
        entry(
            number,
            draw(st.integers(2019, 2023)),
            draw(SUBJECTS),
            draw(HALVES),
            source=draw(st.sampled_from([one.code for one in Source])),
            authority_level=draw(st.sampled_from(["MUNICIPAL", "COUNTY", "OUT_OF_REGION"])),
            verification=draw(st.sampled_from(["VERIFIED", "VERIFIED", "PENDING", "REJECTED"])),
            filing_accepted_on=draw(st.sampled_from([None, "2019-01-01", "2022-06-10"])),
            approved_base=draw(st.booleans()),
            certificate_provided=draw(st.booleans()),
        )
        for number in range(rows)
    ]


@st.composite
def questions(draw: st.DrawFn) -> HoursCase:
    purpose = draw(st.sampled_from(list(LEVELS)))
    person = {
        "sex": draw(st.sampled_from(["M", "F"])),
        "birth_date": str(draw(st.dates(min_value=_day("1960-01-01"), max_value=_day("2000-12-31")))),
        "highest_degree": draw(st.sampled_from(["ASSOCIATE", "BACHELOR", "MASTER", "DOCTOR"])),
        "employer_sector": draw(st.sampled_from(["PUBLIC_INSTITUTION", "NON_PUBLIC"])),
        "township_grassroots": draw(st.booleans()),
        "sanke_teacher": draw(st.booleans()),
        "skilled_talent": draw(st.booleans()),
        "epidemic_frontline": draw(st.sampled_from([None, None, FRONTLINE])),
        "transfer": draw(st.sampled_from([None, None, moved("2022-03-07"), moved("2021-03-07"), moved("2015-01-01")])),
    }
    certificate = {"certificate_year": draw(st.integers(2020, 2022)), "exam_in_region": True, "passed": True}
    return ask(
        *draw(ledgers()),
        person=person,
        purpose=purpose,
        target_level=draw(st.sampled_from(LEVELS[purpose])),
        qualification_certificates=draw(st.sampled_from([[], [certificate]])),
    )


def _day(text: str) -> date:
    return date.fromisoformat(text)


def missing(case: HoursCase) -> Any:
    verdict = weigh(PACK, case).verdict
    return sum(one.public + one.professional for one in (*verdict.shortfall, *verdict.reference_shortfall))


@given(questions(), st.data())
@settings(max_examples=150, deadline=None)
def test_more_hours_never_make_it_worse(case: HoursCase, data: st.DataObject) -> None:
    extra = entry(99, data.draw(st.integers(2019, 2023)), data.draw(SUBJECTS), data.draw(HALVES))
    richer = replace(case, ledger=(*case.ledger, *ask(extra).ledger))
    before, after = weigh(PACK, case).verdict, weigh(PACK, richer).verdict
    assert after.outcome == before.outcome or (before.outcome, after.outcome) == ("NOT_MET", "MET")
    assert missing(richer) <= missing(case)


@given(questions(), st.randoms())
@settings(max_examples=100, deadline=None)
def test_the_order_of_the_ledger_changes_nothing(case: HoursCase, chance: random.Random) -> None:
    mixed = list(case.ledger)
    chance.shuffle(mixed)
    assert weigh(PACK, case) == weigh(PACK, replace(case, ledger=tuple(mixed), certificates=case.certificates[::-1]))


@given(questions())
@settings(max_examples=100, deadline=None)
def test_why_an_entry_is_left_out_depends_on_nothing_beside_it(case: HoursCase) -> None:
    together = {one.entry_id: one.reason for one in weigh(PACK, case).verdict.excluded_entries}
    for one in case.ledger:
        alone = weigh(PACK, replace(case, ledger=(one,), certificates=())).verdict.excluded_entries
        assert [reason.reason for reason in alone] == ([together[one.id]] if one.id in together else [])


@given(questions())
@settings(max_examples=100, deadline=None)
def test_figures_and_outcome_agree(case: HoursCase) -> None:
    weighed = weigh(PACK, case)
    verdict = weighed.verdict
    assert (verdict.outcome == "NOT_MET") is bool(verdict.shortfall) is (verdict.blocks_application is True)
    assert (verdict.outcome == "MET") is ("ALL_MET" in verdict.reason_codes)
    if verdict.outcome in (EXEMPT, REFERENCE_ONLY):
        assert not any(verdict.required)
    unverified = tuple(replace(one, verification=Verification.PENDING) for one in case.ledger)
    nothing = weigh(PACK, replace(case, ledger=unverified)).verdict
    assert not any(nothing.counted)
