"""One move of one case: lock, step, engine, mirror, event, in this order; the commands are built on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workflows.cases.events import Act, record
from workflows.cases.mirror import Mirror
from workflows.cases.telling import tell_new_tasks
from workflows.engine import Snapshot
from workflows.law import Law, law_of
from workflows.model.accounts import Person
from workflows.model.parameters import Parameters, parameters
from workflows.model.process import Case, UserTask
from workflows.model.refusals import Absent, CaseEnded
from workflows.steps import Move, Variables, step_of


@dataclass
class Movement:
    """What a command holds while it moves a locked case."""

    session: Session
    case: Case
    law: Law
    parameters: Parameters
    at: datetime
    by: Person | None
    served: list[str] = field(default_factory=list)

    def step(self, element: str, answers: Mapping[str, Any], task: UserTask | None, variables: Variables) -> Variables:
        """Run the function of an element; what it returns is all that the drawing may route by."""
        move = Move(
            session=self.session,
            case=self.case,
            element=element,
            at=self.at,
            by=self.by,
            parameters=self.parameters,
            tables=self.law.tables,
            variables=variables,
            task=task,
            answers=answers,
        )
        returned = step_of(self.case.process, element)(move)
        self.session.flush()
        return returned

    def serve(self, element: str, variables: Variables) -> Variables:
        """The engine came to a service task: run its step now, in this transaction."""
        self.served.append(element)
        return self.step(element, {}, None, variables)

    def settle(self, snapshot: Snapshot, act: Act, closed: UserTask | None = None) -> None:
        """Mirror the snapshot and append the event that caused it."""
        before = self.standing()
        mirror = Mirror(self.session, self.case, self.law.drawing, self.parameters, self.at)
        mirror.reflect(snapshot, closed, self.by)
        self.session.flush()
        act.came_from, act.went_to, act.passed = before, self.standing(), snapshot.passed
        if self.served:
            act.body["served"] = list(self.served)
        if self.case.outcome is not None:
            act.body["outcome"] = self.case.outcome
        record(self.session, self.case, act)
        tell_new_tasks(self.session, self.case, self.law.drawing, self.at)

    def standing(self) -> list[str]:
        """The elements whose tasks stand open, each once."""
        query = select(UserTask.element).where(UserTask.case_id == self.case.id, UserTask.closed_at.is_(None))
        return sorted(set(self.session.scalars(query)))


def movement(session: Session, case_id: int, by_id: int | None, at: datetime) -> Movement:
    """Lock the case and read what the move needs. Raises Absent, CaseEnded."""
    lock = update(Case).where(Case.id == case_id).values(version=Case.version + 1).returning(Case.id)
    if session.scalar(lock.execution_options(synchronize_session=False)) is None:
        raise Absent
    case = session.get_one(Case, case_id, populate_existing=True)
    if case.outcome is not None:
        raise CaseEnded(case.outcome)
    by = session.get_one(Person, by_id) if by_id is not None else None
    return Movement(session, case, law_of(session, case), parameters(session), at, by)
