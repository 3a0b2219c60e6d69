"""The same code on PostgreSQL: a life from its beginning to the plaque, and the ladder of a deadline."""

from __future__ import annotations

from datetime import timedelta

import ledger
import pytest
from sqlalchemy import select
from standing import Stand

from workflows.model import db
from workflows.model.accreditation import TrainingBase
from workflows.model.facts import Letter
from workflows.model.process import CaseEvent, Timer
from workflows.worker import next_due, run_due

MOMENT = timedelta(milliseconds=1)
on_postgresql = pytest.mark.parametrize(
    "arena", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)


@on_postgresql
def test_a_unit_is_accredited_at_the_first_try(arena: Stand) -> None:
    case = arena.driver.advance(arena.case_id, None)
    base = db.session.scalars(select(TrainingBase)).one()
    assert ("accredited", "HHHT-JD-2022-0001") == (case.outcome, case.number)
    assert ("HHHT-JD001", "ACTIVE") == (base.code, base.status)
    assert ["D-01", "D-08"] == list(db.session.scalars(select(Letter.kind).order_by(Letter.id)))
    ledger.check(arena.app)


@on_postgresql
def test_the_ladder_of_a_deadline_is_climbed_once_in_order(arena: Stand) -> None:
    arena.driver.advance(arena.case_id, "accept_application")
    steps = select(Timer.due_at).where(Timer.case_id == arena.case.id, Timer.fired_at.is_(None))
    due = list(db.session.scalars(steps.where(Timer.cancelled_at.is_(None)).order_by(Timer.due_at)))
    assert 3 == len(due)
    for instant in due:
        assert instant == next_due()
        assert [0, 1, 0] == [run_due(at) for at in (instant - MOMENT, instant, instant)]
    verbs = select(CaseEvent.verb).where(CaseEvent.case_id == arena.case.id).order_by(CaseEvent.seq.desc()).limit(4)
    assert ["escalated", "fired", "reminded", "reminded"] == list(db.session.scalars(verbs))
    assert arena.turn.closed_at is None
    ledger.check(arena.app)
