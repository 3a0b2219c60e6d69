"""What people said and handed in: answers, decisions, corrections, files, letters, bound editions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflows.model.accounts import Person
from workflows.model.base import CaseRef, Key, Model, PersonRef, PublicId
from workflows.model.guarded import GuardedJSON


class Answers(Model):
    """One valid answer to one form, whole; a correction is a later row, the latest one stands."""

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("case_id", "element", "item", "version", name="answers_version"),)
    id: Mapped[Key]
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"))
    element: Mapped[str] = mapped_column(String(64))
    item: Mapped[str] = mapped_column(String(64), default="")
    version: Mapped[int]
    round: Mapped[int]
    task_id: Mapped[int] = mapped_column(ForeignKey("user_task.id"))
    content: Mapped[dict[str, Any]] = mapped_column(GuardedJSON())
    by_id: Mapped[PersonRef]
    at: Mapped[datetime]


class Decision(Model):
    """A verdict with its judge, its motive and its moment."""

    __tablename__ = "decision"
    id: Mapped[Key]
    case_id: Mapped[CaseRef]
    task_id: Mapped[int] = mapped_column(ForeignKey("user_task.id"), unique=True)
    element: Mapped[str] = mapped_column(String(64))
    round: Mapped[int]
    verdict: Mapped[str] = mapped_column(String(32))
    motive: Mapped[str | None]
    by_id: Mapped[PersonRef]
    at: Mapped[datetime]
    by: Mapped[Person] = relationship(lazy="joined")


class CorrectionItem(Model):
    """One thing to put right, pinned to a section; answered by a new version of that section."""

    __tablename__ = "correction_item"
    __table_args__ = (CheckConstraint("kind IN ('WRONG','MISSING','OUTDATED')", name="kind_known"),)
    id: Mapped[Key]
    case_id: Mapped[CaseRef]
    round: Mapped[int]  # the round in which it is to be put right
    seq: Mapped[int]
    section: Mapped[str] = mapped_column(String(64))
    item: Mapped[str | None]
    kind: Mapped[str] = mapped_column(String(16))
    text: Mapped[str]
    asked_at_element: Mapped[str] = mapped_column(String(64))
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]


class StoredFile(Model):
    """A file as it was received: the bytes lie in the file store under their SHA-256."""

    __tablename__ = "stored_file"
    id: Mapped[Key]
    public_id: Mapped[PublicId]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    original_sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    kind: Mapped[str] = mapped_column(String(16))
    media_type: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(120))
    uploaded_by_id: Mapped[PersonRef]
    uploaded_at: Mapped[datetime]


class FileUse(Model):
    """Where a file belongs: whoever may see the case may open it."""

    __tablename__ = "file_use"
    __table_args__ = (UniqueConstraint("file_id", "case_id", "element"),)
    id: Mapped[Key]
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), index=True)
    case_id: Mapped[CaseRef]
    element: Mapped[str] = mapped_column(String(64))


class Letter(Model):
    """A paper of the bureau to somebody: D-01 accepted, D-02 to be corrected, D-03 refused (domain 5.10)."""

    __tablename__ = "letter"
    id: Mapped[Key]
    public_id: Mapped[PublicId]
    case_id: Mapped[CaseRef]
    kind: Mapped[str] = mapped_column(String(8))
    title: Mapped[str]
    number: Mapped[str | None] = mapped_column(String(60))
    addressee: Mapped[str]
    paragraphs: Mapped[list[Any]]
    items: Mapped[list[Any]]
    remedies: Mapped[str | None]
    dated_on: Mapped[date]
    issued_at: Mapped[datetime]
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class DossierEdition(Model):
    """The volume as bound at one moment: preview never, handed in and final always."""

    __tablename__ = "dossier_edition"
    __table_args__ = (
        UniqueConstraint("case_id", "edition"),
        CheckConstraint("(made_at IS NULL) = (file_id IS NULL)", name="made_with_file"),
    )
    id: Mapped[Key]
    case_id: Mapped[CaseRef]
    edition: Mapped[int]
    occasion: Mapped[str] = mapped_column(String(16))  # filing, final
    asked_at: Mapped[datetime]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    sha256: Mapped[str | None] = mapped_column(String(64))  # of the DOCX
    code: Mapped[str | None] = mapped_column(String(16))  # printed on its cover: of all facts and files in it
    pages: Mapped[int | None]
    made_at: Mapped[datetime | None]
    failure: Mapped[str | None]
    file: Mapped[StoredFile | None] = relationship(lazy="joined")


class Notification(Model):
    """A line to one person about a case; sent by mail through a job, shown in the product too."""

    __tablename__ = "notification"
    __table_args__ = (UniqueConstraint("key", name="notification_once"),)
    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(120))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    case_id: Mapped[CaseRef]
    task_id: Mapped[int | None] = mapped_column(ForeignKey("user_task.id"))
    kind: Mapped[str] = mapped_column(String(32))
    text: Mapped[str]
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    mailed_at: Mapped[datetime | None]
