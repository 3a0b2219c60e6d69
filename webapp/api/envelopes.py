"""What programs may send around answers: nothing unknown, nothing converted; knows no form."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

OPAQUE = r"^[A-Za-z0-9_-]{1,64}$"
PLACE = r"^[0-9T:.+-]{10,40}~[0-9]{1,18}$"
NUMBER = r"^[0-9]{1,18}$"

Opaque = Annotated[str, Field(pattern=OPAQUE)]
Reason = Annotated[str, Field(min_length=1, max_length=500, pattern=r"\S")]
Version = Annotated[int, Field(ge=0, le=2**31)]
Words = Annotated[str, Field(max_length=50)]


Answers = Annotated[dict[str, Any], Field(description="What the form of the task yields; see the schemas Answers…")]


class Envelope(BaseModel):
    """A body: strict types, no unknown members."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Opening(Envelope):
    """A unit begins; without `organisation`, the caller's own."""

    process: Opaque
    batch: Opaque
    organisation: Opaque | None = None


class Withdrawal(Envelope):
    reason: Reason


class Completion(Envelope):
    """`seen` is the version of the task that the answers were made for."""

    answers: Answers
    seen: Version


class Amendment(Envelope):
    """`seen` is the version of the task that these answers amend; absent: whatever stands."""

    answers: Answers
    seen: Version | None = None


class DraftTyped(Envelope):
    """`seen` is the version of the draft that this one goes on from, 0 for the first; absent: whatever stands."""

    answers: Annotated[dict[str, Any], Field(description="As for completing, incomplete or not yet valid")]
    seen: Version | None = None


class HandingOver(Envelope):
    to: Opaque
    reason: Reason


class Query(BaseModel):
    """Arguments of an address."""

    model_config = ConfigDict(extra="forbid")


class TaskQuery(Query):
    """Which list, what to look for, where to go on."""

    list: Literal["mine", "groups", "done"] = "mine"
    q: Words = ""
    element: Annotated[str, Field(max_length=64)] = ""
    after: Annotated[str, Field(pattern=PLACE)] | None = None


class CaseQuery(Query):
    q: Words = ""
    state: Literal["open", "ended"] | None = None
    after: Annotated[str, Field(pattern=NUMBER)] | None = None


class BaseQuery(Query):
    q: Words = ""
    field: Annotated[str, Field(max_length=40)] = ""
    status: Literal["ACTIVE", "SUSPENDED", "EXPIRED", "REVOKED"] | None = None
    district: Annotated[str, Field(pattern=r"^[0-9]{6}$")] | None = None
    after: Annotated[str, Field(max_length=20)] = ""


class DrawingQuery(Query):
    version: Annotated[int, Field(ge=1, le=2**31)] | None = None


class Keyed(BaseModel):
    """The same key from the same person gets the first answer again."""

    idempotency_key: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")] | None = None
