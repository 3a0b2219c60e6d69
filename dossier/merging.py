"""An uploaded Word paper made fit for merging: its page kept, nothing that calls outside. Knows no volume."""

from __future__ import annotations

import io
import zipfile

from docx import Document
from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from dossier.markup import W
from dossier.own_styles import keep_styles
from dossier.volume import Attachment, PartRefused

MOST_UNPACKED = 200_000_000
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BROKEN = "Word文件无法读取（可能已加密或损坏），请另存为DOCX或PDF后重新上传。"
RUNNING = "Word文件含有修订、宏、外部链接或嵌入对象，请接受全部修订并另存为PDF后重新上传。"
A4 = ((11906, 16838), (16838, 11906))
FORBIDDEN = ("ins", "del", "moveFrom", "moveTo", "altChunk", "object", "control", "subDoc")
LOOSE = ("commentRangeStart", "commentRangeEnd", "commentReference", "proofErr", "lastRenderedPageBreak")


def prepared(file: Attachment, number: int) -> tuple[Word, str]:
    """The paper ready for the composer and the geometry of its pages; `number` keeps its styles apart from others'.

    Its first paragraph is a probe naming all styles that the text needs, parents included, because the composer takes
    over named styles only; the binding removes it. Raises PartRefused.
    """
    document = _opened(file)
    _refuse_what_runs(document, file)
    _drop_loose_ends(document)
    geometry = _one_section(document)
    keep_styles(document, f"U{number}")
    return document, geometry


def _opened(file: Attachment) -> Word:
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as book:
            if sum(entry.file_size for entry in book.infolist()) > MOST_UNPACKED:
                raise PartRefused(file.name, "Word文件展开后过大，请压缩图片后重新上传。")
        document = Document(io.BytesIO(file.content))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, etree.XMLSyntaxError) as problem:
        raise PartRefused(file.name, BROKEN) from problem
    return document


def _refuse_what_runs(document: Word, file: Attachment) -> None:
    """Tracked changes, objects and anything fetched from outside would print differently from what was read."""
    body = document.element.body
    found = any(body.find(f".//{qn(f'w:{tag}')}") is not None for tag in FORBIDDEN)
    outside = any(rel.is_external and rel.reltype != RELATIONSHIP_TYPE.HYPERLINK for rel in document.part.rels.values())
    codes = "".join(body.xpath(".//w:instrText/text() | .//w:fldSimple/@w:instr")).upper()
    if found or outside or "INCLUDE" in codes or "DDE" in codes or "LINK " in codes.replace("HYPERLINK ", ""):
        raise PartRefused(file.name, RUNNING)


def _drop_loose_ends(document: Word) -> None:
    """Comments, and the save marks that would be taken for our own."""
    body = document.element.body
    for tag in LOOSE:
        for element in body.xpath(f".//w:{tag}"):
            element.getparent().remove(element)
    for element in body.iter():
        for name in [name for name in element.attrib if name.startswith(f"{{{W}}}rsid")]:
            del element.attrib[name]
    known = set(document.part.rels)
    for element in body.xpath(".//*[@r:id or @r:embed or @r:link]"):
        names = [name for name in element.attrib if name.startswith(qn("r:id")[:-2])]
        if any(element.get(name) not in known for name in names):
            element.getparent().remove(element)


def _one_section(document: Word) -> str:
    """Page size and margins of the paper, as one section on A4; inner section ends become plain page ends."""
    body = document.element.body
    *inner, last = body.xpath(".//w:sectPr") or [parse_xml(f'<w:sectPr xmlns:w="{W}"/>')]
    for properties in inner:
        end = parse_xml(f'<w:r xmlns:w="{W}"><w:br w:type="page"/></w:r>')
        properties.getparent().getparent().append(end)
        properties.getparent().remove(properties)
    size, margin = last.find(qn("w:pgSz")), last.find(qn("w:pgMar"))
    turned = size is not None and size.get(qn("w:orient")) == "landscape"
    wide, high = A4[turned]
    edges = {side: _edge(margin, side) for side in ("top", "right", "bottom", "left")}
    told = "".join(f' w:{side}="{value}"' for side, value in edges.items())
    turn = ' w:orient="landscape"' if turned else ""
    return f'<w:pgSz w:w="{wide}" w:h="{high}"{turn}/><w:pgMar{told} w:header="454" w:footer="680" w:gutter="0"/>'


def _edge(margin: etree._Element | None, side: str) -> int:
    """A margin in twips, kept between 1 and 5 cm so that footer and binding have room."""
    text = margin.get(qn(f"w:{side}")) if margin is not None else None
    value = int(text) if text and text.lstrip("-").isdigit() else 1440
    least = 1304 if side == "bottom" else 850
    return min(max(value, least), 2835)
