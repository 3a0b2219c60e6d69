"""The pack: its quotations are the notice's, its readings are shown as assumed, a draft leaves it as it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.hours.people import PACK, ask, entry, told
from workflows.hours import judge, pack_for
from workflows.rules import Table

NOTICE = re.sub(r"\s", "", Path(__file__).with_name("notice.txt").read_text(encoding="utf-8"))
TABLES = (PACK.requirement, PACK.preference, PACK.entry, PACK.certificate, PACK.verdict)
FILED_THAT_DAY = entry(1, 2022, "PROFESSIONAL", 60, filing_accepted_on="2022-06-10")
PUBLIC = entry(2, 2022, "PUBLIC", 30)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.id)
def test_every_rule_quotes_the_notice_word_for_word(table: Table) -> None:
    for rule in table.rules:
        clause, text = str(rule.outputs["clause"]), str(rule.outputs["text"])
        assert text.endswith("。")
        assert re.match(r"通知|依上列", clause)
        assert [] == [quote for quote in re.findall("“([^“”]+)”", clause) if quote not in NOTICE]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.id)
def test_every_rule_names_assumptions_that_the_pack_makes(table: Table) -> None:
    for rule in table.rules:
        assert set(str(rule.outputs.get("assumption") or "").split()) <= set(PACK.assumptions)


def test_every_assumption_is_of_the_list_and_says_on_what_it_rests() -> None:
    assert [*(f"A-{number:02d}" for number in range(1, 16)), "A-35"] == list(PACK.assumptions)
    assert all(held.says and held.basis for held in PACK.assumptions.values())
    assert len({held.key for held in PACK.assumptions.values()}) == len(PACK.assumptions)


def test_an_assumption_is_never_said_as_law() -> None:
    said = told(FILED_THAT_DAY, PUBLIC).explanation
    assumed = [sentence for sentence in said if "A-10" in sentence.assumptions and sentence.kind == "assumption"]
    assert len(assumed) == 2
    assert all("假定A-10" in sentence.text and "通知一" not in sentence.clause for sentence in assumed)
    assert "结论将是“学时达到要求”" in assumed[1].text


def test_a_draft_judges_otherwise_and_leaves_the_pack_as_it_is() -> None:
    case = ask(FILED_THAT_DAY, PUBLIC)
    before = judge(PACK, case)
    draft = PACK.draft("A-10", "same_day")
    assert ("NOT_MET", "MET") == (before.outcome, judge(draft, case).outcome)
    assert before == judge(PACK, case)
    assert "earlier_day" == PACK.reading("A-10")


@pytest.mark.parametrize(
    ("id_", "value", "ledger"),
    [("A-11", "count", {"approved_base": False}), ("A-13", "count", {"source": "OUT_OF_REGION_TRAINING"})],
)
def test_readings_of_what_counts(id_: str, value: str, ledger: dict[str, object]) -> None:
    case = ask(entry(1, 2022, "PROFESSIONAL", 60, **ledger), PUBLIC)
    assert ("NOT_MET", "MET") == (judge(PACK, case).outcome, judge(PACK.draft(id_, value), case).outcome)


def test_preferences_reach_recognition_under_the_wide_reading() -> None:
    case = ask(person={"employer_sector": "NON_PUBLIC"}, purpose="RECOGNITION", target_level="ASSISTANT")
    assert ("NOT_MET", "REFERENCE_ONLY") == (
        judge(PACK, case).outcome,
        judge(PACK.draft("A-07", "false"), case).outcome,
    )


@pytest.mark.parametrize(("id_", "value"), [("A-10", "whenever"), ("A-02", "per_year")])
def test_a_reading_that_cannot_be_judged_by_is_refused(id_: str, value: str) -> None:
    with pytest.raises(ValueError, match=id_):
        PACK.draft(id_, value)


def test_a_year_without_a_pack_goes_to_an_officer() -> None:
    packs = {PACK.year: PACK}
    case = ask(review_year=2023, review_date="2023-09-20")
    verdict = judge(pack_for(packs, case.review_year), case)
    assert ("MANUAL_REVIEW", None, ("POLICY_PACK_NOT_FOUND",)) == (
        verdict.outcome,
        verdict.blocks_application,
        verdict.reason_codes,
    )
    assert ["verdict", "assumption"] == [sentence.kind for sentence in verdict.explanation]
