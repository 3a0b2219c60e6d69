"""What has failed is tried again because an administrator says so; the case itself is never touched by hand."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from workflows import jobs
from workflows.cases.offices.actors import officer
from workflows.cases.offices.trail import Deed, note
from workflows.model.accounts import Person
from workflows.model.facts import DossierEdition
from workflows.model.offices import OfficeRefused
from workflows.model.process import Case, Timer
from workflows.model.refusals import Absent
from workflows.model.transaction import transaction
from workflows.model.vocabulary import Role


def retry_timer(timer_id: int, *, by: int, at: datetime) -> None:
    """Let a timer that failed too often try again with all its attempts. Raises NotYours, Absent, OfficeRefused."""
    with transaction() as session:
        actor = officer(session, by, Role.SYS_ADMIN)
        timer = session.get(Timer, timer_id)
        if timer is None:
            raise Absent
        if timer.fired_at or timer.cancelled_at or not timer.failures:
            raise OfficeRefused("not_in_force")
        timer.failures = 0
        _note(session, "timer", timer.case_id, timer.element, actor, at)


def retry_edition(edition_id: int, *, by: int, at: datetime) -> None:
    """Ask again for a volume that could not be bound. Raises NotYours, Absent, OfficeRefused."""
    with transaction() as session:
        actor = officer(session, by, Role.SYS_ADMIN)
        edition = session.get(DossierEdition, edition_id)
        if edition is None:
            raise Absent
        if edition.made_at is not None:
            raise OfficeRefused("not_in_force")
        edition.failure = None
        jobs.enqueue(session, "bind_dossier", [edition.id], key=f"bind_dossier:{edition.id}:{at.isoformat()}")
        _note(session, "edition", edition.case_id, str(edition.edition), actor, at)


def retry_job(key: str, *, by: int, at: datetime) -> None:
    """Try a failed job again; the trail is written first, the job system hears of it after the commit.

    Raises NotYours, Absent.
    """
    with transaction() as session:
        actor = officer(session, by, Role.SYS_ADMIN)
        if key not in {job.key for job in jobs.failed()}:
            raise Absent
        note(session, Deed("retried", "job", key[:64], key), actor, at)
    jobs.retry(key)


def _note(session: Session, kind: str, case_id: int, name: str, actor: Person, at: datetime) -> None:
    case = session.get_one(Case, case_id)
    note(session, Deed("retried", kind, case.public_id, case.number or case.org.name, body={"of": name}), actor, at)
