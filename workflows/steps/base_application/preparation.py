"""The unit prepares: eleven sections in any order, check and submit, the head signs (domain 5.3 rows 2-3)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from workflows.model.accounts import Organisation, district_scope, queue
from workflows.model.accreditation import Batch
from workflows.model.facts import Decision
from workflows.model.refusals import WindowClosed
from workflows.model.vocabulary import Role
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
    """The profile says whose unit this is: its department and its county (R-072, AMB-20)."""
    answers = move.answers
    move.case.supervising_id = move.session.scalar(
        select(Organisation.id).where(Organisation.public_id == answers["supervising_dept"])
    )
    move.case.district_code = answers["district_code"]
    return {}


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
)
def keep_section(_move: Move) -> Variables:
    """The answers are kept by the command; nothing in these sections routes the case."""
    return {}


@step(PROCESS)
def check_and_submit(move: Move) -> Variables:
    """What is submitted decides who is asked: the county, and whether the opinions already given still stand."""
    in_county = move.latest("fill_unit_profile")["authority_level"] == "COUNTY"
    return {"in_county": in_county, "recommended": _recommended(move) and (not in_county or _endorsed(move))}


def _recommended(move: Move) -> bool:
    """The last word of the supervising department that the profile names is agreement."""
    word = _last_word(move, "recommend_application")
    return word is not None and word.verdict == "agreed" and word.by.org_id == move.case.supervising_id


def _endorsed(move: Move) -> bool:
    """The last word of the county that the profile names is agreement."""
    word = _last_word(move, "endorse_application")
    tray = queue(Role.COUNTY_HRSS, district_scope(move.case.district_code or ""))
    return word is not None and word.verdict == "agreed" and tray in word.by.queues


def _last_word(move: Move, element: str) -> Decision | None:
    query = select(Decision).where(Decision.case_id == move.case.id, Decision.element == element)
    return move.session.scalars(query.order_by(Decision.id.desc()).limit(1)).first()


@step(PROCESS)
def sign_application(move: Move) -> Variables:
    """OP-1: the head signs for the unit, or gives sections back to the clerk."""
    if move.answers["verdict"] == "returned":
        return {"signature": "returned", **sent_back(move)}
    return {"signature": "signed"}


def iso(at: datetime) -> str:
    """An instant as the drawing carries it: ISO 8601 with its offset."""
    return at.isoformat()
