"""The bench's own process: a report that is reworked for ever, with deadlines and a parallel review in the loop."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from workflows import cases
from workflows.model import db
from workflows.model.accounts import Person, RoleGrant
from workflows.model.process import Case, TaskOpen, TaskQueue, UserTask
from workflows.model.vocabulary import Role
from workflows.steps import Move, Variables, opening, step

PROCESS = "bench_review"
DRAWING = Path(__file__).with_name("review.bpmn")
TASKS_A_ROUND = 6
ANSWERS: Mapping[str, Any] = {"reason": "材料齐全，同意。" * 12, "points": {f"row_{n}": str(n) for n in range(20)}}


@opening(PROCESS)
def open_report(move: Move) -> Variables:
    """Three experts review each round."""
    query = select(Person.public_id).join(RoleGrant).where(RoleGrant.role == Role.EXPERT).order_by(Person.id).limit(3)
    return {"experts": list(move.session.scalars(query)), "final": False}


@step(PROCESS, "write_report", "check_report", "score_report")
def keep_answers(_move: Move) -> Variables:
    """The command keeps the answers; nothing here routes."""
    return {}


@step(PROCESS)
def decide_report(move: Move) -> Variables:
    """Once more, or the end."""
    move.case.round += 1
    return {"final": bool(move.answers.get("final"))}


class Reviewed:
    """One case of the process and its next task, found before the watch is started."""

    def __init__(self, org_id: int, batch_id: int, at: datetime) -> None:
        self.at, self.count = at, 0
        clerk = db.session.scalars(select(Person.id).where(Person.org_id == org_id).order_by(Person.id)).first() or 0
        receipt = cases.open_case(PROCESS, org_id=org_id, batch_id=batch_id, by=clerk, at=at)
        self.case_id = db.session.scalars(select(Case.id).where(Case.public_id == receipt.case)).one()

    def next(self) -> tuple[int, int, str]:
        """Task, person, element of the oldest open task."""
        query = select(UserTask).join(TaskOpen, TaskOpen.task_id == UserTask.id)
        task = db.session.scalars(query.where(UserTask.case_id == self.case_id).order_by(UserTask.id)).first()
        assert task is not None
        found = (task.id, task.assignee_id or _first_at(task), task.element)
        db.session.rollback()
        return found

    def complete(self, task_id: int, by: int) -> None:
        self.count += 1
        key = f"bench-{self.case_id}-{self.count}"
        cases.complete_task(task_id, ANSWERS, by=by, at=self.at, key=key)

    def rounds(self, count: int) -> None:
        """So many whole rounds, unmeasured."""
        for _ in range(count * TASKS_A_ROUND):
            task_id, by, _ = self.next()
            self.complete(task_id, by)

    def state_bytes(self) -> int:
        size = len(db.session.scalars(select(Case.state).where(Case.id == self.case_id)).one())
        db.session.rollback()
        return size


def _first_at(task: UserTask) -> int:
    tray = db.session.scalars(select(TaskQueue.queue).where(TaskQueue.task_id == task.id)).first() or "@"
    role, _, scope = tray.partition("@")
    query = select(RoleGrant.person_id).where(RoleGrant.role == role, RoleGrant.scope == scope)
    return db.session.scalars(query.order_by(RoleGrant.id)).first() or 0
