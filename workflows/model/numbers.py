"""Running numbers without gaps inside a series, given out in the command's own transaction."""

from __future__ import annotations

from sqlalchemy.orm import Session

from workflows.model.accreditation import Serial


def next_number(session: Session, series: str, digits: int) -> str:
    """The next number of a series, e.g. HHHT-JD-2022-0001; the writer's lock makes it unique."""
    row = session.get(Serial, series, with_for_update=True)
    if row is None:
        row = Serial(series=series, last=0)
        session.add(row)
    row.last += 1
    session.flush()
    return f"{series}-{row.last:0{digits}d}"
