"""What a word is: a code with its English and Chinese text. Knows no list of words."""

from __future__ import annotations

from enum import StrEnum
from typing import Self, cast


def N_(text: str) -> str:  # noqa: N802 (gettext's own name)
    """Mark an English msgid for extraction; the door translates it when it shows it."""
    return text


class Word(StrEnum):
    """A code with its English msgid (`label`) and the Chinese word of the documents (`zh`)."""

    label: str
    zh: str

    def __new__(cls, code: str, label: str, zh: str) -> Word:
        word = str.__new__(cls, code)
        word._value_ = code
        word.label = label
        word.zh = zh
        return word

    @classmethod
    def of(cls, code: str) -> Self:
        """The word of a stored code; KeyError when the list does not have it."""
        return cast(Self, cls._value2member_map_[code])

    @property
    def code(self) -> str:
        """The stored value; the word itself compares equal to it."""
        return self.value
