"""Timers happen: rows that are due, in due order, each once, in a transaction of its own."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import TypeVar

import structlog
from sqlalchemy import Select, or_, select
from sqlalchemy.exc import OperationalError

from workflows.cases import fire_timer
from workflows.model import clock
from workflows.model.base import db
from workflows.model.process import Timer
from workflows.model.transaction import TooBusy, transaction
from workflows.worker.tools import lent

GRACE = timedelta(seconds=2)  # an act that arrived in time is let through before its deadline is
TRIES = 5
PAUSES = tuple(timedelta(seconds=seconds) for seconds in (1, 5, 25, 125))  # between one try and the next
HINDRANCES = (TooBusy, OperationalError)  # the database cannot now; the timer is not to blame
BATCH = 200
LONGEST_SLEEP = 1.0

T = TypeVar("T")

log = structlog.get_logger()


def run_due(at: datetime) -> int:
    """Let everything happen that is due at `at`, what that makes due included; how many timers happened.

    A timer is tried once in a call. One whose step fails is tried five times, each after a longer pause, and then
    stands as an incident; it never stops the others. A busy or absent database is no try: the next call sees it.
    """
    fired, tried = 0, set[int]()
    while due := [timer for timer in _due_ids(at) if timer not in tried]:
        tried.update(due)
        fired += sum(_happens(timer_id, at) for timer_id in due)
    return fired


def next_due() -> datetime | None:
    """When the nearest armed timer is due that has not failed."""
    query = _standing(select(Timer.due_at)).where(Timer.failures == 0)
    return db.session.scalars(query.order_by(Timer.due_at).limit(1)).first()


def work(stop: threading.Event) -> None:
    """The loop of the service: what is due, then sleep until the next due instant, a second at most."""
    while not stop.is_set():
        try:
            pause = _look_once()
        except Exception as fault:  # noqa: BLE001 — the border of the service: a bad round must not be the last one
            log.error("round failed", fault=type(fault).__name__)
            pause = LONGEST_SLEEP
        stop.wait(pause)


def _look_once() -> float:
    """One round in a session of its own, rolled back when it ends or fails; the seconds to sleep after it."""
    with lent().context():
        at = clock.now()
        run_due(at - GRACE)
        nearest = next_due()
        db.session.rollback()
    if nearest is None or nearest <= at - GRACE:  # still due: it was hindered, and waits
        return LONGEST_SLEEP
    return min(max((nearest + GRACE - at).total_seconds(), 0.05), LONGEST_SLEEP)


def _happens(timer_id: int, at: datetime) -> bool:
    try:
        return _tried(timer_id, at)
    except HINDRANCES as fault:
        log.warning("timer hindered", timer=timer_id, fault=type(fault).__name__)
        return False


def _tried(timer_id: int, at: datetime) -> bool:
    try:
        return fire_timer(timer_id, at)
    except HINDRANCES:
        raise
    except Exception as fault:  # noqa: BLE001 — the border of one timer: recorded, retried, shown to operations
        _record_failure(timer_id, fault, at)
        return False


def _due_ids(at: datetime) -> list[int]:
    rested = or_(Timer.failures == 0, Timer.again_at.is_(None), Timer.again_at <= at)
    query = _standing(select(Timer.id)).where(Timer.due_at <= at, rested).order_by(Timer.due_at, Timer.id)
    found = list(db.session.scalars(query.limit(BATCH)))
    db.session.rollback()
    return found


def _standing(query: Select[T]) -> Select[T]:
    return query.where(Timer.fired_at.is_(None), Timer.cancelled_at.is_(None), Timer.failures < TRIES)


def _record_failure(timer_id: int, fault: Exception, at: datetime) -> None:
    log.error("timer failed", timer=timer_id, fault=type(fault).__name__)
    with transaction() as session:
        timer = session.get_one(Timer, timer_id, populate_existing=True)
        timer.again_at = at + PAUSES[timer.failures] if timer.failures < len(PAUSES) else None
        timer.failures += 1
        timer.failure = f"{type(fault).__name__}: {fault}"[:500]
