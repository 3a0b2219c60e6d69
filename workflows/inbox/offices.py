"""What the administrators look at: organisations, accounts and rights, parameters, moved days, the trail of acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from workflows.model.accounts import Organisation, Person, RoleGrant
from workflows.model.offices import OfficeEvent
from workflows.model.parameters import KNOWN, Known, Parameter, parameters
from workflows.model.process import MovedDay
from workflows.model.refusals import Absent
from workflows.model.vocabulary import Role

PAGE = 50


@dataclass(frozen=True)
class OrganisationPage:
    """Some organisations in the order of their names, and the key that continues them."""

    lines: Sequence[Organisation]
    after: int | None


@dataclass(frozen=True)
class PeoplePage:
    """Some accounts, the latest first, and the key that continues them."""

    lines: Sequence[Person]
    after: int | None


@dataclass(frozen=True)
class TrailPage:
    """Some acts of the offices, the latest first, and the number that continues them."""

    lines: Sequence[OfficeEvent]
    after: int | None


@dataclass(frozen=True)
class Setting:
    """A parameter with the value in force and the row that set it, if any."""

    key: str
    known: Known
    value: str
    row: Parameter | None


def organisations(session: Session, words: str, kind: str, after: int | None) -> OrganisationPage:
    """A page of the organisations, the latest first; `words` are found in name and credit code."""
    query = select(Organisation)
    for word in words.split():
        query = query.where(
            or_(Organisation.name.contains(word, autoescape=True), Organisation.uscc.contains(word, autoescape=True))
        )
    if kind:
        query = query.where(Organisation.kind == kind)
    if after:
        query = query.where(Organisation.id < after)
    found = list(session.scalars(query.order_by(Organisation.id.desc()).limit(PAGE + 1)))
    return OrganisationPage(found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None)


def organisation_for(session: Session, public_id: str) -> Organisation:
    """An organisation by its public id. Raises Absent."""
    found = session.scalars(select(Organisation).where(Organisation.public_id == public_id)).first()
    if found is None:
        raise Absent
    return found


def departments(session: Session) -> Sequence[Organisation]:
    """Everybody who may supervise a unit, by name."""
    query = select(Organisation).where(Organisation.kind.in_(("DEPARTMENT", "COUNTY")))
    return list(session.scalars(query.order_by(Organisation.name)))


def people(session: Session, words: str, role: str, after: int | None) -> PeoplePage:
    """A page of the accounts; `words` are found in login, name and organisation."""
    query = select(Person).join(Organisation, Organisation.id == Person.org_id)
    for word in words.split():
        query = query.where(
            or_(
                Person.login.contains(word, autoescape=True),
                Person.name.contains(word, autoescape=True),
                Organisation.name.contains(word, autoescape=True),
            )
        )
    if role:
        held = select(RoleGrant.person_id).where(RoleGrant.role == role, RoleGrant.ended_at.is_(None))
        query = query.where(Person.id.in_(held))
    if after:
        query = query.where(Person.id < after)
    found = list(session.scalars(query.order_by(Person.id.desc()).limit(PAGE + 1)).unique())
    return PeoplePage(found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None)


def person_for(session: Session, public_id: str) -> Person:
    """An account by its public id. Raises Absent."""
    found = session.scalars(select(Person).where(Person.public_id == public_id)).first()
    if found is None:
        raise Absent
    return found


def colleague_for(session: Session, head: Person, public_id: str) -> Person:
    """An account of the head's own unit. Raises Absent for everybody else's."""
    found = person_for(session, public_id)
    if found.org_id != head.org_id:
        raise Absent
    return found


def grant_for(person: Person, grant_id: int) -> RoleGrant:
    """A role of this very person. Raises Absent."""
    found = next((grant for grant in person.grants if grant.id == grant_id), None)
    if found is None:
        raise Absent
    return found


def staff(session: Session, org_id: int) -> Sequence[Person]:
    """Everybody of an organisation, those who may sign in first."""
    query = select(Person).where(Person.org_id == org_id).order_by(Person.disabled_at.is_not(None), Person.id)
    return list(session.scalars(query).unique())


def settings(session: Session) -> Sequence[Setting]:
    """Every parameter in the order of its definition, with the row that stands."""
    rows = {row.key: row for row in session.scalars(select(Parameter).order_by(Parameter.id))}
    values = parameters(session).values
    return [Setting(key, known, str(values[key]), rows.get(key)) for key, known in KNOWN.items()]


def setting_for(session: Session, key: str) -> Setting:
    """One parameter. Raises Absent."""
    found = next((setting for setting in settings(session) if setting.key == key), None)
    if found is None:
        raise Absent
    return found


def moved_days(session: Session) -> Sequence[MovedDay]:
    """The days an administrator has entered, the latest day first."""
    return list(session.scalars(select(MovedDay).order_by(MovedDay.day.desc())))


def trail(session: Session, after: int | None, subject: str = "") -> TrailPage:
    """What the offices did, the latest first; of one subject, or of all."""
    query = select(OfficeEvent)
    if subject:
        query = query.where(OfficeEvent.subject == subject)
    if after:
        query = query.where(OfficeEvent.seq < after)
    found = list(session.scalars(query.order_by(OfficeEvent.seq.desc()).limit(PAGE + 1)))
    return TrailPage(found[:PAGE], found[PAGE - 1].seq if len(found) > PAGE else None)


def administrators(session: Session) -> dict[Role, list[str]]:
    """Who holds each of the three offices now."""
    query = (
        select(RoleGrant.role, Person.name)
        .join(Person, Person.id == RoleGrant.person_id)
        .where(RoleGrant.ended_at.is_(None), Person.disabled_at.is_(None))
        .where(RoleGrant.role.in_((Role.SYS_ADMIN, Role.SEC_ADMIN, Role.AUDIT_ADMIN)))
        .order_by(Person.id)
    )
    held: dict[Role, list[str]] = {Role.SYS_ADMIN: [], Role.SEC_ADMIN: [], Role.AUDIT_ADMIN: []}
    for role, name in session.execute(query):
        held[Role.of(role)].append(name)
    return held
