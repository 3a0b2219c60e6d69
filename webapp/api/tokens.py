"""Bearer tokens: made once, shown once, kept only as a hash; knows no endpoint."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.auth.account import folded
from workflows.model import transaction
from workflows.model.accounts import ApiToken, Person

PREFIX = "jijiao_"
LONGEST = 366
"""Days a token may live."""


class NoSuchPerson(LookupError):
    """No account in force has this login."""


class NoSuchToken(LookupError):
    """No token has this number, or it is revoked already."""


def create(login: str, label: str, days: int, *, at: datetime) -> str:
    """A new token of this person for 1 to 366 days; it is told here and never again. Raises NoSuchPerson."""
    if not 1 <= days <= LONGEST:
        raise ValueError(f"a token lives from 1 to {LONGEST} days, not {days}")
    token = PREFIX + secrets.token_urlsafe(32)
    with transaction() as session:
        query = select(Person).where(Person.login == folded(login), Person.disabled_at.is_(None))
        person = session.scalars(query).first()
        if person is None:
            raise NoSuchPerson(login)
        ends_at = at + timedelta(days=days)
        session.add(ApiToken(token_hash=_hash(token), person_id=person.id, label=label, created_at=at, ends_at=ends_at))
    return token


def revoke(number: int, *, at: datetime) -> None:
    """From now on the token opens nothing. Raises NoSuchToken."""
    with transaction() as session:
        token = session.get(ApiToken, number)
        if token is None or token.revoked_at is not None:
            raise NoSuchToken(number)
        token.revoked_at = at


def person_of(session: Session, token: str, at: datetime) -> Person | None:
    """Whose token this is; nobody's when it is unknown, expired, revoked, or the account is disabled."""
    query = select(ApiToken).where(
        ApiToken.token_hash == _hash(token), ApiToken.revoked_at.is_(None), ApiToken.ends_at > at
    )
    row = session.scalars(query).first()
    return row.person if row is not None and row.person.disabled_at is None else None


def standing(session: Session) -> Sequence[ApiToken]:
    """Every token ever made, the latest first."""
    return list(session.scalars(select(ApiToken).order_by(ApiToken.id.desc())))


def _hash(token: str) -> str:
    """256 random bits need no salt and no slow hash."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
