"""Answers in the words of the paper: dates, boxes, codes, spans. Knows no layout of a part and no markup."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Words = Mapping[str, str]
EMPTY, TICKED = "□", "√"
NOTHING = "无"
STILL = "至今"


def word(words: Words, listed: str, code: str) -> str:
    """Chinese of a code, the code itself where the list does not have it."""
    return words.get(f"{listed}.{code}", code)


def plain(value: Any, words: Words, listed: str = "") -> str:
    """Any answer as text: nothing is an empty text, several are joined by 、, flags are 是 and 否."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list | tuple):
        return "、".join(plain(one, words, listed) for one in value)
    return word(words, listed, value) if listed else str(value)


def boxes(value: Any, words: Words, listed: str) -> str:
    """All choices of a list in its order, □ before each and √ before the chosen ones."""
    chosen = {str(one) for one in value} if isinstance(value, list | tuple) else {str(value)}
    prefix = f"{listed}."
    choices = ((key.removeprefix(prefix), zh) for key, zh in words.items() if key.startswith(prefix))
    return "　".join(f"{TICKED if code in chosen else EMPTY}{zh}" for code, zh in choices)


def flag(value: Any) -> str:
    """A yes or no in boxes; both empty while nobody has answered."""
    return f"{TICKED if value is True else EMPTY}是　{TICKED if value is False else EMPTY}否"


def day(value: Any) -> str:
    """`2022-03-01` as 2022年3月1日, `2022-03` as 2022年3月; anything else as it is."""
    pieces = str(value or "").split("-")
    if not all(piece.isdigit() for piece in pieces):
        return str(value or "")
    return "".join(f"{int(piece)}{unit}" for piece, unit in zip(pieces, "年月日", strict=False))


def span(start: Any, end: Any, *, in_words: bool = False) -> str:
    """From start to end; an open end is 至今."""
    write = day if in_words else str
    if not start:
        return ""
    return f"{write(start)}至{write(end)}" if end else f"{write(start)}{STILL}"


def masked(value: Any) -> str:
    """An ID number with its middle hidden (A-30): the volume goes to experts and lies on desks."""
    text = str(value or "")
    return f"{text[:6]}{'*' * (len(text) - 10)}{text[-4:]}" if len(text) > 10 else text
