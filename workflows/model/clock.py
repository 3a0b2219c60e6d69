"""The one clock. An entrance reads it once; everything below gets the instant as an argument."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from workflows.model.base import Instant, db

LOCAL = ZoneInfo("Asia/Shanghai")
_fixed: ContextVar[datetime | None] = ContextVar("fixed_clock", default=None)


def now() -> datetime:
    """The aware instant of this entrance: the database server's clock, or the one a test has fixed."""
    fixed = _fixed.get()
    if fixed is not None:
        return fixed
    if db.engine.dialect.name == "sqlite":  # the database lives in this process: one host, one clock
        return datetime.now(UTC)  # noqa: TID251 — this is the clock
    with db.engine.connect() as connection:
        return connection.scalar(select(func.clock_timestamp(type_=Instant())))  # type: ignore[return-value]


def today(at: datetime) -> date:
    """The day in Hohhot at that instant."""
    return at.astimezone(LOCAL).date()


@contextmanager
def fixed(at: datetime) -> Iterator[None]:
    """Hold the clock still for a test or for `--as-of`."""
    if at.tzinfo is None:
        raise TypeError("a fixed clock needs a zone")
    token = _fixed.set(at)
    try:
        yield
    finally:
        _fixed.reset(token)
