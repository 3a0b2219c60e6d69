"""Timers happen: rows that are due, in due order, each once, in a transaction of its own."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import TypeVar

import structlog
from sqlalchemy import Select, select, update

from workflows.cases import fire_timer
from workflows.model import clock
from workflows.model.base import db
from workflows.model.process import Timer
from workflows.model.transaction import transaction
from workflows.worker.tools import lent

GRACE = timedelta(seconds=2)  # an act that arrived in time is let through before its deadline is
TRIES = 5
BATCH = 200
LONGEST_SLEEP = 1.0

T = TypeVar("T")

log = structlog.get_logger()


def run_due(at: datetime) -> int:
    """Let everything happen that is due at `at`, what that makes due included; how many timers happened.

    A timer whose step fails is tried five times and then stands as an incident; it never stops the others.
    """
    fired, failed = 0, set[int]()
    while due := [timer for timer in _due_ids(at) if timer not in failed]:
        for timer_id in due:
            try:
                fired += fire_timer(timer_id, at)
            except Exception as fault:  # noqa: BLE001 — the one border: recorded, retried, shown to operations
                failed.add(timer_id)
                _record_failure(timer_id, fault)
    return fired


def next_due() -> datetime | None:
    """When the nearest armed timer is due."""
    return db.session.scalars(_standing(select(Timer.due_at)).order_by(Timer.due_at).limit(1)).first()


def work(stop: threading.Event) -> None:
    """The loop of the service: what is due, then sleep until the next due instant, a second at most."""
    while not stop.is_set():
        with lent().context():
            at = clock.now()
            run_due(at - GRACE)
            nearest = next_due()
            db.session.rollback()
        pause = (nearest + GRACE - at).total_seconds() if nearest else LONGEST_SLEEP
        stop.wait(min(max(pause, 0.05), LONGEST_SLEEP))


def _due_ids(at: datetime) -> list[int]:
    query = _standing(select(Timer.id)).where(Timer.due_at <= at).order_by(Timer.due_at, Timer.id)
    found = list(db.session.scalars(query.limit(BATCH)))
    db.session.rollback()
    return found


def _standing(query: Select[T]) -> Select[T]:
    return query.where(Timer.fired_at.is_(None), Timer.cancelled_at.is_(None), Timer.failures < TRIES)


def _record_failure(timer_id: int, fault: Exception) -> None:
    log.error("timer failed", timer=timer_id, fault=type(fault).__name__)
    with transaction() as session:
        words = f"{type(fault).__name__}: {fault}"[:500]
        values = {"failures": Timer.failures + 1, "failure": words}
        session.execute(update(Timer).where(Timer.id == timer_id).values(values))
