"""Who people are and what they may be: organisations, persons, roles with their scope, sessions, tokens."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflows.model.base import Key, Model, PublicId, new_public_id
from workflows.model.vocabulary import Role

CITY = "city"


def org_scope(org_id: int) -> str:
    return f"org:{org_id}"


def district_scope(code: str) -> str:
    return f"district:{code}"


def queue(role: Role | str, scope: str) -> str:
    """The name of the tray that everybody with this role in this scope looks into."""
    return f"{role}@{scope}"


class Organisation(Model):
    """A unit, a department, a county office or the bureau (domain 5.1); kind says which."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint("kind IN ('UNIT','DEPARTMENT','COUNTY','BUREAU')", name="kind_known"),
        Index("ix_organisation_kind_name", "kind", "name"),
    )
    id: Mapped[Key]
    public_id: Mapped[PublicId]
    name: Mapped[str]
    uscc: Mapped[str | None] = mapped_column(String(18), unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    org_type: Mapped[str | None] = mapped_column(String(32))
    district_code: Mapped[str | None] = mapped_column(String(6))
    phone: Mapped[str | None] = mapped_column(String(32))
    supervising_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    created_at: Mapped[datetime]


class Person(Model):
    """One account of one human being; roles are grants, never columns."""

    __tablename__ = "person"
    id: Mapped[Key]
    public_id: Mapped[PublicId]
    login: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(50))
    email: Mapped[str | None] = mapped_column(String(255), unique=True)
    mobile: Mapped[str | None] = mapped_column(String(20))
    org_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    field: Mapped[str | None] = mapped_column(String(40))  # an expert's field of expertise
    title: Mapped[str | None] = mapped_column(String(40))
    password: Mapped[str | None] = mapped_column(String(255))
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True, default=new_public_id)
    disabled_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    org: Mapped[Organisation] = relationship(lazy="joined")
    grants: Mapped[list[RoleGrant]] = relationship(back_populates="person", lazy="selectin")

    @property
    def queues(self) -> tuple[str, ...]:
        """The trays this person looks into, from the grants that are in force."""
        return tuple(queue(grant.role, grant.scope) for grant in self.grants if grant.ended_at is None)

    @property
    def role_codes(self) -> frozenset[str]:
        return frozenset(grant.role for grant in self.grants if grant.ended_at is None)


class RoleGrant(Model):
    """A role in a scope (city, org:ID or district:CODE), from one instant to another."""

    __tablename__ = "role_grant"
    __table_args__ = (
        UniqueConstraint("person_id", "role", "scope", "granted_at"),
        Index("ix_role_grant_role_scope", "role", "scope"),
    )
    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str] = mapped_column(String(32))
    scope: Mapped[str] = mapped_column(String(64))
    granted_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    person: Mapped[Person] = relationship(back_populates="grants")


class WebSession(Model):
    """A login that can be ended here: the cookie carries only the random name, hashed in the row."""

    __tablename__ = "web_session"
    id: Mapped[Key]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    content: Mapped[bytes]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(index=True)


class LoginFailure(Model):
    """Wrong passwords of one name within a quarter of an hour; the row is the counter."""

    __tablename__ = "login_failure"
    login: Mapped[str] = mapped_column(String(64), primary_key=True)
    since: Mapped[datetime]
    count: Mapped[int]


class OneTimeLink(Model):
    """A link that sets a password once: the first administrator, an invited colleague."""

    __tablename__ = "one_time_link"
    id: Mapped[Key]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class ApiToken(Model):
    """A bearer token of one person; only its hash is kept."""

    __tablename__ = "api_token"
    id: Mapped[Key]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    label: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    person: Mapped[Person] = relationship(lazy="joined")
