"""What a case is judged by: the drawing and the decision tables of the edition it began under."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflows.engine import Drawing
from workflows.model.process import Case, StoredDrawing
from workflows.rules import Table, read_table


@dataclass(frozen=True)
class Law:
    """A drawing with its tables, as adopted together."""

    drawing: Drawing
    tables: Mapping[str, Table]


class _Shelf:
    """Editions never change, so each is read from its row once per process."""

    def __init__(self) -> None:
        self._laws: dict[tuple[Any, int], Law] = {}
        self._lock = threading.Lock()

    def get(self, session: Session, drawing_id: int) -> Law:
        place = (session.get_bind().engine.url, drawing_id)
        with self._lock:
            known = self._laws.get(place)
        if known is None:
            known = _from_row(session.get_one(StoredDrawing, drawing_id))
            with self._lock:
                self._laws[place] = known
        return known


shelf = _Shelf()


def law_of(session: Session, case: Case) -> Law:
    """The edition a case is pinned to."""
    return shelf.get(session, case.drawing_id)


def law_in_force(session: Session, process: str) -> tuple[int, Law]:
    """The newest edition of a process and its id; new cases begin under it."""
    query = select(func.max(StoredDrawing.id)).where(StoredDrawing.process == process)
    drawing_id = session.scalar(query)
    if drawing_id is None:
        raise LookupError(f"no drawing of {process} has been adopted")
    return drawing_id, shelf.get(session, drawing_id)


def _from_row(row: StoredDrawing) -> Law:
    tables = {name: read_table(text.encode()) for name, text in row.tables.items()}
    return Law(Drawing.restore(row.parsed), tables)
