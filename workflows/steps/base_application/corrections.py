"""Correction rounds: what a returning verdict writes down and which sections it opens again (R-102)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, func, select

from workflows.model.facts import CorrectionItem
from workflows.model.refusals import ReturnLimit
from workflows.steps import Move, Variables


def sent_back(move: Move) -> Variables:
    """Write the items of a returning form and name the sections they open; raises ReturnLimit."""
    return ask(move, move.answers["corrections"])


def ask(move: Move, items: Sequence[Mapping[str, Any]]) -> Variables:
    """Pin each item to its section for the next round, numbered through the case's rounds."""
    forget_asked(move)
    limit = move.parameters["correction.max_rounds"]
    if move.case.round > limit:
        raise ReturnLimit(limit)
    first = _last_number(move) + 1
    for number, item in enumerate(items, start=first):
        move.session.add(
            CorrectionItem(
                case_id=move.case.id,
                round=move.case.round + 1,
                seq=number,
                section=item["section"],
                item=item.get("item") or None,
                kind=item["kind"],
                text=item["text"],
                asked_at_element=move.element,
                asked_by_id=move.by.id if move.by else None,
                asked_at=move.at,
            )
        )
    move.session.flush()
    return {"sections": sorted({item["section"] for item in items})}


def forget_asked(move: Move) -> None:
    """Drop a list for the next round that was never confirmed: nobody has been asked yet."""
    move.session.execute(
        delete(CorrectionItem).where(
            CorrectionItem.case_id == move.case.id, CorrectionItem.round == move.case.round + 1
        )
    )


def asked(move: Move) -> list[CorrectionItem]:
    """The items of the round that is being opened, in their order."""
    query = select(CorrectionItem).where(
        CorrectionItem.case_id == move.case.id, CorrectionItem.round == move.case.round + 1
    )
    return list(move.session.scalars(query.order_by(CorrectionItem.seq)))


def _last_number(move: Move) -> int:
    query = select(func.max(CorrectionItem.seq)).where(CorrectionItem.case_id == move.case.id)
    return move.session.scalar(query) or 0
