"""The list of cases a person may open, a page at a time; a case stands where its open tasks stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from workflows import policy
from workflows.model.accounts import Organisation, Person
from workflows.model.process import Case, UserTask

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
