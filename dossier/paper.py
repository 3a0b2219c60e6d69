"""Sheets of paper: sizes, margins, footers with the application number, headers with the marks. Knows no content."""

from __future__ import annotations

from dataclasses import dataclass

from dossier.markup import literal, run, twips

HEADER = "rIdHead"
# what begins with a section: (default, even, first) header, the same of footers, format of the page numbers
OPENINGS = {
    "cover": ((HEADER, HEADER, ""), ("rIdFootCover", "rIdFootCover", ""), ""),
    "front": (("", "", ""), ("rIdFootFront", "rIdFootFront", ""), "upperRoman"),
    "body": (("", "", ""), ("rIdFootOdd", "rIdFootEven", ""), "decimal"),
    "letter": (("rIdHead", "rIdHead", "rIdHeadFirst"), ("rIdFootOdd", "rIdFootEven", "rIdFootFirst"), "decimal"),
    "": (("", "", ""), ("", "", ""), ""),
}
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)


@dataclass(frozen=True)
class Paper:
    """Geometry of a section in mm; `turned` is A4 landscape, head at the binding edge, so wide margin on top."""

    top: float
    right: float
    bottom: float
    left: float
    footer: float
    turned: bool = False
    header: float = 8

    @property
    def width(self) -> float:
        """Width of the type area in mm."""
        return (297 if self.turned else 210) - self.left - self.right

    @property
    def height(self) -> float:
        """Height of the type area in mm."""
        return (210 if self.turned else 297) - self.top - self.bottom

    def geometry(self) -> str:
        """Page size and margins as markup."""
        wide, high = (16838, 11906) if self.turned else (11906, 16838)
        turn = ' w:orient="landscape"' if self.turned else ""
        return (
            f'<w:pgSz w:w="{wide}" w:h="{high}"{turn}/><w:pgMar w:top="{twips(self.top)}" w:right="{twips(self.right)}"'
            f' w:bottom="{twips(self.bottom)}" w:left="{twips(self.left)}" w:header="{twips(self.header)}"'
            f' w:footer="{twips(self.footer)}" w:gutter="0"/>'
        )


OFFICIAL = Paper(37, 25.9, 35, 28, 22)  # GB/T 9704: type area 156 × 225 mm
LETTER = Paper(37, 25.9, 35, 28, 20, header=30)  # 信函: the office 30 mm, the lower line 20 mm from the edge
COVER = Paper(37, 26, 25, 28, 14)
FORM = Paper(24, 22, 24, 28, 14)
WIDE = Paper(28, 20, 22, 20, 12, turned=True)
SCAN = Paper(14, 12, 20, 25, 10)
SCAN_WIDE = Paper(25, 14, 18, 14, 9, turned=True)


def section(geometry: str, opening: str = "") -> str:
    """Section properties; `opening` says whose edges and page numbers begin here, the others go on."""
    headers, footers, count = OPENINGS[opening]
    numbers = f'<w:pgNumType w:fmt="{count}" w:start="1"/>' if count else ""
    first = "<w:titlePg/>" if headers[2] else ""
    edges = _references("header", headers) + _references("footer", footers)
    return f'<w:sectPr>{edges}<w:type w:val="nextPage"/>{geometry}{numbers}{first}</w:sectPr>'


def _references(edge: str, relations: tuple[str, str, str]) -> str:
    pairs = zip(("default", "even", "first"), relations, strict=True)
    return "".join(f'<w:{edge}Reference w:type="{kind}" r:id="{relation}"/>' for kind, relation in pairs if relation)


def volume_edges(label: str, watermark: str, mark: str) -> dict[str, str]:
    """Header and footers by relationship id: the label on every sheet, page numbers outside (odd right, even left).

    `watermark` is a large grey word across the sheet, `mark` small words at its top right; both may be empty.
    """
    number = page_number()
    gap = run("　　")
    return {
        HEADER: header_part(watermark, mark),
        "rIdFootCover": footer("center", run(label)),
        "rIdFootFront": footer("center", f"{run(label)}{gap}{number}"),
        "rIdFootOdd": footer("right", f"{run(label)}{gap}{number}{run('　')}"),
        "rIdFootEven": footer("left", f"{run('　')}{number}{gap}{run(label)}"),
    }


def footer(align: str, runs: str) -> str:
    """A footer part of one line."""
    return edge("ftr", f'<w:p><w:pPr><w:pStyle w:val="JjFooter"/><w:jc w:val="{align}"/></w:pPr>{runs}</w:p>')


def page_number() -> str:
    """— 1 —."""
    return f'{run("— ")}<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>{run(" —")}'


def header_part(watermark: str, mark: str) -> str:
    """The header of all sheets: a mark in words at the top right, a large grey word across the sheet."""
    shape = _watermark(watermark) if watermark else ""
    return edge("hdr", f'<w:p><w:pPr><w:pStyle w:val="JjHeader"/></w:pPr>{shape}{run(mark) if mark else ""}</w:p>')


def edge(root: str, content: str) -> str:
    """A header ("hdr") or footer ("ftr") part around paragraphs."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} {NAMESPACES}>{content}</w:{root}>'


def _watermark(word: str) -> str:
    place = (
        "position:absolute;margin-left:0;margin-top:0;width:430pt;height:86pt;rotation:315;z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    return (
        '<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"'
        ' path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="custom"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" type="#_x0000_t136" style="{place}"'
        ' o:allowincell="f" fillcolor="#d9d9d9" stroked="f"><v:fill opacity=".5"/>'
        f'<v:textpath style="font-family:&quot;黑体&quot;;font-size:1pt" string="{literal(word)}"/>'
        "</v:shape></w:pict></w:r>"
    )
