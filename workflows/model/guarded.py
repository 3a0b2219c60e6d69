"""JSON in which identity numbers never rest in the clear: encrypted on the way in, read on the way out."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import JSON, Dialect
from sqlalchemy.types import TypeDecorator

from workflows.crypto import Keyring, Place, decrypt_field, encrypt_field

GUARDED = "id_number"
"""Fields whose name ends so are citizens' identity numbers (GB 11643); forms name them by this rule."""
MARK = "guarded:"

_ring: list[Keyring] = []


def guard_with(keys: Keyring) -> None:
    """The keys of this process; they come from the settings, never from the database."""
    _ring[:] = [keys]


class GuardedJSON(TypeDecorator[Any]):
    """A JSON document whose identity numbers are AES-GCM ciphertext in the database (domain 7.5)."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return _changed(value, _closed)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return _changed(value, _opened)


def _changed(value: Any, change: Callable[[str, str], str]) -> Any:
    if isinstance(value, Mapping):
        return {key: _field(key, part, change) for key, part in value.items()}
    if isinstance(value, list):
        return [_changed(part, change) for part in value]
    return value


def _field(key: str, value: Any, change: Callable[[str, str], str]) -> Any:
    if not key.endswith(GUARDED):
        return _changed(value, change)
    if isinstance(value, list):
        return [_field(key, part, change) for part in value]
    return change(key, value) if isinstance(value, str) and value else value


def _closed(key: str, text: str) -> str:
    return MARK + b64encode(encrypt_field(_keys(), text, _place(key))).decode()


def _opened(key: str, text: str) -> str:
    if not text.startswith(MARK):
        return text
    return decrypt_field(_keys(), b64decode(text.removeprefix(MARK)), _place(key))


def _place(key: str) -> Place:
    return Place("answers", key, "content")


def _keys() -> Keyring:
    if not _ring:
        raise LookupError("guard_with(keys) comes before any answer is kept")
    return _ring[0]
