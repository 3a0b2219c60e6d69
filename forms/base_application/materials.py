"""Materials 4 and 5: texts of the management rules, approval of functions or licence (S5.1.2, S5.2.4, S5.2.5)."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from forms.facts import Answers, Facts, When
from forms.fields import (
    ChoiceField,
    DateField,
    FilesField,
    FixedTableField,
    Row,
    TableField,
    TextField,
    TickField,
    WholeField,
)
from forms.registry import answers_task
from forms.rules import in_order
from forms.sheet import Refusals
from forms.task_form import EXAMPLE_DAY, FileIds, Group, TaskForm, example_file
from workflows.model.vocabulary import N_, OrgType, QualificationKind, RuleSet

WRONG_PAPER = N_("Attach the other paper: public institutions give the approval of functions, all others a licence")
EXPIRED = N_("Give a paper that is valid today; this one ended on %(day)s")
OTHER_NUMBER = N_("The unit profile names another number: %(number)s")


class RuleText(Row):
    """One of the eight sets of rules: its text, number or date of issue, page in the volume (part nine)."""

    rule_set = ChoiceField(N_("Rule set"), RuleSet)
    rule_title = TextField(N_("Title of the rules"), 100)
    doc_no = TextField(N_("Document number"), 60, required=False)
    issued_on = DateField(N_("Date of issue"), past=True)
    page = WholeField(N_("Page in the volume"), 1, 2000, required=False)
    files = FilesField(N_("Text of the rules"), kinds=("pdf",))


class OtherRule(Row):
    """Rules beyond the eight: epidemic response (S6.2), archives, personal data …"""

    rule_title = TextField(N_("Title of the rules"), 100)
    doc_no = TextField(N_("Document number"), 60, required=False)
    issued_on = DateField(N_("Date of issue"), past=True)
    page = WholeField(N_("Page in the volume"), 1, 2000, required=False)
    files = FilesField(N_("Text of the rules"), kinds=("pdf",))


@answers_task
class ListRules(TaskForm):
    """Part nine and material 4: all eight rule sets with their texts (R-062, hard), others as the unit likes."""

    element: ClassVar[str] = "list_rules"
    title: ClassVar[str] = N_("Upload the management rules")
    groups: ClassVar[tuple[Group, ...]] = (
        Group(N_("The eight rule sets"), N_("The notice names them; all eight texts are needed"), ("rules",)),
        Group(N_("Other rules"), N_("Epidemic response, archives, protection of personal data"), ("other_rules",)),
    )

    rules = FixedTableField(N_("The eight rule sets"), RuleText, RuleSet, key="rule_set")
    other_rules = TableField(N_("Other rules"), OtherRule, least=0, most=30)

    @classmethod
    def example(cls, on: date = EXAMPLE_DAY, file: FileIds = example_file) -> dict[str, Any]:
        """Eight texts and one more."""
        rules = [
            {"rule_set": rule.code} | _example_rule(f"{rule.zh}办法", place, on, file(f"rule-{rule.code.lower()}"))
            for place, rule in enumerate(RuleSet)
        ]
        return {"rules": rules, "other_rules": [_example_rule("疫情防控与应急处置办法", 8, on, file("rule-epidemic"))]}


def _example_rule(title: str, place: int, on: date, file_id: str) -> dict[str, Any]:
    return {
        "rule_title": title,
        "doc_no": f"青示院发〔{on.year - 1}〕{place + 11}号",
        "issued_on": f"{on.year - 1}-03-1{place}",
        "page": 30 + place * 4,
        "files": [file_id],
    }


@answers_task
class AttachQualification(TaskForm):
    """Material 5 (S5.2.5, R-072): the kind follows from the nature of the unit; copies are marked as true (R-073)."""

    element: ClassVar[str] = "attach_qualification"
    title: ClassVar[str] = N_("Attach the approval of functions or the licence")
    groups: ClassVar[tuple[Group, ...]] = (
        Group(
            N_("Paper"),
            N_("Public institutions name the approval of functions, all others the training licence or document"),
            ("kind", "authority", "doc_name", "doc_no", "issued_on", "valid_to"),
        ),
        Group(N_("Copy"), N_("Write 与原件一致 on the copy and seal it"), ("files", "same_as_original")),
    )

    kind = ChoiceField(N_("Kind of paper"), QualificationKind)
    authority = TextField(N_("Issued by"), 100)
    doc_name = TextField(N_("Name of the paper"), 100)
    doc_no = TextField(N_("Document number"), 60)
    issued_on = DateField(N_("Date of issue"), past=True)
    valid_to = DateField(
        N_("Valid to"),
        required=False,
        when=When("kind", (QualificationKind.LICENCE.code,)),
        hint=N_("Leave blank when it is valid without end"),
    )
    files = FilesField(N_("Scan of the paper"), most=10)
    same_as_original = TickField(N_("The copy agrees with the original and carries the seal of the unit"))

    @classmethod
    def prefill(cls, facts: Facts) -> Answers:
        """What item 1.19 of the unit profile says."""
        profile = facts.section("fill_unit_profile")
        names = _FROM_PROFILE[_kind_for(profile) or QualificationKind.LICENCE]
        kind = _kind_for(profile)
        return {"kind": kind.code if kind else None} | {name: profile.get(source) for name, source in names.items()}

    def refusals(self) -> Refusals:
        """The right paper for the unit, valid today."""
        kind = _kind_for(self.facts.section("fill_unit_profile"))
        if kind and self.value("kind") not in (None, kind.code):
            yield "kind", self.say("choice_invalid", WRONG_PAPER)
        yield from in_order(self, "issued_on", "valid_to")
        ends = self.value("valid_to")
        if ends is not None and ends < self.facts.today:
            yield "valid_to", self.say("expired", EXPIRED, day=ends.isoformat())

    def remarks(self) -> Refusals:
        """Another number than in the profile is worth a look."""
        profile = self.facts.section("fill_unit_profile")
        kind = _kind_for(profile)
        number = profile.get(_FROM_PROFILE[kind]["doc_no"]) if kind else None
        if number and self.value("doc_no") not in (None, number):
            yield "doc_no", self.say("other_number", OTHER_NUMBER, number=number)

    @classmethod
    def example(cls, on: date = EXAMPLE_DAY, file: FileIds = example_file) -> dict[str, Any]:
        """The approval of functions of the fictional college."""
        return {
            "kind": "FUNCTION_APPROVAL",
            "authority": "中共示例市委机构编制委员会办公室",
            "doc_name": "关于青城示例职业学院职能配置的批复",
            "doc_no": "示编办发〔2019〕12号",
            "issued_on": "2019-04-18",
            "valid_to": None,
            "files": [file("qualification")],
            "same_as_original": True,
        }


_FROM_PROFILE = {
    QualificationKind.FUNCTION_APPROVAL: {
        "authority": "func_doc_authority",
        "doc_no": "func_doc_no",
        "issued_on": "func_doc_date",
    },
    QualificationKind.LICENCE: {
        "authority": "license_authority",
        "doc_name": "license_name",
        "doc_no": "license_no",
        "issued_on": "license_valid_from",
        "valid_to": "license_valid_to",
    },
}


def _kind_for(profile: Answers) -> QualificationKind | None:
    """Which paper a unit of this nature gives; None while the profile is not filled."""
    nature = profile.get("org_type")
    if nature is None:
        return None
    is_institution = nature == OrgType.PUBLIC_INSTITUTION
    return QualificationKind.FUNCTION_APPROVAL if is_institution else QualificationKind.LICENCE
