"""The raw floor: the rows that a command has written, written again into a copy by the bare driver."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import psycopg
import pysqlite3.dbapi2
from sqlalchemy import Connection, Engine, event

from workflows.model.transaction import PRAGMAS

Statement = tuple[str, Any, bool]
WRITES = ("INSERT", "UPDATE", "DELETE")


class Recorder:
    """Every statement that one engine sends, until it is cleared."""

    def __init__(self, engine: Engine) -> None:
        self.sent: list[Statement] = []
        event.listen(engine, "before_cursor_execute", self._on_execute)

    def _on_execute(self, _c: Connection, _k: Any, sql: str, values: Any, _x: Any, many: bool) -> None:
        self.sent.append((sql, values, many))

    def clear(self) -> None:
        self.sent.clear()

    def writes(self) -> list[Statement]:
        """Inserts, updates, deletes; without the lock, whose row the state is written to again."""
        return [
            one for one in self.sent if one[0].startswith(WRITES) and "SET version=(case_file.version" not in one[0]
        ]

    def counted(self) -> int:
        """Statements and the commit, without BEGIN."""
        return sum(not one[0].startswith("BEGIN") for one in self.sent) + 1


class Floor:
    """A bare connection to the copy."""

    def __init__(self, url: str) -> None:
        self._sqlite = url.startswith("sqlite")
        self._connection: Any = _sqlite(url.removeprefix("sqlite:///")) if self._sqlite else _postgres(url)

    def replay(self, writes: Sequence[Statement]) -> None:
        """One transaction, durable when this returns."""
        cursor = self._connection.cursor()
        cursor.execute("BEGIN IMMEDIATE" if self._sqlite else "BEGIN")
        for sql, values, many in writes:
            if many and not isinstance(values, dict) and isinstance(values[0], dict | tuple | list):
                cursor.executemany(sql, values)
            else:
                cursor.execute(sql, values)
        cursor.execute("COMMIT")
        cursor.close()

    def close(self) -> None:
        self._connection.close()


def _sqlite(path: str) -> Any:
    connection = pysqlite3.dbapi2.connect(path, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute("PRAGMA " + pragma)
    return connection


def _postgres(url: str) -> Any:
    return psycopg.connect(url.replace("postgresql+psycopg", "postgresql"), autocommit=True)
