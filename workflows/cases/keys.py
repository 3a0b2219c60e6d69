"""Idempotency: the same key from the same person gets the first answer again, and nothing happens twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from workflows.cases.receipts import Receipt
from workflows.cases.rows import write
from workflows.model.base import db
from workflows.model.process import CommandKey
from workflows.model.refusals import KeyReused, Refusal
from workflows.model.transaction import transaction

R = TypeVar("R", Receipt, Receipt | None)
LONGEST_KEY = 100


@dataclass(frozen=True)
class Sending:
    """One submission: under which key, by whom, what command, about what, and when."""

    key: str | None
    by: int
    command: str
    subject: str
    at: datetime


def subject_of(what: str, content: Any) -> str:
    """Name and digest of what a command is about, such as `task:17` and its answers."""
    written = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return f"{what}:{hashlib.sha256(written.encode('utf-8', 'surrogatepass')).hexdigest()}"


def once(sent: Sending, act: Callable[[Session], R]) -> R | Receipt:
    """Run the act in a transaction of its own and keep its receipt, if there is one, under the key.

    A key is looked up only when the act is refused: what was done already is refused, by the task that is closed
    or by the key itself, and then the first answer is given again. Raises KeyReused and what the act raises.
    """
    try:
        with transaction() as session:
            receipt = act(session)
            if receipt is not None:
                _remember(session, sent, receipt.as_answer())
            return receipt
    except (Refusal, IntegrityError):
        earlier = earlier_answer(db.session(), sent.key, sent.by, sent.command, sent.subject)
        if earlier is None:
            raise
        return Receipt(**earlier)


def earlier_answer(
    session: Session, key: str | None, person_id: int, command: str, subject: str | None = None
) -> dict[str, Any] | None:
    """What was answered to this key before; without a subject, whatever it was about.

    Raises KeyReused when the key belonged to another act, another person or another subject.
    """
    row = session.get(CommandKey, _kept_as(key)) if key else None
    if row is None:
        return None
    if (row.person_id, row.command, row.subject) != (person_id, command, subject or row.subject):
        raise KeyReused
    return row.answer


def _remember(session: Session, sent: Sending, answer: dict[str, Any]) -> None:
    """Keep the answer in the command's own transaction."""
    if sent.key:
        about = {"person_id": sent.by, "command": sent.command, "subject": sent.subject}
        write(session, CommandKey, [{"key": _kept_as(sent.key), **about, "answer": answer, "at": sent.at}])


def _kept_as(key: str) -> str:
    """The key itself, or its digest when it is longer than the column."""
    return key if len(key) <= LONGEST_KEY else hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
