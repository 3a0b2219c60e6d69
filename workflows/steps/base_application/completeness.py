"""What DT-6 looks at, read from the answers: materials, opinions, totals, the eight rule texts (R-070 to R-072)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from workflows.model.clock import today
from workflows.model.indicators import CURRENT
from workflows.model.vocabulary import RuleSet
from workflows.steps import Move

RULE_TEXTS = len(RuleSet)  # S5.1.2 names eight
FAULTS = {
    "MATERIAL_MISSING": "fill_unit_profile",
    "OPINION_MISSING": "fill_unit_profile",
    "FUNCTION_APPROVAL_MISSING": "attach_qualification",
    "LICENCE_MISSING": "attach_qualification",
    "LICENCE_EXPIRED": "attach_qualification",
    "RULE_TEXTS_MISSING": "list_rules",
    "TOTALS_DIFFER": "fill_faculty",
    "SELF_SCORE_DIFFERS": "score_indicators",
}


def section_at_fault(reason: Any) -> str:
    """The section that opens for a reason of the completeness table."""
    return FAULTS.get(str(reason), "fill_unit_profile")


def completeness_facts(move: Move, duplicate: bool) -> dict[str, Any]:
    """The inputs of the table application_completeness, one value each."""
    profile, proof = move.latest("fill_unit_profile"), move.latest("attach_qualification")
    public = profile.get("org_type") == "PUBLIC_INSTITUTION"
    has_proof = bool(proof.get("files"))
    return {
        "material_1": bool(move.latest("recommend_application").get("report_files")),
        "material_2": bool(profile),
        "material_3": bool(move.latest("score_indicators")),
        "material_4": bool(move.latest("list_rules")),
        "opinions_signed": _signed(move),
        "org_type": profile.get("org_type", ""),
        "has_function_approval": public and has_proof,
        "has_licence": not public and has_proof,
        "licence_valid": _valid_on(proof.get("valid_to"), today(move.at)),
        "missing_rule_texts": RULE_TEXTS - _rule_texts(move.latest("list_rules")),
        "totals_agree": _totals_agree(move.latest("fill_faculty")),
        "self_score_agrees": _self_score_agrees(move.latest("score_indicators")),
        "bound_in_order": True,  # the volume is bound by us; the paper is compared when it is handed in
        "duplicate": duplicate,
    }


def _signed(move: Move) -> bool:
    signed = move.latest("sign_application").get("verdict") == "signed"
    return signed and move.latest("recommend_application").get("verdict") == "agreed"


def _valid_on(last_day: str | None, day: date) -> bool:
    """No last day means for good (长期)."""
    return not last_day or date.fromisoformat(last_day) >= day


def _rule_texts(answers: dict[str, Any]) -> int:
    """How many of the eight sets that S5.1.2 names have a text."""
    return len({row["rule_set"] for row in answers.get("rules", []) if row.get("files")})


def _totals_agree(faculty: dict[str, Any]) -> bool:
    rows = faculty.get("faculty_list", [])
    return int(faculty.get("full_time_count", 0)) + int(faculty.get("part_time_count", 0)) == len(rows)


def _self_score_agrees(sheet: dict[str, Any]) -> bool:
    points = [Decimal(str(row["points"])) for row in sheet.get("indicators", [])]
    return len(points) == len(CURRENT.indicators) and sum(points) == Decimal(str(sheet.get("total", "-1")))
