"""What a command answers: where the case stands now, with the digest that proves it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC
from typing import Any

from workflows.cases.moving import Movement
from workflows.model.process import UserTask


@dataclass(frozen=True)
class Receipt:
    """Ids, the instant of arrival, where the case stands, and the digest of the event that was written."""

    case: str
    task: str | None
    element: str | None
    at: str
    number: str | None
    stands_at: list[str]
    outcome: str | None
    digest: str

    def as_answer(self) -> dict[str, Any]:
        return asdict(self)


def receipt_of(moving: Movement, task: UserTask | None) -> Receipt:
    """The receipt of the move that has just been made."""
    case = moving.case
    return Receipt(
        case=case.public_id,
        task=task.public_id if task else None,
        element=task.element if task else None,
        at=moving.at.astimezone(UTC).isoformat(),
        number=case.number,
        stands_at=moving.standing(),
        outcome=case.outcome,
        digest=case.head_digest.hex(),
    )
