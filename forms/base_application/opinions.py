"""Submission and the opinions OP-1 to OP-3: applicant, supervising department, county. Knows no review."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from forms.base_application.corrections import CorrectionsField
from forms.facts import Answers, Facts, When
from forms.fields import (
    DateField,
    FilesField,
    LongTextField,
    NameField,
    ReasonField,
    TextField,
    TickField,
    VerdictField,
)
from forms.registry import answers_task
from forms.task_form import EXAMPLE_DAY, FileIds, Group, TaskForm, example_file
from workflows.model.vocabulary import N_, Endorsement, Recommendation, Signature

TRUTH_STATEMENT = N_(
    "This unit promises that the entries and the enclosed materials are true, complete and valid, and will bear the "
    "responsibility if anything is false."
)
_AGREED = When("verdict", ("agreed",))
_OPINION_ONE = "经研究，同意申报。"
_OPINION_TWO = "经审核，同意推荐。"
_OPINION_THREE = "经审核，同意推荐申报。"


@answers_task
class SignApplication(TaskForm):
    """OP-1 and part ten of the form: the head signs under the promise of truth, or returns a list."""

    element: ClassVar[str] = "sign_application"
    title: ClassVar[str] = N_("Sign the opinion of the head of the unit")
    groups: ClassVar[tuple[Group, ...]] = (
        Group(N_("Decision"), N_("Read the application before you sign"), ("verdict", "reason", "corrections")),
        Group(
            N_("Opinion of the applicant unit (OP-1)"),
            N_("Printed in the application form; the seal is put on the paper"),
            ("truth_statement", "opinion", "signer_name", "signed_on"),
        ),
    )

    verdict = VerdictField(N_("Decision"), Signature)
    reason = ReasonField(N_("Reason"), "returned")
    corrections = CorrectionsField()
    truth_statement = TickField(TRUTH_STATEMENT, when=When("verdict", ("signed",)))
    opinion = LongTextField(N_("Opinion"), 500, when=When("verdict", ("signed",)))
    signer_name = NameField(N_("Name of the head of the unit"))
    signed_on = DateField(N_("Date of signature"), past=True)

    @classmethod
    def prefill(cls, facts: Facts) -> Answers:
        """The usual opinion, the legal representative, today."""
        head = facts.section("fill_unit_profile").get("legal_rep")
        return {"opinion": _OPINION_ONE, "signer_name": head, "signed_on": facts.today.isoformat()}

    @classmethod
    def example(cls, on: date = EXAMPLE_DAY, file: FileIds = example_file) -> dict[str, Any]:
        """Signed."""
        return {
            "verdict": "signed",
            "reason": None,
            "corrections": [],
            "truth_statement": True,
            "opinion": _OPINION_ONE,
            "signer_name": "哈斯额尔敦",
            "signed_on": on.isoformat(),
        }


@answers_task
class RecommendApplication(TaskForm):
    """OP-2 and material 1: the department's report and its recommendation (S5.2.1)."""

    element: ClassVar[str] = "recommend_application"
    title: ClassVar[str] = N_("Issue the application report and the recommendation")
    groups: ClassVar[tuple[Group, ...]] = (
        Group(N_("Decision"), "", ("verdict", "reason", "corrections")),
        Group(
            N_("Application report"),
            N_("Material 1, on the paper of the department"),
            ("report_files", "report_no", "report_on"),
        ),
        Group(
            N_("Opinion of the supervising department (OP-2)"),
            N_("Printed in the application form; the seal is put on the paper"),
            ("opinion", "signer_name", "signed_on"),
        ),
    )

    verdict = VerdictField(N_("Decision"), Recommendation, dangerous=("disagreed",))
    reason = ReasonField(N_("Reason"), "returned", "disagreed")
    corrections = CorrectionsField()
    report_files = FilesField(N_("Application report"), most=5, when=_AGREED)
    report_no = TextField(N_("Document number"), 60, when=_AGREED)
    report_on = DateField(N_("Date of issue"), past=True, when=_AGREED)
    opinion = LongTextField(N_("Opinion"), 500, when=_AGREED)
    signer_name = NameField(N_("Name of the signer"))
    signed_on = DateField(N_("Date of signature"), past=True)

    @classmethod
    def prefill(cls, facts: Facts) -> Answers:
        """The usual opinion, today."""
        return {"opinion": _OPINION_TWO, "signed_on": facts.today.isoformat()}

    @classmethod
    def example(cls, on: date = EXAMPLE_DAY, file: FileIds = example_file) -> dict[str, Any]:
        """Recommended."""
        return {
            "verdict": "agreed",
            "reason": None,
            "corrections": [],
            "report_files": [file("report")],
            "report_no": f"示教发〔{on.year}〕8号",
            "report_on": on.isoformat(),
            "opinion": _OPINION_TWO,
            "signer_name": "阿拉坦其其格",
            "signed_on": on.isoformat(),
        }


@answers_task
class EndorseApplication(TaskForm):
    """OP-3: the county office gives its opinion on a unit of its own."""

    element: ClassVar[str] = "endorse_application"
    title: ClassVar[str] = N_("Give the opinion of the county office")
    groups: ClassVar[tuple[Group, ...]] = (
        Group(N_("Decision"), "", ("verdict", "reason", "corrections")),
        Group(
            N_("Opinion of the county office (OP-3)"),
            N_("Printed in the application form; the seal is put on the paper"),
            ("opinion", "signer_name", "signed_on"),
        ),
    )

    verdict = VerdictField(N_("Decision"), Endorsement)
    reason = ReasonField(N_("Reason"), "returned")
    corrections = CorrectionsField()
    opinion = LongTextField(N_("Opinion"), 500, when=_AGREED)
    signer_name = NameField(N_("Name of the signer"))
    signed_on = DateField(N_("Date of signature"), past=True)

    @classmethod
    def prefill(cls, facts: Facts) -> Answers:
        """The usual opinion, today."""
        return {"opinion": _OPINION_THREE, "signed_on": facts.today.isoformat()}

    @classmethod
    def example(cls, on: date = EXAMPLE_DAY, file: FileIds = example_file) -> dict[str, Any]:
        """Agreed."""
        return {
            "verdict": "agreed",
            "reason": None,
            "corrections": [],
            "opinion": _OPINION_THREE,
            "signer_name": "王堃",
            "signed_on": on.isoformat(),
        }
