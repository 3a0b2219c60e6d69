"""What a form says when it refuses: message with code, fault with its place. Knows no field and no form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wtforms.validators import StopValidation

Translate = Callable[[str], str]


class Message(str):
    """A translated sentence that also carries the code of the bad-input catalogue (`required`, `sum_mismatch` …)."""

    __slots__ = ("code",)
    code: str

    def __new__(cls, code: str, text: str) -> Message:
        message = super().__new__(cls, text)
        message.code = code
        return message


class Refused(StopValidation):
    """A field refuses its input; WTForms puts the message into `field.errors`."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Fault:
    """One thing to correct: JSON pointer into the answers, name of the input, sentence in the user's language, code."""

    pointer: str
    name: str
    message: str
    code: str = "invalid"

    @classmethod
    def at(cls, path: str, message: str) -> Fault:
        """`path` runs through the answers with slashes: "teachers/0/name"; "" is the form itself."""
        pointer = f"/{path}" if path else ""
        return cls(pointer, path.replace("/", "-"), str(message), getattr(message, "code", "invalid"))


def say(translate: Translate, code: str, msgid: str, **values: Any) -> Message:
    """Translate first, fill in afterwards, so that catalogues see the sentence and not its numbers."""
    sentence = translate(msgid)
    return Message(code, sentence % values if values else sentence)
