"""Choices: one or many words, yes or no, a tick, a verdict. Knows no list of words itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, ClassVar

from wtforms import widgets

from forms.facts import Choices
from forms.fields.base import Schema, TaskField, words_of
from forms.text import clean_code
from workflows.model.vocabulary import N_

NOT_A_CHOICE = N_("Choose one of the choices offered")
CHOOSE = N_("Choose an answer")
CHOOSE_SOME = N_("Choose at least one answer")
YES = N_("Yes")
NO = N_("No")
_CODE = r"[A-Za-z0-9_.:-]{1,64}"


class ChoiceField(TaskField[str]):
    """One code of `words` (a class or sequence of words), or of the list `listed` in facts.choices.

    A list that the facts don't carry is not checked here (the command knows it); its codes must still look like codes.
    """

    kind: ClassVar[str] = "choice"
    missing: ClassVar[str] = CHOOSE

    def __init__(self, label: str, words: Iterable[Any] = (), *, listed: str = "", **rest: Any) -> None:
        super().__init__(label, **rest)
        self.words = words_of(list(words))
        self.listed = listed

    @property
    def choices(self) -> Choices:
        """(code, text) in order; the text is an English msgid, or plain Chinese when it comes from the facts."""
        return self.facts.choices.get(self.listed, ()) if self.listed else self.words

    @property
    def is_open(self) -> bool:
        """Whether the list was not given."""
        return bool(self.listed) and self.listed not in self.facts.choices

    def read(self, text: str) -> str | None:
        """The code as it is."""
        return clean_code(text[:200]) or None

    def check(self) -> None:
        """Membership."""
        if self.data is not None:
            self.check_code(self.data)

    def check_code(self, code: str) -> None:
        """One code belongs to the list."""
        known = re.fullmatch(_CODE, code) if self.is_open else code in {offered for offered, _ in self.choices}
        if not known:
            raise self.refused("choice_invalid", NOT_A_CHOICE)

    def value_schema(self) -> Schema:
        """String, with its enumeration when it is fixed."""
        return {"type": "string"} | ({"enum": [code for code, _ in self.words]} if not self.listed else {})


class VerdictField(ChoiceField):
    """The decision of a task; `dangerous` verdicts end the case and are asked once more on the page."""

    kind: ClassVar[str] = "verdict"

    def __init__(self, label: str, words: Iterable[Any] = (), *, dangerous: tuple[str, ...] = (), **rest: Any) -> None:
        super().__init__(label, words, **rest)
        self.dangerous = dangerous


class YesNoField(ChoiceField):
    """Yes or no, and no default; the answer is a bool."""

    kind: ClassVar[str] = "yes_no"

    def __init__(self, label: str, **rest: Any) -> None:
        super().__init__(label, **rest)
        self.words = [("true", YES), ("false", NO)]

    def answer(self) -> bool | None:
        """True, False, or None."""
        return None if self.data is None else self.data == "true"

    def value_schema(self) -> Schema:
        """Boolean."""
        return {"type": "boolean"}


class TickField(TaskField[bool]):
    """A box to tick; required means it must be ticked. Absent is False."""

    kind: ClassVar[str] = "tick"
    missing: ClassVar[str] = N_("Tick this box to go on")
    widget = widgets.CheckboxInput()

    @property
    def is_blank(self) -> bool:
        """Not ticked."""
        return not self.data

    def read(self, text: str) -> bool | None:
        """What browsers and our own flatten send for a ticked box."""
        word = clean_code(text[:20]).lower()
        if word in ("true", "on", "1", "yes", "y"):
            return True
        if word in ("", "false", "off", "0", "no", "n"):
            return None
        raise self.refused("choice_invalid", NOT_A_CHOICE)

    def answer(self) -> bool:
        """True or False."""
        return bool(self.data)

    def plain(self) -> list[str]:
        """ "true" when ticked."""
        return ["true"] if self.data else []

    def _value(self) -> str:
        return "true"

    def schema(self) -> Schema:
        """Boolean; true when it must be ticked."""
        must = {"const": True} if self.required and self.when is None else {}
        return {"title": self.label.text, "type": "boolean"} | must


class ChoicesField(ChoiceField):
    """Any number of codes, each once, in the order of the list; sent as a repeated name."""

    kind: ClassVar[str] = "choices"
    many: ClassVar[bool] = True
    missing: ClassVar[str] = CHOOSE_SOME
    data: Any

    def _read_once(self) -> Any:
        codes = [code for text in self.raw[:500] if (code := clean_code(text[:200]))]
        return list(dict.fromkeys(codes)) or None

    def check(self) -> None:
        """Each code belongs to the list."""
        for code in self.data:
            self.check_code(code)

    def answer(self) -> list[str]:
        """Codes in the order of the list, so that the same answers are the same."""
        order = {code: place for place, (code, _) in enumerate(self.choices)}
        return sorted(self.data or [], key=lambda code: order.get(code, len(order)))

    def plain(self) -> list[str]:
        """The codes."""
        return list(self.data or [])

    def draft(self) -> list[str]:
        """What was ticked."""
        return self.raw

    def schema(self) -> Schema:
        """Array of distinct codes."""
        array = {"type": "array", "items": self.value_schema(), "uniqueItems": True}
        least = {"minItems": 1} if self.required and self.when is None else {}
        return {"title": self.label.text} | array | least
