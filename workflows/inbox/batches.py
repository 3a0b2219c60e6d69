"""Batches and where their cases stand; which of their tasks a person may do together with the others (decisions 19)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflows import policy
from workflows.engine import Element
from workflows.inbox.facts import form_facts
from workflows.inbox.tasks import is_answerable
from workflows.law import law_in_force, law_of
from workflows.model.accounts import Person
from workflows.model.accreditation import Batch, PanelResult
from workflows.model.process import Case, UserTask
from workflows.model.refusals import Absent

PROCESS = "base_application"
TOGETHER = ("decide_in_meeting", "publish_notice", "approve_accreditation")
"""Tasks of each case that are listed and decided together per batch."""
ON_NOTICE = "notice_period"


@dataclass(frozen=True)
class BatchLine:
    """A batch with how many of its cases the person may see."""

    batch: Batch
    cases: int


@dataclass(frozen=True)
class Stage:
    """A place in the drawing, or an end, and the cases that stand there; `name` is the drawing's."""

    element: str
    name: str
    is_end: bool
    cases: Sequence[Case]


@dataclass(frozen=True)
class Joint:
    """One task that can be done together with others, and the panel's mean where the person may see it."""

    task: UserTask
    mean: str | None


def batches(session: Session, person: Person) -> Sequence[BatchLine]:
    """All batches, the latest window first."""
    counted = policy.visible_cases(person).with_only_columns(Case.batch_id, func.count()).group_by(Case.batch_id)
    numbers: dict[Any, Any] = {batch_id: count for batch_id, count in session.execute(counted)}
    query = select(Batch).order_by(Batch.opens_at.desc(), Batch.id.desc())
    return [BatchLine(batch, numbers.get(batch.id, 0)) for batch in session.scalars(query)]


def batch_for(session: Session, public_id: str) -> Batch:
    """A batch by its public id. Raises Absent."""
    batch = session.scalars(select(Batch).where(Batch.public_id == public_id)).first()
    if batch is None:
        raise Absent
    return batch


def stages(session: Session, person: Person, batch: Batch) -> Sequence[Stage]:
    """The visible cases of a batch by where they stand, in the order of the drawing; ends come last."""
    _, law = law_in_force(session, PROCESS)
    elements = law.drawing.elements
    query = policy.visible_cases(person).where(Case.batch_id == batch.id).order_by(Case.number, Case.id)
    placed: dict[str, list[Case]] = {}
    found = list(session.scalars(query))
    standing = _standing(session, batch)
    for case in found:
        placed.setdefault(_place(case, standing.get(case.id, ()), elements), []).append(case)
    order = {element: number for number, element in enumerate([*elements, ON_NOTICE])}
    ends = {case.outcome for case in found if case.outcome}
    keys = sorted(placed, key=lambda key: (key in ends, order.get(key, len(order)), key))
    return [Stage(key, elements[key].name if key in elements else "", key in ends, placed[key]) for key in keys]


def joint_tasks(session: Session, person: Person, batch: Batch, element: str) -> Sequence[Joint]:
    """The open tasks of this element in the batch that the person may do now. Raises Absent for other elements."""
    if element not in TOGETHER:
        raise Absent
    query = (
        select(UserTask)
        .join(Case, Case.id == UserTask.case_id)
        .where(Case.batch_id == batch.id, UserTask.element == element, UserTask.closed_at.is_(None))
        .order_by(Case.number, UserTask.id)
    )
    tasks = [task for task in session.scalars(query).unique() if is_answerable(session, person, task)]
    return [Joint(task, _mean(session, person, task)) for task in tasks]


def joint_counts(session: Session, person: Person, batch: Batch) -> Mapping[str, int]:
    """How many tasks of each joint element the person may do now; elements with none are left out."""
    counted = {element: len(joint_tasks(session, person, batch, element)) for element in TOGETHER}
    return {element: count for element, count in counted.items() if count}


def joint_facts(session: Session, tasks: Sequence[Joint], person: Person, at: datetime) -> dict[str, Any]:
    """What the form of a joint decision knows: the facts of the first case, without what is that case's alone."""
    facts = form_facts(session, tasks[0].task, person, at)
    return {**facts, "sections": {}, "task": {}}


def drawn_name(session: Session, task: UserTask) -> str:
    """The name of a task's element in the drawing of its case."""
    return law_of(session, task.case).drawing.elements[task.element].name


def _standing(session: Session, batch: Batch) -> dict[int, list[str]]:
    query = (
        select(UserTask.case_id, UserTask.element)
        .join(Case, Case.id == UserTask.case_id)
        .where(Case.batch_id == batch.id, UserTask.closed_at.is_(None))
        .order_by(UserTask.id)
    )
    standing: dict[int, list[str]] = {}
    for case_id, element in session.execute(query):
        standing.setdefault(case_id, []).append(element)
    return standing


def _place(case: Case, standing: Sequence[str], elements: Mapping[str, Element]) -> str:
    if case.outcome is not None:
        return case.outcome
    if not standing:
        return ON_NOTICE
    first = elements.get(standing[0])
    return first.parent if first is not None and first.parent is not None else standing[0]


def _mean(session: Session, person: Person, task: UserTask) -> str | None:
    if not policy.may_see_scores(session, person, task.case_id):
        return None
    query = select(PanelResult.mean).where(PanelResult.case_id == task.case_id).order_by(PanelResult.id.desc())
    mean = session.scalar(query.limit(1))
    return None if mean is None else str(mean)
