"""What the API answers about cases, papers and registers: ids public, instants in UTC; knows no table."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel


class Named(BaseModel):
    id: str
    name: str


class ElementReply(BaseModel):
    """A node of a drawing; `term` is in working days."""

    id: str
    kind: str
    name: str
    role: str | None
    parent: str | None
    attached_to: str | None
    term: int | None


class ProcessReply(BaseModel):
    id: str
    name: str
    version: int
    sha256: str
    adopted_at: datetime
    elements: list[ElementReply]


class Processes(BaseModel):
    processes: list[ProcessReply]


class ReceiptReply(BaseModel):
    """Where the case stands now, and the digest of the event that was written."""

    case: str
    task: str | None
    element: str | None
    at: datetime
    number: str | None
    stands_at: list[str]
    outcome: str | None
    digest: str


class CaseLine(BaseModel):
    id: str
    process: str
    number: str | None
    unit: str
    state: str
    outcome: str | None
    stands_at: list[str]
    opened_at: datetime
    ended_at: datetime | None


class CasePage(BaseModel):
    cases: list[CaseLine]
    after: str | None
    next: str | None


class TurnReply(BaseModel):
    """A task that stands open, and whose it is; names of experts are for the bureau only."""

    task: str
    element: str
    name: str
    role: str
    holder: str | None
    opened_at: datetime
    due_at: datetime | None


class SectionReply(BaseModel):
    """A section of the application: untouched, begun, filled, to_correct or locked."""

    element: str
    name: str
    state: str
    corrections: int
    task: str | None
    changeable: bool


class OpinionReply(BaseModel):
    element: str
    name: str
    round: int
    verdict: str
    verdict_word: str
    motive: str | None
    by: str
    at: datetime


class CorrectionReply(BaseModel):
    round: int
    seq: int
    section: str
    item: str | None
    kind: str
    text: str
    asked_at: datetime
    answered_at: datetime | None


class DrawingReply(BaseModel):
    version: int
    sha256: str


class CaseReply(BaseModel):
    """A case: where it stands, whose turn it is, what was said."""

    id: str
    process: str
    drawing: DrawingReply
    unit: Named
    batch: str | None
    number: str | None
    round: int
    state: str
    outcome: str | None
    opened_at: datetime
    filed_at: datetime | None
    ended_at: datetime | None
    may_withdraw: bool
    standing: list[TurnReply]
    sections: list[SectionReply]
    opinions: list[OpinionReply]
    corrections: list[CorrectionReply]


class EventReply(BaseModel):
    """One act, chained to the one before by `digest`."""

    seq: int
    at: datetime
    who: str | None
    act: str
    said: str
    element: str | None
    name: str | None
    came_from: list[str]
    went_to: list[str]
    verdict: str | None
    why: str | None
    digest: str


class History(BaseModel):
    events: list[EventReply]


class FileReply(BaseModel):
    """A file that was taken in; `sha256` is that of the bytes that `GET /files/{id}` gives."""

    id: str
    name: str
    kind: str
    media_type: str
    size: int
    sha256: str


class DocumentReply(BaseModel):
    """A letter of the bureau, or a bound edition of the dossier."""

    id: str
    kind: str
    title: str
    number: str | None
    dated_on: date
    media_type: str
    sha256: str | None


class Documents(BaseModel):
    documents: list[DocumentReply]


class BatchReply(BaseModel):
    id: str
    year: int
    title: str
    fields: list[str]
    notice: str | None
    opens_at: datetime
    closes_at: datetime


class Batches(BaseModel):
    batches: list[BatchReply]


class BaseReply(BaseModel):
    """A base as the public register shows it."""

    id: str
    code: str
    unit: str
    status: str
    fields: list[str]
    district: str | None
    decision_number: str
    valid_from: date
    valid_to: date
    plaque_no: str | None


class BasePage(BaseModel):
    bases: list[BaseReply]
    after: str | None
    next: str | None


class FaultReply(BaseModel):
    """Where something is to be corrected: a JSON pointer into the body, or the name of a parameter."""

    pointer: str | None = None
    parameter: str | None = None
    code: str
    message: str


class Problem(BaseModel):
    """Problem details (RFC 9457); `code` is stable, title and detail are in the language asked for."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    request_id: str | None = None
    what_to_do: str | None = None
    errors: list[FaultReply] | None = None
