"""Preliminary review of the five conditions and its second check (R-060 to R-065, R-103). Knows no expert."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from forms.base_application.corrections import CorrectionsField
from forms.facts import Answers, Facts
from forms.fields import (
    ChoiceField,
    FixedTableField,
    LongTextField,
    ReasonField,
    Row,
    TableField,
    VerdictField,
    WholeField,
)
from forms.registry import answers_task
from forms.sheet import Refusals
from forms.task_form import EXAMPLE_DAY, FileIds, Group, TaskForm, example_file
from workflows.model.vocabulary import N_, ApplicationKind, Condition, Met, Preliminary, SecondCheck

SAY_WHY = N_("Say why")
NOT_MET = N_("Pass only when the conditions are met; this one is not: %(condition)s")
FLAGGED = N_("The number of persons trained is not reached; a first application is flagged, not refused")
FEW_TRAINED = N_("Fewer than %(least)d persons in %(year)d")
YEARS = N_("List each of the years %(years)s once")


class ReviewedCondition(Row):
    """One of the five basic conditions and whether it is met."""

    condition = ChoiceField(N_("Condition"), Condition)
    result = ChoiceField(N_("Result"), Met)
    remark = LongTextField(N_("Remark"), 500, required=False)

    def refusals(self) -> Refusals:
        """Whatever is not plainly met has a remark."""
        if self.value("result") in (Met.NOT_MET, Met.WITH_REMARK) and not self.value("remark"):
            yield "remark", self.say("required", SAY_WHY)


class VerifiedYear(Row):
    """Persons trained in a year, as verified by the reviewer."""

    year = WholeField(N_("Year"), 1990, 2100)
    persons = WholeField(N_("Persons verified"))
    basis = LongTextField(N_("How it was verified"), 200, required=False)


@answers_task
class ReviewPreliminarily(TaskForm):
    """The review sheet: five conditions, persons trained, opinion of the preliminary review (part of OP-5)."""

    element: ClassVar[str] = "review_preliminarily"
    title: ClassVar[str] = N_("Review preliminarily")
    groups: ClassVar[tuple[Group, ...]] = (
        Group(N_("Basic conditions"), N_("The five conditions of the notice"), ("conditions",)),
        Group(N_("Persons trained"), N_("Verified numbers of different persons"), ("verified_persons",)),
        Group(N_("Decision"), "", ("verdict", "opinion", "reason", "corrections")),
    )

    conditions = FixedTableField(N_("Basic conditions"), ReviewedCondition, Condition, key="condition")
    verified_persons = TableField(N_("Persons trained by calendar year"), VerifiedYear, least=3, most=3)
    verdict = VerdictField(N_("Decision"), Preliminary, dangerous=("refused",))
    opinion = LongTextField(N_("Opinion of the preliminary review"), 1000)
    reason = ReasonField(N_("Reason"), "returned", "refused")
    corrections = CorrectionsField()

    @classmethod
    def prefill(cls, facts: Facts) -> Answers:
        """The numbers the applicant gave, to be verified."""
        given = facts.section("fill_training_history").get("trained_persons", ())
        rows = [{"year": row["year"], "persons": row["persons"]} for row in given]
        return {"verified_persons": rows or [{"year": year} for year in facts.years]}

    def refusals(self) -> Refusals:
        """Passed means met, except for the number of persons in a first application (AMB-18); the right years."""
        if self.value("verdict") == Preliminary.PASSED:
            for row in self.conditions.entries:
                if row.value("result") == Met.NOT_MET and not self._is_flag_only(row):
                    condition = self.gettext(row.word.label)
                    yield "verdict", self.say("verdict_invalid", NOT_MET, condition=condition)
        years = self.verified_persons.column("year")
        if years is not None and len(years) == 3 and set(years) != set(self.facts.years):
            listed = ", ".join(map(str, self.facts.years))
            yield "verified_persons", self.say("year_invalid", YEARS, years=listed)

    def remarks(self) -> Refusals:
        """R-065 year by year, and the flag of a first application."""
        least = int(self.facts.limits.get("base.min_trained", 200))
        for place, row in enumerate(self.verified_persons.entries):
            year, persons = row.value("year"), row.value("persons")
            if year is not None and persons is not None and persons < least:
                message = self.say("few_trained", FEW_TRAINED, least=least, year=year)
                yield f"verified_persons/{place}/persons", message
        if any(row.value("result") == Met.NOT_MET and self._is_flag_only(row) for row in self.conditions.entries):
            yield "conditions", self.say("few_trained", FLAGGED)

    def _is_flag_only(self, row: Row) -> bool:
        kind = self.facts.section("fill_unit_profile").get("application_kind")
        return bool(row.word is Condition.TRAINED and kind == ApplicationKind.INITIAL)

    @classmethod
    def example(cls, on: date = EXAMPLE_DAY, file: FileIds = example_file) -> dict[str, Any]:
        """All five met."""
        years = (on.year - 3, on.year - 2, on.year - 1)
        return {
            "conditions": [{"condition": one.code, "result": "met", "remark": None} for one in Condition],
            "verified_persons": [{"year": year, "persons": 248, "basis": "核对培训花名册"} for year in years],
            "verdict": "passed",
            "opinion": "经初审，符合基地设立基本条件，建议提交专家评审。",
            "reason": None,
            "corrections": [],
        }


@answers_task
class CheckPreliminaryReview(TaskForm):
    """The head of section confirms the preliminary review or sends it back to the reviewer."""

    element: ClassVar[str] = "check_preliminary_review"
    title: ClassVar[str] = N_("Check the preliminary review")
    groups: ClassVar[tuple[Group, ...]] = (
        Group(N_("Decision"), N_("Opinion of the section, part of OP-5"), ("verdict", "opinion", "reason")),
    )

    verdict = VerdictField(N_("Decision"), SecondCheck)
    opinion = LongTextField(N_("Opinion"), 500, required=False)
    reason = ReasonField(N_("Reason"), "sent_back")

    @classmethod
    def example(cls, on: date = EXAMPLE_DAY, file: FileIds = example_file) -> dict[str, Any]:
        """Confirmed."""
        return {"verdict": "confirmed", "opinion": "同意初审意见。", "reason": None}
