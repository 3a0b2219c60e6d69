"""The back of the book: sheets in order, sections between them, the same bytes each time. Knows no content.

Our own sheets are text that is spliced into the finished document; only uploaded Word papers pass through a tree, where
docxcompose needs one. Everything that a library would date or number by chance is fixed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import cast

from docx import Document
from docx.document import Document as Word
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docxcompose.composer import Composer
from lxml import etree

from dossier.album import Album
from dossier.markup import W
from dossier.package import zipped
from dossier.paper import Paper, section
from dossier.styles import font_table_markup, settings_markup, styles_markup

EDGES = (
    (RELATIONSHIP_TYPE.FOOTER, CONTENT_TYPE.WML_FOOTER, "footer"),
    (RELATIONSHIP_TYPE.HEADER, CONTENT_TYPE.WML_HEADER, "header"),
)
LEFT_OUT = ("stylesWithEffects", "customXml", "theme", "thumbnail", "webSettings", "numbering", "extended-properties")


@dataclass
class Body:
    """Pieces in order: our markup as UTF-8, or a Word paper to merge; `album` holds the pictures they show."""

    album: Album = field(default_factory=Album)
    pieces: list[bytes | Word] = field(default_factory=list)
    _geometry: str = ""
    _opening: str = ""
    _used: bool = False

    def turn_to(self, paper: Paper | str, opening: str = "") -> None:
        """Begin a new section on this paper (or geometry markup); `opening` as in `paper.section`.

        A section in which nothing stands yet is given the new paper instead of printing an empty sheet.
        """
        if self._used:
            end = section(self._geometry, self._opening)
            self.add(f'<w:p><w:pPr><w:pStyle w:val="JjBreak"/>{end}</w:pPr></w:p>')
            self._opening = ""
        self._geometry = paper.geometry() if isinstance(paper, Paper) else paper
        self._opening = opening or self._opening
        self._used = False

    def add(self, *markup: str | Word) -> None:
        """Append markup or a Word paper to the running section."""
        self.add_all(markup)

    def add_all(self, markup: Iterable[str | Word]) -> None:
        """Append one after the other, so that a long table never stands in memory as text and as bytes at once."""
        self.pieces.extend(piece.encode() if isinstance(piece, str) else piece for piece in markup)
        self._used = True

    def papers(self) -> int:
        """How many Word papers are laid in so far."""
        return sum(not isinstance(piece, bytes) for piece in self.pieces)

    def last_section(self) -> str:
        """Properties of the section still running."""
        return section(self._geometry, self._opening)


def blank_document(title: str, author: str, dated_on: date) -> Word:
    """An empty document with our styles only and fixed properties."""
    document = Document()
    for rels in (document.part.rels, document.part.package.rels):
        for relation in [key for key, rel in rels.items() if any(word in rel.reltype for word in LEFT_OUT)]:
            rels.pop(relation)
    document.styles.element[:] = list(parse_xml(styles_markup()))
    document.settings.element[:] = list(parse_xml(settings_markup()))
    for rel in document.part.rels.values():
        if rel.reltype == RELATIONSHIP_TYPE.FONT_TABLE:
            rel.target_part._blob = font_table_markup().encode()
    _describe(document, title, author, dated_on)
    return document


def _describe(document: Word, title: str, author: str, dated_on: date) -> None:
    told = document.core_properties
    told.title, told.author, told.last_modified_by, told.comments = title[:255], author[:255], author[:255], ""
    told.created = told.modified = datetime(dated_on.year, dated_on.month, dated_on.day)  # noqa: DTZ001 (a day, not an instant)
    told.revision = 1
    told.language = "zh-CN"


def finish(document: Word, body: Body, edges: Mapping[str, str]) -> bytes:
    """The package: pieces in order, `edges` the headers and footers by relationship id; same input, same bytes."""
    stretches = _merge(document, body)
    _attach(document, body.album, edges)
    _steady_numbering(document)
    return zipped(document, _splice(document, stretches, body.last_section()))


def _merge(document: Word, body: Body) -> list[list[bytes]]:
    """Put a numbered empty paragraph for each stretch of our text and merge Word papers between; the stretches."""
    place, composer = document.element.body, Composer(document)
    stretches: list[list[bytes]] = []
    for is_text, pieces in groupby(body.pieces, key=lambda piece: isinstance(piece, bytes)):
        if is_text:
            place.insert(composer.append_index(), parse_xml(f'<w:p xmlns:w="{W}" w:rsidR="{len(stretches):08X}"/>'))
            stretches.append(list(cast(Iterator[bytes], pieces)))
        else:
            for paper in pieces:
                probe = composer.append_index()
                composer.insert(probe, paper)
                place.remove(place[probe])  # it only carried the styles, see merging.py
    return stretches


def _splice(document: Word, stretches: list[list[bytes]], last: str) -> Iterator[bytes]:
    """The document part piece by piece, our text in place of the numbered paragraphs."""
    tree = document.element
    for properties in tree.body.xpath("./w:sectPr"):
        tree.body.remove(properties)
    skeleton = etree.tostring(tree, encoding="UTF-8", standalone=True)
    parts = re.split(rb'<w:p w:rsidR="([0-9A-F]{8})"/>', skeleton)
    for merged, number in zip(parts[:-1:2], parts[1::2], strict=True):
        yield merged
        yield from stretches[int(number, 16)]
    head, tail = parts[-1].rsplit(b"</w:body>", 1)
    yield from (head, last.encode(), b"</w:body>", tail)


def _attach(document: Word, album: Album, edges: Mapping[str, str]) -> None:
    """Give the document its headers, footers and pictures under the relationship ids that the markup names."""
    part, package = document.part, document.part.package
    for number, (relation, markup) in enumerate(edges.items(), 1):
        kind, content_type, name = EDGES["<w:hdr" in markup]
        edge = Part(PackURI(f"/word/{name}{number}.xml"), content_type, markup.encode(), package)
        part.rels.add_relationship(kind, edge, relation)
    for number, (relation, (blob, extension)) in enumerate(album.blobs.items(), 1):
        name = PackURI(f"/word/media/sheet{number}.{extension}")
        picture = Part(name, f"image/{extension}", blob, package)
        part.rels.add_relationship(RELATIONSHIP_TYPE.IMAGE, picture, relation)


def _steady_numbering(document: Word) -> None:
    """Lists of merged papers get a random identity from the library; number them in order instead."""
    for rel in document.part.rels.values():
        if rel.reltype == RELATIONSHIP_TYPE.NUMBERING:
            for number, identity in enumerate(rel.target_part.element.xpath(".//w:nsid"), 1):
                identity.set(qn("w:val"), f"{number:08X}")
