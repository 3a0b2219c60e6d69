"""Cases and what the engine shows of them: drawings, tasks, trays, timers, events; knows no form."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflows.model.accounts import Organisation, Person
from workflows.model.base import CaseRef, Key, Model, PersonRef, PublicId
from workflows.model.guarded import GuardedJSON

GENESIS = bytes(32)  # what the first event of a case follows
ARMED = "fired_at IS NULL AND cancelled_at IS NULL"
OPEN = "closed_at IS NULL"


class StoredDrawing(Model):
    """One edition of a process: the drawing, its decision tables and the parsed form, never changed."""

    __tablename__ = "stored_drawing"
    __table_args__ = (UniqueConstraint("process", "version"),)
    id: Mapped[Key]
    process: Mapped[str] = mapped_column(String(64), index=True)
    version: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    xml: Mapped[bytes]
    tables: Mapped[dict[str, Any]]  # name of a decision table -> its DMN text
    parsed: Mapped[bytes]
    adopted_at: Mapped[datetime]


class Case(Model):
    """One passage through one process, pinned to the drawing it began under."""

    __tablename__ = "case_file"
    __table_args__ = (
        UniqueConstraint("process", "key", name="case_once"),
        CheckConstraint("(ended_at IS NULL) = (outcome IS NULL)", name="ended_with_outcome"),
        Index("ix_case_file_org_process", "org_id", "process"),
        # one open application per organisation (DT-6 row 8): the database is the witness
        Index(
            "uq_case_file_open_application",
            "org_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL AND process = 'base_application'"),
            postgresql_where=text("ended_at IS NULL AND process = 'base_application'"),
        ),
    )
    id: Mapped[Key]
    public_id: Mapped[PublicId]
    process: Mapped[str] = mapped_column(String(64))
    key: Mapped[str] = mapped_column(String(100))
    drawing_id: Mapped[int] = mapped_column(ForeignKey("stored_drawing.id"))
    org_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"), index=True)
    supervising_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    district_code: Mapped[str | None] = mapped_column(String(6), index=True)
    number: Mapped[str | None] = mapped_column(String(40), unique=True)
    opened_by_id: Mapped[PersonRef]
    opened_at: Mapped[datetime]
    filed_at: Mapped[datetime | None]  # first complete filing; a correction never moves it
    ended_at: Mapped[datetime | None] = mapped_column(index=True)
    outcome: Mapped[str | None] = mapped_column(String(32))
    round: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column(default=0)
    events_seq: Mapped[int] = mapped_column(default=0)  # number and digest of the last event: the head of its chain
    head_digest: Mapped[bytes] = mapped_column(default=GENESIS)
    state: Mapped[bytes] = mapped_column(deferred=True)
    awaits: Mapped[list[Any]] = mapped_column(default=list)  # messages the drawing listens for now
    org: Mapped[Organisation] = relationship(foreign_keys=[org_id], lazy="joined")
    opened_by: Mapped[Person] = relationship(foreign_keys="Case.opened_by_id")
    drawing: Mapped[StoredDrawing] = relationship()


class UserTask(Model):
    """A human's turn; the row stays for ever with who closed it, when and how."""

    __tablename__ = "user_task"
    __table_args__ = (
        UniqueConstraint("case_id", "engine_id"),
        CheckConstraint("(closed_at IS NULL) = (closed_how IS NULL)", name="closed_with_manner"),
        CheckConstraint("closed_how IN ('completed','cancelled')", name="manner_known"),
        CheckConstraint("closed_how <> 'completed' OR closed_by_id IS NOT NULL", name="completed_by_someone"),
        Index("ix_user_task_closed_by", "closed_by_id", "closed_at"),
        Index("ix_user_task_case_element", "case_id", "element"),
        Index("ix_user_task_case_open", "case_id", sqlite_where=text(OPEN), postgresql_where=text(OPEN)),
        Index("ix_user_task_acted", "case_id", "closed_by_id", "role", "element"),
    )
    id: Mapped[Key]
    public_id: Mapped[PublicId]
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"))
    engine_id: Mapped[str] = mapped_column(String(64))
    element: Mapped[str] = mapped_column(String(64))
    role: Mapped[str] = mapped_column(String(32))
    item: Mapped[str | None] = mapped_column(String(64))  # the member of a multi-instance task
    round: Mapped[int]
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    claimed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    closed_how: Mapped[str | None] = mapped_column(String(16))
    case: Mapped[Case] = relationship(lazy="joined")
    assignee: Mapped[Person | None] = relationship(foreign_keys=[assignee_id])
    closed_by: Mapped[Person | None] = relationship(foreign_keys=[closed_by_id])


class TaskOpen(Model):
    """The hot list: one row per open task, gone when it closes; a projection of UserTask."""

    __tablename__ = "task_open"
    __table_args__ = (Index("ix_task_open_assignee_due", "assignee_id", "due_at", "task_id"),)
    task_id: Mapped[int] = mapped_column(ForeignKey("user_task.id"), primary_key=True, autoincrement=False)
    case_id: Mapped[CaseRef]
    element: Mapped[str] = mapped_column(String(64))
    due_at: Mapped[datetime]
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    words: Mapped[str]  # number and names that the list is searched by


class TaskQueue(Model):
    """Which trays an open task lies in, in the order of the inbox page."""

    __tablename__ = "task_queue"
    __table_args__ = {"sqlite_with_rowid": False}
    queue: Mapped[str] = mapped_column(String(100), primary_key=True)
    due_at: Mapped[datetime] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(
        ForeignKey("task_open.task_id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Timer(Model):
    """An instant that will act on a case: drawn (boundary, catch) or a reminder of one task."""

    __tablename__ = "timer"
    __table_args__ = (
        CheckConstraint("kind IN ('drawn','reminder')", name="kind_known"),
        CheckConstraint("fired_at IS NULL OR cancelled_at IS NULL", name="one_end"),
        Index("ix_timer_due_armed", "due_at", "id", sqlite_where=text(ARMED), postgresql_where=text(ARMED)),
        Index("ix_timer_case_armed", "case_id", sqlite_where=text(ARMED), postgresql_where=text(ARMED)),
    )
    id: Mapped[Key]
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("user_task.id"))
    engine_id: Mapped[str | None] = mapped_column(String(64))
    element: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(16))
    interrupting: Mapped[bool] = mapped_column(default=False)
    share: Mapped[int | None]  # percent of the term, reminders only
    due_at: Mapped[datetime]
    armed_at: Mapped[datetime]
    fired_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str | None]
    again_at: Mapped[datetime | None]  # after a failure, not to be tried before


class CaseEvent(Model):
    """One act, never changed: who, when, on whose turn, from where to where, and why."""

    __tablename__ = "case_event"
    __table_args__ = (UniqueConstraint("case_id", "seq", name="event_dense"),)
    id: Mapped[Key]
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"))
    seq: Mapped[int]
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    person_name: Mapped[str | None] = mapped_column(String(50))
    verb: Mapped[str] = mapped_column(String(32))
    element: Mapped[str | None] = mapped_column(String(64))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("user_task.id"))
    came_from: Mapped[list[Any]]  # elements that stood open before
    went_to: Mapped[list[Any]]  # elements that stand open after
    passed: Mapped[list[Any]]  # elements the token crossed, for the path on the diagram
    why: Mapped[str | None]
    body: Mapped[dict[str, Any]]
    digest: Mapped[bytes]


class CommandKey(Model):
    """What a door answered to one submission; the same key gets the same answer again."""

    __tablename__ = "command_key"
    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    person_id: Mapped[PersonRef]
    command: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(String(200))  # what the command was about, with the digest of what it said
    answer: Mapped[dict[str, Any]]
    at: Mapped[datetime] = mapped_column(index=True)


class Draft(Model):
    """What somebody has typed and not sent; it can never be mistaken for answers."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("task_id", "person_id"),)
    id: Mapped[Key]
    task_id: Mapped[int] = mapped_column(ForeignKey("user_task.id"))
    person_id: Mapped[PersonRef]
    typed: Mapped[dict[str, Any]] = mapped_column(GuardedJSON())
    version: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[datetime]


class MovedDay(Model):
    """Days that a leader moved: work on a weekend, rest on a weekday (domain 11.5)."""

    __tablename__ = "workday_override"
    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    is_workday: Mapped[bool]
    note: Mapped[str]
