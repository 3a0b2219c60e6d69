"""Text a person writes: free text and names. Knows nothing of codes and numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from wtforms import widgets

from forms.facts import When
from forms.faults import Fault
from forms.fields.base import Schema, TaskField
from forms.text import clean_text, is_mixed_script
from workflows.model.vocabulary import N_

TOO_LONG = N_("Shorten this to at most %(limit)d characters (now %(count)d)")
TOO_SHORT = N_("Write at least %(least)d characters")
MIXED_SCRIPT = N_("Check this name: it mixes look-alike letters of different alphabets")
_SLACK = 2000  # beyond the limit by this much a text is refused uncleaned: a megabyte is not worth normalising


class TextField(TaskField[str]):
    """Text of at most `limit` code points after cleaning, on one line unless `lines`."""

    kind: ClassVar[str] = "text"
    widget: Any = widgets.TextInput()

    def __init__(self, label: str, limit: int, *, least: int = 0, **rest: Any) -> None:
        super().__init__(label, **rest)
        self.limit = limit
        self.least = least

    @property
    def lines(self) -> bool:
        """Whether line breaks are allowed."""
        return self.kind == "multiline"

    def read(self, text: str) -> str | None:
        """Cleaned text, None when only blanks were given."""
        if len(text) > self.limit + _SLACK:
            raise self.refused("too_long", TOO_LONG, limit=self.limit, count=len(text))
        return self.clean(text) or None

    def clean(self, text: str) -> str:
        """NFC without outer blanks."""
        return clean_text(text, lines=self.lines)

    def check(self) -> None:
        """Length in code points."""
        count = len(self.data or "")
        if count > self.limit:
            raise self.refused("too_long", TOO_LONG, limit=self.limit, count=count)
        if count < self.least:
            raise self.refused("too_short", TOO_SHORT, least=self.least)

    def value_schema(self) -> Schema:
        """String with its length."""
        return {"type": "string", "minLength": max(self.least, 1), "maxLength": self.limit}


class LongTextField(TextField):
    """Paragraphs."""

    kind: ClassVar[str] = "multiline"
    widget = widgets.TextArea()


class NameField(TextField):
    """Name of a person: NFC, never folded, inner blanks and · kept, rare characters welcome (domain 7.3)."""

    def __init__(self, label: str, limit: int = 50, **rest: Any) -> None:
        super().__init__(label, limit, **rest)

    def remarks(self, path: str) -> Iterator[Fault]:
        """A look-alike letter is shown to the reviewer."""
        if self.data and is_mixed_script(self.data):
            yield Fault.at(path, self.say("mixed_script", MIXED_SCRIPT))


class ReasonField(LongTextField):
    """The reason of a return or refusal: asked and required as soon as the verdict is one of `verdicts`."""

    missing: ClassVar[str] = N_("Give the reason: whoever receives this must know what to do")

    def __init__(self, label: str, *verdicts: str, limit: int = 1000, **rest: Any) -> None:
        super().__init__(label, limit, when=When("verdict", verdicts), **rest)
