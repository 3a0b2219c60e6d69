"""The expert panel: draw, declaration, visit, discussion, conclusion (R-104, R-114, OP-4). Knows no score sheet."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from forms.base_application.corrections import CorrectionsField
from forms.facts import When
from forms.fields import (
    PICTURES,
    ChoiceField,
    ChoicesField,
    DateField,
    FilesField,
    FixedTableField,
    LongTextField,
    PointsField,
    ReasonField,
    Row,
    TableField,
    TextField,
    TickField,
    VerdictField,
    YesNoField,
)
from forms.registry import answers_task
from forms.sheet import Refusals
from forms.task_form import EXAMPLE_DAY, FileIds, Group, TaskForm, example_file
from workflows.model.vocabulary import N_, Conclusion, Condition, Declaration, Met, PanelSize, TitleSeries

TOO_FEW_LEFT = N_("Exclude fewer: %(left)d experts are left for a panel of %(size)d")
TWICE = N_("Name each expert once")
HEAD_EXCLUDED = N_("Choose a head who is not excluded")
NOT_ALLOWED = N_("Choose another conclusion: the points or a veto do not allow this one")
STATEMENT = N_(
    "I work neither in nor for the applicant unit, have no relatives or economic interests there, took no part in "
    "preparing the application, and will keep the review confidential."
)


class ExcludedExpert(Row):
    """An expert left out of the draw, with the reason, which is kept with the draw."""

    expert = ChoiceField(N_("Expert"), listed="experts")
    excluded_for = TextField(N_("Reason of the exclusion"), 200)


@answers_task
class DrawExperts(TaskForm):
    """How the panel is drawn; the draw itself is the step's, by a seed that is published."""

    element: ClassVar[str] = "draw_experts"
    title: ClassVar[str] = N_("Draw the experts")
    groups: ClassVar[tuple[Group, ...]] = (
        Group(
            N_("Panel"),
            N_("An odd number, drawn by lot from the experts of the fields"),
            ("panel_size", "fields_of_review", "head"),
        ),
        Group(N_("Excluded experts"), N_("Whoever has an interest in the applicant"), ("excluded",)),
        Group(N_("Visit and draw"), "", ("visit_needed", "seed_note")),
    )

    panel_size = ChoiceField(N_("Size of the panel"), PanelSize)
    fields_of_review = ChoicesField(N_("Fields"), TitleSeries)
    head = ChoiceField(
        N_("Head of the panel"), listed="experts", required=False, hint=N_("Blank: the first drawn is the head")
    )
    excluded = TableField(N_("Excluded experts"), ExcludedExpert, least=0, most=200)
    visit_needed = YesNoField(N_("Is a visit on site needed?"))
    seed_note = TextField(N_("Note on the draw"), 200, required=False, hint=N_("Who watched the draw, where and when"))

    def refusals(self) -> Refusals:
        """Each once, the head not excluded, enough experts left."""
        out = [row.value("expert") for row in self.excluded.entries if row.value("expert")]
        if len(out) > len(set(out)):
            yield "excluded", self.say("repeated", TWICE)
        if self.value("head") in out:
            yield "head", self.say("choice_invalid", HEAD_EXCLUDED)
        known = self.facts.choices.get("experts")
        size = int(self.value("panel_size")) if self.value("panel_size") in list(PanelSize) else 0
        left = len({code for code, _ in known or ()} - set(out))
        if known is not None and left < size:
            yield "panel_size", self.say("too_few", TOO_FEW_LEFT, left=left, size=size)

    @classmethod
    def example(cls, on: date = EXAMPLE_DAY, file: FileIds = example_file) -> dict[str, Any]:
        """Three experts, a visit."""
        return {
            "panel_size": "3",
            "fields_of_review": ["ENGINEERING", "AGRICULTURE"],
            "head": None,
            "excluded": [],
            "visit_needed": True,
            "seed_note": "专技科两人在场，当日上午抽取。",
        }


@answers_task
class DeclareNoConflict(TaskForm):
    """回避承诺: an expert declares to have no interest, or withdraws (R-114)."""

    element: ClassVar[str] = "declare_no_conflict"
    title: ClassVar[str] = N_("Declare that there is no conflict of interest")
    groups: ClassVar[tuple[Group, ...]] = (
        Group(N_("Declaration"), N_("Before the application is opened"), ("verdict", "statement", "reason")),
    )

    verdict = VerdictField(N_("Answer"), Declaration)
    statement = TickField(STATEMENT, when=When("verdict", ("accepted",)))
    reason = ReasonField(N_("Reason"), "declined")

    @classmethod
    def example(cls, on: date = EXAMPLE_DAY, file: FileIds = example_file) -> dict[str, Any]:
        """No conflict."""
        return {"verdict": "accepted", "statement": True, "reason": None}


class Finding(Row):
    """What the visit found about one condition."""

    condition = ChoiceField(N_("Condition"), Condition)
    result = ChoiceField(N_("Result"), Met)
    text = LongTextField(N_("Finding"), 800)


@answers_task
class VisitSite(TaskForm):
    """The record of the visit, condition by condition, with photographs (5.3 step 10)."""

    element: ClassVar[str] = "visit_site"
    title: ClassVar[str] = N_("Visit the site")
    groups: ClassVar[tuple[Group, ...]] = (
        Group(N_("Visit"), "", ("visited_on", "place", "participants")),
        Group(N_("Findings"), N_("One for each basic condition"), ("findings",)),
        Group(N_("Photographs"), "", ("photos",)),
    )

    visited_on = DateField(N_("Date of the visit"), past=True)
    place = TextField(N_("Place"), 200)
    participants = LongTextField(N_("Who took part"), 500)
    findings = FixedTableField(N_("Findings"), Finding, Condition, key="condition")
    photos = FilesField(N_("Photographs"), kinds=PICTURES, most=30, required=False)

    @classmethod
    def example(cls, on: date = EXAMPLE_DAY, file: FileIds = example_file) -> dict[str, Any]:
        """All as described."""
        text = "现场情况与申报材料一致。"
        return {
            "visited_on": on.isoformat(),
            "place": "呼和浩特市赛罕区示例路1号",
            "participants": "专家组全体成员，督查人员1名，申报单位陪同人员2名。",
            "findings": [{"condition": one.code, "result": "met", "text": text} for one in Condition],
            "photos": [file("visit")],
        }


class RevisedSheet(Row):
    """An expert who changes the total after the discussion, and why."""

    expert = ChoiceField(N_("Expert"), listed="experts")
    total = PointsField(N_("Revised total"))
    revised_for = TextField(N_("Reason of the revision"), 300)


@answers_task
class DiscussScores(TaskForm):
    """Panel discussion of a wide spread between the sheets (A-19): they stay, or some totals are revised."""

    element: ClassVar[str] = "discuss_scores"
    title: ClassVar[str] = N_("Discuss the scores")
    groups: ClassVar[tuple[Group, ...]] = (
        Group(N_("Discussion"), "", ("discussed_on", "minutes")),
        Group(N_("Result"), N_("Sheets are changed only by who wrote them"), ("sheets_stay", "revised_sheets")),
    )

    discussed_on = DateField(N_("Date of the discussion"), past=True)
    minutes = LongTextField(N_("Minutes"), 2000)
    sheets_stay = YesNoField(N_("Do all sheets stay as they are?"))
    revised_sheets = TableField(N_("Revised sheets"), RevisedSheet, most=7, when=When("sheets_stay", ("false",)))

    def refusals(self) -> Refusals:
        """Each expert once."""
        experts = [row.value("expert") for row in self.revised_sheets.entries if row.value("expert")]
        if self.revised_sheets.asked and len(experts) > len(set(experts)):
            yield "revised_sheets", self.say("repeated", TWICE)

    @classmethod
    def example(cls, on: date = EXAMPLE_DAY, file: FileIds = example_file) -> dict[str, Any]:
        """They stay."""
        return {
            "discussed_on": on.isoformat(),
            "minutes": "专家组就评分差异进行了讨论，各专家说明了评分依据，一致同意维持原评分。",
            "sheets_stay": True,
            "revised_sheets": [],
        }


@answers_task
class ConcludePanel(TaskForm):
    """OP-4: the conclusion must be among those that points and vetoes allow (`facts.choices["conclusions"]`)."""

    element: ClassVar[str] = "conclude_panel"
    title: ClassVar[str] = N_("Conclude for the panel")
    groups: ClassVar[tuple[Group, ...]] = (
        Group(
            N_("Conclusion of the panel (OP-4)"),
            N_("Below the pass mark or with a veto the panel cannot recommend"),
            ("verdict", "opinion", "reason", "corrections", "concluded_on"),
        ),
    )

    verdict = VerdictField(N_("Conclusion"), Conclusion, dangerous=("rejected",))
    opinion = LongTextField(N_("Opinion of the panel"), 1500)
    reason = ReasonField(N_("Reason"), "rectify", "rejected")
    corrections = CorrectionsField()
    concluded_on = DateField(N_("Date of the conclusion"), past=True)

    def refusals(self) -> Refusals:
        """Only what is allowed."""
        allowed = self.facts.choices.get("conclusions")
        if allowed is not None and self.value("verdict") not in {None, *(code for code, _ in allowed)}:
            yield "verdict", self.say("verdict_invalid", NOT_ALLOWED)

    @classmethod
    def example(cls, on: date = EXAMPLE_DAY, file: FileIds = example_file) -> dict[str, Any]:
        """Recommended."""
        return {
            "verdict": "recommended",
            "opinion": "专家组审阅了申报材料并实地考察，认为该单位具备基地设立条件，建议认定。",
            "reason": None,
            "corrections": [],
            "concluded_on": on.isoformat(),
        }
