"""How a case ends: base record and plaque, refusal, lapse, withdrawal (rows 17-18, R-107, R-108)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from workflows import jobs
from workflows.model.accounts import RoleGrant, org_scope
from workflows.model.accreditation import BaseStatus, PanelResult, TrainingBase
from workflows.model.facts import Decision
from workflows.model.numbers import next_number
from workflows.model.vocabulary import Role
from workflows.steps import Move, Variables, step
from workflows.steps.base_application.intake import bind_edition
from workflows.steps.base_application.letters import write_letter
from workflows.steps.base_application.preparation import PROCESS


@step(PROCESS)
def register_base(move: Move) -> Variables:
    """The base record with its number, its term (R-108) and the first line of its status history."""
    approval = move.latest("approve_accreditation")
    valid_from = date.fromisoformat(approval["validity_from"])
    _end_predecessor(move, approval["document_number"])
    base = TrainingBase(
        code=next_number(move.session, "HHHT-JD", digits=3).replace("HHHT-JD-", "HHHT-JD"),
        org_id=move.case.org_id,
        case_id=move.case.id,
        fields=move.latest("fill_training_plan").get("training_fields", []),
        status="ACTIVE",
        decision_number=approval["document_number"],
        valid_from=valid_from,
        valid_to=_years_later(valid_from, int(approval["validity_years"])),
    )
    base.history.append(BaseStatus(status="ACTIVE", reason=approval["document_number"], at=move.at, by_id=_by(move)))
    move.session.add(base)
    move.session.add(
        RoleGrant(
            person_id=move.case.opened_by_id,
            role=Role.BASE_ADMIN,
            scope=org_scope(move.case.org_id),
            granted_at=move.at,
        )
    )
    return {}


def _end_predecessor(move: Move, number: str) -> None:
    """A renewed term takes the place of the one before it: one active base per organisation (domain 11.2)."""
    standing = select(TrainingBase).where(TrainingBase.org_id == move.case.org_id, TrainingBase.status == "ACTIVE")
    for base in move.session.scalars(standing):
        base.status = "EXPIRED"
        reason = f"由{number}重新认定接续"
        base.history.append(BaseStatus(status="EXPIRED", reason=reason, at=move.at, by_id=_by(move)))
    move.session.flush()


@step(PROCESS)
def award_plaque(move: Move) -> Variables:
    """Plaque and certificate are handed over; their numbers join the register."""
    base = move.session.scalars(select(TrainingBase).where(TrainingBase.case_id == move.case.id)).one()
    base.plaque_no = move.answers["plaque_no"]
    base.certificate_no = move.answers["certificate_no"]
    base.awarded_on = date.fromisoformat(move.answers["handed_on"])
    return {}


@step(PROCESS)
def publish_result(move: Move) -> Variables:
    """D-08 goes out, the region and the counties are told, the final edition of the volume is bound."""
    base = move.session.scalars(select(TrainingBase).where(TrainingBase.case_id == move.case.id)).one()
    term = f"基地编号{base.code}，有效期自{base.valid_from}至{base.valid_to}。"
    write_letter(move, "D-08", reason=term)
    bind_edition(move, "final")
    jobs.enqueue(move.session, "announce_base", [base.id], key=f"announce_base:{base.id}")
    return {}


@step(PROCESS)
def write_refusal(move: Move) -> Variables:
    """The refusal with its reasons and remedies: D-03 before acceptance, 不予认定 after it."""
    accepted = select(Decision.id).where(Decision.case_id == move.case.id, Decision.verdict == "accepted")
    kind = "D-03R" if move.session.scalar(accepted) else "D-03"
    write_letter(move, kind, reason=_reason(move))
    return {}


@step(PROCESS)
def record_lapse(move: Move) -> Variables:
    """The term ran out with nothing submitted: closed as withdrawn, and the unit is told (R-102)."""
    write_letter(move, "D-03L")
    return {}


@step(PROCESS)
def record_withdrawal(_move: Move) -> Variables:
    """The withdrawal is the event itself; nothing else changes."""
    return {}


def _reason(move: Move) -> str:
    """The motive of the last decision, or what the panel's figures say, or the table's sentence."""
    last = select(Decision).where(Decision.case_id == move.case.id).order_by(Decision.id.desc()).limit(1)
    decision = move.session.scalars(last).first()
    if decision is not None and decision.element != "sign_application" and decision.motive:
        return decision.motive
    result = select(PanelResult).where(PanelResult.case_id == move.case.id).order_by(PanelResult.id.desc()).limit(1)
    figures = move.session.scalars(result).first()
    return figures.reason if figures else "同一单位已有在办申报或者有效基地，不得重复申报。"


def _years_later(day: date, years: int) -> date:
    """The same day years later; 29 February becomes the last day of February (民法典 art. 202)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _by(move: Move) -> int | None:
    return move.by.id if move.by else None
