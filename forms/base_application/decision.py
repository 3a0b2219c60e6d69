"""Meeting, public notice, objection, approval, plaque (R-105 to R-108, OP-5). Knows no expert."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from forms.facts import Answers, Facts, When
from forms.fields import (
    DateField,
    FilesField,
    LongTextField,
    NameField,
    OfficialNumberField,
    PhoneField,
    ReasonField,
    TextField,
    VerdictField,
    WebsiteField,
    WholeField,
)
from forms.registry import answers_task
from forms.task_form import EXAMPLE_DAY, FileIds, Group, TaskForm, example_file
from workflows.model.vocabulary import N_, Approval, Meeting, ObjectionFinding

NOTICE_TITLE = "关于拟认定市级专业技术人员继续教育基地的公示"
NOTICE_TEXT = (
    "根据申报，经初审、专家评审、局务会研究，拟认定{unit}为呼和浩特市专业技术人员继续教育基地，现予公示。"
    "公示期内如有异议，请以书面形式实名反映，并提供有关证据。"
)
_APPROVED = When("verdict", ("approved",))


@answers_task
class DecideInMeeting(TaskForm):
    """The bureau's meeting on the proposed bases (5.3 step 13)."""

    element: ClassVar[str] = "decide_in_meeting"
    title: ClassVar[str] = N_("Decide in the meeting")
    groups: ClassVar[tuple[Group, ...]] = (
        Group(N_("Meeting"), "", ("met_on", "minutes_no")),
        Group(N_("Decision"), "", ("verdict", "opinion", "reason")),
    )

    met_on = DateField(N_("Date of the meeting"), past=True)
    minutes_no = TextField(N_("Number of the minutes"), 60)
    verdict = VerdictField(N_("Decision"), Meeting, dangerous=("refused",))
    opinion = LongTextField(N_("Decision in words"), 1000)
    reason = ReasonField(N_("Reason"), "sent_back", "refused")

    @classmethod
    def example(cls, on: date = EXAMPLE_DAY, file: FileIds = example_file) -> dict[str, Any]:
        """Agreed."""
        return {
            "met_on": on.isoformat(),
            "minutes_no": f"局务会纪要〔{on.year}〕6号",
            "verdict": "agreed",
            "opinion": "会议同意专家评审意见，拟认定为市级专业技术人员继续教育基地，按程序公示。",
            "reason": None,
        }


@answers_task
class PublishNotice(TaskForm):
    """D-07, the public notice: five working days, no personal data (R-105); the term is the step's to compute."""

    element: ClassVar[str] = "publish_notice"
    title: ClassVar[str] = N_("Publish the notice")
    groups: ClassVar[tuple[Group, ...]] = (
        Group(N_("Notice"), N_("Names the unit, no persons"), ("notice_title", "notice_text")),
        Group(
            N_("Publication"),
            N_("The first day is not counted"),
            ("starts_on", "channel", "url", "objection_phone"),
        ),
    )

    notice_title = TextField(N_("Title"), 150)
    notice_text = LongTextField(N_("Text"), 3000)
    starts_on = DateField(N_("Published on"), future=True)
    channel = TextField(N_("Where it is published"), 100)
    url = WebsiteField(N_("Address of the page"), required=False)
    objection_phone = PhoneField(N_("Telephone for objections"))

    @classmethod
    def prefill(cls, facts: Facts) -> Answers:
        """Today, the bureau's own site and telephone, and the usual words with the unit's name."""
        site, phone, unit = facts.limits.get("office.site"), facts.limits.get("office.phone"), facts.task.get("unit")
        words = {"notice_title": NOTICE_TITLE, "notice_text": NOTICE_TEXT.format(unit=unit)} if unit else {}
        return {"starts_on": facts.today.isoformat(), "channel": site, "objection_phone": phone, **words}

    @classmethod
    def example(cls, on: date = EXAMPLE_DAY, file: FileIds = example_file) -> dict[str, Any]:
        """A notice on the bureau's site."""
        return {
            "notice_title": NOTICE_TITLE,
            "notice_text": NOTICE_TEXT.format(unit="青城示例职业学院"),
            "starts_on": on.isoformat(),
            "channel": "呼和浩特市人力资源和社会保障局网站",
            "url": "https://hrss.example.cn/notice/1",
            "objection_phone": "0471-0000001",
        }


@answers_task
class VerifyObjection(TaskForm):
    """核实报告: what the check of an objection found (R-106)."""

    element: ClassVar[str] = "verify_objection"
    title: ClassVar[str] = N_("Verify the objection")
    groups: ClassVar[tuple[Group, ...]] = (
        Group(N_("Report"), "", ("report", "verified_on", "evidence_files")),
        Group(N_("Decision"), N_("A founded objection ends the application"), ("verdict", "reason")),
    )

    report = LongTextField(N_("Report of the verification"), 3000)
    verified_on = DateField(N_("Date of the report"), past=True)
    evidence_files = FilesField(N_("Evidence"), most=20, required=False)
    verdict = VerdictField(N_("Decision"), ObjectionFinding, dangerous=("founded",))
    reason = ReasonField(N_("Reason"), "founded")

    @classmethod
    def example(cls, on: date = EXAMPLE_DAY, file: FileIds = example_file) -> dict[str, Any]:
        """Unfounded."""
        return {
            "report": "经调阅台账、走访核实，反映的教室面积问题与事实不符。",
            "verified_on": on.isoformat(),
            "evidence_files": [file("objection-evidence")],
            "verdict": "unfounded",
            "reason": None,
        }


@answers_task
class ApproveAccreditation(TaskForm):
    """OP-5 and D-08: approval with document number and term of validity (R-107, R-108)."""

    element: ClassVar[str] = "approve_accreditation"
    title: ClassVar[str] = N_("Approve the accreditation")
    groups: ClassVar[tuple[Group, ...]] = (
        Group(N_("Decision"), "", ("verdict", "opinion", "reason")),
        Group(
            N_("Accreditation"),
            N_("As in the official notice"),
            ("document_number", "validity_from", "validity_years"),
        ),
    )

    verdict = VerdictField(N_("Decision"), Approval, dangerous=("refused",))
    opinion = LongTextField(N_("Opinion of the bureau (OP-5)"), 500, when=_APPROVED)
    reason = ReasonField(N_("Reason"), "sent_back", "refused")
    document_number = OfficialNumberField(N_("Document number"), when=_APPROVED)
    validity_from = DateField(N_("Valid from"), when=_APPROVED)
    validity_years = WholeField(N_("Years of validity"), 1, 10, when=_APPROVED)

    @classmethod
    def prefill(cls, facts: Facts) -> Answers:
        """Today, and as many years as the bureau has set (A-28)."""
        years = facts.limits.get("base.validity_years", 3)
        return {"opinion": "同意认定。", "validity_from": facts.today.isoformat(), "validity_years": years}

    @classmethod
    def example(cls, on: date = EXAMPLE_DAY, file: FileIds = example_file) -> dict[str, Any]:
        """Approved for three years."""
        return {
            "verdict": "approved",
            "opinion": "同意认定。",
            "reason": None,
            "document_number": f"呼人社发〔{on.year}〕12号",
            "validity_from": on.isoformat(),
            "validity_years": 3,
        }


@answers_task
class AwardPlaque(TaskForm):
    """D-09: plaque and certificate are handed over (R-107)."""

    element: ClassVar[str] = "award_plaque"
    title: ClassVar[str] = N_("Award plaque and certificate")
    groups: ClassVar[tuple[Group, ...]] = (
        Group(
            N_("Handing over"),
            "",
            ("plaque_no", "certificate_no", "handed_to", "handed_on", "receipt_files"),
        ),
    )

    plaque_no = TextField(N_("Number of the plaque"), 40)
    certificate_no = TextField(N_("Number of the certificate"), 40)
    handed_to = NameField(N_("Handed over to"))
    handed_on = DateField(N_("Handed over on"), past=True)
    receipt_files = FilesField(N_("Signed receipt"), required=False)

    @classmethod
    def prefill(cls, facts: Facts) -> Answers:
        """Today."""
        return {"handed_on": facts.today.isoformat()}

    @classmethod
    def example(cls, on: date = EXAMPLE_DAY, file: FileIds = example_file) -> dict[str, Any]:
        """Received by the contact person."""
        return {
            "plaque_no": f"HHHT-JD-{on.year}-0001-P",
            "certificate_no": f"HHHT-JD-{on.year}-0001-Z",
            "handed_to": "乌云其木格",
            "handed_on": on.isoformat(),
            "receipt_files": [file("plaque-receipt")],
        }
