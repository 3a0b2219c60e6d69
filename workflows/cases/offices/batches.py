"""A batch is opened: the window in which units may apply (domain 5.3 row 1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from workflows.calendar import LOCAL, end_of_day
from workflows.cases.offices.actors import officer
from workflows.cases.offices.trail import Deed, note
from workflows.model.accreditation import Batch
from workflows.model.offices import OfficeRefused
from workflows.model.transaction import transaction
from workflows.model.vocabulary import Role, TitleSeries


def open_batch(
    *,
    year: int,
    title: str,
    fields: Sequence[TitleSeries],
    notice: str | None,
    opens_on: date,
    closes_on: date,
    by: int,
    at: datetime,
) -> str:
    """The head of section opens a window of whole days, both included; its last day ends at 24:00.

    Raises NotYours, OfficeRefused (window_backwards, window_over). Returns the batch's public id.
    """
    with transaction() as session:
        actor = officer(session, by, Role.HRSS_SECTION)
        opens_at, closes_at = datetime.combine(opens_on, time(), LOCAL), end_of_day(closes_on)
        if opens_at >= closes_at:
            raise OfficeRefused("window_backwards", "closes_on")
        if closes_at <= at:
            raise OfficeRefused("window_over", "closes_on")
        batch = Batch(
            year=year,
            title=title,
            fields=[field.value for field in fields],
            notice=notice,
            opens_at=opens_at,
            closes_at=closes_at,
            opened_by_id=actor.id,
            opened_at=at,
        )
        session.add(batch)
        session.flush()
        window = {"from": opens_on.isoformat(), "to": closes_on.isoformat()}
        note(session, Deed("opened", "batch", batch.public_id, title, body=window), actor, at)
        return batch.public_id
