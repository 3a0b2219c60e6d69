"""What pages ask besides the inbox: visible cases, open windows, names of files; reads only, knows no page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from workflows import policy
from workflows.law import law_of
from workflows.model.accounts import CITY, Organisation, Person, org_scope, queue
from workflows.model.accreditation import Batch
from workflows.model.facts import FileUse, StoredFile
from workflows.model.process import Case, UserTask
from workflows.model.refusals import Absent
from workflows.model.vocabulary import Role

PAGE = 25


@dataclass(frozen=True)
class CaseLine:
    """A case in a list, with the elements that stand open."""

    case: Case
    standing: tuple[str, ...]


@dataclass(frozen=True)
class CasePage:
    """Some cases, the latest first, and the key that continues them."""

    lines: Sequence[CaseLine]
    after: int | None


def visible(session: Session, person: Person, words: str, state: str, after: int | None) -> CasePage:
    """The cases this person may open; `words` are found literally, `state` is open, ended or nothing."""
    query = policy.visible_cases(person).join(Organisation, Organisation.id == Case.org_id)
    for word in words.split():
        query = query.where(
            or_(Case.number.contains(word, autoescape=True), Organisation.name.contains(word, autoescape=True))
        )
    if state in ("open", "ended"):
        query = query.where(Case.ended_at.is_(None) if state == "open" else Case.ended_at.is_not(None))
    if after:
        query = query.where(Case.id < after)
    found = list(session.scalars(query.order_by(Case.id.desc()).limit(PAGE + 1)))
    standing = _standing(session, [case.id for case in found[:PAGE]])
    lines = [CaseLine(case, tuple(standing.get(case.id, ()))) for case in found[:PAGE]]
    return CasePage(lines, found[PAGE - 1].id if len(found) > PAGE else None)


def _standing(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    query = select(UserTask.case_id, UserTask.element).where(UserTask.case_id.in_(ids), UserTask.closed_at.is_(None))
    standing: dict[int, list[str]] = {}
    for case_id, element in session.execute(query.order_by(UserTask.id)):
        standing.setdefault(case_id, []).append(element)
    return standing


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


def may_apply(person: Person) -> bool:
    """Whether the person is the clerk of an applicant unit."""
    return queue(Role.APPLICANT, org_scope(person.org_id)) in person.queues


def is_section(session: Session, task: UserTask) -> bool:
    """Whether a task is one of the sections that are filled in side by side before the check."""
    element = law_of(session, task.case).drawing.elements[task.element]
    return element.parent is not None and task.element != "check_and_submit"


def file_names(session: Session, case: Case) -> list[tuple[str, str]]:
    """(public id, name) of the files that belong to a case."""
    query = select(StoredFile.public_id, StoredFile.name).join(FileUse, FileUse.file_id == StoredFile.id)
    return [(code, name) for code, name in session.execute(query.where(FileUse.case_id == case.id))]


def file_for(session: Session, person: Person, public_id: str) -> StoredFile:
    """A file the person uploaded or whose case the person may see. Raises Absent."""
    file = session.scalars(select(StoredFile).where(StoredFile.public_id == public_id)).first()
    if file is None:
        raise Absent
    uses = select(FileUse.case_id).where(FileUse.file_id == file.id)
    seen = policy.visible_cases(person).where(Case.id.in_(uses)).with_only_columns(func.count())
    if file.uploaded_by_id != person.id and not session.scalar(seen):
        raise Absent
    return file


def in_bureau(person: Person) -> bool:
    """Whether the person works for the bureau, city-wide."""
    return any(tray.endswith(f"@{CITY}") for tray in person.queues)
