"""Who a task belongs to: from the lane's role and the case's facts to trays and people; decides nothing."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows.model.accounts import CITY, Person, RoleGrant, district_scope, org_scope, queue
from workflows.model.accreditation import Panel, PanelSeat
from workflows.model.process import Case
from workflows.model.vocabulary import Role


@dataclass(frozen=True)
class Seat:
    """Where a new task lies: the trays it is seen in and, when it is one person's own, that person."""

    queues: tuple[str, ...]
    assignee_id: int | None = None


def seat(session: Session, case: Case, role: Role, item: str | None) -> Seat:
    """The trays and the holder of a task of this role in this case; `item` is a person's public id."""
    if role is Role.EXPERT:
        return Seat((), _person_id(session, item))
    if role is Role.EXPERT_HEAD:
        return Seat((), panel_head_id(session, case.id))
    tray = queue(role, scope(case, role))
    keeps = role is Role.APPLICANT and _holds(session, case.opened_by_id, tray)
    return Seat((tray,), case.opened_by_id if keeps else None)


def scope(case: Case, role: Role) -> str:
    """city, the applicant's or the department's organisation, or the county."""
    if role in (Role.APPLICANT, Role.APPLICANT_LEAD):
        return org_scope(case.org_id)
    if role is Role.SUPERVISOR:
        return org_scope(case.supervising_id or 0)
    if role is Role.COUNTY_HRSS:
        return district_scope(case.district_code or "")
    return CITY


def holders(session: Session, tray: str) -> list[Person]:
    """Everybody who looks into a tray now, by login."""
    role, _, place = tray.partition("@")
    query = (
        select(Person)
        .join(RoleGrant)
        .where(
            RoleGrant.role == role, RoleGrant.scope == place, RoleGrant.ended_at.is_(None), Person.disabled_at.is_(None)
        )
        .order_by(Person.login)
    )
    return list(session.scalars(query).unique())


def open_panel(session: Session, case_id: int) -> Panel | None:
    """The panel of the case that is at work, the latest one."""
    return session.scalars(select(Panel).where(Panel.case_id == case_id).order_by(Panel.id.desc()).limit(1)).first()


def panel_head_id(session: Session, case_id: int) -> int | None:
    query = (
        select(PanelSeat.person_id)
        .join(Panel)
        .where(Panel.case_id == case_id, PanelSeat.is_head, PanelSeat.declined_at.is_(None))
        .order_by(PanelSeat.id.desc())
    )
    return session.scalars(query).first()


def _person_id(session: Session, public_id: str | None) -> int | None:
    return session.scalar(select(Person.id).where(Person.public_id == public_id))


def _holds(session: Session, person_id: int, tray: str) -> bool:
    return any(person.id == person_id for person in holders(session, tray))
