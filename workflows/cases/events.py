"""The append-only history of a case: every act is one event, chained to the one before by SHA-256."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows.crypto import canonical_json, digest
from workflows.model.accounts import Person
from workflows.model.process import Case, CaseEvent

GENESIS = bytes(32)


@dataclass
class Act:
    """What is to be remembered of one act; `body` carries ids and words, never form answers."""

    verb: str
    at: datetime
    by: Person | None = None
    element: str | None = None
    task_id: int | None = None
    came_from: Iterable[str] = ()
    went_to: Iterable[str] = ()
    passed: Iterable[str] = ()
    why: str | None = None
    body: dict[str, Any] = field(default_factory=dict)


def record(session: Session, case: Case, act: Act) -> CaseEvent:
    """Append one event inside the command's transaction; the case is locked, so `seq` is dense."""
    session.flush()
    last = _last(session, case.id)
    event = CaseEvent(
        case_id=case.id,
        seq=last.seq + 1 if last else 1,
        at=act.at,
        person_id=act.by.id if act.by else None,
        person_name=act.by.name if act.by else None,
        verb=act.verb,
        element=act.element,
        task_id=act.task_id,
        came_from=sorted(act.came_from),
        went_to=sorted(act.went_to),
        passed=list(act.passed),
        why=act.why,
        body=act.body,
        digest=b"",
    )
    event.digest = chained(last.digest if last else GENESIS, event)
    session.add(event)
    session.flush()
    return event


def chained(previous: bytes, event: CaseEvent) -> bytes:
    """The digest an event must carry after `previous`."""
    return digest(previous, canonical_json(_content(event)))


def _content(event: CaseEvent) -> dict[str, Any]:
    return {
        "case": event.case_id,
        "seq": event.seq,
        "at": event.at.astimezone(UTC).isoformat(),
        "person": event.person_id,
        "name": event.person_name,
        "verb": event.verb,
        "element": event.element,
        "task": event.task_id,
        "from": event.came_from,
        "to": event.went_to,
        "passed": event.passed,
        "why": event.why,
        "body": event.body,
    }


def _last(session: Session, case_id: int) -> CaseEvent | None:
    query = select(CaseEvent).where(CaseEvent.case_id == case_id).order_by(CaseEvent.seq.desc())
    return session.scalars(query.limit(1)).first()


@dataclass(frozen=True)
class Broken:
    """The first event of a case that does not follow from the one before it."""

    case: str
    seq: int
    reason: str


def verify(session: Session) -> tuple[int, int, list[Broken]]:
    """Replay every chain: (cases, events, broken ones). Raises nothing; the caller says what it found."""
    broken: list[Broken] = []
    cases = events = 0
    for case_id, public_id in session.execute(select(Case.id, Case.public_id).order_by(Case.id)).all():
        cases += 1
        previous, expected = GENESIS, 1
        for event in session.scalars(select(CaseEvent).where(CaseEvent.case_id == case_id).order_by(CaseEvent.seq)):
            events += 1
            fault = _fault(previous, expected, event)
            if fault:
                broken.append(Broken(public_id, event.seq, fault))
                break
            previous, expected = event.digest, expected + 1
        session.expunge_all()
    return cases, events, broken


def _fault(previous: bytes, expected: int, event: CaseEvent) -> str | None:
    if event.seq != expected:
        return "missing"
    return None if chained(previous, event) == event.digest else "altered"
