"""A sheet of questions: what whole forms and rows of tables share. Knows no task and no table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from wtforms import Form
from wtforms.i18n import DummyTranslations

from forms.facts import Facts
from forms.faults import Fault, Message, say
from forms.fields.base import Schema, TaskField

Refusals = Iterator[tuple[str, Message]]


class Sheet(Form):
    """Questions with the rules between them: `refusals` stop, `remarks` only warn; both name the place first."""

    class Meta:
        translations_given: Any = None

        def get_translations(self, form: Form) -> Any:
            """The translations that `bind` was given, English without."""
            return self.translations_given or DummyTranslations()

    def __init__(self, formdata: Any, facts: Facts, translations: Any, prefix: str = "") -> None:
        self.facts = facts
        self.translations = translations
        super().__init__(formdata, prefix=prefix, meta={"translations_given": translations})

    def gettext(self, msgid: str) -> str:
        """The sentence in the user's language."""
        return cast(str, self.translations.gettext(msgid)) if self.translations else msgid

    def say(self, code: str, msgid: str, **values: Any) -> Message:
        """A translated sentence with its code."""
        return say(self.gettext, code, msgid, **values)

    @property
    def questions(self) -> dict[str, TaskField[Any]]:
        """The bound fields by name, in page order."""
        return cast(dict[str, TaskField[Any]], self._fields)

    def value(self, name: str) -> Any:
        """Python value of a question; None while blank, refused or not asked."""
        field = self.questions[name]
        return field.data if field.asked and not field.errors else None

    def plain(self, name: str) -> list[str]:
        """Value of a question as posted codes, for conditions."""
        field = self.questions[name]
        return field.plain() if field.asked else []

    def refusals(self) -> Refusals:
        """Rules between questions: (place such as "teachers/0/name", sentence)."""
        return iter(())

    def remarks(self) -> Refusals:
        """What should be looked at; never blocks."""
        return iter(())

    def validate(self, extra_validators: Any = None) -> bool:
        """Every question, then the rules between them, whose sentences go to the question they name."""
        super().validate(extra_validators)
        self.form_errors.clear()
        for path, message in list(self.refusals()):
            self._errors_at(path).append(message)
        return not any(True for _ in self.found(""))

    def answers(self) -> dict[str, Any]:
        """JSON-able answers; questions that are not asked answer nothing."""
        return {name: field.answer() if field.asked else _nothing(field) for name, field in self.questions.items()}

    def draft(self) -> dict[str, Any]:
        """What was typed, to be stored unfinished and bound again."""
        return {name: field.draft() for name, field in self.questions.items()}

    def found(self, path: str) -> Iterator[Fault]:
        """All faults below `path`, in page order."""
        for message in self.form_errors:
            yield Fault.at(path, message)
        for name, field in self.questions.items():
            yield from field.faults(_join(path, name))

    def noticed(self, path: str) -> Iterator[Fault]:
        """All warnings below `path`."""
        for name, field in self.questions.items():
            yield from field.remarks(_join(path, name))
        for place, message in self.remarks():
            yield Fault.at(_join(path, place), message)

    def object_schema(self) -> Schema:
        """JSON Schema of the answers of this sheet."""
        required = [name for name, field in self.questions.items() if field.required and field.when is None]
        return {
            "type": "object",
            "properties": {name: field.schema() for name, field in self.questions.items()},
            "required": required,
            "additionalProperties": False,
        }

    def _errors_at(self, path: str) -> list[Any]:
        name, _, rest = path.partition("/")
        if not name:
            return self.form_errors
        field = self.questions[name]
        index, _, column = rest.partition("/")
        if not index:
            return field.errors
        return cast(Any, field).entries[int(index)]._errors_at(column)  # type: ignore[no-any-return]


def _join(path: str, name: str) -> str:
    return f"{path}/{name}" if path and name else path or name


def _nothing(field: TaskField[Any]) -> Any:
    """The answer to a question that is not asked."""
    if field.kind == "tick":
        return False
    return [] if field.many else None
