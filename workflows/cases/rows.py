"""Rows written in one statement however many there are; knows no table by name and reads nothing.

Statements are built once: building one anew costs as much as running it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import Insert, Table, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from workflows.model.base import Model

Rows = Sequence[Mapping[str, Any]]


def table_of(model: type[Model]) -> Table:
    return cast(Table, model.__table__)


def write(session: Session, model: type[Model], rows: Rows) -> None:
    """Insert rows as they are; nothing for no rows. They do not become objects of the session."""
    if rows:
        session.execute(_insert(model), list(rows))


def write_for_ids(session: Session, model: type[Model], rows: Rows, mark: str) -> dict[Any, int]:
    """Insert rows and return their ids, each under the row's value of the column `mark`."""
    if not rows:
        return {}
    return {marked: row_id for marked, row_id in session.execute(_insert_for_ids(model, mark), list(rows))}


def write_new(session: Session, model: type[Model], rows: Rows) -> list[int]:
    """Insert the rows that break no UNIQUE and return the ids of those; the others are there already."""
    if not rows:
        return []
    return list(session.scalars(_insert_new(model, session.get_bind().dialect.name), list(rows)))


@cache
def _insert(model: type[Model]) -> Insert:
    return insert(table_of(model))


@cache
def _insert_for_ids(model: type[Model], mark: str) -> ReturningInsert[Any, int]:
    columns = table_of(model).c
    return _insert(model).returning(columns[mark], columns.id)


@cache
def _insert_new(model: type[Model], dialect: str) -> ReturningInsert[int]:
    table = table_of(model)
    if dialect == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing().returning(table.c.id)
    return postgresql.insert(table).on_conflict_do_nothing().returning(table.c.id)
