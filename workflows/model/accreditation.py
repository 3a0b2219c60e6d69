"""What the accreditation of bases adds: batches, panels, notices, objections, bases (domain 5.3)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflows.model.accounts import Organisation, Person
from workflows.model.base import CaseRef, Key, Model, PersonRef, PublicId


class Batch(Model):
    """A window in which units may apply; meeting, notice and approval are decided together per batch."""

    __tablename__ = "batch"
    __table_args__ = (CheckConstraint("opens_at < closes_at", name="window_forward"),)
    id: Mapped[Key]
    public_id: Mapped[PublicId]
    year: Mapped[int]
    title: Mapped[str]
    fields: Mapped[list[Any]]
    notice: Mapped[str | None]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]  # exclusive: the window's last day ends at this instant
    opened_by_id: Mapped[PersonRef]
    opened_at: Mapped[datetime]


class Panel(Model):
    """The experts of one case, drawn by a published seed so that anybody can draw again."""

    __tablename__ = "panel"
    __table_args__ = (CheckConstraint("size % 2 = 1", name="odd"),)
    id: Mapped[Key]
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    round: Mapped[int]
    size: Mapped[int]
    closed_at: Mapped[datetime | None]
    opened_at: Mapped[datetime]
    seats: Mapped[list[PanelSeat]] = relationship(back_populates="panel", order_by="PanelSeat.id")
    draws: Mapped[list[PanelDraw]] = relationship(back_populates="panel", order_by="PanelDraw.id")


class PanelDraw(Model):
    """One random draw: seed, the ordered list drawn from, who was left out and why."""

    __tablename__ = "panel_draw"
    id: Mapped[Key]
    panel_id: Mapped[int] = mapped_column(ForeignKey("panel.id"), index=True)
    seed: Mapped[str] = mapped_column(String(64))
    pool: Mapped[list[Any]]
    excluded: Mapped[list[Any]]
    drawn: Mapped[list[Any]]
    by_id: Mapped[PersonRef]
    at: Mapped[datetime]
    panel: Mapped[Panel] = relationship(back_populates="draws")


class PanelSeat(Model):
    """One expert on a panel, with the statement that there is no conflict of interest (R-114)."""

    __tablename__ = "panel_seat"
    __table_args__ = (
        UniqueConstraint("panel_id", "person_id"),
        CheckConstraint("accepted_at IS NULL OR declined_at IS NULL", name="one_answer"),
    )
    id: Mapped[Key]
    panel_id: Mapped[int] = mapped_column(ForeignKey("panel.id"), index=True)
    person_id: Mapped[PersonRef]
    is_head: Mapped[bool] = mapped_column(default=False)
    drawn_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    panel: Mapped[Panel] = relationship(back_populates="seats")
    person: Mapped[Person] = relationship(lazy="joined")


class ScoreSheet(Model):
    """One expert's points, whole; hidden from the others until their own are in."""

    __tablename__ = "score_sheet"
    __table_args__ = (
        UniqueConstraint("seat_id"),
        CheckConstraint("total >= 0 AND total <= 100", name="total_in_range"),
    )
    id: Mapped[Key]
    case_id: Mapped[CaseRef]
    seat_id: Mapped[int] = mapped_column(ForeignKey("panel_seat.id"))
    total: Mapped[Decimal] = mapped_column(Numeric(5, 2))
    veto: Mapped[bool]
    points: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    seat: Mapped[PanelSeat] = relationship(lazy="joined")


class PanelResult(Model):
    """The panel's figures: mean, dropped sheets, spread and what the table proposes; the last row stands."""

    __tablename__ = "panel_result"
    id: Mapped[Key]
    case_id: Mapped[CaseRef]
    panel_id: Mapped[int] = mapped_column(ForeignKey("panel.id"), index=True)
    mean: Mapped[Decimal] = mapped_column(Numeric(5, 2))
    spread: Mapped[Decimal] = mapped_column(Numeric(5, 2))
    totals: Mapped[dict[str, Any]]  # expert -> the total that counted, after a discussion perhaps a revised one
    dropped: Mapped[list[Any]]
    veto: Mapped[bool]
    proposal: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str]
    rule: Mapped[int]
    at: Mapped[datetime]


class PublicNotice(Model):
    """The public notice of one case (D-07); objections may come until its last day ends (R-105)."""

    __tablename__ = "public_notice"
    __table_args__ = (CheckConstraint("starts_at < ends_at", name="term_forward"),)
    id: Mapped[Key]
    public_id: Mapped[PublicId]
    case_id: Mapped[CaseRef]
    title: Mapped[str]
    text: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(index=True)
    published_at: Mapped[datetime]
    published_by_id: Mapped[PersonRef]
    case: Mapped[Any] = relationship("Case", lazy="joined")


class Objection(Model):
    """An objection by real name, in writing, with evidence (R-106); answered or standing."""

    __tablename__ = "objection"
    __table_args__ = (CheckConstraint("(answered_at IS NULL) = (founded IS NULL)", name="answered_with_verdict"),)
    id: Mapped[Key]
    public_id: Mapped[PublicId]
    notice_id: Mapped[int] = mapped_column(ForeignKey("public_notice.id"), index=True)
    case_id: Mapped[CaseRef]
    name: Mapped[str] = mapped_column(String(50))
    contact: Mapped[str] = mapped_column(String(100))
    text: Mapped[str]
    evidence: Mapped[list[Any]]
    received_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    founded: Mapped[bool | None]
    answer: Mapped[str | None]


class TrainingBase(Model):
    """A continuing-education base as the register shows it; its history is in BaseStatus."""

    __tablename__ = "base"
    __table_args__ = (
        CheckConstraint("status IN ('ACTIVE','SUSPENDED','EXPIRED','REVOKED')", name="status_known"),
        CheckConstraint("valid_from < valid_to", name="validity_forward"),
        # one active base per organisation (domain 11.2): the database is the witness
        Index(
            "uq_base_active_org",
            "org_id",
            unique=True,
            sqlite_where=text("status = 'ACTIVE'"),
            postgresql_where=text("status = 'ACTIVE'"),
        ),
    )
    id: Mapped[Key]
    public_id: Mapped[PublicId]
    code: Mapped[str] = mapped_column(String(20), unique=True)
    org_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), unique=True)
    fields: Mapped[list[Any]]
    status: Mapped[str] = mapped_column(String(16))
    decision_number: Mapped[str] = mapped_column(String(60))
    valid_from: Mapped[date]
    valid_to: Mapped[date]
    plaque_no: Mapped[str | None] = mapped_column(String(40))
    certificate_no: Mapped[str | None] = mapped_column(String(40))
    awarded_on: Mapped[date | None]
    org: Mapped[Organisation] = relationship(lazy="joined")
    history: Mapped[list[BaseStatus]] = relationship(order_by="BaseStatus.id")


class BaseStatus(Model):
    """One change of a base's status, with its reason; never changed."""

    __tablename__ = "base_status"
    id: Mapped[Key]
    base_id: Mapped[int] = mapped_column(ForeignKey("base.id"), index=True)
    status: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Serial(Model):
    """The last number given out in a series such as HHHT-JD-2022; rows only grow."""

    __tablename__ = "serial"
    series: Mapped[str] = mapped_column(String(40), primary_key=True)
    last: Mapped[int]
