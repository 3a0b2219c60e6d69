"""Idempotency: the same key from the same person gets the first answer again, and nothing happens twice."""

from __future__ import annotations

from collections.abc import Callable
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


def once(key: str | None, by: int, command: str, at: datetime, act: Callable[[Session], R]) -> R | Receipt:
    """Run the act in a transaction of its own and keep its receipt, if there is one, under the key.

    A key is looked up only when the act is refused: what was done already is refused, by the task that is closed
    or by the key itself, and then the first answer is given again. Raises KeyReused and what the act raises.
    """
    try:
        with transaction() as session:
            receipt = act(session)
            if receipt is not None:
                remember(session, key, by, command, receipt.as_answer(), at)
            return receipt
    except (Refusal, IntegrityError):
        earlier = earlier_answer(db.session(), key, by, command)
        if earlier is None:
            raise
        return Receipt(**earlier)


def earlier_answer(session: Session, key: str | None, person_id: int, command: str) -> dict[str, Any] | None:
    """What was answered to this key before. Raises KeyReused when it belonged to another act or person."""
    row = session.get(CommandKey, key) if key else None
    if row is None:
        return None
    if (row.person_id, row.command) != (person_id, command):
        raise KeyReused
    return row.answer


def remember(
    session: Session, key: str | None, person_id: int, command: str, answer: dict[str, Any], at: datetime
) -> None:
    """Keep the answer in the command's own transaction."""
    if key:
        row = {"key": key, "person_id": person_id, "command": command, "answer": answer, "at": at}
        write(session, CommandKey, [row])
