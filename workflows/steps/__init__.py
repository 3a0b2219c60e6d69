"""What each BPMN task does: functions that bear their element's id, registered where they are defined."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows.model.accounts import Person
from workflows.model.facts import Answers
from workflows.model.parameters import Parameters
from workflows.model.process import Case, UserTask
from workflows.rules import Table

Variables = Mapping[str, Any]


@dataclass
class Move:
    """One step of one case inside one transaction: what it may read and write, and nothing else.

    `answers` is what the valid form yielded (empty for a service task), `by` the person whose act caused
    the move (None when a timer did), `at` the instant of arrival. A step returns the routing variables.
    """

    session: Session
    case: Case
    element: str
    at: datetime
    by: Person | None
    parameters: Parameters
    tables: Mapping[str, Table]
    variables: Variables
    task: UserTask | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    why: str | None = None

    def latest(self, element: str, item: str = "") -> dict[str, Any]:
        """The answers that stand for an element of this case; empty when nobody has answered yet."""
        query = (
            select(Answers.content)
            .where(Answers.case_id == self.case.id, Answers.element == element, Answers.item == item)
            .order_by(Answers.version.desc())
        )
        return self.session.scalars(query.limit(1)).first() or {}


Step = Callable[[Move], Variables]
Opening = Callable[[Move], Variables]

_steps: dict[tuple[str, str], Step] = {}
_openings: dict[str, Opening] = {}


class DuplicateStep(Exception):
    """Two functions claim one element."""


def step(process: str, *elements: str) -> Callable[[Step], Step]:
    """Register a function for elements of one process; without names, for the element it bears the id of."""

    def register(function: Step) -> Step:
        for element in elements or (function.__name__,):
            if (process, element) in _steps:
                raise DuplicateStep(f"{process}.{element}")
            _steps[process, element] = function
        return function

    return register


def opening(process: str) -> Callable[[Opening], Opening]:
    """Register what a new case of the process begins with: its first variables."""

    def register(function: Opening) -> Opening:
        if process in _openings:
            raise DuplicateStep(process)
        _openings[process] = function
        return function

    return register


def step_of(process: str, element: str) -> Step:
    """The function of an element; KeyError names an element that nothing is registered for."""
    return _steps[process, element]


def opening_of(process: str) -> Opening:
    return _openings[process]


def elements_of(process: str) -> frozenset[str]:
    """Every element of the process that has a step."""
    return frozenset(element for owner, element in _steps if owner == process)
