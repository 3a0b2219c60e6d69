"""The unit prepares: eleven sections in any order, check and submit, the head signs (domain 5.3 rows 2-3)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from workflows.model.accounts import Organisation
from workflows.model.accreditation import Batch
from workflows.model.refusals import WindowClosed
from workflows.steps import Move, Variables, opening, step
from workflows.steps.base_application.corrections import sent_back

PROCESS = "base_application"
SECTIONS = (
    "fill_unit_profile",
    "fill_management",
    "fill_faculty",
    "fill_facilities",
    "fill_distance_education",
    "fill_funding",
    "fill_training_history",
    "fill_training_plan",
    "list_rules",
    "score_indicators",
    "attach_qualification",
)


@opening(PROCESS)
def open_application(move: Move) -> Variables:
    """All sections are to be filled by the end of the batch's window; raises WindowClosed outside it."""
    batch = move.session.get_one(Batch, move.case.batch_id)
    if not batch.opens_at <= move.at < batch.closes_at:
        raise WindowClosed
    return {
        "sections": list(SECTIONS),
        "preparation_due": iso(batch.closes_at),
        "recommended": False,
        "in_county": False,
    }


@step(PROCESS)
def fill_unit_profile(move: Move) -> Variables:
    """The profile says whose unit this is: its department, its county, and who decides on it (R-072, AMB-20)."""
    answers = move.answers
    move.case.supervising_id = move.session.scalar(
        select(Organisation.id).where(Organisation.public_id == answers["supervising_dept"])
    )
    move.case.district_code = answers["district_code"]
    return {"in_county": answers["authority_level"] == "COUNTY"}


@step(
    PROCESS,
    "fill_management",
    "fill_faculty",
    "fill_facilities",
    "fill_distance_education",
    "fill_funding",
    "fill_training_history",
    "fill_training_plan",
    "list_rules",
    "score_indicators",
    "attach_qualification",
    "check_and_submit",
)
def keep_section(_move: Move) -> Variables:
    """The answers are kept by the command; nothing in these sections routes the case."""
    return {}


@step(PROCESS)
def sign_application(move: Move) -> Variables:
    """OP-1: the head signs for the unit, or gives sections back to the clerk."""
    if move.answers["verdict"] == "returned":
        return {"signature": "returned", **sent_back(move)}
    return {"signature": "signed"}


def iso(at: datetime) -> str:
    """An instant as the drawing carries it: ISO 8601 with its offset."""
    return at.isoformat()
