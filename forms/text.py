"""Cleaning of text at the door: what no document can print is refused, blanks are stripped. Knows no field.

Counts code points, never bytes or UTF-16 units.
"""

from __future__ import annotations

import unicodedata

from workflows.model.vocabulary import N_

NOT_PRINTABLE = N_("Remove the characters that cannot be printed (control characters or broken symbols)")
DIRECTION_MARKS = N_("Remove the invisible marks that change the direction of writing")
PILED_MARKS = N_("Remove the accents piled on one character")
ONE_LINE = N_("Write this on one line")

_INVISIBLE = "\u00ad\u180e\u200b\u200c\u200d\u2060\u2800\u3164\ufeff"
BLANKS = "".join(chr(point) for point in range(0x3001) if chr(point).isspace()) + _INVISIBLE
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_WIDE = {0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF0E: ".", 0xFF0D: "-", 0xFF0B: "+", 0x3000: " "}
_MARKS_PER_BASE = 4


class Unclean(ValueError):
    """Text that is refused: code of the catalogue and the msgid of what to do."""

    def __init__(self, code: str, msgid: str) -> None:
        super().__init__(msgid)
        self.code = code
        self.msgid = msgid


def clean_text(raw: str, *, lines: bool) -> str:
    """NFC, Unicode blanks stripped, line ends as LF (many lines) or refused (one line).

    Names stay what they are: no compatibility folding, inner blanks kept. Raises Unclean.
    """
    text = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    if not lines:
        text = text.replace("\t", " ")
    _refuse_unprintable(text)
    text = unicodedata.normalize("NFC", text.strip(BLANKS))
    if not lines and "\n" in text:
        raise Unclean("text_invalid", ONE_LINE)
    return text


def clean_code(raw: str) -> str:
    """A code, number or address: as clean_text, then NFKC, so that full-width letters and digits become plain ones."""
    return unicodedata.normalize("NFKC", clean_text(raw, lines=False)).strip(BLANKS)


def clean_number(raw: str) -> str:
    """Digits to be read as a number: full-width digits become plain; ½, ² and ① stay and are refused by the reader."""
    return clean_text(raw, lines=False).translate(_WIDE)


def is_mixed_script(text: str) -> bool:
    """Cyrillic or Greek letters, or full-width Latin ones, beside others: a look-alike somebody should look at."""
    scripts = {_script(char) for char in text if char.isalpha()}
    return len(scripts) > 1 and bool(scripts & {"CYRILLIC", "GREEK", "FULLWIDTH"})


def _script(char: str) -> str:
    return unicodedata.name(char, "UNKNOWN").split(" ", 1)[0]


def _refuse_unprintable(text: str) -> None:
    marks = 0
    for char in text:
        if char in _DIRECTION:
            raise Unclean("text_bidi", DIRECTION_MARKS)
        category = unicodedata.category(char)
        if _is_unprintable(char, category):
            raise Unclean("text_invalid", NOT_PRINTABLE)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks > _MARKS_PER_BASE:
            raise Unclean("text_invalid", PILED_MARKS)


def _is_unprintable(char: str, category: str) -> bool:
    """Controls but tab and line feed, lone surrogates, noncharacters: DOCX, XLSX or PostgreSQL refuse them."""
    point = ord(char)
    if category == "Cc":
        return char not in "\t\n"
    return category == "Cs" or 0xFDD0 <= point <= 0xFDEF or point & 0xFFFE == 0xFFFE
