"""Outside effects and long work, done after the transaction that asked for them; the only room that knows DBOS.

Timers are rows of our own and never come here (docs/adr/0003-jobs-on-dbos.md).
"""

from workflows.jobs.ledger import FailedJob, NotWaiting, UnknownKey, cancel, enqueue, failed, prune, reschedule, retry
from workflows.jobs.life import drain, launch, shutdown
from workflows.jobs.registry import UnknownJob, cron, job
from workflows.jobs.system import TABLES, connect, disconnect

__all__ = [
    "TABLES",
    "FailedJob",
    "NotWaiting",
    "UnknownJob",
    "UnknownKey",
    "cancel",
    "connect",
    "cron",
    "disconnect",
    "drain",
    "enqueue",
    "failed",
    "job",
    "launch",
    "prune",
    "reschedule",
    "retry",
    "shutdown",
]
