"""WordprocessingML as text: runs, paragraphs, cells, all user text literal. Knows no volume and no file.

Long tables are written as text and never become a tree: parsing 70,000 cells would cost a hundred times the writing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TO_CHANGE = re.compile("[^\t\n\x20\x21\x23-\x25\x28-\x3b\x3d\x3f-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TWIPS_PER_MM = 1440 / 25.4


def twips(mm: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(mm * TWIPS_PER_MM)


def literal(text: str) -> str:
    """User text as character data; what XML cannot hold is printed as the replacement sign, never dropped unseen."""
    if not TO_CHANGE.search(text):  # nearly all of 70,000 cells
        return text
    return html.escape(UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n")))


def run(text: str) -> str:
    """A run; line breaks and tabs of the text become those of the document."""
    body = literal(text).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    body = body.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return f'<w:r><w:t xml:space="preserve">{body}</w:t></w:r>'


def para(text: str, style: str, *, keep_next: bool = False, before: float | None = None) -> str:
    """A paragraph of plain text in one of our styles; `before` in points overrides the space above."""
    return framed(run(text) if text else "", style, keep_next=keep_next, before=before)


def framed(
    runs: str, style: str, *, keep_next: bool = False, before: float | None = None, page_break_before: bool = False
) -> str:
    """A paragraph around runs that are already markup."""
    extras = "<w:keepNext/>" if keep_next else ""
    extras += "<w:pageBreakBefore/>" if page_break_before else ""
    if before is not None:
        extras += f'<w:spacing w:before="{round(before * 20)}"/>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extras}</w:pPr>{runs}</w:p>'


def lines(text: str, style: str) -> str:
    """One paragraph per line of the text."""
    return "".join(para(line, style) for line in text.replace("\r\n", "\n").split("\n"))


def page_break() -> str:
    """A paragraph that ends the page."""
    return '<w:p><w:pPr><w:pStyle w:val="JjBreak"/></w:pPr><w:r><w:br w:type="page"/></w:r></w:p>'


def cell(content: str, width: int, *, span: int = 1, merge: str = "", align: str = "center") -> str:
    """A table cell around paragraphs; `merge` is "restart" or "continue" for cells joined downwards."""
    props = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    props += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    props += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return f'<w:tc><w:tcPr>{props}<w:vAlign w:val="{align}"/></w:tcPr>{content}</w:tc>'


def row(cells: Iterable[str], *, head: bool = False, height: int = 0, exact: bool = False, split: bool = False) -> str:
    """A table row; a head is repeated on each page; `height` in twips."""
    props = "" if split else "<w:cantSplit/>"
    rule = "exact" if exact else "atLeast"
    props += f'<w:trHeight w:val="{height}" w:hRule="{rule}"/>' if height else ""
    props += "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr>{props}</w:trPr>{''.join(cells)}</w:tr>"


def table(rows: Iterable[str], widths: Sequence[int], style: str = "JjGrid") -> str:
    """A table of fixed column widths in twips, followed by nothing."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(rows)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>'
    )
