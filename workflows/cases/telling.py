"""Lines to people: a new task, a reminder, an escalation. Each is a row once, and a mail by a job."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows import jobs
from workflows.engine import Drawing
from workflows.model.accounts import Person
from workflows.model.facts import Notification
from workflows.model.process import Case, TaskQueue, UserTask
from workflows.roster import holders

WORDS = {
    "task": "待办：{element}（{unit}）",
    "reminder": "提醒：{element}（{unit}）期限已过{share}%",
    "escalation": "逾期：{element}（{unit}）未按期办理，请督办",
}


def tell(
    session: Session, case: Case, people: Iterable[Person], kind: str, key: str, at: datetime, **words: str
) -> None:
    """One line per person and key; saying it twice changes nothing."""
    text = WORDS[kind].format(unit=case.org.name, **words)
    for person in people:
        line_key = f"{key}:{person.id}"
        if session.scalar(select(Notification.id).where(Notification.key == line_key)) is not None:
            continue
        line = Notification(key=line_key, person_id=person.id, case_id=case.id, kind=kind, text=text, at=at)
        session.add(line)
        session.flush()
        if person.email:
            jobs.enqueue(session, "send_mail", [line.id], key=f"send_mail:{line.id}")


def tell_new_tasks(session: Session, case: Case, drawing: Drawing, at: datetime) -> None:
    """Everybody whose turn began at this instant, except the one whose own act opened it for himself."""
    query = select(UserTask).where(UserTask.case_id == case.id, UserTask.opened_at == at, UserTask.closed_at.is_(None))
    for task in session.scalars(query).all():
        if task.assignee_id == case.opened_by_id and task.round == 1:
            continue  # the clerk who opened the application sits before it
        name = drawing.elements[task.element].name
        tell(session, case, people_of(session, task), "task", f"task:{task.id}", at, element=name)


def people_of(session: Session, task: UserTask) -> list[Person]:
    """The holder of a task, or everybody who looks into its trays."""
    if task.assignee_id is not None:
        return [session.get_one(Person, task.assignee_id)]
    queues = session.scalars(select(TaskQueue.queue).where(TaskQueue.task_id == task.id))
    return list({person.id: person for queue in queues for person in holders(session, queue)}.values())
