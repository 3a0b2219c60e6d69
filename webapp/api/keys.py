"""Idempotency-Key: a key belongs to one person; its first answer is found before anything is judged again."""

from __future__ import annotations

from typing import Any

from webapp.api.envelopes import Keyed
from workflows.cases import Receipt
from workflows.cases.keys import earlier_answer
from workflows.model import db
from workflows.model.accounts import Person
from workflows.model.refusals import KeyReused


def scoped(person: Person, headers: Keyed) -> str | None:
    """The key as the commands keep it; two persons may choose the same one."""
    return f"api:{person.id}:{headers.idempotency_key}" if headers.idempotency_key else None


def earlier(key: str | None, person: Person, command: str) -> Receipt | None:
    """What was answered to this key before. Raises KeyReused when it belonged to another act."""
    answer = earlier_answer(db.session(), key, person.id, command)
    return None if answer is None else Receipt(**answer)


def for_this_task(receipt: Receipt, task: str) -> dict[str, Any]:
    """The receipt, which must be this task's. Raises KeyReused."""
    if receipt.task != task:
        raise KeyReused
    return receipt.as_answer()


def for_this_case(receipt: Receipt, case: str) -> dict[str, Any]:
    """The receipt, which must be this case's. Raises KeyReused."""
    if receipt.case != case:
        raise KeyReused
    return receipt.as_answer()
