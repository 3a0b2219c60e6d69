"""A document written as a package: parts in order of name, dates fixed, pictures stored. Knows no content."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from docx.document import Document as Word
from docx.opc.constants import CONTENT_TYPE
from docx.opc.part import Part
from lxml import etree

EPOCH = (1980, 1, 1, 0, 0, 0)
STORED = ("jpeg", "jpg", "png")
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def zipped(document: Word, story: Iterable[bytes]) -> bytes:
    """The bytes of the package, `story` being the document part in pieces."""
    package = document.part.package
    parts = sorted(package.iter_parts(), key=lambda part: str(part.partname))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as book:
        _write(book, "[Content_Types].xml", [_content_types(parts)])
        _write(book, "_rels/.rels", [package.rels.xml])
        for part in parts:
            _write(book, part.partname.membername, story if part is document.part else [part.blob])
            if len(part.rels):
                _write(book, part.partname.rels_uri.membername, [part.rels.xml])
    return target.getvalue()


def _write(book: zipfile.ZipFile, name: str, pieces: Iterable[bytes]) -> None:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.create_system = 0
    entry.compress_type = zipfile.ZIP_STORED if name.rsplit(".", 1)[-1] in STORED else zipfile.ZIP_DEFLATED
    with book.open(entry, "w") as member:
        for piece in pieces:
            member.write(piece)


def _content_types(parts: Iterable[Part]) -> bytes:
    root = etree.fromstring(f'<Types xmlns="{TYPES}"/>')
    etree.SubElement(root, f"{{{TYPES}}}Default", Extension="rels", ContentType=CONTENT_TYPE.OPC_RELATIONSHIPS)
    etree.SubElement(root, f"{{{TYPES}}}Default", Extension="xml", ContentType=CONTENT_TYPE.XML)
    for part in parts:
        etree.SubElement(root, f"{{{TYPES}}}Override", PartName=str(part.partname), ContentType=part.content_type)
    return bytes(etree.tostring(root, encoding="UTF-8", standalone=True))
