"""What a unit that wants to apply asks: may this person, in which window, is an application of ours open already."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows.model.accounts import Person, org_scope, queue
from workflows.model.accreditation import Batch
from workflows.model.process import Case
from workflows.model.refusals import Absent
from workflows.model.vocabulary import Role


def may_apply(person: Person) -> bool:
    """Whether the person is the clerk of an applicant unit."""
    return queue(Role.APPLICANT, org_scope(person.org_id)) in person.queues


def open_windows(session: Session, now: datetime) -> Sequence[Batch]:
    """The batches that units may apply in at this instant, the one that closes first in front."""
    query = select(Batch).where(Batch.opens_at <= now, Batch.closes_at > now)
    return list(session.scalars(query.order_by(Batch.closes_at)))


def window(session: Session, public_id: str) -> Batch:
    """A batch by its public id. Raises Absent."""
    batch = session.scalars(select(Batch).where(Batch.public_id == public_id)).first()
    if batch is None:
        raise Absent
    return batch


def own_application(session: Session, person: Person) -> Case | None:
    """The open application of the person's unit."""
    query = select(Case).where(Case.org_id == person.org_id, Case.ended_at.is_(None))
    return session.scalars(query.where(Case.process == "base_application")).first()
