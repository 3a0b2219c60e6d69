"""Roles are given and ended; three administrators are three persons, and nobody changes the own rights."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows.cases.offices.actors import giver, reasoned, somebody_else
from workflows.cases.offices.trail import Deed, note
from workflows.model.accounts import CITY, Organisation, Person, RoleGrant, district_scope, org_scope
from workflows.model.offices import ADMINISTRATORS, OfficeRefused
from workflows.model.refusals import Absent
from workflows.model.transaction import transaction
from workflows.model.vocabulary import Role

RIGHTS = (Role.SYS_ADMIN, Role.SEC_ADMIN)
"""The offices that give and end any role."""

_ANYWHERE = frozenset({Role.EXPERT, Role.EXPERT_HEAD})
GRANTABLE: Mapping[str, frozenset[Role]] = MappingProxyType(
    {
        "UNIT": frozenset({Role.APPLICANT, Role.APPLICANT_LEAD, Role.BASE_ADMIN}) | _ANYWHERE,
        "DEPARTMENT": frozenset({Role.SUPERVISOR}) | _ANYWHERE,
        "COUNTY": frozenset({Role.COUNTY_HRSS, Role.SUPERVISOR}) | _ANYWHERE,
        "BUREAU": frozenset({Role.HRSS_CLERK, Role.HRSS_REVIEWER, Role.HRSS_SECTION, Role.HRSS_LEADER, Role.INSPECTOR})
        | ADMINISTRATORS,
    }
)
"""Which roles the people of an organisation of each kind may hold (domain 5.1)."""


def grantable(organisation: Organisation) -> list[Role]:
    """The roles that people of this organisation may hold, in the order of the process."""
    return [role for role in Role if role in GRANTABLE[organisation.kind]]


def grant_role(person_id: int, role: Role, *, by: int, at: datetime) -> int:
    """Give a role in the scope that the person's organisation has. Returns the grant's id.

    Raises NotYours, Absent, OfficeRefused (oneself, role_foreign, role_held, one_administrator).
    """
    with transaction() as session:
        person = somebody_else(session, person_id, by)
        actor = giver(session, by, person.org_id, frozenset({role}), *RIGHTS)
        grant = give(session, person, role, at)
        session.flush()
        note(session, Deed("granted", "person", person.public_id, person.name, body={"role": role.value}), actor, at)
        return grant.id


def end_role(grant_id: int, reason: str, *, by: int, at: datetime) -> None:
    """End a role; the row stays with both instants. What lies in its trays stays there for the colleagues.

    Raises NotYours, Absent, OfficeRefused (oneself, not_in_force, last_administrator, reason_needed).
    """
    with transaction() as session:
        grant = session.get(RoleGrant, grant_id, with_for_update=True)
        if grant is None:
            raise Absent
        person, role = somebody_else(session, grant.person_id, by), Role.of(grant.role)
        actor = giver(session, by, person.org_id, frozenset({role}), *RIGHTS)
        if grant.ended_at is not None:
            raise OfficeRefused("not_in_force")
        keep_an_administrator(session, person, role)
        grant.ended_at = at
        deed = Deed("ended", "person", person.public_id, person.name, reasoned(reason), {"role": role.value})
        note(session, deed, actor, at)


def give(session: Session, person: Person, role: Role, at: datetime) -> RoleGrant:
    """Add a role after every check, inside somebody's transaction."""
    organisation = session.get_one(Organisation, person.org_id)
    if role not in GRANTABLE[organisation.kind]:
        raise OfficeRefused("role_foreign", "role")
    held = {Role.of(grant.role) for grant in person.grants if grant.ended_at is None}
    if role in held:
        raise OfficeRefused("role_held", "role")
    if held and (role in ADMINISTRATORS or not held.isdisjoint(ADMINISTRATORS)):
        raise OfficeRefused("one_administrator", "role")
    grant = RoleGrant(role=role.value, scope=scope_of(role, organisation), granted_at=at)
    person.grants.append(grant)
    return grant


def scope_of(role: Role, organisation: Organisation) -> str:
    """Where a role reaches: the organisation itself, its county, or the city."""
    if role in (Role.APPLICANT, Role.APPLICANT_LEAD, Role.BASE_ADMIN, Role.SUPERVISOR):
        return org_scope(organisation.id)
    if role is Role.COUNTY_HRSS:
        return district_scope(organisation.district_code or "")
    return CITY


def keep_an_administrator(session: Session, leaving: Person, role: Role) -> None:
    """Raise OfficeRefused when the last system administrator would go."""
    if role is not Role.SYS_ADMIN:
        return
    query = (
        select(Person.id)
        .join(RoleGrant)
        .where(RoleGrant.role == Role.SYS_ADMIN, RoleGrant.ended_at.is_(None))
        .where(Person.disabled_at.is_(None), Person.id != leaving.id)
    )
    if session.scalar(query.limit(1)) is None:
        raise OfficeRefused("last_administrator")
