"""What a worker process does that may be told to die; it writes down what it did, after each commit.

`crash="point:n"` kills it with SIGKILL at the n-th passing of a named point. The points hang on SQLAlchemy's events of
that process alone; the product knows nothing of them.
"""

from __future__ import annotations

import itertools
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

import ledger
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from webapp import create_app
from webapp.settings import Settings
from webapp.work import lend_tools
from workflows import cases, jobs
from workflows.model import db
from workflows.model.process import Timer
from workflows.worker import run_due

POINTS = ("begun", "statement", "before_commit", "after_commit", "before_answer")


def points(crash: str) -> Callable[[str], None]:
    """The function that passes a named point; it dies at the one that is named."""
    armed, _, count = crash.partition(":")
    passings = itertools.count(1)

    def pass_by(name: str) -> None:
        if name == armed and next(passings) == int(count):
            os.kill(os.getpid(), signal.SIGKILL)

    return pass_by


def install(engine: Any, pass_by: Callable[[str], None]) -> None:
    """Hang the points on one engine and on the sessions of this process."""

    def writes(connection: Any) -> bool:
        return bool(connection.get_execution_options().get("write"))

    def on_statement(connection: Any, *_rest: Any) -> None:
        if writes(connection):
            pass_by("statement")

    event.listen(engine, "begin", lambda connection: pass_by("begun") if writes(connection) else None)
    event.listen(engine, "after_cursor_execute", on_statement)
    event.listen(engine, "commit", lambda connection: pass_by("before_commit") if writes(connection) else None)
    event.listen(Session, "after_commit", lambda session: pass_by("after_commit"))


def run(role: str, folder: Path, database: str, diary: Path, crash: str, *rest: str) -> None:
    """The life of one worker process: `role` is submit or tick, `diary` the file it writes into."""
    sys.stderr = diary.with_suffix(".err").open("w")
    app, pass_by = opened(folder, database), points(crash)
    with app.app_context(), diary.open("w", buffering=1) as written:
        install(db.engine, pass_by)
        {"submit": submit, "tick": tick}[role](written, pass_by, *rest)
    jobs.disconnect()


def opened(folder: Path, database: str) -> Flask:
    settings = Settings(data_dir=folder, database_url=database, demo=True, rate_limits=False, log_level="ERROR")
    app = create_app(settings)
    lend_tools(app, settings)
    return app


def submit(diary: TextIO, pass_by: Callable[[str], None], works: str, at: str) -> None:
    """Complete every task of the file, each under its own key; say so only after the commit."""
    instant = datetime.fromisoformat(at)
    for work in ledger.load(Path(works)):
        key = f"key-{work.task_id}"
        receipt = cases.complete_task(work.task_id, work.answers, by=work.by, at=instant, key=key)
        pass_by("before_answer")
        print("ACK", key, receipt.digest, file=diary)


def tick(diary: TextIO, _pass_by: Callable[[str], None], at: str) -> None:
    """Let everything happen that is due at an instant, until nothing is armed."""
    print("ticking", file=diary)
    armed = select(Timer.id).where(Timer.fired_at.is_(None), Timer.cancelled_at.is_(None)).limit(1)
    while True:
        run_due(datetime.fromisoformat(at))
        db.session.rollback()
        if db.session.scalar(armed) is None:
            return
        time.sleep(0.01)
