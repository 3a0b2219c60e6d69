"""One task: may this person see it, what was typed, what stands; absent and foreign look the same."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows import policy
from workflows.law import law_of
from workflows.model.accounts import Person, queue
from workflows.model.facts import Answers
from workflows.model.process import Case, Draft, TaskOpen, UserTask
from workflows.model.refusals import Absent, NotYours, SeparationOfDuties
from workflows.model.vocabulary import Role
from workflows.roster import scope


def task_for(session: Session, person: Person, public_id: str) -> UserTask:
    """The open or closed task, when it is or could have been this person's. Raises Absent otherwise."""
    task = session.scalars(select(UserTask).where(UserTask.public_id == public_id)).first()
    if task is None or not _could_hold(session, person, task):
        raise Absent
    return task


def is_answerable(session: Session, person: Person, task: UserTask) -> bool:
    """Open, in one's hands or trays, and not claimed by somebody else."""
    return task.closed_at is None and policy.may_answer(session, person, task)


def own_tasks(session: Session, person: Person, case: Case) -> list[UserTask]:
    """The open tasks of a case that this person could send now: held, and no earlier act forbids it."""
    query = select(UserTask).join(TaskOpen, TaskOpen.task_id == UserTask.id).where(UserTask.case_id == case.id)
    return [task for task in session.scalars(query.order_by(UserTask.id)) if _may_send(session, person, task)]


def draft_of(session: Session, person: Person, task: UserTask) -> Draft | None:
    """What this person typed at this task and has not sent."""
    return session.scalars(select(Draft).where(Draft.task_id == task.id, Draft.person_id == person.id)).first()


def standing_answers(session: Session, task: UserTask) -> dict[str, Any] | None:
    """The answers that stand for the task's element, from this round or an earlier one."""
    query = (
        select(Answers.content)
        .where(Answers.case_id == task.case_id, Answers.element == task.element, Answers.item == (task.item or ""))
        .order_by(Answers.version.desc())
    )
    return session.scalars(query.limit(1)).first()


def is_section(session: Session, task: UserTask) -> bool:
    """Whether a task is one of the sections that are filled in side by side before the check."""
    element = law_of(session, task.case).drawing.elements[task.element]
    return element.parent is not None and task.element != "check_and_submit"


def _may_send(session: Session, person: Person, task: UserTask) -> bool:
    try:
        policy.must_act(session, person, task)
    except (NotYours, SeparationOfDuties):
        return False
    return True


def _could_hold(session: Session, person: Person, task: UserTask) -> bool:
    if person.id in (task.assignee_id, task.closed_by_id):
        return True
    if task.role not in (Role.EXPERT, Role.EXPERT_HEAD) and queue(
        task.role, scope(task.case, Role.of(task.role))
    ) in set(person.queues):
        return True
    return policy.holds(session, person, task)
