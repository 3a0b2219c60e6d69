"""The append-only trail of the offices: one dense chain over all their acts, written in the act's own transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows.cases.events import GENESIS, Broken
from workflows.crypto import canonical_json, digest
from workflows.model.accounts import Person
from workflows.model.accreditation import Serial
from workflows.model.offices import OfficeEvent

CHAIN = "office-events"


@dataclass
class Deed:
    """What is to be remembered of one act: its word, what it was about, why; `body` carries codes, never secrets."""

    verb: str
    kind: str
    subject: str
    subject_name: str
    why: str | None = None
    body: dict[str, Any] = field(default_factory=dict)


def note(session: Session, deed: Deed, by: Person, at: datetime) -> OfficeEvent:
    """Append one event inside the command's transaction; the locked serial keeps `seq` dense."""
    session.flush()
    seq = _next_seq(session)
    event = OfficeEvent(
        seq=seq,
        at=at,
        person_id=by.id,
        person_name=by.name,
        verb=deed.verb,
        kind=deed.kind,
        subject=deed.subject,
        subject_name=deed.subject_name,
        why=deed.why,
        body=deed.body,
        digest=b"",
    )
    event.digest = chained(_digest_before(session, seq), event)
    session.add(event)
    session.flush()
    return event


def chained(previous: bytes, event: OfficeEvent) -> bytes:
    """The digest an event must carry after `previous`."""
    content = {
        "seq": event.seq,
        "at": event.at.astimezone(UTC).isoformat(),
        "person": event.person_id,
        "name": event.person_name,
        "verb": event.verb,
        "kind": event.kind,
        "subject": event.subject,
        "subject_name": event.subject_name,
        "why": event.why,
        "body": event.body,
    }
    return digest(previous, canonical_json(content))


def verify_offices(session: Session) -> tuple[int, list[Broken]]:
    """Replay the chain: how many events, and the first that does not follow from the one before it, if any."""
    previous, expected = GENESIS, 1
    for event in session.scalars(select(OfficeEvent).order_by(OfficeEvent.seq)):
        if event.seq != expected:
            return expected - 1, [Broken("", event.seq, "missing")]
        if chained(previous, event) != event.digest:
            return expected - 1, [Broken("", event.seq, "altered")]
        previous, expected = event.digest, expected + 1
    given_out = session.get(Serial, CHAIN)
    if given_out is not None and given_out.last >= expected:
        return expected - 1, [Broken("", expected, "missing")]  # the tail was cut
    return expected - 1, []


def _next_seq(session: Session) -> int:
    row = session.get(Serial, CHAIN, with_for_update=True)
    if row is None:
        row = Serial(series=CHAIN, last=0)
        session.add(row)
    row.last += 1
    session.flush()
    return row.last


def _digest_before(session: Session, seq: int) -> bytes:
    last = session.scalar(select(OfficeEvent.digest).where(OfficeEvent.seq == seq - 1))
    return last if last is not None else GENESIS
