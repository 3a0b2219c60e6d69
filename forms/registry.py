"""Which form belongs to which user task: one explicit line per class, duplicates refused. Knows no form."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar

from forms.task_form import TaskForm

F = TypeVar("F", bound=TaskForm)
_forms: dict[str, type[TaskForm]] = {}
FORMS: Mapping[str, type[TaskForm]] = MappingProxyType(_forms)


def answers_task(form: type[F]) -> type[F]:
    """Register a form under its element; raises ValueError when the element already has one."""
    if form.element in _forms:
        raise ValueError(f"{form.element} already has a form: {_forms[form.element].__name__}")
    _forms[form.element] = form
    return form
