"""Several workers let timers happen, one of them is killed again and again: each timer happens once, none is lost."""

from __future__ import annotations

import random
import time
from collections import Counter
from datetime import timedelta

import ledger
import pytest
from sqlalchemy import select
from standing import Stand
from workers import Start

from workflows.model import db
from workflows.model.process import Case, CaseEvent, Timer

PER_DRAFT = 2 * ledger.SECTIONS + 1


def compete(here: Stand, start: Start, drafts: int, workers: int) -> int:
    """How often the victim was killed."""
    for unit in here.city.units[2:drafts]:
        here.driver.open(unit, here.city.batch_id)
    drafts = db.session.query(Case).count()
    timers = db.session.scalars(select(Timer.id)).all()
    assert drafts * PER_DRAFT == len(timers)
    at = (here.driver.at + timedelta(days=90)).isoformat()
    steady = [start("tick", at) for _ in range(workers)]
    chance, kills = random.Random(3), 0
    while any(worker.process.is_alive() for worker in steady):
        victim = start("tick", at)
        while victim.process.is_alive() and not victim.said():
            time.sleep(0.01)
        time.sleep(chance.uniform(0.02, 0.4))
        kills += victim.process.is_alive()
        victim.kill()
    assert [0] * workers == [worker.finish() for worker in steady]
    db.session.rollback()
    happened(len(timers), drafts)
    ledger.check(here.app, final=True)
    return kills


def happened(timers: int, drafts: int) -> None:
    query = select(CaseEvent.case_id, CaseEvent.verb, CaseEvent.task_id, CaseEvent.body).where(
        CaseEvent.verb.in_(("reminded", "fired"))
    )
    events = Counter((case, verb, task, body.get("share")) for case, verb, task, body in db.session.execute(query))
    assert {1} == set(events.values()), "a timer happened twice"
    assert timers == len(events)
    assert drafts == sum(verb == "fired" for _, verb, _, _ in events)
    assert [] == db.session.scalars(select(Timer.id).where(Timer.fired_at.is_(None))).all()


@pytest.mark.timeout(400)
def test_three_hundred_timers_happen_once_with_workers_killed_beside(arena: Stand, start: Start) -> None:
    assert compete(arena, start, drafts=14, workers=2) > 0


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_timers_of_every_unit_happen_once_with_four_workers(arena: Stand, start: Start) -> None:
    for base in arena.city.bases:
        arena.driver.open(base, arena.city.batch_id)
    assert compete(arena, start, drafts=len(arena.city.units), workers=4) > 3
