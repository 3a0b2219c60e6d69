"""The ZIP around an office file: entries, names, sizes and XML, checked before a library sees it (promises 3 H, I)."""

from __future__ import annotations

import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from typing import IO
from xml.parsers import expat

from workflows.filestore.inspectors.verdict import Refused

LARGEST_TOTAL = 100 << 20
LARGEST_PART = 64 << 20
LARGEST_STYLES = 8 << 20
MOST_ENTRIES = 2000
LONGEST_NAME = 255
DEEPEST_PATH = 20
DEEPEST_XML = 100
MOST_ELEMENTS = 3_000_000
PIECE = 1 << 16
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    struct.error,
    ValueError,
    RuntimeError,
    OSError,
)
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_MASKED = frozenset({"Cc", "Cf", "Cs", "Co"})

OnElement = Callable[[str, dict[str, str]], None]
OnText = Callable[[str], None]


def checked_entries(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The entries, when no two clash, none climbs out, none is locked, and the declared sizes are bearable."""
    entries = archive.infolist()
    if archive.comment or (entries and min(entry.header_offset for entry in entries)):
        raise Refused("file_damaged")  # a second archive before or behind: readers disagree which one counts
    offsets = [entry.header_offset for entry in entries]
    names = [unicodedata.normalize("NFC", entry.orig_filename).casefold() for entry in entries]
    if len(set(offsets)) < len(entries) or len(set(names)) < len(entries):
        raise Refused("archive_duplicate")
    if len(entries) > MOST_ENTRIES:
        raise Refused("archive_too_many")
    for entry in entries:
        _check_entry(entry)
    if sum(entry.file_size for entry in entries) > LARGEST_TOTAL:
        raise Refused("archive_too_large")
    return entries


def _check_entry(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & 1:
        raise Refused("file_encrypted")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise Refused("archive_symlink")
    if _climbs_or_hides(entry.orig_filename):
        raise Refused("archive_path")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused("file_damaged")
    largest = LARGEST_STYLES if entry.filename.lower().endswith("styles.xml") else LARGEST_PART
    if entry.file_size > largest:
        raise Refused("archive_too_large")


def _climbs_or_hides(name: str) -> bool:
    parts = name.split("/")
    if not name or len(name.encode()) > LONGEST_NAME or len(parts) > DEEPEST_PATH or re.search(r"^/|[\\:\0]", name):
        return True
    return any(_bad_part(part) for part in parts) or any(unicodedata.category(char) in _MASKED for char in name)


def _bad_part(part: str) -> bool:
    hidden = part.startswith(".") and part not in (".rels", "_rels")
    return hidden or part != part.rstrip(". ") or bool(_DEVICE.match(part))


def read_through(stream: IO[bytes]) -> None:
    """Inflate to the end: zipfile stops at the declared size and checks the sum."""
    while stream.read(PIECE):
        pass


def read_xml(stream: IO[bytes], on_element: OnElement, on_text: OnText) -> None:
    """One pass of expat: no DOCTYPE in any encoding, bounded depth and number of elements."""
    parser = expat.ParserCreate()
    bounds = _Bounds(on_element)
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = bounds.enter
    parser.EndElementHandler = bounds.leave
    parser.CharacterDataHandler = on_text
    try:
        while piece := stream.read(PIECE):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as fault:
        raise Refused("file_damaged") from fault


def _refuse_doctype(*_: object) -> None:
    raise Refused("xml_dtd")


class _Bounds:
    """How deep and how far the reading of one part has come."""

    def __init__(self, on_element: OnElement) -> None:
        self.on_element = on_element
        self.depth = self.count = 0

    def enter(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.count += 1
        if self.depth > DEEPEST_XML:
            raise Refused("xml_too_deep")
        if self.count > MOST_ELEMENTS:
            raise Refused("archive_too_large")
        self.on_element(tag.rpartition(":")[2], attributes)

    def leave(self, _tag: str) -> None:
        self.depth -= 1
