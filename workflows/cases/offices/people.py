"""Accounts: a colleague is invited, gets a new link, is disabled with the tasks going back to their trays."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from workflows.cases.events import Act, record
from workflows.cases.moving import movement
from workflows.cases.offices.actors import giver, officer, reasoned, somebody_else
from workflows.cases.offices.rights import give, keep_an_administrator
from workflows.cases.offices.trail import Deed, note
from workflows.model.accounts import ApiToken, OneTimeLink, Organisation, Person, WebSession
from workflows.model.base import new_public_id
from workflows.model.offices import OfficeRefused
from workflows.model.process import TaskOpen, TaskQueue, UserTask
from workflows.model.refusals import Absent, NotYours
from workflows.model.transaction import transaction
from workflows.model.vocabulary import Role

_LOGIN = re.compile(r"[a-z][a-z0-9._-]{2,63}")


@dataclass(frozen=True)
class Disabled:
    """Elements of the tasks that went back to their trays, and of those that have none and stay where they are."""

    put_back: tuple[str, ...]
    stranded: tuple[str, ...]


def invite_person(
    *,
    org: str,
    login: str,
    name: str,
    roles: Iterable[Role],
    email: str | None = None,
    mobile: str | None = None,
    field: str | None = None,
    title: str | None = None,
    by: int,
    at: datetime,
) -> int:
    """An account without a password in the organisation `org` (public id); the door issues the link. Returns its id.

    By the system administrator, or by the head of a unit for the own staff as clerk or head. Raises NotYours, Absent,
    OfficeRefused (login_wrong, name_taken, email_taken, role_needed, role_foreign, one_administrator).
    """
    wanted = frozenset(roles)
    with transaction() as session:
        organisation = session.scalars(select(Organisation).where(Organisation.public_id == org)).first()
        if organisation is None:
            raise Absent
        actor = giver(session, by, organisation.id, wanted, Role.SYS_ADMIN)
        if not wanted:
            raise OfficeRefused("role_needed", "roles")
        person = Person(
            login=_free_login(session, login),
            name=name,
            email=_free_email(session, email),
            mobile=mobile or None,
            org_id=organisation.id,
            field=field or None,
            title=title or None,
            created_at=at,
        )
        session.add(person)
        session.flush()
        for role in sorted(wanted):
            give(session, person, role, at)
        codes = {"org": organisation.public_id, "roles": sorted(role.value for role in wanted)}
        note(session, Deed("invited", "person", person.public_id, name, body=codes), actor, at)
        return person.id


def renew_link(person_id: int, *, by: int, at: datetime) -> None:
    """Write down that a new link is issued, and burn the earlier ones; a head only for staff without a password.

    Raises NotYours, Absent, OfficeRefused (oneself, not_in_force).
    """
    with transaction() as session:
        person = somebody_else(session, person_id, by)
        own_staff = frozenset(Role.of(code) for code in person.role_codes)
        actor = giver(session, by, person.org_id, own_staff, Role.SYS_ADMIN)
        if person.disabled_at is not None:
            raise OfficeRefused("not_in_force")
        if person.password is not None and Role.SYS_ADMIN not in actor.role_codes:
            raise NotYours
        _burn_links(session, person, at)
        note(session, Deed("linked", "person", person.public_id, person.name), actor, at)


def disable_person(person_id: int, reason: str, *, by: int, at: datetime) -> Disabled:
    """No more sign-in from now on: logins, tokens and links end, held tasks go back to their trays.

    Raises NotYours, Absent, OfficeRefused (oneself, not_in_force, last_administrator, reason_needed).
    """
    with transaction() as session:
        actor = officer(session, by, Role.SYS_ADMIN)
        person = somebody_else(session, person_id, by)
        if person.disabled_at is not None:
            raise OfficeRefused("not_in_force")
        for code in person.role_codes:
            keep_an_administrator(session, person, Role.of(code))
        person.disabled_at, person.fs_uniquifier = at, new_public_id()
        _shut_out(session, person, at)
        done = _put_back(session, person, actor, at)
        counted = {"put_back": len(done.put_back), "stranded": len(done.stranded)}
        note(session, Deed("disabled", "person", person.public_id, person.name, reasoned(reason), counted), actor, at)
        return done


def enable_person(person_id: int, reason: str, *, by: int, at: datetime) -> None:
    """The account works again, with the roles it still has. Raises NotYours, Absent, OfficeRefused."""
    with transaction() as session:
        actor = officer(session, by, Role.SYS_ADMIN)
        person = somebody_else(session, person_id, by)
        if person.disabled_at is None:
            raise OfficeRefused("not_in_force")
        person.disabled_at = None
        note(session, Deed("enabled", "person", person.public_id, person.name, reasoned(reason)), actor, at)


def _free_login(session: Session, login: str) -> str:
    if not _LOGIN.fullmatch(login):
        raise OfficeRefused("login_wrong", "login")
    if session.scalar(select(Person.id).where(Person.login == login)) is not None:
        raise OfficeRefused("name_taken", "login")
    return login


def _free_email(session: Session, email: str | None) -> str | None:
    if email and session.scalar(select(Person.id).where(Person.email == email)) is not None:
        raise OfficeRefused("email_taken", "email")
    return email or None


def _shut_out(session: Session, person: Person, at: datetime) -> None:
    session.execute(delete(WebSession).where(WebSession.person_id == person.id))
    tokens = update(ApiToken).where(ApiToken.person_id == person.id, ApiToken.revoked_at.is_(None))
    session.execute(tokens.values(revoked_at=at).execution_options(synchronize_session=False))
    _burn_links(session, person, at)


def _burn_links(session: Session, person: Person, at: datetime) -> None:
    links = update(OneTimeLink).where(OneTimeLink.person_id == person.id, OneTimeLink.used_at.is_(None))
    session.execute(links.values(used_at=at).execution_options(synchronize_session=False))


def _put_back(session: Session, person: Person, actor: Person, at: datetime) -> Disabled:
    """Case by case in the order of their keys, each locked, so that two administrators cannot block each other."""
    query = select(UserTask.id, UserTask.case_id).where(UserTask.assignee_id == person.id, UserTask.closed_at.is_(None))
    put_back, stranded = [], []
    for task_id, case_id in session.execute(query.order_by(UserTask.case_id, UserTask.id)).all():
        moving = movement(session, case_id, actor.id, at)
        task = session.get_one(UserTask, task_id, populate_existing=True)
        if not session.scalar(select(TaskQueue.queue).where(TaskQueue.task_id == task_id).limit(1)):
            stranded.append(task.element)
            continue
        task.assignee_id, task.claimed_at, task.version = None, None, task.version + 1
        session.execute(update(TaskOpen).where(TaskOpen.task_id == task.id).values(assignee_id=None))
        record(session, moving.case, Act("released", at, actor, task.element, task.id))
        put_back.append(task.element)
    return Disabled(tuple(put_back), tuple(stranded))
