"""The experts: an open draw, statements of no conflict, independent sheets, the panel's figures (rows 9-12)."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlalchemy import select

from workflows.model.accounts import Person, RoleGrant
from workflows.model.accreditation import Panel, PanelDraw, PanelResult, PanelSeat, ScoreSheet
from workflows.model.process import UserTask
from workflows.model.refusals import NotEnoughExperts, NotNow
from workflows.model.vocabulary import Role
from workflows.policy import conclusions_allowed
from workflows.roster import figures_of, open_panel, rectified_before
from workflows.rules import Decision as Decided
from workflows.rules import decide
from workflows.steps import Move, Variables, step
from workflows.steps.base_application.corrections import sent_back
from workflows.steps.base_application.preparation import PROCESS

CENT = Decimal("0.01")


@step(PROCESS)
def draw_experts(move: Move) -> Variables:
    """Draw as many experts as seats are free, at random by a published seed (R-104, R-114).

    Left out: people of the applicant or its department, people named in its lists, people who acted in the
    case, and those the section excludes with a reason. Raises NotEnoughExperts.
    """
    panel = _panel_at_work(move)
    taken = {seat.person_id for seat in panel.seats}
    free = panel.size - sum(1 for seat in panel.seats if seat.declined_at is None)
    excluded = {**_interested(move), **_excluded_by_hand(move)}
    pool = [expert for expert in _experts(move) if expert.id not in taken and expert.public_id not in excluded]
    if len(pool) < free:
        raise NotEnoughExperts(free, len(pool))
    seed = secrets.token_hex(16)
    drawn = draw(seed, [expert.public_id for expert in pool], free)
    _seat(move, panel, pool, drawn)
    move.session.add(
        PanelDraw(
            panel_id=panel.id,
            seed=seed,
            pool=[expert.public_id for expert in pool],
            excluded=[{"person": person, "reason": reason} for person, reason in sorted(excluded.items())],
            drawn=drawn,
            by_id=move.by.id if move.by else move.case.opened_by_id,
            at=move.at,
        )
    )
    return {"declarers": drawn, "visit_needed": bool(move.answers["visit_needed"])}


def draw(seed: str, pool: Iterable[str], count: int) -> list[str]:
    """The draw anybody can repeat: order the pool by SHA-256 of seed and id, take the first `count`."""
    return sorted(pool, key=lambda person: hashlib.sha256(f"{seed}:{person}".encode()).hexdigest())[:count]


@step(PROCESS)
def declare_no_conflict(move: Move) -> Variables:
    """The expert signs that there is no conflict of interest, or declines with a reason."""
    seat = _own_seat(move)
    if move.answers["verdict"] == "accepted":
        seat.accepted_at = move.at
    else:
        seat.declined_at, seat.reason = move.at, move.answers.get("reason")
    return {}


@step(PROCESS)
def check_panel(move: Move) -> Variables:
    """Complete when every seat is taken by an expert who has signed; then one of them leads the panel."""
    panel = _panel_at_work(move)
    seated = [seat for seat in panel.seats if seat.accepted_at is not None]
    complete = len(seated) == panel.size
    if complete:
        wished = move.latest("draw_experts").get("head")
        head = next((seat for seat in seated if seat.person.public_id == wished), seated[0])
        head.is_head = True
    return {"panel_complete": complete, "experts": [seat.person.public_id for seat in seated]}


@step(PROCESS)
def visit_site(_move: Move) -> Variables:
    """The record of the visit is kept by the command; the experts score after it."""
    return {}


@step(PROCESS)
def score_application(move: Move) -> Variables:
    """One expert's sheet, whole: points by indicator, vetoes, the sum (domain 2.3)."""
    seat = _own_seat(move)
    move.session.add(
        ScoreSheet(
            case_id=move.case.id,
            seat_id=seat.id,
            total=Decimal(str(move.answers["total"])),
            veto=bool(move.answers.get("vetoes")),
            points={row["indicator"]: str(row["points"]) for row in move.answers["indicators"]},
            at=move.at,
        )
    )
    return {}


@step(PROCESS)
def compute_scores(move: Move) -> Variables:
    """Mean of the valid sheets, two decimals, half up; from five sheets on without highest and lowest (2.3)."""
    spread = _write_figures(move, {})
    return {"spread_wide": spread > Decimal(move.parameters["review.spread"])}


@step(PROCESS)
def discuss_scores(move: Move) -> Variables:
    """After a wide spread the sheets stay, or experts revise their own totals; then the figures are made anew."""
    revised = {row["expert"]: Decimal(row["total"]) for row in move.answers.get("revised_sheets") or []}
    if revised:
        _write_figures(move, revised)
    return {}


def _write_figures(move: Move, revised: dict[str, Decimal]) -> Decimal:
    """Write the panel's figures and what the table panel_conclusion proposes; returns the spread."""
    panel = _panel_at_work(move)
    seats = [seat.id for seat in panel.seats if seat.accepted_at]
    sheets = list(move.session.scalars(select(ScoreSheet).where(ScoreSheet.seat_id.in_(seats))))
    counted = {sheet.seat.person.public_id: sheet.total for sheet in sheets} | revised
    totals = sorted(counted.values())
    kept = trimmed(totals, move.parameters["review.trim_from"])
    score, spread = mean(kept), totals[-1] - totals[0]
    veto = any(sheet.veto for sheet in sheets)
    proposal = _propose(move, score, veto)
    move.session.add(
        PanelResult(
            case_id=move.case.id,
            panel_id=panel.id,
            mean=score,
            spread=spread,
            totals={expert: str(total) for expert, total in counted.items()},
            dropped=[str(total) for total in (totals[0], totals[-1])] if len(kept) < len(totals) else [],
            veto=veto,
            proposal=str(proposal.only["conclusion"]),
            reason=str(proposal.only["text"]),
            rule=proposal.rules[0],
            at=move.at,
        )
    )
    return spread


def _propose(move: Move, score: Decimal, veto: bool) -> Decided:
    margin = score - Decimal(move.parameters["review.pass"])
    inputs = {"veto": veto, "margin": margin, "rectified_before": rectified_before(move.session, move.case.id)}
    return decide(move.tables["panel_conclusion"], inputs)


def trimmed(totals: Sequence[Decimal], trim_from: int) -> Sequence[Decimal]:
    """Without one highest and one lowest when there are enough sheets; `totals` in ascending order."""
    return totals[1:-1] if len(totals) >= trim_from else totals


def mean(totals: Sequence[Decimal]) -> Decimal:
    return (sum(totals, Decimal()) / len(totals)).quantize(CENT, ROUND_HALF_UP)


@step(PROCESS)
def conclude_panel(move: Move) -> Variables:
    """OP-4: the panel recommends, asks once to rectify, or rejects, within what the table allows."""
    verdict, panel = move.answers["verdict"], _panel_at_work(move)
    figures = figures_of(move.session, panel.id)
    before = rectified_before(move.session, move.case.id)
    if figures is None or verdict not in conclusions_allowed(figures.proposal, before):
        raise NotNow((move.element,))
    if verdict != "rectify":
        return {"conclusion": verdict}
    panel.closed_at = move.at
    return {"conclusion": verdict, **sent_back(move)}


def _panel_at_work(move: Move) -> Panel:
    """The open panel; a new one when there is none or the last one was closed by a rectification."""
    panel = open_panel(move.session, move.case.id)
    if panel is None or panel.closed_at is not None:
        size = int(move.answers["panel_size"])
        panel = Panel(case_id=move.case.id, round=move.case.round, size=size, opened_at=move.at)
        move.session.add(panel)
        move.session.flush()
    return panel


def _experts(move: Move) -> list[Person]:
    query = (
        select(Person)
        .join(RoleGrant)
        .where(RoleGrant.role == Role.EXPERT, RoleGrant.ended_at.is_(None), Person.disabled_at.is_(None))
        .order_by(Person.public_id)
    )
    return list(move.session.scalars(query).unique())


def _interested(move: Move) -> dict[str, str]:
    """Experts with an interest: public id -> why (same unit, same department, named in the lists, acted before)."""
    named = {row["name"] for row in move.latest("fill_faculty").get("faculty_list", [])}
    named |= {row["name"] for row in move.latest("fill_management").get("mgmt_staff", [])}
    acted = set(move.session.scalars(select(UserTask.closed_by_id).where(UserTask.case_id == move.case.id)))
    reasons: dict[str, str] = {}
    for expert in _experts(move):
        if expert.org_id in (move.case.org_id, move.case.supervising_id):
            reasons[expert.public_id] = "所在单位与申报单位有利害关系"
        elif expert.name in named:
            reasons[expert.public_id] = "列入申报单位人员名单"
        elif expert.id in acted and not _sat_before(move, expert):
            reasons[expert.public_id] = "曾办理本申报"
    return reasons


def _sat_before(move: Move, expert: Person) -> bool:
    query = select(PanelSeat.id).join(Panel).where(Panel.case_id == move.case.id, PanelSeat.person_id == expert.id)
    return move.session.scalar(query) is not None


def _excluded_by_hand(move: Move) -> dict[str, str]:
    rows: list[dict[str, Any]] = move.answers.get("excluded") or []
    return {row["expert"]: row["excluded_for"] for row in rows}


def _seat(move: Move, panel: Panel, pool: Sequence[Person], drawn: Sequence[str]) -> None:
    by_public_id = {expert.public_id: expert.id for expert in pool}
    for public_id in drawn:
        panel.seats.append(PanelSeat(person_id=by_public_id[public_id], drawn_at=move.at))
    move.session.flush()


def _own_seat(move: Move) -> PanelSeat:
    panel = _panel_at_work(move)
    return next(seat for seat in panel.seats if move.by is not None and seat.person_id == move.by.id)
