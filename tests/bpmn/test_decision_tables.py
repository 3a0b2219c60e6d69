"""The decision tables of the accreditation, asked row by row (DT-6 and the conclusion of the panel); knows no case."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from workflows.rules import decide, read_table

BPMN = Path(__file__).parents[2] / "bpmn"
COMPLETENESS = read_table((BPMN / "application_completeness.dmn").read_bytes())
CONCLUSION = read_table((BPMN / "panel_conclusion.dmn").read_bytes())
IN_ORDER = {
    **{f"material_{number}": True for number in (1, 2, 3, 4)},
    **{"opinions_signed": True, "totals_agree": True, "self_score_agrees": True, "bound_in_order": True},
    **{"org_type": "OTHER", "has_function_approval": False, "has_licence": True, "licence_valid": True},
    **{"missing_rule_texts": 0, "duplicate": False},
}


@pytest.mark.parametrize(
    ("outcome", "reason", "changed"),
    [
        ("complete", "COMPLETE", {}),
        ("incomplete", "MATERIAL_MISSING", {"material_1": False}),
        ("incomplete", "MATERIAL_MISSING", {"material_4": False, "duplicate": True}),
        ("incomplete", "OPINION_MISSING", {"opinions_signed": False}),
        ("incomplete", "FUNCTION_APPROVAL_MISSING", {"org_type": "PUBLIC_INSTITUTION"}),
        ("incomplete", "LICENCE_MISSING", {"has_licence": False, "has_function_approval": True}),
        ("incomplete", "LICENCE_EXPIRED", {"licence_valid": False}),
        ("incomplete", "RULE_TEXTS_MISSING", {"missing_rule_texts": 1}),
        ("incomplete", "TOTALS_DIFFER", {"totals_agree": False}),
        ("incomplete", "SELF_SCORE_DIFFERS", {"self_score_agrees": False}),
        ("incomplete", "NOT_BOUND_IN_ORDER", {"bound_in_order": False}),
        ("duplicate", "DUPLICATE", {"duplicate": True}),
    ],
)
def test_completeness(outcome: str, reason: str, changed: dict[str, object]) -> None:
    answer = decide(COMPLETENESS, {**IN_ORDER, **changed}).only
    assert (outcome, reason) == (answer["outcome"], answer["reason"])


def test_a_public_institution_needs_no_licence() -> None:
    facts = {
        "org_type": "PUBLIC_INSTITUTION",
        "has_function_approval": True,
        "has_licence": False,
        "licence_valid": False,
    }
    assert decide(COMPLETENESS, {**IN_ORDER, **facts}).only["outcome"] == "complete"


@pytest.mark.parametrize(
    ("conclusion", "margin", "veto", "rectified_before"),
    [
        ("recommended", "0.00", False, False),
        ("recommended", "12.50", False, True),
        ("rectify", "-0.01", False, False),
        ("rectify", "-10.00", False, False),
        ("rejected", "-10.01", False, False),
        ("rejected", "-0.01", False, True),
        ("rejected", "30.00", True, False),
    ],
)
def test_conclusion_of_the_panel(conclusion: str, margin: str, veto: bool, rectified_before: bool) -> None:
    facts = {"margin": Decimal(margin), "veto": veto, "rectified_before": rectified_before}
    assert conclusion == decide(CONCLUSION, facts).only["conclusion"]


@pytest.mark.parametrize("table", [COMPLETENESS, CONCLUSION], ids=lambda table: table.id)
def test_every_row_gives_its_ground_in_words(table: object) -> None:
    for rule in table.rules:  # type: ignore[attr-defined]
        assert "通知" in str(rule.outputs["clause"]) or "假定" in str(rule.outputs["clause"])
        assert str(rule.outputs["text"]).endswith("。")
