"""The ground of all fields: one input read once, one sentence of refusal, a JSON answer. Knows no sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, Generic, TypeVar, cast

from wtforms import Field
from wtforms.validators import StopValidation

from forms.facts import Facts, When
from forms.faults import Fault, Message, Refused, say
from forms.text import Unclean
from workflows.model.vocabulary import N_

T = TypeVar("T")
Schema = dict[str, Any]

REQUIRED = N_("Fill in this field")
REPEATED = N_("This field was sent more than once; send it once")


class TaskField(Field, Generic[T]):
    """A question: `required`, `hint` (description), `unit`, `when` it is asked; `data` is the Python value or None.

    Subclasses give `read` (text to value, raising Refused or Unclean), `answer` (value to JSON) and `value_schema`.
    """

    kind: ClassVar[str] = "text"
    many: ClassVar[bool] = False
    missing: ClassVar[str] = REQUIRED
    errors: list[str]
    data: T | None
    _form: Any

    def __init__(
        self, label: str, *, required: bool = True, hint: str = "", unit: str = "", when: When | None = None, **wt: Any
    ) -> None:
        super().__init__(label, description=hint, **wt)
        self.required = required
        self.unit = unit
        self.when = when
        self.raw: list[str] = []

    @property
    def facts(self) -> Facts:
        """What the form was told."""
        return cast(Facts, self._form.facts)

    @property
    def asked(self) -> bool:
        """Whether the answers so far make this question apply."""
        return self.when is None or self.when.holds(self._form)

    @property
    def is_blank(self) -> bool:
        """Nothing was answered."""
        return self.data is None

    def refused(self, code: str, msgid: str, **values: Any) -> Refused:
        """A refusal in the user's language, to be raised."""
        return Refused(self.say(code, msgid, **values))

    def say(self, code: str, msgid: str, **values: Any) -> Message:
        """A translated sentence with its code."""
        return say(self.gettext, code, msgid, **values)

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read what was posted under this name; there is no other way in."""
        self.process_errors: list[str] = []
        self.errors = []
        self.data = None
        self.raw = [str(value) for value in formdata.getlist(self.name)] if formdata is not None else []
        self.raw_data = self.raw
        try:
            self.data = self._read_once()
        except Refused as refusal:
            self.process_errors.append(refusal.message)
        except Unclean as unclean:
            self.process_errors.append(self.say(unclean.code, unclean.msgid))

    def _read_once(self) -> T | None:
        if len(self.raw) > 1 and not self.many:
            raise self.refused("field_repeated", REPEATED)
        return self.read(self.raw[0]) if self.raw else None

    def read(self, text: str) -> T | None:
        """The value of one posted text; None when it is blank."""
        raise NotImplementedError

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        """A question that is not asked is never refused."""
        if self.asked:
            return super().validate(form, extra_validators)
        self.errors = []
        return True

    def pre_validate(self, form: Any) -> None:
        """One sentence per field: what could not be read, else what is missing."""
        if self.process_errors:
            raise StopValidation()
        if self.is_blank and self.required:
            raise self.refused("required", self.missing)
        if not self.is_blank:
            self.check()

    def check(self) -> None:
        """Limits of a value that is there; raises Refused."""

    def answer(self) -> Any:
        """The JSON value; None while it is blank or not asked."""
        return self.data

    def plain(self) -> list[str]:
        """The value as posted codes, for conditions."""
        return [] if self.data is None else [str(self.data)]

    def draft(self) -> Any:
        """What was typed, readable or not."""
        return self.raw[0] if self.raw else None

    def faults(self, path: str) -> Iterator[Fault]:
        """The refusals of this field, `path` being where its answer stands."""
        for message in self.errors:
            yield Fault.at(path, message)

    def remarks(self, path: str) -> Iterator[Fault]:
        """What somebody should look at, without refusing."""
        return iter(())

    def _value(self) -> str:
        """What an input shows: exactly what was typed."""
        return self.raw[0] if self.raw else ""

    def schema(self) -> Schema:
        """JSON Schema of the answer; null where it may stay blank."""
        schema = {"title": self.label.text} | self.value_schema()
        return schema if self.required and self.when is None else or_null(schema)

    def value_schema(self) -> Schema:
        """JSON Schema of an answer that is there."""
        return {"type": "string"}


def or_null(schema: Schema) -> Schema:
    """The same schema, also for a question left blank."""
    nullable = schema | {"type": [schema["type"], "null"]}
    if "enum" in schema:
        nullable["enum"] = [*schema["enum"], None]
    return nullable


def words_of(codes: Sequence[Any]) -> list[tuple[str, str]]:
    """(code, English msgid) of each word."""
    return [(word.code, word.label) for word in codes]
