"""Every case of our own file, and of the common one where it lies beside the checkout, ends as written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.hours.people import PACK
from workflows.hours import judge, pack_for, read_case

OWN = Path(__file__).with_name("cases.json")
COMMON = Path(__file__).parents[3] / "shared" / "cases" / "eligibility.json"
AS_SETS = ("reason_codes", "also_applicable")


def cases() -> Iterator[Any]:
    """What each case says; absent files are absent."""
    for file in (OWN, COMMON):
        if file.is_file():
            for case in json.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)["cases"]:
                yield pytest.param(case, id=case["case_id"])


@pytest.mark.parametrize("case", [*cases()])
def test_case(case: dict[str, Any]) -> None:
    question = read_case(case["input"])
    verdict = judge(pack_for({PACK.year: PACK}, question.review_year), question)
    found = verdict.plain()
    expected = {"reference_required": [], "reference_shortfall": [], **case["expected"]}
    for name in AS_SETS:
        assert sorted(expected.pop(name)) == sorted(found.pop(name))
    assert expected == found
    assert all(sentence.clause for sentence in verdict.explanation)
    assert all(sentence.text.endswith("。") for sentence in verdict.explanation)


def test_our_cases_reach_every_outcome() -> None:
    own = json.loads(OWN.read_text(encoding="utf-8"))["cases"]
    outcomes = {case["expected"]["verdict"] for case in own}
    assert {"MET", "NOT_MET", "EXEMPT", "REFERENCE_ONLY", "NOT_COVERED", "MANUAL_REVIEW"} == outcomes
    reasons = {one["reason"] for case in own for one in case["expected"]["excluded_entries"]}
    assert {row.outputs["reason"] for row in PACK.entry.rules} - {None, "NOT_AT_APPROVED_BASE"} == reasons
