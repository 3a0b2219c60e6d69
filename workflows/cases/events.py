"""The append-only history of a case: every act is one event, chained to the one before by SHA-256.

Number and digest of the last event stand on the case, so that no event is read again and a cut tail is seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows.cases.rows import table_of, write
from workflows.crypto import canonical_json, digest
from workflows.model.accounts import Person
from workflows.model.process import GENESIS, Case, CaseEvent

__all__ = ["GENESIS", "Act", "Broken", "chained", "record", "verify"]


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


def record(session: Session, case: Case, act: Act) -> None:
    """Append one event inside the command's transaction; the case is locked, so `seq` is dense."""
    event = {
        "case_id": case.id,
        "seq": case.events_seq + 1,
        "at": act.at,
        "person_id": act.by.id if act.by else None,
        "person_name": act.by.name if act.by else None,
        "verb": act.verb,
        "element": act.element,
        "task_id": act.task_id,
        "came_from": sorted(act.came_from),
        "went_to": sorted(act.went_to),
        "passed": list(act.passed),
        "why": act.why,
        "body": act.body,
    }
    case.events_seq += 1
    case.head_digest = chained(case.head_digest, event)
    write(session, CaseEvent, [{**event, "digest": case.head_digest}])


def chained(previous: bytes, event: Mapping[str, Any]) -> bytes:
    """The digest an event (its columns by name) must carry after `previous`."""
    return digest(previous, canonical_json(_content(event)))


def _content(event: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "case": event["case_id"],
        "seq": event["seq"],
        "at": event["at"].astimezone(UTC).isoformat(),
        "person": event["person_id"],
        "name": event["person_name"],
        "verb": event["verb"],
        "element": event["element"],
        "task": event["task_id"],
        "from": event["came_from"],
        "to": event["went_to"],
        "passed": event["passed"],
        "why": event["why"],
        "body": event["body"],
    }


@dataclass(frozen=True)
class Broken:
    """The first event of a case that does not follow from the one before it."""

    case: str
    seq: int
    reason: str


def verify(session: Session) -> tuple[int, int, list[Broken]]:
    """Replay every chain to its head: (cases, events, broken ones). Raises nothing; the caller says what it found."""
    broken: list[Broken] = []
    cases = events = 0
    heads = select(Case.id, Case.public_id, Case.events_seq, Case.head_digest).order_by(Case.id)
    for case_id, public_id, seq, head in session.execute(heads).all():
        cases += 1
        read, fault = _replay(session, case_id, (seq, head))
        events += read
        if fault:
            broken.append(Broken(public_id, fault[0], fault[1]))
    return cases, events, broken


def _replay(session: Session, case_id: int, head: tuple[int, bytes]) -> tuple[int, tuple[int, str] | None]:
    """How many events follow from each other, and at which one the chain breaks and how."""
    table = table_of(CaseEvent)
    seq, previous = 0, GENESIS
    for row in session.execute(select(table).where(table.c.case_id == case_id).order_by(table.c.seq)):
        event = row._asdict()
        fault = _fault(previous, seq + 1, event)
        if fault:
            return seq + 1, (event["seq"], fault)
        seq, previous = event["seq"], event["digest"]
    if seq < head[0]:
        return seq, (seq + 1, "missing")  # the tail was cut
    return seq, None if previous == head[1] else (seq, "altered")


def _fault(previous: bytes, expected: int, event: Mapping[str, Any]) -> str | None:
    if event["seq"] != expected:
        return "missing"
    return None if chained(previous, event) == event["digest"] else "altered"
