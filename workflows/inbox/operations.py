"""Whether what happens without a human does happen: timers, jobs, bound volumes. Changes nothing, names no person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from workflows import jobs
from workflows.model.facts import DossierEdition
from workflows.model.process import Case, Timer

LATE = timedelta(seconds=10)  # decisions 7: never later than this
BINDING = timedelta(minutes=10)
MOST = 100


@dataclass(frozen=True)
class TimerLine:
    """A timer that is late or has failed, with the case it belongs to."""

    timer: Timer
    case: Case


@dataclass(frozen=True)
class EditionLine:
    """An edition of the volume that could not be bound, or not yet."""

    edition: DossierEdition
    case: Case


@dataclass(frozen=True)
class Operations:
    """What an administrator looks at each morning; `jobs` is None while this process has no line to them."""

    armed: int
    next_due: datetime | None
    last_fired: datetime | None
    late: Sequence[TimerLine]
    failed: Sequence[TimerLine]
    editions: Sequence[EditionLine]
    jobs: Sequence[jobs.FailedJob] | None

    @property
    def is_well(self) -> bool:
        """Nothing waits for a person."""
        return not (self.late or self.failed or self.editions or self.jobs)


def operations(session: Session, at: datetime) -> Operations:
    """Everything that is late, has failed or waits for a person, a hundred of each at most."""
    return Operations(
        armed=session.scalar(select(func.count()).select_from(Timer).where(_armed())) or 0,
        next_due=session.scalar(select(func.min(Timer.due_at)).where(_armed())),
        last_fired=session.scalar(select(func.max(Timer.fired_at))),
        late=_timers(session, and_(Timer.due_at < at - LATE, Timer.failures == 0)),
        failed=_timers(session, Timer.failures > 0),
        editions=_editions(session, at),
        jobs=_failed_jobs(),
    )


def _armed() -> ColumnElement[bool]:
    return Timer.fired_at.is_(None) & Timer.cancelled_at.is_(None)


def _timers(session: Session, which: ColumnElement[bool]) -> list[TimerLine]:
    query = select(Timer, Case).join(Case, Case.id == Timer.case_id).where(_armed(), which)
    rows = session.execute(query.order_by(Timer.due_at, Timer.id).limit(MOST)).all()
    return [TimerLine(timer, case) for timer, case in rows]


def _editions(session: Session, at: datetime) -> list[EditionLine]:
    stuck = or_(DossierEdition.failure.is_not(None), DossierEdition.asked_at < at - BINDING)
    query = (
        select(DossierEdition, Case)
        .join(Case, Case.id == DossierEdition.case_id)
        .where(DossierEdition.made_at.is_(None), stuck)
        .options(joinedload(DossierEdition.file))
        .order_by(DossierEdition.id)
    )
    return [EditionLine(edition, case) for edition, case in session.execute(query.limit(MOST)).all()]


def _failed_jobs() -> list[jobs.FailedJob] | None:
    try:
        return jobs.failed(MOST)
    except LookupError:
        return None
