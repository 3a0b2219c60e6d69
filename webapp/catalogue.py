"""`python -m webapp.catalogue`: brings messages.po up to date with the sources and names what has no Chinese yet."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from webapp.words import CATALOGUES, ROOT

MESSAGES = CATALOGUES[0] / "zh_CN" / "LC_MESSAGES" / "messages.po"
HOURS = MESSAGES.with_name("hours.po")
FORMS = CATALOGUES[1] / "zh_CN" / "LC_MESSAGES" / "forms.po"
KEYWORDS = {"_": None, "N_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
_WORD = re.compile(r'N_\("([^"]+)"\), "([^"]+)"')
_CHANGING = re.compile(
    r'^"(POT-Creation|PO-Revision|Report-Msgid|Last-Tr|Language-Team|Generated|Project)[^\n]*\n', re.M
)

Message = str | tuple[str, ...]


def said() -> Iterator[Message]:
    """Every sentence of pages and rooms; the words of the forms have a catalogue of their own."""
    with (ROOT / "webapp" / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found = extract_from_dir(ROOT, methods, options, KEYWORDS, directory_filter=_is_ours)
    for _, _, message, _, _ in found:
        yield tuple(message) if isinstance(message, (tuple, list)) else message


def known() -> dict[str, str]:
    """Chinese of every sentence that has one: words name theirs themselves, then the three catalogues."""
    sources = (path.read_text(encoding="utf-8") for path in sorted((ROOT / "workflows").rglob("*.py")))
    chinese = {english: word for source in sources for english, word in _WORD.findall(source)}
    for path in (FORMS, HOURS, MESSAGES):
        chinese |= _texts(path)
    return chinese


def missing() -> list[str]:
    """Sentences without Chinese in the three catalogues, in order."""
    there = {msgid for path in (FORMS, HOURS, MESSAGES) for msgid in _texts(path)}
    return sorted({_first(message) for message in said()} - there)


def update() -> list[str]:
    """Write messages.po anew: what is no longer said goes, what is new comes in; what is still untranslated."""
    chinese, theirs = known(), _texts(HOURS)
    catalogue = Catalog(locale="zh_CN", fuzzy=False)
    for message in said():
        if _first(message) in theirs:
            continue
        text = chinese.get(_first(message), "")
        catalogue.add(message, (text,) if isinstance(message, tuple) else text)
    written = io.BytesIO()
    write_po(written, catalogue, sort_output=True, width=120)
    text = _CHANGING.sub("", written.getvalue().decode())
    MESSAGES.write_text(text[text.index('msgid ""') :], encoding="utf-8")
    return missing()


def _texts(path: Path) -> dict[str, str]:
    """The Chinese that a catalogue holds, by msgid."""
    with path.open("rb") as file:
        found = read_po(file, locale="zh_CN")
    return {_first(one.id): _first(one.string) for one in found if one.id and _first(one.string)}


def _is_ours(path: str) -> bool:
    return Path(path).name not in ("node_modules", "tests", "static") and not Path(path).name.startswith(".")


def _first(text: Message | list[str] | None) -> str:
    return text if isinstance(text, str) else text[0] if text else ""


if __name__ == "__main__":
    sentences = update()
    for sentence in sentences:
        print(sentence)
    sys.exit(bool(sentences))
