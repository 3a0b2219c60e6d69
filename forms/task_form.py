"""The form of one user task: bound from a POST or from stored answers, always judged the same way. Knows no task."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self

from werkzeug.datastructures import MultiDict

from forms.facts import Answers, Facts
from forms.faults import Fault
from forms.fields.base import Schema
from forms.fields.table import TableField
from forms.sheet import Sheet
from workflows.model.vocabulary import N_

UNKNOWN = N_("This form has no such field; remove it")
EXAMPLE_DAY = date(2022, 3, 1)
_MOST_STRAY = 20
_DEEPEST = 4

FileIds = Callable[[str], str]


def example_file(slug: str) -> str:
    """The id an example uses for a file unless the caller has uploaded a real one under this name."""
    return f"example-{slug}"


@dataclass(frozen=True)
class Group:
    """Questions that belong together on the page: heading and hint (English msgids) and field names in order."""

    title: str
    hint: str
    fields: tuple[str, ...]


class TaskForm(Sheet):
    """What a human may answer in one user task; `element` is the BPMN id, `title` an English msgid."""

    element: ClassVar[str]
    title: ClassVar[str]
    groups: ClassVar[tuple[Group, ...]]

    def __init__(self, formdata: Any, facts: Facts, translations: Any) -> None:
        super().__init__(formdata, facts, translations)
        self.stray = [name for name in formdata or () if not self._knows(name)][:_MOST_STRAY]

    @classmethod
    def bind(
        cls, formdata: MultiDict[str, str] | None, answers: Answers | None, facts: Facts, translations: Any = None
    ) -> Self:
        """From a POST, else from stored answers or a draft, else blank with what is known beforehand (`prefill`).

        The caller takes its own envelope (CSRF token, version, buttons) out of the POST before.
        """
        if formdata is None:
            formdata = cls.flatten(cls.prefill(facts) if answers is None else answers)
        return cls(formdata, facts, translations)

    @classmethod
    def prefill(cls, facts: Facts) -> Answers:
        """Answers a blank page starts with."""
        return {}

    @classmethod
    def flatten(cls, answers: Answers) -> MultiDict[str, str]:
        """Nested answers as a browser would post them; None is left out. Shapes that don't fit become unknown names."""
        return MultiDict(_flat("", answers, 0))

    @classmethod
    def schema(cls) -> Schema:
        """JSON Schema (draft 2020-12) of the answers. Rules between questions are not in it."""
        blank = cls.bind(None, {}, Facts(EXAMPLE_DAY))
        head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": cls.element}
        return head | blank.object_schema()

    @classmethod
    def example(cls, on: date = EXAMPLE_DAY, file: FileIds = example_file) -> dict[str, Any]:
        """Valid fictional answers as if given on the day `on`; `file` turns a short name into the id of an upload."""
        raise NotImplementedError

    def faults(self) -> list[Fault]:
        """What must be corrected, in page order, after `validate`."""
        return [*self.found(""), *self._stray_faults()]

    def warnings(self) -> list[Fault]:
        """What should be looked at; never blocks."""
        return list(self.noticed(""))

    def validate(self, extra_validators: Any = None) -> bool:
        """True when nothing is to be corrected and nothing unknown was sent."""
        return super().validate(extra_validators) and not self.stray

    def _knows(self, name: str) -> bool:
        field = self.questions.get(name)
        if field is not None:
            return not isinstance(field, TableField)
        return any(isinstance(one, TableField) and one.knows(name) for one in self.questions.values())

    def _stray_faults(self) -> Iterator[Fault]:
        for name in self.stray:
            shown = name[:80].encode("utf-8", "replace").decode("utf-8")
            pointer = "/" + shown.replace("~", "~0").replace("/", "~1")
            yield Fault(pointer, shown, self.gettext(UNKNOWN), "field_unknown")


def _flat(name: str, value: Any, depth: int) -> Iterator[tuple[str, str]]:
    if value is None:
        return
    if depth > _DEEPEST:
        yield name, ""
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(f"{name}-{key}" if name else str(key), inner, depth + 1)
    elif isinstance(value, (list, tuple)):
        yield from _flat_list(name, value, depth)
    else:
        yield name, _wire(value)


def _flat_list(name: str, values: list[Any] | tuple[Any, ...], depth: int) -> Iterator[tuple[str, str]]:
    for place, value in enumerate(values):
        is_row = isinstance(value, (Mapping, list, tuple))
        yield from _flat(f"{name}-{place}" if is_row else name, value, depth + 1)


def _wire(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
