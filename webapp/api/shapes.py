"""Whether answers have the shape of a form's schema, before the form judges them; knows no form and no request."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from forms.faults import Fault
from forms.fields.numbers import NOT_WHOLE
from forms.task_form import UNKNOWN
from webapp.api.reading import step_into
from workflows.model.vocabulary import N_

Schema = Mapping[str, Any]
Translate = Callable[[str], str]

MOST_FAULTS = 50
MUST_BE: Mapping[str, str] = MappingProxyType(
    {
        "object": N_("Send an object here, in braces"),
        "array": N_("Send a list here, in brackets"),
        "string": N_("Send text here, in quotation marks; decimal numbers too"),
        "boolean": N_("Send true or false here"),
        "integer": NOT_WHOLE,
    }
)
TOO_MANY = N_("Send at most %(most)d here")


def misshapen(schema: Schema, answers: Any, translate: Translate) -> list[Fault]:
    """Where the answers are of another type than the schema says, or have unknown members; at most 50 faults.

    A blank question may be null wherever it stands; required ones are the form's to miss. No value is converted.
    """
    found = (fault for fault in _faults(schema, answers, "", translate))
    return [fault for fault, _ in zip(found, range(MOST_FAULTS), strict=False)]


def _faults(schema: Schema, value: Any, at: str, translate: Translate) -> Iterator[Fault]:
    kind = _kind(schema)
    if not _IS[kind](value):
        code = "number_range" if kind == "integer" else "json_shape"
        yield _fault(at, code, translate(MUST_BE[kind]))
    elif kind == "object":
        yield from _of_members(schema["properties"], value, at, translate)
    elif kind == "array":
        yield from _of_elements(schema, value, at, translate)


def _of_members(
    known: Mapping[str, Schema], value: Mapping[str, Any], at: str, translate: Translate
) -> Iterator[Fault]:
    for name, inner in value.items():
        if name not in known:
            yield _fault(step_into(at, name), "field_unknown", translate(UNKNOWN))
        elif inner is not None:
            yield from _faults(known[name], inner, step_into(at, name), translate)


def _of_elements(schema: Schema, value: list[Any], at: str, translate: Translate) -> Iterator[Fault]:
    most = schema.get("maxItems", 500)
    if len(value) > most:
        yield _fault(at, "too_many", translate(TOO_MANY) % {"most": most})
        return
    for place, inner in enumerate(value):
        yield from _faults(schema["items"], inner, step_into(at, place), translate)


def _fault(at: str, code: str, message: str) -> Fault:
    return Fault(at, at.strip("/").replace("/", "-"), message, code)


def _kind(schema: Schema) -> str:
    """The one type of a schema; null beside it is understood."""
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return str(next(kind for kind in kinds if kind != "null"))


_IS: Mapping[str, Callable[[Any], bool]] = MappingProxyType(
    {
        "object": lambda value: isinstance(value, Mapping),
        "array": lambda value: isinstance(value, list),
        "string": lambda value: isinstance(value, str),
        "boolean": lambda value: isinstance(value, bool),
        "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    }
)
