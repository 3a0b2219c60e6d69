"""What a check of hours ends with, and why; plain values, knows no rule (domain 10, `expected`)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from workflows.hours.words import Outcome


@dataclass(frozen=True)
class Hours:
    """Credit hours of one year by subject."""

    year: int
    public: Decimal
    professional: Decimal

    def __bool__(self) -> bool:
        return bool(self.public or self.professional)


@dataclass(frozen=True)
class Excluded:
    """An entry of the ledger that does not count, and the code of the first reason (DT-3)."""

    entry_id: str
    reason: str


@dataclass(frozen=True)
class Sentence:
    """One step of the explanation, in Chinese, with its clause; `kind` says to which part it belongs.

    Kinds in their order: base, preference, required, entry, deemed, counted, verdict, gap, assumption, outlook.
    """

    kind: str
    text: str
    clause: str
    assumptions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """The outcome with its figures; years without a requirement are absent, as in domain 10."""

    outcome: Outcome
    blocks_application: bool | None
    required: tuple[Hours, ...] = ()
    counted: tuple[Hours, ...] = ()
    shortfall: tuple[Hours, ...] = ()
    reference_required: tuple[Hours, ...] = ()
    reference_shortfall: tuple[Hours, ...] = ()
    deemed_professional_years: tuple[int, ...] = ()
    excluded_entries: tuple[Excluded, ...] = ()
    reason_codes: tuple[str, ...] = ()
    also_applicable: tuple[str, ...] = ()
    explanation: tuple[Sentence, ...] = ()

    def plain(self) -> dict[str, Any]:
        """As JSON has it, without the explanation; whole hours are integers."""
        return {
            "verdict": self.outcome.code,
            "blocks_application": self.blocks_application,
            "required": _rows(self.required),
            "counted": _rows(self.counted),
            "shortfall": _rows(self.shortfall),
            "reference_required": _rows(self.reference_required),
            "reference_shortfall": _rows(self.reference_shortfall),
            "deemed_professional_years": list(self.deemed_professional_years),
            "excluded_entries": [{"entry_id": one.entry_id, "reason": one.reason} for one in self.excluded_entries],
            "reason_codes": list(self.reason_codes),
            "also_applicable": list(self.also_applicable),
        }

    def reasons(self) -> list[dict[str, Any]]:
        """The explanation as JSON has it."""
        return [
            {"kind": one.kind, "text": one.text, "clause": one.clause, "assumptions": list(one.assumptions)}
            for one in self.explanation
        ]


def number(hours: Decimal) -> int | float:
    """30 for 30.0, 22.5 for 22.5."""
    return int(hours) if hours == hours.to_integral_value() else float(hours)


def _rows(hours: tuple[Hours, ...]) -> list[dict[str, int | float]]:
    return [{"year": one.year, "public": number(one.public), "professional": number(one.professional)} for one in hours]
