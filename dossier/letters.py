"""The bureau's letters D-01 to D-03 and refusals in the layout 信函 (GB/T 9704). Knows no case and no volume."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dossier.binding import Body, blank_document, finish
from dossier.markup import literal, para, run, twips
from dossier.paper import HEADER, LETTER, edge, footer, header_part, page_number

RED = "FF0000"
SIZE = 16  # points of the text, one character
REACH = (8, 5.9)  # mm by which the red lines pass the type area at each side: 170 mm in all
FROM_EDGE = 4  # characters between the date and the right edge when the letter is sealed
DEMO = "演示数据 DEMO"


@dataclass(frozen=True)
class Letter:
    """A letter as it is printed: `kind` like "D-01", `items` are numbered, `remedies` say where one can appeal."""

    kind: str
    title: str
    number: str
    addressee: str
    paragraphs: Sequence[str]
    office: str
    dated_on: date
    items: Sequence[str] = ()
    remedies: Sequence[str] = ()
    demo: bool = False


def letter(letter: Letter) -> bytes:
    """The letter as DOCX: office and double lines in red, number, title, text, office and date."""
    body = Body()
    body.turn_to(LETTER, "letter")
    body.add(para(letter.number, "JjLetterNumber"), para(letter.title, "JjTitle", before=29))
    body.add(para(f"{letter.addressee}：", "JjBodyFlush"))
    body.add(*(para(text, "JjBody") for text in letter.paragraphs))
    body.add(*(para(f"{number}. {text}", "JjBody") for number, text in enumerate(letter.items, 1)))
    body.add(*(para(text, "JjBody") for text in letter.remedies))
    body.add(_signature(letter.office, letter.dated_on))
    document = blank_document(f"{letter.title} {letter.number}", letter.office, letter.dated_on)
    return finish(document, body, _edges(letter))


def _signature(office: str, dated_on: date) -> str:
    """Office centred above the date, the date's right end four characters from the edge; never alone on a page."""
    day = f"{dated_on.year}年{dated_on.month}月{dated_on.day}日"
    width = sum(0.5 if sign.isdigit() else 1 for sign in day)
    office_right = max(0.0, FROM_EDGE + (width - len(office)) / 2)
    day_right = max(float(FROM_EDGE), office_right + (len(office) - width) / 2)
    return _right("", 0, keep=True) + _right(office, office_right, keep=True) + _right(day, day_right)


def _right(text: str, right: float, *, keep: bool = False) -> str:
    held = "<w:keepNext/>" if keep else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="JjBodyFlush"/>{held}<w:ind w:right="{round(right * SIZE * 20)}"/>'
        f'<w:jc w:val="right"/></w:pPr>{run(text) if text else ""}</w:p>'
    )


def _edges(letter: Letter) -> dict[str, str]:
    """First page: the office and a red line 上粗下细, below 上细下粗, no number; then page numbers outside."""
    return {
        HEADER: header_part("", DEMO if letter.demo else ""),
        "rIdHeadFirst": edge("hdr", _office(letter.office) + _mark(letter)),
        "rIdFootFirst": edge("ftr", _line("top", "thinThickSmallGap", "JjBreak", "")),
        "rIdFootOdd": footer("right", page_number() + run("　")),
        "rIdFootEven": footer("left", run("　") + page_number()),
    }


def _office(office: str) -> str:
    red = f'<w:r><w:rPr><w:color w:val="{RED}"/></w:rPr><w:t>{literal(office)}</w:t></w:r>'
    return _line("bottom", "thickThinSmallGap", "JjLetterOffice", red)


def _mark(letter: Letter) -> str:
    return para(DEMO, "JjHeader") if letter.demo else '<w:p><w:pPr><w:pStyle w:val="JjBreak"/></w:pPr></w:p>'


def _line(side: str, kind: str, style: str, runs: str) -> str:
    left, right = (-twips(reach) for reach in REACH)
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>'
        f'<w:pBdr><w:{side} w:val="{kind}" w:sz="24" w:space="4" w:color="{RED}"/></w:pBdr>'
        f'<w:ind w:left="{left}" w:right="{right}"/></w:pPr>{runs}</w:p>'
    )
