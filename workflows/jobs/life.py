"""A worker's life: take a slot, work, look after orphans, stop. Knows no job by name."""

from __future__ import annotations

import os
import signal
import threading
import time
from dataclasses import dataclass

import structlog
from dbos import DBOS, DBOSConfig, ScheduleInput, WorkflowStatusString
from sqlalchemy.exc import DBAPIError

from workflows.jobs.registry import CRONS
from workflows.jobs.slots import Slots, slots_for
from workflows.jobs.system import APPLICATION, QUEUE, SCHEMA, SERIALIZER, connect, system

POLL = 0.25
AT_ONCE = 4
LOOK_ROUND = 5.0
ZONE = "Asia/Shanghai"
VERSION = "1"  # constant: a release must not strand the jobs of the one before
UNFINISHED = [WorkflowStatusString.ENQUEUED.value, WorkflowStatusString.PENDING.value]

log = structlog.get_logger()


@dataclass(frozen=True)
class Worker:
    """What `launch` started in this process."""

    slots: Slots
    stop: threading.Event
    keeper: threading.Thread


_working: list[Worker] = []


def launch(database_url: str, *, poll: float = POLL, at_once: int = AT_ONCE, look_round: float = LOOK_ROUND) -> None:
    """Work in this process: at most `at_once` jobs side by side, a new one begun within `poll` seconds.

    What this slot left unfinished when it died is begun again. Every job and cron must be registered before.
    Raises slots.NoSlot.
    """
    shutdown()
    connect(database_url)
    system().client.register_queue(QUEUE, worker_concurrency=at_once, polling_interval_sec=poll)
    slots = slots_for(system().engine)
    DBOS(config=_config(slots.keep()))
    DBOS.launch()
    _apply_crons()
    stop = threading.Event()
    keeper = threading.Thread(target=_keep, args=(slots, stop, look_round), name="jobs-keeper", daemon=True)
    keeper.start()
    _working.append(Worker(slots, stop, keeper))


def shutdown(patience: int = 10) -> None:
    """Begin nothing more, wait `patience` seconds for what runs, give the slot back. Without a worker: nothing."""
    while _working:
        worker = _working.pop()
        worker.stop.set()
        DBOS.destroy(workflow_completion_timeout_sec=patience)
        worker.keeper.join()
        worker.slots.release()


def drain(patience: float = 30.0) -> bool:
    """Wait until no job is left to do; False when that takes longer than `patience` seconds."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if not system().client.list_workflows(status=UNFINISHED, limit=1, load_input=False, load_output=False):
            return True
        time.sleep(POLL / 5)
    return False


def _config(slot: str) -> DBOSConfig:
    return {
        "name": APPLICATION,
        "system_database_engine": system().engine,
        "dbos_system_schema": SCHEMA,
        "application_version": VERSION,
        "executor_id": slot,
        "serializer": SERIALIZER,
        "use_listen_notify": False,
        "run_migrations": False,
        "enable_otlp": False,
        "log_level": "CRITICAL",  # below, it writes tracebacks, and those carry values; we log what fails
    }


def _apply_crons() -> None:
    schedules: list[ScheduleInput] = [
        {
            "schedule_name": name,
            "workflow_fn": cron.run,
            "schedule": cron.crontab,
            "cron_timezone": ZONE,
            "queue_name": QUEUE,
            "context": None,
        }
        for name, cron in CRONS.items()
    ]
    DBOS.apply_schedules(schedules)
    for schedule in system().client.list_schedules():
        if schedule["schedule_name"] not in CRONS:
            system().client.delete_schedule(schedule["schedule_name"])


def _keep(slots: Slots, stop: threading.Event, pause: float) -> None:
    """Look round every few seconds: is the slot still ours, and has anybody died and left work."""
    while not stop.wait(pause):
        try:
            if not slots.is_kept():
                log.critical("another worker has our slot: this one stops")
                os.kill(os.getpid(), signal.SIGTERM)
                return
            for orphan in slots.orphans():
                DBOS._recover_pending_workflows([orphan])
        except DBAPIError as fault:
            log.warning("looking round failed", fault=type(fault).__name__)
