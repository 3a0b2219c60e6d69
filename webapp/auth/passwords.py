"""Passwords: what is acceptable, checking without an oracle, the counter that locks for a quarter of an hour."""

from __future__ import annotations

import functools
import secrets
import threading
from datetime import datetime, timedelta

from flask_security import hash_password, verify_password
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from webapp.auth.account import Account, find, folded
from workflows.model import db, transaction
from workflows.model.accounts import LoginFailure, Person, WebSession
from workflows.model.base import new_public_id
from workflows.model.vocabulary import N_

SHORTEST = 12
LONGEST_BYTES = 256
ATTEMPTS = 5
LOCK = timedelta(minutes=15)
_two_at_a_time = threading.BoundedSemaphore(2)  # a hash takes a core and 64 MiB


def complaints(password: str, login: str) -> list[str]:
    """Why this password is refused, as msgids; nothing is trimmed, any character is welcome."""
    found = []
    if len(password) < SHORTEST:
        found.append(N_("Use at least 12 characters; a sentence is easy to remember"))
    if len(password.encode("utf-8", "surrogatepass")) > LONGEST_BYTES:
        found.append(N_("Use at most 256 bytes"))
    if len(set(password)) < 5:
        found.append(N_("Use at least five different characters"))
    if folded(login) and folded(login) in folded(password):
        found.append(N_("The password must not contain your login name"))
    return found


def authenticate(login: str, password: str, now: datetime) -> Account | None:
    """The account, when name and password fit and the name is not locked; every failure takes the same time."""
    name = folded(login)[:64]
    account = find(name)
    is_locked = _locked(name, now)
    fits = _fits(password, account.password if account and account.password else _nobody())
    if account and account.password and account.active and fits and not is_locked:
        _forget_failures(name)
        return account
    if not is_locked:
        _count_failure(name, now)
    return None


@functools.cache
def _nobody() -> str:
    """A hash no password has: an unknown name costs the same time as a known one."""
    return str(hash_password(secrets.token_urlsafe(32)))


def _fits(password: str, digest: str) -> bool:
    if len(password.encode("utf-8", "surrogatepass")) > LONGEST_BYTES or not password:
        return False
    with _two_at_a_time:
        return bool(verify_password(password, digest))


def _locked(name: str, now: datetime) -> bool:
    row = db.session.get(LoginFailure, name)
    return row is not None and row.count >= ATTEMPTS and row.since + LOCK > now


def _count_failure(name: str, now: datetime) -> None:
    with transaction() as session:
        row = session.get(LoginFailure, name)
        if row is None:
            session.add(LoginFailure(login=name, since=now, count=1))
        elif row.since + LOCK <= now:
            row.since, row.count = now, 1
        else:
            row.count += 1


def _forget_failures(name: str) -> None:
    if db.session.get(LoginFailure, name) is None:
        return
    with transaction() as session:
        session.execute(delete(LoginFailure).where(LoginFailure.login == name))


def change(person_id: int, password: str) -> None:
    """Store a new password and end every login of the person, this one included."""
    digest = hash_password(password)
    with transaction() as session:
        write_password(session, person_id, digest)


def write_password(session: Session, person_id: int, digest: str) -> None:
    """Write a hash inside somebody's transaction; all logins of the person end with it."""
    session.execute(update(Person).where(Person.id == person_id).values(password=digest, fs_uniquifier=new_public_id()))
    session.execute(delete(WebSession).where(WebSession.person_id == person_id))
