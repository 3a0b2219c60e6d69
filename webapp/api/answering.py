"""Answers that came as JSON, judged by the form of their task like those of a page; knows no endpoint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from flask import current_app

from forms import FORMS, Facts, TaskForm
from forms.fields import TableField
from forms.fields.base import TaskField
from webapp.api.problems import Faulty, translate
from webapp.api.reading import step_into
from webapp.api.shapes import misshapen
from webapp.api.task_replies import Choice
from webapp.demo import Driver
from webapp.frame import instant
from webapp.words import form_translations, in_words
from workflows import inbox
from workflows.model import db
from workflows.model.accounts import Person
from workflows.model.process import UserTask


class _Examples(Driver):
    """The driver of the demonstration, asked only what it would answer; it names files and uploads none."""

    def upload(self, person: Person, slug: str) -> str:
        return f"example-{slug}"


@cache
def schema_of(element: str) -> dict[str, Any]:
    """The JSON Schema of the answers of an element; made once."""
    return FORMS[element].schema()


def valid_answers(task: UserTask, person: Person, given: Mapping[str, Any]) -> dict[str, Any]:
    """What the form yields from well-shaped, valid answers. Raises Faulty with a pointer for each fault."""
    form = bound(task, person, given)
    if not form.validate():
        raise Faulty(form.faults(), "/answers")
    return form.answers()


def typed_answers(task: UserTask, person: Person, given: Mapping[str, Any]) -> dict[str, Any]:
    """Well-shaped answers as a draft keeps them, valid or not. Raises Faulty for another shape."""
    return bound(task, person, given).draft()


def bound(task: UserTask, person: Person, given: Mapping[str, Any]) -> TaskForm:
    """The form with these answers. Raises Faulty when their shape is not the form's."""
    faults = misshapen(schema_of(task.element), given, translate)
    if faults:
        raise Faulty(faults, "/answers")
    return FORMS[task.element].bind(None, given, facts_of(task, person), form_translations())


def facts_of(task: UserTask, person: Person) -> Facts:
    return Facts(**inbox.form_facts(db.session(), task, person, instant()))


def example_of(task: UserTask, person: Person) -> dict[str, Any]:
    """Valid fictional answers for this very case."""
    return _Examples(current_app.extensions["files"], instant()).answers_for(task, person)


def choices_of(form: TaskForm) -> dict[str, list[Choice]]:
    """The lists of this case that the fields of the form choose from, by pointer (`-` stands for any row)."""
    found: dict[str, list[Choice]] = {}
    for pointer, field in _fields(form):
        if getattr(field, "listed", ""):
            offered = field.choices  # type: ignore[attr-defined]
            found[pointer] = [Choice(code=code, label=in_words(label)) for code, label in offered]
    if "verdict" in form.questions and form.element == "conclude_panel":
        allowed = form.facts.choices["conclusions"]
        found["/verdict"] = [Choice(code=code, label=in_words(label)) for code, label in allowed]
    return found


def _fields(form: TaskForm) -> Iterator[tuple[str, TaskField[Any]]]:
    for name, field in form.questions.items():
        yield step_into("", name), field
        if isinstance(field, TableField):
            yield from ((f"/{name}/-/{column.short_name}", column) for column in field.columns)
