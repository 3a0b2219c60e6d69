"""What the API answers about tasks: ids public, instants in UTC; knows no table and no form."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field

from webapp.api.replies import Named


class Choice(BaseModel):
    code: str
    label: str


class TaskLine(BaseModel):
    id: str
    case: str
    number: str | None
    unit: str
    element: str
    name: str
    round: int
    opened_at: datetime
    due_at: datetime | None
    holder: str | None
    is_mine: bool
    closed_at: datetime | None
    outcome: str | None


class TaskPage(BaseModel):
    tasks: list[TaskLine]
    after: str | None
    next: str | None


class DraftReply(BaseModel):
    """What the caller typed and has not sent, as it was typed."""

    version: int
    saved_at: datetime
    typed: dict[str, Any]


class DraftKept(BaseModel):
    version: int
    saved_at: datetime


class TaskReply(BaseModel):
    """A task with all that is needed to answer it. `example` names files as `example-…` until they are uploaded."""

    id: str
    case: str
    process: str
    element: str
    name: str
    role: str
    round: int
    version: int
    opened_at: datetime
    due_at: datetime | None
    holder: str | None
    closed_at: datetime | None
    closed_by: str | None
    closed_how: str | None
    is_answerable: bool
    is_amendable: bool
    schema_: Annotated[dict[str, Any], Field(alias="schema")]
    answers: dict[str, Any] | None
    draft: DraftReply | None
    example: dict[str, Any] | None
    choices: dict[str, list[Choice]]
    corrections: list[dict[str, Any]]
    edition: int | None
    objections: list[dict[str, Any]]
    result: dict[str, Any] | None


class TaskHeld(BaseModel):
    id: str
    version: int
    holder: str | None


class Colleagues(BaseModel):
    colleagues: list[Named]
