"""A drawing becomes law: checked whole, kept with its tables as the newest edition, never changed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflows.engine import read_drawing
from workflows.model.process import StoredDrawing
from workflows.model.transaction import transaction
from workflows.model.vocabulary import Role
from workflows.rules import read_table
from workflows.steps import elements_of


def adopt(process: str, xml: bytes, tables: Mapping[str, bytes], at: datetime) -> int:
    """Check a drawing and its tables and keep them as the newest edition; the same bytes change nothing.

    Raises DrawingRefused or TableRefused with every complaint. Returns the edition's id.
    """
    sha256 = _fingerprint(xml, tables)
    with transaction() as session:
        known = session.scalar(select(StoredDrawing.id).where(StoredDrawing.sha256 == sha256))
        return known if known is not None else _store(session, process, xml, tables, sha256, at)


def _store(session: Session, process: str, xml: bytes, tables: Mapping[str, bytes], sha256: str, at: datetime) -> int:
    elements = elements_of(process)
    drawing = read_drawing(xml, services=elements, tasks=elements, lanes=[role.value for role in Role])
    for dmn in tables.values():
        read_table(dmn)
    row = StoredDrawing(
        process=process,
        version=_next_version(session, process),
        sha256=sha256,
        xml=xml,
        tables={name: dmn.decode() for name, dmn in tables.items()},
        parsed=drawing.dump(),
        adopted_at=at,
    )
    session.add(row)
    session.flush()
    return row.id


def _fingerprint(xml: bytes, tables: Mapping[str, bytes]) -> str:
    whole = hashlib.sha256(xml)
    for name in sorted(tables):
        whole.update(name.encode() + b"\0" + tables[name])
    return whole.hexdigest()


def _next_version(session: Session, process: str) -> int:
    query = select(func.max(StoredDrawing.version)).where(StoredDrawing.process == process)
    return (session.scalar(query) or 0) + 1
