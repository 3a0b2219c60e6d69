"""Which jobs there are, by name, and how often each is tried; knows no database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

import structlog
from dbos import DBOS, StepOptions, WorkflowSerializationFormat, error

ATTEMPTS = 5
FIRST_PAUSE = 2.0
PAUSE_GROWTH = 4.0
"""Five tries at 0, 2, 10, 42 and 170 seconds; then the job waits for a person (promises P22)."""

PORTABLE = WorkflowSerializationFormat.PORTABLE
log = structlog.get_logger()

P = ParamSpec("P")
R = TypeVar("R")


class UnknownJob(Exception):
    """No job of that name is registered in this process."""


@dataclass(frozen=True)
class Cron:
    """A job by the clock of Asia/Shanghai."""

    crontab: str
    run: Callable[[object, object], None]


JOBS: dict[str, Callable[..., object]] = {}
CRONS: dict[str, Cron] = {}


def job(name: str, attempts: int = ATTEMPTS) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Register a function of ids as the job `name`; the function itself stays as it is.

    It may run more than once (a crash between effect and mark), so its effect needs a key of its own.
    After `attempts` failures, or as many deaths of its worker, it is among `failed()`. Raises ValueError for a name
    that is taken.
    """

    def register(function: Callable[P, R]) -> Callable[P, R]:
        _take(name)
        JOBS[name] = function

        @DBOS.workflow(name=name, max_recovery_attempts=attempts - 1, serialization_type=PORTABLE)
        def run(*ids: int) -> None:
            _try(name, attempts, function, *ids)

        return function

    return register


def cron(name: str, crontab: str, attempts: int = ATTEMPTS) -> Callable[[Callable[[], R]], Callable[[], R]]:
    """Register a function without arguments to run by `crontab` (minute hour day month weekday, Asia/Shanghai).

    Every instant runs once, whatever the number of workers; instants missed while nothing ran are not made up for.
    """

    def register(function: Callable[[], R]) -> Callable[[], R]:
        _take(name)

        @DBOS.workflow(name=name, max_recovery_attempts=attempts - 1)
        def run(_instant: object, _context: object) -> None:
            _try(name, attempts, function)

        CRONS[name] = Cron(crontab, run)
        return function

    return register


def _take(name: str) -> None:
    if name in JOBS or name in CRONS:
        raise ValueError(f"the job {name} is registered twice")


def _try(name: str, attempts: int, function: Callable[..., object], *ids: int) -> None:
    """One DBOS step: retried in place; its result is not kept."""

    options: StepOptions = {
        "name": name,
        "retries_allowed": True,
        "max_attempts": attempts,
        "interval_seconds": FIRST_PAUSE,
        "backoff_rate": PAUSE_GROWTH,
    }
    try:
        DBOS.run_step(options, _once, name, function, ids)
    except error.DBOSMaxStepRetriesExceeded as surrender:
        raise surrender.errors[-1] from None  # the cause, not the count, is what operations have to read


def _once(name: str, function: Callable[..., object], ids: tuple[int, ...]) -> None:
    try:
        function(*ids)
    except Exception as fault:
        log.warning("job failed", job=name, ids=ids, fault=type(fault).__name__)
        raise
