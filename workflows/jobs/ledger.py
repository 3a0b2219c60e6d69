"""Asking for a job, and asking after jobs; every job is known by the key its asker gave it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from dbos import EnqueueOptions, WorkflowStatus, WorkflowStatusString, error
from sqlalchemy.orm import Session

from workflows.jobs.registry import JOBS, PORTABLE, UnknownJob
from workflows.jobs.system import QUEUE, system

BATCH = 500
GAVE_UP = WorkflowStatusString.MAX_RECOVERY_ATTEMPTS_EXCEEDED.value
ERROR = WorkflowStatusString.ERROR.value
DELAYED = WorkflowStatusString.DELAYED.value
ENDED_WELL = [WorkflowStatusString.SUCCESS.value, WorkflowStatusString.CANCELLED.value]


class UnknownKey(Exception):
    """No job was ever asked for under that key, or it has been pruned."""


class NotWaiting(Exception):
    """The job is not waiting for its instant: it has none, has begun, or has ended."""


@dataclass(frozen=True)
class FailedJob:
    """A job that waits for a person. `error` is empty when it took its worker down each time."""

    key: str
    name: str
    args: tuple[int, ...]
    error: str
    failed_at: datetime


def enqueue(session: Session, name: str, args: Sequence[int], key: str, at: datetime | None = None) -> None:
    """Ask for the job in the caller's transaction: it is there exactly when what else was written is there.

    `args` are ids only. The same key again is the same job, also when it has run. `at`: not before that instant.
    Raises UnknownJob.
    """
    if name not in JOBS:
        raise UnknownJob(name)
    options = EnqueueOptions(
        workflow_name=name, queue_name=QUEUE, workflow_id=key, serialization_type=PORTABLE
    )  # no app_version: a job outlives the release that asked for it
    if at is not None:
        options["delay_seconds"] = max(0.0, at.timestamp() - time.time())
    system().client.enqueue_in_transaction(session, options, *args)


def cancel(key: str) -> None:
    """Take back a job that has not ended; one that is running ends its try first.

    After your commit, never inside your transaction: on SQLite it would wait for itself. A job therefore looks at the
    rows again before it acts. Raises UnknownKey.
    """
    _status(key)
    system().client.cancel_workflow(key)


def reschedule(key: str, at: datetime) -> None:
    """Move a job that waits for its instant to another one; after your commit. Raises UnknownKey, NotWaiting."""
    if _status(key).status != DELAYED:
        raise NotWaiting(key)
    system().client.set_workflow_delay(key, delay_until_epoch_ms=int(at.timestamp() * 1000))


def failed(limit: int = 200) -> list[FailedJob]:
    """The jobs that nothing but a person will try again, the latest first."""
    found = system().client.list_workflows(status=[ERROR, GAVE_UP], limit=limit, sort_desc=True)
    return [_as_failed(status) for status in found]


def retry(key: str) -> None:
    """Try a failed or cancelled job again, with all its attempts; leave others as they are. Raises UnknownKey."""
    state = _status(key).status
    client = system().client
    if state == ERROR:
        client.rewind_workflow(key, queue_name=QUEUE)
    elif state in (GAVE_UP, WorkflowStatusString.CANCELLED.value):
        client.resume_workflow(key, queue_name=QUEUE)


def prune(before: datetime) -> int:
    """Forget jobs that ended well before that instant, and with them their keys; how many."""
    client, count = system().client, 0
    while keys := [
        status.workflow_id
        for status in client.list_workflows(
            status=ENDED_WELL,
            completed_before=before.astimezone(UTC).isoformat(),
            limit=BATCH,
            load_input=False,
            load_output=False,
        )
    ]:
        client.delete_workflows(keys)
        count += len(keys)
    return count


def _status(key: str) -> WorkflowStatus:
    try:
        return system().client.retrieve_workflow(key).get_status()
    except error.DBOSNonExistentWorkflowError as absence:
        raise UnknownKey(key) from absence


def _as_failed(status: WorkflowStatus) -> FailedJob:
    ended = status.completed_at or status.updated_at or 0
    args = tuple(status.input["args"]) if status.input else ()
    name = getattr(status.error, "name", type(status.error).__name__)
    reason = f"{name}: {status.error}" if status.error else ""
    return FailedJob(status.workflow_id, status.name, args, reason, datetime.fromtimestamp(ended / 1000, UTC))
