"""PDF: opened by pdfium, written anew by it in plain objects, and those searched for anything that acts (promises 3 J).

The copy is only looked at: what is stored is the original, with its signatures and seals.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from workflows.filestore.inspectors.verdict import Refused, give

ACTIVE = frozenset(
    b"JavaScript JS Launch SubmitForm ImportData GoToR GoToE EmbeddedFile EmbeddedFiles EF RichMedia Rendition XFA "
    b"Movie Sound".split()
)
MOST_HOPS = 1000
ENTRY = 20
_HOP = re.compile(rb"/Prev\s+(\d+)")
_START = re.compile(rb"startxref\s+(\d+)")
_SECTION = re.compile(
    rb"\s*xref\b|\s*\d+\s+\d+\s+obj\b[^>]{0,400}?/Type\s*/XRef|\s*\d+\s+\d+\s+obj\b.{0,400}?/XRef", re.S
)
_RUN = re.compile(rb"\s*\d+ (\d+)\r?\n")
_TOKEN = re.compile(rb"\((?:[^\\()]|\\.)*\)|<[0-9A-Fa-f\s]*>|/([^\s()<>\[\]{}/%]*)|\b(stream|endobj)\b", re.S)
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")


def inspect(path: Path, cleaned: Path) -> None:
    """Return when the document opens, has pages, no password and nothing active; otherwise raise Refused."""
    _follow_sections(path.read_bytes())
    plain = _written_anew(path)
    for place in _objects(plain):
        _refuse_active(plain, place)


def _follow_sections(raw: bytes) -> None:
    """Each /Prev must lead to an earlier cross-reference section, and never in a circle."""
    starts = _START.findall(raw)
    if not starts:
        raise Refused("file_damaged")
    seen: set[int] = set()
    place = int(starts[-1])
    while (hop := _HOP.search(raw, place, _end_of_section(raw, place))) is not None:
        place = int(hop[1])
        if place in seen or len(seen) > MOST_HOPS or not _SECTION.match(raw, place):
            raise Refused("file_damaged")
        seen.add(place)


def _end_of_section(raw: bytes, place: int) -> int:
    """A section's dictionary ends before its stream or its startxref, whichever comes first."""
    ends = [end for word in (b"startxref", b"stream") if (end := raw.find(word, place)) >= 0]
    return min(ends, default=len(raw))


def _written_anew(path: Path) -> bytes:
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as fault:
        raise Refused("file_encrypted" if _is_locked(str(fault)) else "file_damaged") from fault
    with document:
        if pdfium.FPDF_GetSecurityHandlerRevision(document) != -1:
            raise Refused("file_encrypted")
        _measure_pages(document)
        plain = io.BytesIO()
        document.save(plain)
    return plain.getvalue()


def _is_locked(fault: str) -> bool:
    return "password" in fault.lower() or "security" in fault.lower()


def _measure_pages(document: pypdfium2.PdfDocument) -> None:
    """The size of the first page needs no content stream to be inflated; a broken page tree has none."""
    if len(document) < 1:
        raise Refused("pdf_no_pages")
    if not pdfium.FPDF_GetPageSizeByIndexF(document, 0, pdfium.FS_SIZEF()):
        raise Refused("file_damaged")


def _objects(plain: bytes) -> list[int]:
    """Where the objects begin, by the table that pdfium has just written: runs of numbers, 20 bytes an entry."""
    table = int(_START.findall(plain)[-1])
    if not plain.startswith(b"xref", table):
        raise Refused("file_damaged")
    places: list[int] = []
    end = table + 4
    while (run := _RUN.match(plain, end)) is not None:
        end = run.end() + ENTRY * int(run[1])
        places += [int(plain[at : at + 10]) for at in range(run.end(), end, ENTRY) if plain[at + 17 : at + 18] == b"n"]
    return places


def _refuse_active(plain: bytes, place: int) -> None:
    """Read names from the start of an object to its stream or end; strings are stepped over, #4A is decoded."""
    for token in _TOKEN.finditer(plain, place):
        if token[2]:
            return
        if token[1] and _HEX.sub(lambda code: bytes([int(code[1], 16)]), token[1]) in ACTIVE:
            raise Refused("pdf_active_content")


if __name__ == "__main__":
    give(inspect)
