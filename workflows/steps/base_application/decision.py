"""The bureau decides: meeting, public notice of five working days, objections, approval (rows 13-16)."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import select

from workflows.calendar import WorkingDays, end_of_term
from workflows.model.accreditation import Objection, PublicNotice
from workflows.model.clock import LOCAL
from workflows.steps import Move, Variables, step
from workflows.steps.base_application.preparation import PROCESS, iso


@step(PROCESS)
def decide_in_meeting(move: Move) -> Variables:
    """The meeting of the bureau agrees to the list, sends a case back to the panel, or refuses."""
    return {"meeting": move.answers["verdict"]}


@step(PROCESS)
def publish_notice(move: Move) -> Variables:
    """D-07: five working days, the first day not counted (R-105, C-PUB; 民法典 art. 201)."""
    starts_at = max(move.at, _start_of(date.fromisoformat(move.answers["starts_on"])))
    ends_at = end_of_term(starts_at, WorkingDays(move.parameters["notice.days"]), move.parameters.moved_days)
    move.session.add(
        PublicNotice(
            case_id=move.case.id,
            title=move.answers["notice_title"],
            text=move.answers["notice_text"],
            starts_at=starts_at,
            ends_at=ends_at,
            published_at=move.at,
            published_by_id=move.by.id if move.by else move.case.opened_by_id,
        )
    )
    return {"notice_ends": iso(ends_at)}


@step(PROCESS)
def verify_objection(move: Move) -> Variables:
    """Every objection that stands is answered; one founded objection ends the case (R-106)."""
    verdict = move.answers["verdict"]
    standing = select(Objection).where(Objection.case_id == move.case.id, Objection.answered_at.is_(None))
    for objection in move.session.scalars(standing):
        objection.answered_at = move.at
        objection.founded = verdict == "founded"
        objection.answer = move.answers["report"]
    return {"objection": verdict}


@step(PROCESS)
def approve_accreditation(move: Move) -> Variables:
    """OP-5: the leadership approves, refuses, or sends the case back to the meeting (R-107)."""
    return {"approval": move.answers["verdict"]}


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), LOCAL)
