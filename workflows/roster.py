"""Who a task belongs to: from the lane's role and the case's facts to trays and people; decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Row, bindparam, select, tuple_
from sqlalchemy.orm import Session

from workflows.model.accounts import CITY, Person, RoleGrant, district_scope, org_scope, queue
from workflows.model.accreditation import Panel, PanelResult, PanelSeat
from workflows.model.process import Case
from workflows.model.vocabulary import Role


@dataclass(frozen=True)
class Seat:
    """Where a new task lies: the trays it is seen in and, when it is one person's own, that person."""

    queues: tuple[str, ...]
    assignee_id: int | None = None


class Seating:
    """Gives the new tasks of one move their seats; what several of them ask is asked once."""

    def __init__(self, session: Session, case: Case, items: Iterable[str | None]) -> None:
        self._session, self._case = session, case
        self._items = {item for item in items if item is not None}

    def of(self, role: Role, item: str | None) -> Seat:
        """The trays and the holder of a task of this role in this case; `item` is a person's public id."""
        if role is Role.EXPERT:
            return Seat((), self._experts.get(item or ""))
        if role is Role.EXPERT_HEAD:
            return Seat((), self._head)
        keeps = role is Role.APPLICANT and self._opener_stays
        return Seat((queue(role, scope(self._case, role)),), self._case.opened_by_id if keeps else None)

    @cached_property
    def _experts(self) -> Mapping[str, int]:
        query = select(Person.public_id, Person.id).where(Person.public_id.in_(self._items))
        return {public_id: person_id for public_id, person_id in self._session.execute(query)}

    @cached_property
    def _head(self) -> int | None:
        return panel_head_id(self._session, self._case.id)

    @cached_property
    def _opener_stays(self) -> bool:
        tray = queue(Role.APPLICANT, scope(self._case, Role.APPLICANT))
        return any(person_id == self._case.opened_by_id for person_id, _, _ in people_at(self._session, [tray]))


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


def people_at(session: Session, trays: Iterable[str]) -> Sequence[Row[int, str | None, str]]:
    """Who looks into the trays now: the ids and addresses of people, each with the tray."""
    places = [tuple(tray.split("@", 1)) for tray in trays]
    return session.execute(_LOOKERS, {"places": places}).all() if places else ()


_LOOKERS = (
    select(Person.id, Person.email, RoleGrant.role + "@" + RoleGrant.scope)
    .join(RoleGrant)
    .where(tuple_(RoleGrant.role, RoleGrant.scope).in_(bindparam("places", expanding=True)))
    .where(RoleGrant.ended_at.is_(None), Person.disabled_at.is_(None))
    .order_by(Person.id)
)


def open_panel(session: Session, case_id: int) -> Panel | None:
    """The panel of the case that is at work, the latest one."""
    return session.scalars(select(Panel).where(Panel.case_id == case_id).order_by(Panel.id.desc()).limit(1)).first()


def rectified_before(session: Session, case_id: int) -> bool:
    """Whether a panel of this case has asked for rectification already; it may once."""
    query = select(Panel.id).where(Panel.case_id == case_id, Panel.closed_at.is_not(None))
    return session.scalar(query.limit(1)) is not None


def figures_of(session: Session, panel_id: int) -> PanelResult | None:
    """The figures of a panel that stand."""
    query = select(PanelResult).where(PanelResult.panel_id == panel_id).order_by(PanelResult.id.desc())
    return session.scalars(query.limit(1)).first()


def panel_head_id(session: Session, case_id: int) -> int | None:
    query = (
        select(PanelSeat.person_id)
        .join(Panel)
        .where(Panel.case_id == case_id, PanelSeat.is_head, PanelSeat.declined_at.is_(None))
        .order_by(PanelSeat.id.desc())
    )
    return session.scalars(query).first()
