"""What the offices do outside any case: their chained trail, and files the public handed in with an objection."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from workflows.model.accounts import RoleGrant
from workflows.model.base import Key, Model, PersonRef, PublicId
from workflows.model.refusals import Refusal
from workflows.model.vocabulary import N_, Role

ADMINISTRATORS = frozenset({Role.SYS_ADMIN, Role.SEC_ADMIN, Role.AUDIT_ADMIN})
"""Three offices that no two of one person may hold (GB/T 22239 8.1.4.2, domain 5.1)."""

_IN_FORCE = text("ended_at IS NULL AND role IN ('SYS_ADMIN','SEC_ADMIN','AUDIT_ADMIN')")

# the database is the witness: one person, at most one of the three offices at a time
Index(
    "uq_role_grant_one_administrator",
    RoleGrant.person_id,
    unique=True,
    sqlite_where=_IN_FORCE,
    postgresql_where=_IN_FORCE,
)


class OfficeEvent(Model):
    """One act of an office, never changed: who, when, what about, why; chained to the one before by its digest."""

    __tablename__ = "office_event"
    __table_args__ = (
        UniqueConstraint("seq", name="office_event_dense"),
        Index("ix_office_event_subject", "kind", "subject"),
    )
    id: Mapped[Key]
    seq: Mapped[int]
    at: Mapped[datetime]
    person_id: Mapped[PersonRef]
    person_name: Mapped[str] = mapped_column(String(50))
    verb: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(16))  # batch, organisation, person, parameter, day
    subject: Mapped[str] = mapped_column(String(64))  # its public id, key or day
    subject_name: Mapped[str]
    why: Mapped[str | None]
    body: Mapped[dict[str, Any]]
    digest: Mapped[bytes]


class EvidenceFile(Model):
    """A file of somebody without an account, handed in with an objection; its public id stands in the objection."""

    __tablename__ = "evidence_file"
    id: Mapped[Key]
    public_id: Mapped[PublicId]
    notice_id: Mapped[int] = mapped_column(ForeignKey("public_notice.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    kind: Mapped[str] = mapped_column(String(16))
    media_type: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(120))
    received_at: Mapped[datetime]


WHAT_TO_DO = {
    "window_backwards": N_("The last day must not be before the first. Change one of the two days."),
    "window_over": N_("The last day has passed. Choose a later one."),
    "name_taken": N_("This name is in use already. Choose another one."),
    "code_taken": N_("This credit code belongs to another organisation. Look it up in the list."),
    "code_wrong": N_("Check the credit code: 18 characters, and the last one must fit the others."),
    "email_taken": N_("This e-mail address belongs to another account."),
    "login_wrong": N_("3 to 64 small letters, digits, full stop, hyphen or underline, a letter in front."),
    "district_needed": N_("A county office needs its county, banner or district."),
    "role_foreign": N_("An organisation of this kind has no such role. Choose another role or organisation."),
    "role_held": N_("This person holds the role already."),
    "role_needed": N_("Choose at least one role."),
    "one_administrator": N_(
        "System, security and audit administrator are three persons, and none of them decides on cases."
    ),
    "last_administrator": N_("This is the last system administrator. Appoint another one first."),
    "oneself": N_("Nobody changes the own rights or account. Ask another administrator."),
    "not_in_force": N_("This has ended already. Load the page again."),
    "parameter_unknown": N_("There is no such parameter."),
    "value_wrong": N_("This value does not fit. Mind the kind of number and the limits beside it."),
    "reason_needed": N_("Give the reason; it stays in the trail."),
    "day_as_it_is": N_("The calendar says so already. Nothing needs to be entered."),
}


class OfficeRefused(Refusal):
    """An act of an office that cannot be; `field` is the question at fault, `what_to_do` an English msgid."""

    def __init__(self, code: str, field: str = "") -> None:
        super().__init__(WHAT_TO_DO[code])
        self.code, self.field = code, field
        self.what_to_do = WHAT_TO_DO[code]
