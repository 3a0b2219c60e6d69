"""Logins as rows: begun at sign-in, ended by sign-out, by a new password or after eight hours; knows no password."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import MutableMapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete

from workflows.model import transaction
from workflows.model.accounts import WebSession

NAME = "sid"


def hashed(token: str) -> str:
    """What the row keeps of a token that only the browser has."""
    return hashlib.sha256(token.encode()).hexdigest()


def name_of(cookie: MutableMapping[str, Any]) -> str | None:
    """The name of the row that the browser's cookie points to."""
    token = cookie.get(NAME)
    return hashed(token) if isinstance(token, str) else None


def begin(cookie: MutableMapping[str, Any], person_id: int, now: datetime, hours: int) -> None:
    """A new row with a new name (no fixation); sweeps this person's expired ones."""
    token = secrets.token_urlsafe(32)
    with transaction() as session:
        session.execute(delete(WebSession).where(WebSession.ends_at <= now))
        session.add(
            WebSession(
                token_hash=hashed(token),
                person_id=person_id,
                content=b"",
                created_at=now,
                seen_at=now,
                ends_at=now + timedelta(hours=hours),
            )
        )
    cookie[NAME] = token


def end(cookie: MutableMapping[str, Any]) -> None:
    """Delete the row: the cookie, and every copy of it, is worth nothing from now on."""
    name = name_of(cookie)
    if name is None:
        return
    with transaction() as session:
        session.execute(delete(WebSession).where(WebSession.token_hash == name))
    cookie.clear()
