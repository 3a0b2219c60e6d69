"""Our Person as Flask-Security's user; identity lives in a row of WebSession, the cookie only names it."""

from __future__ import annotations

import unicodedata
from typing import Any

from flask import session
from flask_security import RoleMixin, UserDatastore, UserMixin
from sqlalchemy import select

from webapp.auth import sessions
from webapp.frame import instant
from workflows.model import db
from workflows.model.accounts import Person, WebSession


class Account(UserMixin):
    """A person as the login library sees it; roles are ours and checked in `workflows.policy`."""

    fs_uniquifier: str = ""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.id = person.id
        self.fs_uniquifier = person.fs_uniquifier
        self.password = person.password
        self.email = person.email or ""
        self.active = person.disabled_at is None
        self.roles: list[Any] = []


class Accounts(UserDatastore):
    """Finds accounts for the login library; it never writes, our commands do."""

    def __init__(self) -> None:
        self.user_model = Account
        self.role_model = RoleMixin
        self.webauthn_model = None

    def find_user(self, case_insensitive: bool = False, **criteria: Any) -> Account | None:
        """The account of the present session, only while its row lives."""
        name = sessions.name_of(session)
        if name is None:
            return None
        query = (
            select(Person)
            .join(WebSession, WebSession.person_id == Person.id)
            .where(WebSession.token_hash == name, WebSession.ends_at > instant())
            .where(Person.fs_uniquifier == criteria.get("fs_uniquifier"))
        )
        person = db.session.scalar(query)
        return Account(person) if person else None


def folded(login: str) -> str:
    """A login name as it is compared: NFKC, casefolded, blanks at the ends dropped."""
    return unicodedata.normalize("NFKC", login).casefold().strip()


def find(login: str) -> Account | None:
    """The account with this login name."""
    person = db.session.scalar(select(Person).where(Person.login == folded(login)))
    return Account(person) if person else None
