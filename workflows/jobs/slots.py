"""Who is who among the workers: a numbered slot is a lock, the lock is the sign of life; knows no job.

A worker that dies frees its slot with its last breath, and whoever finds the slot free may take over what it left.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, NullPool, create_engine, text
from sqlalchemy.exc import DBAPIError

SLOTS = 16
LOCK_CLASS = 0x4A49  # the first half of our advisory locks in PostgreSQL


class Slots(Protocol):
    """Sixteen locks, one of which this process keeps."""

    def keep(self) -> str:
        """Take the first free slot and return its name. Raises NoSlot."""

    def is_kept(self) -> bool:
        """Whether the slot is still ours."""

    def orphans(self) -> Iterator[str]:
        """Names of slots without a worker; each is locked while the caller looks at it."""

    def release(self) -> None:
        """Give the slot back."""


class NoSlot(Exception):
    """Sixteen workers are at work already."""


def name_of(number: int) -> str:
    return f"worker-{number}"


def slots_for(engine: Engine) -> Slots:
    """Files beside a SQLite database; advisory locks in PostgreSQL, whatever the machine."""
    if engine.dialect.name == "sqlite":
        return FileSlots(Path(str(engine.url.database)))
    return AdvisorySlots(engine)


class FileSlots:
    """Locks on files `<database>.worker-<n>`; kill -9 releases them."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._kept: tuple[int, int] | None = None

    def keep(self) -> str:
        for number in range(SLOTS):
            descriptor = self._try(number)
            if descriptor is not None:
                self._kept = (number, descriptor)
                return name_of(number)
        raise NoSlot

    def is_kept(self) -> bool:
        return self._kept is not None

    def orphans(self) -> Iterator[str]:
        for number in range(SLOTS):
            if not self._path(number).exists():
                return  # slots are taken from below: behind the first that never was, none was
            if self._kept and number == self._kept[0]:
                continue
            descriptor = self._try(number)
            if descriptor is not None:
                try:
                    yield name_of(number)
                finally:
                    os.close(descriptor)

    def release(self) -> None:
        if self._kept:
            os.close(self._kept[1])
        self._kept = None

    def _path(self, number: int) -> Path:
        return self._database.with_name(f"{self._database.name}.{name_of(number)}")

    def _try(self, number: int) -> int | None:
        descriptor = os.open(self._path(number), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return None
        return descriptor


class AdvisorySlots:
    """Session locks of PostgreSQL on a connection of their own; the server releases them when the connection dies."""

    def __init__(self, engine: Engine) -> None:
        self._engine = create_engine(
            engine.url,
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            connect_args={"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3},
        )
        self._connection: Connection | None = None
        self._number: int | None = None

    def keep(self) -> str:
        self._connection = self._engine.connect()
        for number in range(SLOTS):
            if self._try(self._connection, number):
                self._number = number
                return name_of(number)
        self.release()
        raise NoSlot

    def is_kept(self) -> bool:
        """Also takes the same slot again after the server was away, unless another worker was faster."""
        if self._connection is None or self._number is None:
            return False
        with suppress(DBAPIError):
            self._connection.execute(text("SELECT 1"))
            return True
        try:
            self._connection.close()
            self._connection = self._engine.connect()
        except DBAPIError:
            return True  # nobody can take a slot from a server that is away
        return self._try(self._connection, self._number)

    def orphans(self) -> Iterator[str]:
        with self._engine.connect() as connection:
            for number in range(SLOTS):
                if number != self._number and self._try(connection, number):
                    with self._freed(connection, number):
                        yield name_of(number)

    def release(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = self._number = None

    @contextmanager
    def _freed(self, connection: Connection, number: int) -> Iterator[None]:
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:kind, :slot)"), {"kind": LOCK_CLASS, "slot": number})

    @staticmethod
    def _try(connection: Connection, number: int) -> bool:
        query = text("SELECT pg_try_advisory_lock(:kind, :slot)")
        return bool(connection.scalar(query, {"kind": LOCK_CLASS, "slot": number}))
