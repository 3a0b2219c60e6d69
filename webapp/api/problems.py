"""Every refusal of the API as problem details (RFC 9457), worded as the pages word it; knows no endpoint."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from apiflask import HTTPError
from flask import Blueprint, Response, current_app
from flask_babel import gettext as _
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from forms.faults import Fault
from forms.fields.base import REQUIRED
from forms.fields.choices import NOT_A_CHOICE
from forms.fields.numbers import NOT_WHOLE
from forms.task_form import UNKNOWN
from webapp.api.reading import Unreadable, step_into
from webapp.api.shapes import MUST_BE
from webapp.errors import Wording, answer, plain, wording_of
from webapp.words import form_translations, in_words
from workflows.filestore import FileRefused
from workflows.model import refusals
from workflows.model.vocabulary import N_

LENGTH = N_("Send a text of the length that the description of the API allows")
SHAPE = N_("Send what the description of the API says here")
OF_PYDANTIC: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "missing": ("required", REQUIRED),
        "extra_forbidden": ("field_unknown", UNKNOWN),
        "string_too_long": ("too_long", LENGTH),
        "string_too_short": ("required", REQUIRED),
        "int_type": ("number_range", NOT_WHOLE),
        "int_parsing": ("number_range", NOT_WHOLE),
        "greater_than_equal": ("number_range", NOT_WHOLE),
        "less_than_equal": ("number_range", NOT_WHOLE),
        "literal_error": ("choice_invalid", NOT_A_CHOICE),
        "string_pattern_mismatch": ("code_invalid", SHAPE),
        "string_type": ("json_shape", MUST_BE["string"]),
        "dict_type": ("json_shape", MUST_BE["object"]),
        "model_type": ("json_shape", MUST_BE["object"]),
    }
)
"""What our envelopes can refuse, in the codes and sentences of the house."""


class Faulty(Exception):
    """Something understood and refused: the faults say where. `base` is the pointer of the answers in the body."""

    def __init__(self, faults: Iterable[Fault], base: str = "") -> None:
        super().__init__()
        self.errors = [
            {"pointer": base + fault.pointer, "code": fault.code, "message": fault.message} for fault in faults
        ]


def faulty(pointer: str, code: str, msgid: str) -> Faulty:
    """One fault of an envelope, in the language of the request."""
    return Faulty([Fault(pointer, pointer.strip("/"), in_words(msgid), code)])


def problem(wording: Wording, **more: Any) -> Response:
    """The refusal as the pages word it, with what to do next and what only programs ask for."""
    response = answer(wording)
    body = {**(response.get_json() or {}), "what_to_do": wording.next or None, **more}
    response.set_data(current_app.json.dumps({key: value for key, value in body.items() if value is not None}))
    return response


def _on_unreadable(error: Unreadable) -> Response:
    sentence = in_words(error.msgid) % error.values
    place = [] if error.pointer is None else [{"pointer": error.pointer, "code": error.code, "message": sentence}]
    return problem(Wording(error.status, error.code, plain(error.status).title, sentence), errors=place or None)


def _on_faults(error: Faulty) -> Response:
    return problem(plain(422), errors=error.errors)


def _on_envelope(error: HTTPError) -> Response:
    """What pydantic found in an envelope or a query."""
    if not isinstance(error.__cause__, ValidationError):
        return problem(plain(error.status_code))
    is_query = not {"query", "headers"}.isdisjoint(error.detail or {})
    found = error.__cause__.errors(include_url=False, include_input=False)
    return problem(plain(422), errors=[_of_envelope(one, is_query) for one in found])


def _of_envelope(found: ErrorDetails, is_query: bool) -> dict[str, str]:
    code, msgid = OF_PYDANTIC.get(found["type"], ("invalid", SHAPE))
    pointer = ""
    for key in found["loc"]:
        pointer = step_into(pointer, key)
    place = {"parameter": pointer[1:]} if is_query else {"pointer": pointer}
    return {**place, "code": code, "message": in_words(msgid)}


def _on_file(error: FileRefused) -> Response:
    return problem(Wording(422, error.code, _("Not taken"), in_words(error.what_to_do) % error.params))


def _on_refusal(error: refusals.Refusal) -> Response:
    return problem(wording_of(error), **_facts(error))


def _facts(error: refusals.Refusal) -> dict[str, Any]:
    """What a program may want to know besides the sentence."""
    for kind in type(error).__mro__:
        if kind in FACTS:
            return FACTS[kind](error)
    return {}


FACTS: Mapping[type, Callable[[Any], dict[str, Any]]] = MappingProxyType(
    {
        refusals.TaskClosed: lambda no: {"who": no.who, "at": no.at.isoformat(), "how": no.how, "element": no.element},
        refusals.NotYours: lambda no: {"who": no.holder},
        refusals.ChangedMeanwhile: lambda no: {"seen": no.seen, "current": no.current},
        refusals.CaseEnded: lambda no: {"outcome": no.outcome},
        refusals.NotNow: lambda no: {"stands_at": list(no.stands_at)},
        refusals.AlreadyOpen: lambda no: {"case": no.public_id},
        refusals.NotEnoughExperts: lambda no: {"needed": no.needed, "available": no.available},
    }
)


def translate(msgid: str) -> str:
    """A sentence in the language of the request."""
    return form_translations().gettext(msgid)


def install(api: Blueprint) -> None:
    """Word what endpoints of this blueprint refuse; the rest is worded as for every other room."""
    api.register_error_handler(Unreadable, _on_unreadable)
    api.register_error_handler(Faulty, _on_faults)
    api.register_error_handler(HTTPError, _on_envelope)
    api.register_error_handler(FileRefused, _on_file)
    api.register_error_handler(refusals.Refusal, _on_refusal)
