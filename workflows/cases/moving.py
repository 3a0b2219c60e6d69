"""One move of one case: lock, step, engine, mirror, event, in this order; the commands are built on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Integer, and_, bindparam, or_, select, update
from sqlalchemy.orm import Session, joinedload, lazyload
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.sql.dml import ReturningUpdate

from workflows.cases.events import Act, record
from workflows.cases.mirror import Armed, Mirror, armed_timers
from workflows.cases.telling import tell_new_tasks
from workflows.engine import Snapshot
from workflows.law import Law, law_of
from workflows.model.accounts import Organisation, Person
from workflows.model.parameters import Parameters, parameters
from workflows.model.process import Case, UserTask
from workflows.model.refusals import Absent, CaseEnded
from workflows.steps import Move, Variables, step_of

FRESH = {"populate_existing": True, "synchronize_session": False}
_locking = update(Case).values(version=Case.version + 1).returning(Case, Case.state)
_own = select(UserTask.case_id).where(UserTask.id == bindparam("lock_key")).scalar_subquery()
LOCK_CASE = _locking.where(Case.id == bindparam("lock_key"))
LOCK_CASE_OF = _locking.where(Case.id == _own)
_OPEN_TASKS = (
    select(UserTask)
    .where(
        or_(
            UserTask.id == bindparam("also", type_=Integer),
            and_(UserTask.case_id == bindparam("case"), UserTask.closed_at.is_(None)),
        )
    )
    .options(lazyload(UserTask.case))  # the case is here already
    .order_by(UserTask.id)
)
_ACTING = (
    select(Organisation, Person)
    .outerjoin(Person, Person.id == bindparam("person", type_=Integer))
    .where(Organisation.id == bindparam("org"))
    .options(joinedload(Person.grants))
)


@dataclass
class Movement:
    """What a command holds while it moves a locked case; open tasks and armed timers are read once, when first used."""

    session: Session
    case: Case
    law: Law
    parameters: Parameters
    at: datetime
    by: Person | None
    served: list[str] = field(default_factory=list)
    elements: list[str] | None = None

    @cached_property
    def tasks(self) -> Sequence[UserTask]:
        """The rows of the tasks that stand open, the oldest first."""
        return open_tasks(self.session, self.case)

    @cached_property
    def timers(self) -> Sequence[Armed]:
        """The timers that are armed, drawn ones and reminders."""
        return armed_timers(self.session, self.case)

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
        with self.session.no_autoflush:  # the case is written once, when state and event stand on it
            self._write_down(snapshot, act, closed)

    def _write_down(self, snapshot: Snapshot, act: Act, closed: UserTask | None) -> None:
        act.came_from = self.standing()
        mirror = Mirror(self.session, self.case, self.law.drawing, self.parameters, self.at, self.tasks, self.timers)
        opened = mirror.reflect(snapshot, closed, self.by)
        self._stand_at(snapshot)
        act.went_to, act.passed = self.standing(), snapshot.passed
        if self.served:
            act.body["served"] = list(self.served)
        if self.case.outcome is not None:
            act.body["outcome"] = self.case.outcome
        record(self.session, self.case, act)
        self.session.flush()
        tell_new_tasks(self.session, self.case, self.law.drawing, self.at, opened)

    def standing(self) -> list[str]:
        """The elements whose tasks stand open, each once."""
        if self.elements is None:
            self.elements = sorted({task.element for task in self.tasks})
        return self.elements

    def forget_timers(self) -> None:
        """One of them has happened: they are read again when they are asked for."""
        self.__dict__.pop("timers", None)

    def _stand_at(self, snapshot: Snapshot) -> None:
        """The rows are equal to the snapshot now; what was read before the move is not true any more."""
        self.elements = sorted({task.element for task in snapshot.tasks})
        self.__dict__.pop("tasks", None)
        self.forget_timers()


def movement(session: Session, case_id: int, by_id: int | None, at: datetime) -> Movement:
    """Lock the case and read what the move needs. Raises Absent, CaseEnded."""
    moving = locked(session, LOCK_CASE, case_id, by_id, at)
    must_go_on(moving.case)
    return moving


def locked(session: Session, lock: ReturningUpdate[Case, bytes], key: int, by_id: int | None, at: datetime) -> Movement:
    """Lock the case of that id or task (LOCK_CASE, LOCK_CASE_OF) and read who acts, ended or not. Raises Absent."""
    row = session.execute(lock, {"lock_key": key}, execution_options=FRESH).first()
    if row is None:
        raise Absent
    case, state = row
    set_committed_value(case, "state", state)
    by = _acting(session, case, by_id)
    return Movement(session, case, law_of(session, case), parameters(session), at, by)


def must_go_on(case: Case) -> None:
    """Raise CaseEnded when nothing more can happen to the case."""
    if case.outcome is not None:
        raise CaseEnded(case.outcome)


def open_tasks(session: Session, case: Case, also: int | None = None) -> Sequence[UserTask]:
    """The rows of the open tasks of a case, the oldest first, and the one with the id `also`, open or not."""
    return session.scalars(_OPEN_TASKS, {"case": case.id, "also": also}, execution_options=FRESH).all()


def _acting(session: Session, case: Case, by_id: int | None) -> Person | None:
    """The acting person with the trays, and on the way the organisation of the case, in one question."""
    org, person = session.execute(_ACTING, {"org": case.org_id, "person": by_id}).unique().one()
    set_committed_value(case, "org", org)
    if person is None and by_id is not None:
        raise Absent
    return person
