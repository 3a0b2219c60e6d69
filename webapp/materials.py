"""The answers of an application bound to their forms for reading, section by section; changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from forms import FORMS, Facts, TaskForm
from webapp.frame import instant
from webapp.phrases import State, section_state, step
from webapp.words import form_translations
from workflows import inbox
from workflows.model.accounts import Person
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
    facts = Facts(**inbox.reading_facts(session, case, instant()))
    sections = [
        Material(
            one.element,
            step(one.element, one.name),
            section_state(one.state, one.corrections),
            _bound(one.element, facts),
            one.task,
            one.changeable,
        )
        for one in inbox.section_states(session, person, case)
        if one.element != "check_and_submit"
    ]
    opinions = [
        Material(element, step(element), section_state("filled"), _bound(element, facts), None, False)
        for element in OPINIONS
        if element in facts.sections
    ]
    return [*sections, *opinions]


def _bound(element: str, facts: Facts) -> TaskForm | None:
    if element not in facts.sections or element not in FORMS:
        return None
    return FORMS[element].bind(None, facts.sections[element], facts, form_translations())
