"""The indicator sheet, filled by the applicant (material 3) and by each expert (domain 2.3). Knows no average."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from forms.facts import When
from forms.fields import (
    ChoiceField,
    ChoicesField,
    FilesField,
    FixedTableField,
    LongTextField,
    PointsField,
    Row,
    TextField,
)
from forms.fields.numbers import OUT_OF_RANGE, plain
from forms.registry import answers_task
from forms.rules import equals_sum
from forms.sheet import Refusals
from forms.task_form import EXAMPLE_DAY, FileIds, Group, TaskForm, example_file
from workflows.model.indicators import CURRENT, PRACTICE, Indicator
from workflows.model.vocabulary import N_, Veto

FULL_WHEN_NA = N_("Give full points: no practice-intensive field is taught, so this indicator does not apply")
SAY_WHY = N_("Say why points are deducted")


class ScoredIndicator(Row):
    """A row of the sheet; `word` is the Indicator with its full points, scoring method and evidence."""

    indicator = ChoiceField(N_("Indicator"), CURRENT.indicators)
    points = PointsField(N_("Points"))

    @property
    def full(self) -> int:
        """What the indicator is worth."""
        return int(self.word.full)

    def refusals(self) -> Refusals:
        """From 0 to the full points; what does not apply counts in full (S5.1.3)."""
        points = self.value("points")
        if points is not None and points > self.full:
            yield "points", self.say("number_range", OUT_OF_RANGE, least=0, most=self.full)
        elif points is not None and points < self.full and self._is_not_applicable():
            yield "points", self.say("not_applicable", FULL_WHEN_NA)

    def _is_not_applicable(self) -> bool:
        practice = self.facts.section("fill_facilities").get("practice_intensive")
        return bool(self.word.code == PRACTICE and practice is False)


class SelfScored(ScoredIndicator):
    """The applicant's row: points and where the evidence is."""

    evidence = TextField(N_("Evidence and pages"), 200)
    files = FilesField(N_("Evidence files"), required=False, most=5)


class ExpertScored(ScoredIndicator):
    """The expert's row: points and why some are missing."""

    deduction_note = LongTextField(N_("Reason of the deduction"), 500, required=False)

    def refusals(self) -> Refusals:
        """A deduction has a reason."""
        yield from super().refusals()
        points = self.value("points")
        if points is not None and points < self.full and not self.value("deduction_note"):
            yield "deduction_note", self.say("required", SAY_WHY)


@answers_task
class ScoreIndicators(TaskForm):
    """Material 3: eighteen indicators, 0 to full points in halves; the total is added up again (DT-6 line 6)."""

    element: ClassVar[str] = "score_indicators"
    title: ClassVar[str] = N_("Score the unit by the indicators")
    groups: ClassVar[tuple[Group, ...]] = (
        Group(N_("Indicators"), N_("Whole or half points, and where the evidence is found"), ("indicators",)),
        Group(N_("Total"), "", ("total",)),
    )

    indicators = FixedTableField(N_("Indicators"), SelfScored, CURRENT.indicators, key="indicator")
    total = PointsField(N_("Total"))

    def refusals(self) -> Refusals:
        """Total = Σ."""
        yield from equals_sum(self, "total", self.value("total"), self.indicators.column("points"))

    @classmethod
    def example(cls, on: date = EXAMPLE_DAY, file: FileIds = example_file) -> dict[str, Any]:
        """Half a point below full wherever more than four are at stake."""
        rows = [
            {
                "indicator": one.code,
                "points": _example_points(one),
                "evidence": f"{one.evidence_zh}，第{40 + place}页",
                "files": [file("evidence-2-3")] if one.code == "2.3" else [],
            }
            for place, one in enumerate(CURRENT.indicators)
        ]
        return {"indicators": rows, "total": _example_total()}


@answers_task
class ScoreApplication(TaskForm):
    """One expert's sheet (D-04): points with reasons of deduction, veto items with their ground, the total."""

    element: ClassVar[str] = "score_application"
    title: ClassVar[str] = N_("Score the application")
    groups: ClassVar[tuple[Group, ...]] = (
        Group(N_("Indicators"), N_("Score alone; other sheets stay hidden until all are in"), ("indicators",)),
        Group(N_("Veto items"), N_("Tick only what the materials prove"), ("vetoes", "veto_reason")),
        Group(N_("Total"), "", ("total", "comment")),
    )

    indicators = FixedTableField(N_("Indicators"), ExpertScored, CURRENT.indicators, key="indicator")
    vetoes = ChoicesField(N_("Veto items found"), Veto, required=False)
    veto_reason = LongTextField(N_("Ground of the veto"), 1000, when=When("vetoes"))
    total = PointsField(N_("Total"))
    comment = LongTextField(N_("Overall comment"), 1000, required=False)

    def refusals(self) -> Refusals:
        """Total = Σ."""
        yield from equals_sum(self, "total", self.value("total"), self.indicators.column("points"))

    @classmethod
    def example(cls, on: date = EXAMPLE_DAY, file: FileIds = example_file) -> dict[str, Any]:
        """A good sheet without veto."""
        rows = [
            {
                "indicator": one.code,
                "points": _example_points(one),
                "deduction_note": "佐证材料略有欠缺。" if one.full > 4 else None,
            }
            for one in CURRENT.indicators
        ]
        comment = "师资力量较强，条件较好，建议进一步完善数据对接。"
        return {"indicators": rows, "vetoes": [], "veto_reason": None, "total": _example_total(), "comment": comment}


def _example_points(one: Indicator) -> str:
    return f"{one.full - 1}.5" if one.full > 4 else str(one.full)


def _example_total() -> str:
    return plain(sum((Decimal(_example_points(one)) for one in CURRENT.indicators), Decimal(0)))
