"""The panels of a case for the bureau: each draw as anybody can repeat it, the seats, the figures; changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from workflows import policy
from workflows.law import law_of
from workflows.model.accounts import Person
from workflows.model.accreditation import Panel, PanelDraw, PanelResult, PanelSeat, ScoreSheet
from workflows.model.process import Case
from workflows.roster import figures_of

TABLE = "panel_conclusion"


@dataclass(frozen=True)
class Lot:
    """One expert in a draw: the digest by which the pool is ordered, and whether the expert was drawn."""

    id: str
    name: str
    digest: str
    drawn: bool


@dataclass(frozen=True)
class DrawView:
    """One draw: its seed, its lots in the order of their digests, who was left out and why."""

    at: datetime
    by: str
    seed: str
    lots: Sequence[Lot]
    excluded: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Figures:
    """What the sheets come to, and what the table proposes with the clause it names."""

    mean: Decimal
    spread: Decimal
    dropped: Sequence[str]
    veto: bool
    proposal: str
    reason: str
    rule: int
    clause: str
    sheets: Sequence[tuple[str, Decimal]]


@dataclass(frozen=True)
class PanelView:
    """A panel with its draws and seats; `figures` are None until this person may see them."""

    round: int
    size: int
    draws: Sequence[DrawView]
    seats: Sequence[PanelSeat]
    figures: Figures | None


def panels_of(session: Session, person: Person, case: Case) -> Sequence[PanelView]:
    """The panels of a case, the latest first; nothing for people outside the bureau (R-114)."""
    if not policy.sees_all_cases(person):
        return []
    query = select(Panel).where(Panel.case_id == case.id).order_by(Panel.id.desc())
    panels = session.scalars(query.options(selectinload(Panel.draws), selectinload(Panel.seats))).all()
    names = _names(session, panels)
    open_to = bool(panels) and policy.may_see_scores(session, person, case.id)
    return [
        PanelView(
            panel.round,
            panel.size,
            [_draw(one, names) for one in panel.draws],
            panel.seats,
            _figures(session, case, panel) if open_to else None,
        )
        for panel in panels
    ]


def lot(seed: str, person: str) -> str:
    """The digest by which a draw orders its pool; the smallest ones are drawn."""
    return hashlib.sha256(f"{seed}:{person}".encode()).hexdigest()


def clause_of(session: Session, case: Case, rule: int) -> str:
    """The clause that a row of the table names, in the edition the case is pinned to."""
    rules = {one.number: one.outputs for one in law_of(session, case).tables[TABLE].rules}
    return str(rules[rule]["clause"])


def counted(result: PanelResult, sheet: ScoreSheet) -> Decimal:
    """The total of a sheet as it went into the figures, after a discussion perhaps a revised one."""
    return Decimal(result.totals.get(sheet.seat.person.public_id, sheet.total))


def _names(session: Session, panels: Sequence[Panel]) -> Mapping[str, str]:
    """Names of everybody a draw speaks of, by public id, and of who drew, by key."""
    draws = [draw for panel in panels for draw in panel.draws]
    ids = {code for draw in draws for code in [*draw.pool, *(row["person"] for row in draw.excluded)]}
    drawers = [draw.by_id for draw in draws]
    people = session.scalars(select(Person).where(Person.public_id.in_(ids) | Person.id.in_(drawers))).unique().all()
    return {person.public_id: person.name for person in people} | {str(person.id): person.name for person in people}


def _draw(draw: PanelDraw, names: Mapping[str, str]) -> DrawView:
    drawn = set(draw.drawn)
    lots = [Lot(code, names.get(code, code), lot(draw.seed, code), code in drawn) for code in draw.pool]
    excluded = [(names.get(row["person"], row["person"]), row["reason"]) for row in draw.excluded]
    by = names.get(str(draw.by_id), "")
    return DrawView(draw.at, by, draw.seed, sorted(lots, key=lambda lot: lot.digest), excluded)


def _figures(session: Session, case: Case, panel: Panel) -> Figures | None:
    result = figures_of(session, panel.id)
    if result is None:
        return None
    sheets = session.scalars(select(ScoreSheet).join(PanelSeat).where(PanelSeat.panel_id == panel.id))
    return Figures(
        result.mean,
        result.spread,
        result.dropped,
        result.veto,
        result.proposal,
        result.reason,
        result.rule,
        clause_of(session, case, result.rule),
        [(sheet.seat.person.name, counted(result, sheet)) for sheet in sheets],
    )
