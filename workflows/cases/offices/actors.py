"""Who may act for an office: the present person, not disabled, with one of the roles; knows no command."""

from __future__ import annotations

from sqlalchemy.orm import Session

from workflows import policy
from workflows.model.accounts import Person, org_scope, queue
from workflows.model.offices import OfficeRefused
from workflows.model.refusals import Absent, NotYours
from workflows.model.vocabulary import Role

HEADS_MAY_GIVE = frozenset({Role.APPLICANT, Role.APPLICANT_LEAD})
"""Roles that the head of a unit gives to staff of the own unit."""


def officer(session: Session, person_id: int, *roles: Role) -> Person:
    """The acting person when one of the roles is held now. Raises NotYours."""
    person = session.get(Person, person_id)
    if person is None or person.disabled_at is not None or not policy.has_role(person, *roles):
        raise NotYours
    return person


def is_head_of(person: Person, org_id: int) -> bool:
    """Whether the person is the head of this applicant unit."""
    return person.disabled_at is None and queue(Role.APPLICANT_LEAD, org_scope(org_id)) in person.queues


def giver(session: Session, person_id: int, org_id: int, roles: frozenset[Role], *offices: Role) -> Person:
    """One of the offices, or the head of the unit for the roles that heads may give. Raises NotYours."""
    person = session.get(Person, person_id)
    if person is not None and is_head_of(person, org_id) and roles <= HEADS_MAY_GIVE:
        return person
    return officer(session, person_id, *offices)


def somebody_else(session: Session, person_id: int, by: int) -> Person:
    """The person that is acted upon. Raises Absent, and OfficeRefused when it is the acting one."""
    person = session.get(Person, person_id)
    if person is None:
        raise Absent
    if person.id == by:
        raise OfficeRefused("oneself")
    return person


def reasoned(reason: str) -> str:
    """The reason without blanks around it. Raises OfficeRefused when nothing is left."""
    if not reason.strip():
        raise OfficeRefused("reason_needed", "reason")
    return reason.strip()
