"""What a form may know beyond its own input, and when a question is asked. Knows no database and no request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

Answers = Mapping[str, Any]
Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Facts:
    """`today`; answers of the case's other sections by element; choices by list name; parameters; the task's own facts.

    Choices read by forms: "departments", "experts" (draw), "conclusions" (codes the panel may choose), "files" (public
    ids the person may use). A list that is absent is not checked here. Limits read: "base.min_trained",
    "base.validity_years", "dossier.copies", "year" (of the batch), "uscc.cleared", "id.fictional_region".
    Task facts: "edition", "sha256" (hand_in_volume).
    """

    today: date
    sections: Mapping[str, Answers] = field(default_factory=dict)
    choices: Mapping[str, Choices] = field(default_factory=dict)
    limits: Mapping[str, Any] = field(default_factory=dict)
    task: Mapping[str, Any] = field(default_factory=dict)

    @property
    def years(self) -> tuple[int, int, int]:
        """The three full calendar years before the batch (S5.1.5, A-18), oldest first."""
        year = int(self.limits.get("year", self.today.year))
        return year - 3, year - 2, year - 1

    def section(self, element: str) -> Answers:
        """The answers of another section, empty while it has none."""
        return self.sections.get(element, {})


class Asking(Protocol):
    """Whatever holds fields and can tell their plain values."""

    def plain(self, name: str) -> list[str]:
        """Values of a field as the codes that were posted."""


@dataclass(frozen=True)
class When:
    """A question is asked only while another field of the same sheet has one of `values`; no values = any value."""

    field: str
    values: tuple[str, ...] = ()

    def holds(self, sheet: Asking) -> bool:
        """Whether the question is asked now."""
        given = sheet.plain(self.field)
        return any(value in self.values for value in given) if self.values else bool(given)
