"""Reading JSON that strangers send: one parser, strict about everything; knows no endpoint (promises 3 F)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from flask.json.provider import DefaultJSONProvider

from workflows.model.vocabulary import N_

LARGEST = 1024 * 1024
"""Bytes of a body: a table of 300 teachers is about 400 kB."""
DEEPEST = 20
_TOKEN = re.compile(rb'"(?:[^"\\]+|\\.?)*+(?:"|\Z)|[\[\]{}]', re.DOTALL)
_UNPRINTABLE = re.compile("[\x00\ud800-\udfff]")

NOT_JSON = N_("The body is not valid JSON in UTF-8.")
TOO_DEEP = N_("The body is nested more deeply than %(depth)d levels.")
TWICE = N_("The body names the same field twice.")
UNPRINTABLE = N_("The body contains characters that cannot be printed.")


class Unreadable(Exception):
    """A body that is refused before anybody looks at its meaning; `pointer` says where, when it is known."""

    def __init__(self, status: int, code: str, msgid: str, pointer: str | None = None, **values: object) -> None:
        super().__init__(code)
        self.status, self.code, self.msgid, self.pointer, self.values = status, code, msgid, pointer, values


class StrictProvider(DefaultJSONProvider):
    """Writes JSON as the product does, readable; reads it by `loads` below."""

    ensure_ascii = False

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """One JSON text. Raises Unreadable."""
        return loads(s.encode("utf-8", "surrogatepass") if isinstance(s, str) else s)


def loads(body: bytes) -> Any:
    """The value of a JSON text. Raises Unreadable for whatever parsers disagree about.

    Refused: other encodings and byte order marks, more than 20 levels (counted on the bytes, before parsing),
    duplicate keys, NaN and Infinity, numbers of thousands of digits, text after the end, NUL, lone surrogates.
    """
    _count_levels(body)
    try:
        value = json.loads(body.decode("utf-8"), object_pairs_hook=_once_each, parse_constant=_no_constant)
    except ValueError:  # of the decoder, of the parser, of int() beyond 4300 digits
        raise Unreadable(400, "json_invalid", NOT_JSON) from None
    for pointer in unprintable(value, ""):
        raise Unreadable(422, "text_invalid", UNPRINTABLE, pointer)
    return value


def unprintable(value: Any, at: str) -> Iterator[str]:
    """JSON pointers to texts with characters that databases and documents refuse."""
    if isinstance(value, str) and _UNPRINTABLE.search(value):
        yield at
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from [at] if _UNPRINTABLE.search(key) else unprintable(inner, step_into(at, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from unprintable(inner, step_into(at, place))


def step_into(pointer: str, key: str | int) -> str:
    """The pointer to a member or an element (RFC 6901); a long name is cut, so that no answer echoes a flood."""
    return f"{pointer}/{str(key)[:80].replace('~', '~0').replace('/', '~1')}"


def _count_levels(body: bytes) -> None:
    depth = 0
    for token in _TOKEN.finditer(body):
        mark = token[0][:1]
        depth += 1 if mark in b"[{" else -1 if mark in b"]}" else 0
        if depth > DEEPEST:
            raise Unreadable(400, "json_invalid", TOO_DEEP, depth=DEEPEST)


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Unreadable(400, "json_duplicate_key", TWICE)
    return found


def _no_constant(_word: str) -> NoReturn:
    raise ValueError("NaN and Infinity are not JSON")
