"""The bureau reviews: preliminary review, second check, the correction request (domain 5.3 row 8, R-102, R-103)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from workflows.calendar import WorkingDays, end_of_term
from workflows.model.accreditation import Batch
from workflows.steps import Move, Variables, step
from workflows.steps.base_application.corrections import asked, forget_asked, sent_back
from workflows.steps.base_application.letters import write_letter
from workflows.steps.base_application.preparation import PROCESS, iso

BUREAU_ASKS = ("accept_application", "hand_in_volume", "review_preliminarily", "conclude_panel", "file_application")


@step(PROCESS)
def review_preliminarily(move: Move) -> Variables:
    """The five conditions R-060 to R-065, one by one (S5.1.1 to S5.1.5)."""
    verdict = move.answers["verdict"]
    return {"preliminary": verdict, **(sent_back(move) if verdict == "returned" else {})}


@step(PROCESS)
def check_preliminary_review(move: Move) -> Variables:
    """A second pair of eyes confirms the reviewer's verdict or sends it back to the reviewer."""
    verdict = move.answers["verdict"]
    if verdict == "sent_back":
        forget_asked(move)
    return {"second_check": verdict}


@step(PROCESS)
def request_corrections(move: Move) -> Variables:
    """Open the next round: its term, and the letter D-02 when the bureau is the one that asks."""
    items = asked(move)
    due = _correction_due(move)
    if any(item.asked_at_element in BUREAU_ASKS for item in items):
        write_letter(move, "D-02", items=[f"{_kind(item.kind)}：{item.text}" for item in items], due=due)
    move.case.round += 1
    return {"preparation_due": iso(due)}


def _correction_due(move: Move) -> datetime:
    """Ten working days, and never less than the batch's window leaves anyway."""
    term = WorkingDays(move.parameters["correct.days"])
    due = end_of_term(move.at, term, move.parameters.moved_days)
    closes = move.session.scalar(select(Batch.closes_at).where(Batch.id == move.case.batch_id))
    return max(due, closes) if closes else due


def _kind(code: str) -> str:
    return {"WRONG": "错误", "MISSING": "缺失", "OUTDATED": "过期"}[code]
