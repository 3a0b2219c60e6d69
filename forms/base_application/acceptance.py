"""The acceptance desk: check of the five materials, and hand-in of the bound volume (DT-6, R-070 to R-073)."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from forms.base_application.corrections import CorrectionsField
from forms.facts import Answers, Facts, When
from forms.fields import (
    ChoiceField,
    DateField,
    FingerprintField,
    FixedTableField,
    LongTextField,
    NameField,
    ReasonField,
    Row,
    TickField,
    VerdictField,
    WholeField,
)
from forms.registry import answers_task
from forms.sheet import Refusals
from forms.task_form import EXAMPLE_DAY, FileIds, Group, TaskForm, example_file
from workflows.model.vocabulary import N_, Acceptance, Check, HandIn, Material

SAY_WHAT = N_("Say what is not in order")
NOT_YET = N_("Accept only when every material is in order; otherwise return it with a list")
NEEDED = N_("The notice asks for all five materials; this one cannot be left out")
OTHER_EDITION = N_("Compare again: the edition accepted is %(edition)s, the volume shows %(typed)s")
OTHER_PRINT = N_("Compare again: the accepted edition begins with %(sha)s, the volume shows %(typed)s")
FEW_COPIES = N_("%(copies)d copies are asked for, %(typed)d were handed in")


class CheckedMaterial(Row):
    """One of the five materials and whether it is in order."""

    material = ChoiceField(N_("Material"), Material)
    result = ChoiceField(N_("Result"), Check)
    remark = LongTextField(N_("Remark"), 500, required=False)

    def refusals(self) -> Refusals:
        """What is not in order is said; none of the five can be left out (R-070)."""
        if self.value("result") == Check.NOT_OK and not self.value("remark"):
            yield "remark", self.say("required", SAY_WHAT)
        if self.value("result") == Check.NA:
            yield "result", self.say("choice_invalid", NEEDED)


@answers_task
class AcceptApplication(TaskForm):
    """Acceptance check (R-101): accept, return one consolidated list (R-102), or refuse with reasons."""

    element: ClassVar[str] = "accept_application"
    title: ClassVar[str] = N_("Check for acceptance")
    groups: ClassVar[tuple[Group, ...]] = (
        Group(N_("Materials"), N_("The five materials in the order of the notice"), ("materials",)),
        Group(N_("Decision"), "", ("verdict", "copies_marked", "reason", "corrections")),
    )

    materials = FixedTableField(N_("Materials"), CheckedMaterial, Material, key="material")
    verdict = VerdictField(N_("Decision"), Acceptance, dangerous=("refused",))
    copies_marked = TickField(
        N_("Copies are marked as agreeing with the original and sealed"), when=When("verdict", ("accepted",))
    )
    reason = ReasonField(N_("Reason"), "returned", "refused")
    corrections = CorrectionsField()

    def refusals(self) -> Refusals:
        """No acceptance while something is not in order."""
        results = [row.value("result") for row in self.materials.entries]
        if self.value("verdict") == Acceptance.ACCEPTED and Check.NOT_OK in results:
            yield "verdict", self.say("verdict_invalid", NOT_YET)

    @classmethod
    def example(cls, on: date = EXAMPLE_DAY, file: FileIds = example_file) -> dict[str, Any]:
        """All in order."""
        return {
            "materials": [{"material": one.code, "result": "ok", "remark": None} for one in Material],
            "verdict": "accepted",
            "copies_marked": True,
            "reason": None,
            "corrections": [],
        }


@answers_task
class HandInVolume(TaskForm):
    """The bound volume against the accepted edition: number and beginning of SHA-256 from `facts.task` (R-071)."""

    element: ClassVar[str] = "hand_in_volume"
    title: ClassVar[str] = N_("Receive the bound volume")
    groups: ClassVar[tuple[Group, ...]] = (
        Group(
            N_("Volume"),
            N_("Number and fingerprint are printed on the cover; they can be scanned"),
            ("edition", "sha256_prefix", "page_count", "copy_count", "bound_in_order"),
        ),
        Group(N_("Receipt"), "", ("received_from", "received_on")),
        Group(N_("Decision"), "", ("verdict", "reason", "corrections")),
    )

    edition = WholeField(N_("Edition"), 1, 999)
    sha256_prefix = FingerprintField(N_("Fingerprint (first 16 characters)"), 16)
    page_count = WholeField(N_("Pages"), 1, 10_000)
    copy_count = WholeField(N_("Copies"), 1, 20)
    bound_in_order = TickField(N_("Bound in the order of the notice, 1 to 5"), when=When("verdict", ("matched",)))
    received_from = NameField(N_("Handed in by"))
    received_on = DateField(N_("Handed in on"), past=True)
    verdict = VerdictField(N_("Decision"), HandIn)
    reason = ReasonField(N_("Reason"), "returned")
    corrections = CorrectionsField()

    @classmethod
    def prefill(cls, facts: Facts) -> Answers:
        """Today."""
        return {"received_on": facts.today.isoformat()}

    def refusals(self) -> Refusals:
        """A volume matches only when it is the accepted edition."""
        if self.value("verdict") != HandIn.MATCHED:
            return
        edition, sha = self.facts.task.get("edition"), str(self.facts.task.get("sha256", ""))[:16]
        typed = self.value("edition")
        if edition is not None and typed is not None and typed != edition:
            yield "edition", self.say("volume_other", OTHER_EDITION, edition=edition, typed=typed)
        shown = self.value("sha256_prefix")
        if sha and shown and shown != sha:
            yield "sha256_prefix", self.say("volume_other", OTHER_PRINT, sha=sha, typed=shown)

    def remarks(self) -> Refusals:
        """One original and two copies are customary (A-17)."""
        copies, typed = self.facts.limits.get("dossier.copies"), self.value("copy_count")
        if copies is not None and typed is not None and typed < int(copies):
            yield "copy_count", self.say("few_copies", FEW_COPIES, copies=int(copies), typed=typed)

    @classmethod
    def example(cls, on: date = EXAMPLE_DAY, file: FileIds = example_file) -> dict[str, Any]:
        """Three copies of the first edition; the caller puts in the real fingerprint."""
        return {
            "edition": 1,
            "sha256_prefix": "0123456789abcdef",
            "page_count": 96,
            "copy_count": 3,
            "bound_in_order": True,
            "received_from": "乌云其木格",
            "received_on": on.isoformat(),
            "verdict": "matched",
            "reason": None,
            "corrections": [],
        }
