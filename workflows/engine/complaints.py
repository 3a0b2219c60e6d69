"""What is wrong with a drawing, and where; reads XML without trusting it. Knows no BPMN."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

LARGEST_FILE = 2_000_000  # bytes
MOST_XML_NODES = 20_000


@dataclass(frozen=True, order=True)
class Complaint:
    """One reason to refuse a drawing: line of the file (1 = first), id of the element ('' when it has none), reason."""

    line: int
    element: str
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.element + ': ' if self.element else ''}{self.reason}"


class DrawingRefused(ValueError):
    """The drawing can't be carried out as drawn; `complaints` holds every reason, in the order of the lines."""

    def __init__(self, complaints: Sequence[Complaint]) -> None:
        self.complaints = tuple(sorted(complaints))
        super().__init__("\n".join(str(complaint) for complaint in self.complaints))


def complain(part: etree._Element, reason: str) -> Complaint:
    """A complaint about one part of the file, which names its own id and line."""
    line: Any = part.sourceline
    return Complaint(line or 1, part.get("id", ""), reason)


def parse_xml(xml: bytes) -> etree._Element:
    """The root of `xml` (at most 2 MB, 20,000 nodes, UTF-8, without DOCTYPE); raises DrawingRefused otherwise."""
    if len(xml) > LARGEST_FILE:
        raise DrawingRefused([Complaint(1, "", f"the file is larger than {LARGEST_FILE} bytes")])
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise DrawingRefused([Complaint(error.lineno or 1, "", f"not well-formed XML: {error.msg}")]) from error
    _refuse_traps(root)
    return root


def _refuse_traps(root: etree._Element) -> None:
    document: Any = root.getroottree().docinfo
    if document.doctype or document.internalDTD is not None:
        raise DrawingRefused([Complaint(1, "", "DOCTYPE is not allowed")])
    if (document.encoding or "UTF-8").upper() not in {"UTF-8", "ASCII", "US-ASCII"}:
        raise DrawingRefused([Complaint(1, "", f"the encoding must be UTF-8, not {document.encoding}")])
    if sum(1 for _ in root.iter()) > MOST_XML_NODES:
        raise DrawingRefused([Complaint(1, "", f"more than {MOST_XML_NODES} XML nodes")])
