"""The answers of an application bound to their forms for reading, section by section; changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms import FORMS, Facts, TaskForm
from webapp import questions
from webapp.frame import instant
from webapp.phrases import State, section_state, step
from webapp.words import form_translations
from workflows import inbox
from workflows.model.accounts import Organisation, Person
from workflows.model.clock import today
from workflows.model.facts import Answers
from workflows.model.process import Case

OPINIONS = ("sign_application", "recommend_application", "endorse_application")
"""Signed statements that belong to the volume, after the sections."""


@dataclass(frozen=True)
class Material:
    """A section: its name, its state in words, its form with the answers that stand (None while there are none)."""

    element: str
    title: str
    state: State
    form: TaskForm | None
    task: str | None
    is_changeable: bool


def materials_of(session: Session, person: Person, case: Case) -> Sequence[Material]:
    """The sections in the order of the drawing, then the opinions given so far."""
    answers = _answers(session, case)
    facts = _facts(session, case, answers)
    sections = [
        Material(
            one.element,
            step(one.element, one.name),
            section_state(one.state, one.corrections),
            _bound(one.element, answers, facts),
            one.task,
            one.changeable,
        )
        for one in inbox.section_states(session, person, case)
        if one.element != "check_and_submit"
    ]
    opinions = [
        Material(element, step(element), section_state("filled"), _bound(element, answers, facts), None, False)
        for element in OPINIONS
        if element in answers
    ]
    return [*sections, *opinions]


def _answers(session: Session, case: Case) -> dict[str, Mapping[str, Any]]:
    query = select(Answers.element, Answers.content).where(Answers.case_id == case.id, Answers.item == "")
    return {element: content for element, content in session.execute(query.order_by(Answers.version))}


def _facts(session: Session, case: Case, answers: Mapping[str, Mapping[str, Any]]) -> Facts:
    departments = select(Organisation.public_id, Organisation.name).where(
        Organisation.kind.in_(("DEPARTMENT", "COUNTY"))
    )
    choices = {
        "departments": [(code, name) for code, name in session.execute(departments)],
        "files": questions.file_names(session, case),
    }
    return Facts(today=today(instant()), sections=answers, choices=choices)


def _bound(element: str, answers: Mapping[str, Mapping[str, Any]], facts: Facts) -> TaskForm | None:
    if element not in answers or element not in FORMS:
        return None
    return FORMS[element].bind(None, answers[element], facts, form_translations())
