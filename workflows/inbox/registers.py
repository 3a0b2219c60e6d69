"""What the public may look up: bases with their status history, notices now and past; no personal data in it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Text, and_, cast, func, or_, select
from sqlalchemy.orm import Session, selectinload

from workflows import policy
from workflows.model.accounts import Organisation, Person
from workflows.model.accreditation import Objection, Panel, PanelDraw, PublicNotice, TrainingBase
from workflows.model.offices import EvidenceFile
from workflows.model.process import Case
from workflows.model.refusals import Absent

PAGE = 25
STATUSES = ("ACTIVE", "SUSPENDED", "EXPIRED", "REVOKED")


@dataclass(frozen=True)
class BaseFilter:
    """What the address of the register carries; each empty word means: all."""

    words: str = ""
    field: str = ""
    status: str = ""
    district: str = ""
    after: str = ""


@dataclass(frozen=True)
class BaseLine:
    """A base in the register; `status` is what holds on the day asked for."""

    base: TrainingBase
    status: str
    district: str | None


@dataclass(frozen=True)
class BasePage:
    """Some bases in the order of their numbers, and the number after which more follow."""

    lines: Sequence[BaseLine]
    after: str | None


@dataclass(frozen=True)
class NoticePage:
    """Some notices, the latest first, and the key that continues them."""

    notices: Sequence[PublicNotice]
    after: int | None


def bases(session: Session, filter_: BaseFilter, on: date) -> BasePage:
    """A page of the register as it stands on a day."""
    query = select(TrainingBase, _district()).join(Organisation, Organisation.id == TrainingBase.org_id)
    query = query.join(Case, Case.id == TrainingBase.case_id)
    for word in filter_.words.split():
        query = query.where(
            or_(Organisation.name.contains(word, autoescape=True), TrainingBase.code.contains(word, autoescape=True))
        )
    if filter_.field:
        query = query.where(cast(TrainingBase.fields, Text).contains(json.dumps(filter_.field), autoescape=True))
    if filter_.status:
        query = query.where(_stands(filter_.status, on))
    if filter_.district:
        query = query.where(_district() == filter_.district)
    if filter_.after:
        query = query.where(TrainingBase.code > filter_.after)
    rows = session.execute(query.order_by(TrainingBase.code).limit(PAGE + 1)).all()
    lines = [BaseLine(base, status_on(base, on), district) for base, district in rows[:PAGE]]
    return BasePage(lines, lines[-1].base.code if len(rows) > PAGE else None)


def base_for(session: Session, public_id: str, on: date) -> BaseLine:
    """One base with the history of its status. Raises Absent."""
    query = (
        select(TrainingBase, _district())
        .join(Organisation, Organisation.id == TrainingBase.org_id)
        .join(Case, Case.id == TrainingBase.case_id)
        .where(TrainingBase.public_id == public_id)
        .options(selectinload(TrainingBase.history))
    )
    row = session.execute(query).first()
    if row is None:
        raise Absent
    return BaseLine(row[0], status_on(row[0], on), row[1])


def status_on(base: TrainingBase, on: date) -> str:
    """The recorded status; an active base whose last day has passed counts as expired."""
    return "EXPIRED" if base.status == "ACTIVE" and base.valid_to < on else base.status


def case_of(session: Session, base: TrainingBase, person: Person | None) -> Case | None:
    """The case a base came from, for who may open it."""
    if person is None or not policy.may_see(session, person, base.case_id):
        return None
    return session.get(Case, base.case_id)


def notices(session: Session, at: datetime, is_running: bool, after: int | None) -> NoticePage:
    """Notices whose term runs at the instant, or has ended; one that begins later is not shown."""
    running = and_(PublicNotice.ends_at > at, Case.ended_at.is_(None))
    query = select(PublicNotice).join(Case, Case.id == PublicNotice.case_id).where(PublicNotice.starts_at <= at)
    query = query.where(running if is_running else ~running)
    if after:
        query = query.where(PublicNotice.id < after)
    found = list(session.scalars(query.order_by(PublicNotice.id.desc()).limit(PAGE + 1)).unique())
    return NoticePage(found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None)


def notice_for(session: Session, public_id: str, at: datetime) -> PublicNotice:
    """A notice that has begun. Raises Absent."""
    query = select(PublicNotice).where(PublicNotice.public_id == public_id, PublicNotice.starts_at <= at)
    notice = session.scalars(query).unique().first()
    if notice is None:
        raise Absent
    return notice


def draws(session: Session, notice: PublicNotice) -> Sequence[PanelDraw]:
    """The draws of the experts of a noticed case: seed, numbers drawn from, numbers drawn; no name is in them."""
    query = select(PanelDraw).join(Panel).where(Panel.case_id == notice.case_id).order_by(PanelDraw.id)
    return session.scalars(query).all()


def is_running(notice: PublicNotice, at: datetime) -> bool:
    """Whether objections are taken at this instant (R-105)."""
    return notice.starts_at <= at < notice.ends_at and notice.case.ended_at is None


def objections(session: Session, notice: PublicNotice) -> Sequence[Objection]:
    """The objections to a notice, for the officers who verify them; never for the public."""
    query = select(Objection).where(Objection.notice_id == notice.id)
    return list(session.scalars(query.order_by(Objection.id)))


def objection_for(session: Session, notice: PublicNotice, public_id: str) -> Objection:
    """One objection by the number its author was given. Raises Absent."""
    query = select(Objection).where(Objection.notice_id == notice.id, Objection.public_id == public_id)
    found = session.scalars(query).first()
    if found is None:
        raise Absent
    return found


def evidence(session: Session, notice: PublicNotice) -> dict[str, EvidenceFile]:
    """Files handed in with objections to a notice, by public id."""
    query = select(EvidenceFile).where(EvidenceFile.notice_id == notice.id)
    return {file.public_id: file for file in session.scalars(query)}


def _stands(status: str, on: date) -> ColumnElement[bool]:
    lapsed = and_(TrainingBase.status == "ACTIVE", TrainingBase.valid_to < on)
    if status == "EXPIRED":
        return or_(TrainingBase.status == "EXPIRED", lapsed)
    return and_(TrainingBase.status == status, ~lapsed)


def _district() -> ColumnElement[str]:
    """Of the application, which says where the unit was; else of the organisation."""
    return func.coalesce(Case.district_code, Organisation.district_code)
