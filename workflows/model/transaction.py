"""The one place that commits, and the recipe that makes SQLite keep its word; knows no table."""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

from workflows.model.base import db

WAITING_WRITERS = 16
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # NORMAL loses acknowledged commits at a power cut
    "foreign_keys=ON",
    "busy_timeout=5000",
    "trusted_schema=OFF",
    "secure_delete=FAST",
    "wal_autocheckpoint=1000",
    "journal_size_limit=67108864",
)
OLDEST_SAFE_SQLITE = (3, 51, 3)  # before it, a checkpoint race can lose committed writes in WAL mode

_turnstile = threading.BoundedSemaphore(WAITING_WRITERS)
_writing = threading.local()


class TooBusy(Exception):
    """More writers wait than can be served within a second; nothing was written, try again."""


class UnsafeDatabase(Exception):
    """The SQLite library in this process is too old to be trusted with WAL."""


def install_recipe(engine: Engine) -> None:
    """Teach one SQLite engine when to begin and how to sync; other databases need nothing."""
    if engine.dialect.name != "sqlite":
        return
    version = engine.dialect.dbapi.sqlite_version_info  # type: ignore[union-attr]
    if version < OLDEST_SAFE_SQLITE:
        raise UnsafeDatabase(f"SQLite {'.'.join(map(str, version))} is older than 3.51.3")
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)


def _on_connect(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver must never say BEGIN on its own
    for pragma in PRAGMAS:
        connection.execute("PRAGMA " + pragma)


def _on_begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


@contextmanager
def transaction() -> Iterator[Session]:
    """Begin to write, run the body, commit; any exception rolls everything back.

    Ends the request's read transaction first, so that nothing read before the lock is trusted.
    Raises TooBusy when sixteen writers of this process already wait, RuntimeError inside another transaction.
    """
    with _alone():
        session = db.session()
        session.rollback()
        with _turn(session.get_bind()), _committed(session):
            yield session


@contextmanager
def _alone() -> Iterator[None]:
    """A second transaction on this thread would wait for ever in the queue behind the first one."""
    if getattr(_writing, "now", False):
        raise RuntimeError("transaction() inside transaction(): one command is one transaction")
    _writing.now = True
    try:
        yield
    finally:
        _writing.now = False


@contextmanager
def _committed(session: Session) -> Iterator[None]:
    session.connection(execution_options={"write": True})
    try:
        yield
        session.commit()
    except BaseException:
        session.rollback()
        raise


@contextmanager
def _turn(bind: Any) -> Iterator[None]:
    """Queue in the kernel, in order: SQLite's own busy handler starves some writers for seconds."""
    path = bind.url.database if bind.dialect.name == "sqlite" else None
    if not path or path == ":memory:":
        yield
        return
    if not _turnstile.acquire(blocking=False):
        raise TooBusy
    try:
        descriptor = os.open(f"{path}.turn", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)  # closing releases; so does kill -9
    finally:
        _turnstile.release()
