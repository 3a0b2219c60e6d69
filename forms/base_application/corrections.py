"""The list of items that go back to the applicant, shared by every reviewer's form. Knows no reviewer."""

from __future__ import annotations

from typing import Any, ClassVar

from forms.facts import When
from forms.fields import ChoiceField, LongTextField, Row, TableField, TextField
from workflows.model.vocabulary import N_, CorrectionKind, Section

LIST_ONE = N_("List at least one item to correct, so that the applicant gets one complete list")


class Correction(Row):
    """One item to correct: which section opens, what is meant, what is wrong with it, what to do (R-102)."""

    section = ChoiceField(N_("Section"), Section)
    item = TextField(
        N_("Item"),
        100,
        required=False,
        hint=N_("Number or name of the field, or the row; blank means the whole section"),
    )
    kind = ChoiceField(N_("Kind of correction"), CorrectionKind)
    text = LongTextField(N_("What to correct"), 500)


class CorrectionsField(TableField):
    """One consolidated list, asked as soon as the verdict is to return."""

    missing: ClassVar[str] = LIST_ONE

    def __init__(self, label: str = N_("Items to correct"), **rest: Any) -> None:
        super().__init__(label, Correction, most=200, when=When("verdict", ("returned", "rectify")), **rest)


def example_corrections() -> list[dict[str, Any]]:
    """Two items as a clerk would write them."""
    return [
        {
            "section": "fill_faculty",
            "item": "3.08 师资名册 第2行",
            "kind": "MISSING",
            "text": "请补充该教师的聘任起止时间并附聘书复印件。",
        },
        {"section": "list_rules", "item": None, "kind": "OUTDATED", "text": "请上传现行有效的培训经费管理制度。"},
    ]
