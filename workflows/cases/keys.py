"""Idempotency: the same key from the same person gets the first answer again, and nothing happens twice."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from workflows.model.process import CommandKey
from workflows.model.refusals import KeyReused


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
        session.add(CommandKey(key=key, person_id=person_id, command=command, answer=answer, at=at))
