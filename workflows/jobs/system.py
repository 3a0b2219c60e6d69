"""This process's line to DBOS's tables, beside ours: in the SQLite file, or in PostgreSQL's schema `dbos`."""

from __future__ import annotations

import logging
from typing import Any

import pysqlite3.dbapi2
from dbos import DBOSClient, DBOSPortableJSONSerializer
from sqlalchemy import Engine, create_engine, event, make_url

APPLICATION = "jijiao"
QUEUE = "jobs"
SCHEMA = "dbos"
SERIALIZER = DBOSPortableJSONSerializer()  # the default pickles: a row would be code
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000", "trusted_schema=OFF")
TABLES = frozenset(
    {
        "application_versions",
        "dbos_migrations",
        "notifications",
        "operation_outputs",
        "queues",
        "streams",
        "workflow_events",
        "workflow_events_history",
        "workflow_input",
        "workflow_output",
        "workflow_schedules",
        "workflow_status",
    }
)
"""Names in SQLite that are DBOS's; migrations of ours leave them alone."""

logging.getLogger("dbos").addHandler(logging.NullHandler())  # or DBOS writes to the terminal in its own form


class System:
    """The engine DBOS works through and its client. One per process."""

    def __init__(self, database_url: str) -> None:
        self.url = database_url
        self.engine = _engine(database_url)
        self.client = DBOSClient(
            system_database_engine=self.engine,
            dbos_system_schema=SCHEMA,
            serializer=SERIALIZER,
            application_name=APPLICATION,
            lazy=True,
        )
        # the public migration command takes an address, with which it would open SQLite through the other library
        self.client._sys_db.run_migrations()

    def close(self) -> None:
        self.client.destroy()
        self.engine.dispose()


_connected: list[System] = []


def connect(database_url: str) -> None:
    """Make ready to enqueue: DBOS's tables exist afterwards. A second call for the same database changes nothing."""
    if _connected and _connected[0].url == database_url:
        return
    disconnect()
    _connected.append(System(database_url))


def disconnect() -> None:
    """Close the line; a later `connect` opens another."""
    while _connected:
        _connected.pop().close()


def system() -> System:
    """The line in force. Raises LookupError before `connect`."""
    if not _connected:
        raise LookupError("jobs.connect(database_url) comes before any job")
    return _connected[0]


def _engine(database_url: str) -> Engine:
    """SQLite: our library, and the driver's own BEGIN IMMEDIATE at the first write, which is what DBOS is written for.

    Its reads run outside transactions, so its polling never holds the lock that our commands wait for.
    """
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=10)
    if url.database in (None, "", ":memory:"):
        raise ValueError("jobs need a database in a file")
    engine = create_engine(url, module=pysqlite3.dbapi2)
    event.listen(engine, "connect", _on_connect)
    return engine


def _on_connect(connection: Any, _record: Any) -> None:
    connection.isolation_level = "IMMEDIATE"
    for pragma in PRAGMAS:
        connection.execute("PRAGMA " + pragma)
