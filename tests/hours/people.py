"""Questions about hours for the tests: one ordinary person, changed where a test needs it. Knows no expectation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from workflows.hours import TABLES, HoursCase, Pack, Verdict, judge, pack_2022, read_case

BPMN = Path(__file__).parents[2] / "bpmn"
PACK: Pack = pack_2022({name: (BPMN / f"{name}.dmn").read_bytes() for name in TABLES})

FRONTLINE = {"medical_professional": True, "designated_hospital": True, "direct_treatment": True}
PERSON = {"sex": "M", "birth_date": "1982-03-12", "highest_degree": "BACHELOR", "employer_sector": "PUBLIC_INSTITUTION"}


def entry(number: int, year: int, subject: str, hours: Any, **changes: Any) -> dict[str, Any]:
    """A verified entry of municipal training: public online, professional at a base and filed in time."""
    plain = {
        "entry_id": f"L{number:02d}",
        "credit_year": year,
        "subject_type": subject,
        "hours": hours,
        "source": "PUBLIC_ONLINE" if subject == "PUBLIC" else "BASE_TRAINING",
        "authority_level": "MUNICIPAL",
        "verification": "VERIFIED",
        "filing_accepted_on": f"{year}-06-01",
        "training_start_on": f"{year}-06-10",
        "approved_base": True,
    }
    return {**plain, **changes}


def moved(on: str, **changes: Any) -> dict[str, Any]:
    """A move from an organ to a professional post of an institution."""
    move = {"from": "PARTY_GOV_ORGAN", "to": "PUBLIC_INSTITUTION", "to_professional_post": True, "date": on}
    return {**move, **changes}


def raw(*ledger: dict[str, Any], person: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """The values of a question: a junior review of 2022, unless changed."""
    question = {
        "purpose": "TITLE_REVIEW",
        "target_level": "JUNIOR",
        "review_year": 2022,
        "review_date": "2022-09-20",
        "person": {**PERSON, **(person or {})},
        "ledger": list(ledger),
        "qualification_certificates": [],
    }
    return {**question, **changes}


def ask(*ledger: dict[str, Any], person: dict[str, Any] | None = None, **changes: Any) -> HoursCase:
    return read_case(raw(*ledger, person=person, **changes))


def told(*ledger: dict[str, Any], person: dict[str, Any] | None = None, **changes: Any) -> Verdict:
    """The verdict of HHHT-2022."""
    return judge(PACK, ask(*ledger, person=person, **changes))
