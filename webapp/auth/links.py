"""Links that set a password once: for the first administrator and for invited colleagues; knows no page."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from flask_security import hash_password
from sqlalchemy import select, update

from webapp.auth.passwords import write_password
from webapp.auth.sessions import hashed
from workflows.model import db, transaction
from workflows.model.accounts import OneTimeLink, Person
from workflows.model.refusals import Absent

VALID = timedelta(hours=72)


def issue(person_id: int, now: datetime) -> str:
    """A new link's token for the person; only its hash is kept, so it can be shown once and never again."""
    token = secrets.token_urlsafe(32)
    with transaction() as session:
        session.add(OneTimeLink(token_hash=hashed(token), person_id=person_id, created_at=now, ends_at=now + VALID))
    return token


def owner(token: str, now: datetime) -> Person:
    """Whose link it is. Raises Absent for one that is unknown, used or older than three days."""
    query = (
        select(Person)
        .join(OneTimeLink, OneTimeLink.person_id == Person.id)
        .where(OneTimeLink.token_hash == hashed(token), OneTimeLink.used_at.is_(None), OneTimeLink.ends_at > now)
    )
    person = db.session.scalar(query)
    if person is None:
        raise Absent
    return person


def use(token: str, password: str, now: datetime) -> int:
    """Set the password and burn the link in one transaction; the person's id. Raises Absent when somebody was first."""
    digest = hash_password(password)
    with transaction() as session:
        burnt = session.execute(
            update(OneTimeLink)
            .where(OneTimeLink.token_hash == hashed(token), OneTimeLink.used_at.is_(None), OneTimeLink.ends_at > now)
            .values(used_at=now)
            .returning(OneTimeLink.person_id)
        ).scalar()
        if burnt is None:
            raise Absent
        write_password(session, burnt, digest)
    return burnt
