"""Faces and paragraph styles of the volume: GB/T 9704 sizes, Chinese faces set by name. Knows no content.

The theme's font attributes would overrule the named faces, so there is no theme at all; the stand-ins for an office
without the licensed faces stand in the font table.
"""

from __future__ import annotations

from dataclasses import dataclass

from dossier.markup import W

FANG, HEI, KAI, SONG, XBS = "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体", "方正小标宋简体"
LATIN = "Times New Roman"

STAND_INS = {FANG: "FangSong", HEI: "SimHei", KAI: "KaiTi", SONG: "SimSun", XBS: "FZXiaoBiaoSong-B05S"}


@dataclass(frozen=True)
class Face:
    """A paragraph style: face, size in points, alignment, exact pitch (0 = single), spaces, indents in characters."""

    id: str
    font: str
    size: float
    align: str = "left"
    pitch: float = 0
    before: float = 0
    after: float = 0
    first: float = 0
    left: float = 0
    right: float = 0
    level: int = -1
    bold: bool = False
    spacing: float = 0

    def markup(self) -> str:
        """The style element."""
        size = round(self.size * 2)
        return (
            f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{self.id}"><w:name w:val="{self.id}"/>'
            f'<w:basedOn w:val="JjNormal"/><w:pPr><w:widowControl w:val="0"/>{self._spacing()}{self._indents()}'
            f'<w:jc w:val="{self.align}"/>{self._outline()}</w:pPr><w:rPr>{fonts(self.font)}{"<w:b/>" * self.bold}'
            f'{self._tracking()}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
        )

    def _spacing(self) -> str:
        pitch, rule = (round(self.pitch * 20), "exact") if self.pitch else (240, "auto")
        around = f'w:before="{round(self.before * 20)}" w:after="{round(self.after * 20)}"'
        return f'<w:spacing {around} w:line="{pitch}" w:lineRule="{rule}"/>'

    def _indents(self) -> str:
        one = self.size * 20
        return (
            f'<w:ind w:left="{round(self.left * one)}" w:right="{round(self.right * one)}"'
            f' w:firstLine="{round(self.first * one)}"/>'
        )

    def _outline(self) -> str:
        return f'<w:outlineLvl w:val="{self.level}"/>' if self.level >= 0 else ""

    def _tracking(self) -> str:
        return f'<w:spacing w:val="{round(self.spacing * 20)}"/>' if self.spacing else ""


def fonts(east: str, latin: str = LATIN) -> str:
    """The faces of a run; the hint makes “ ” and — full width."""
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east}" w:cs="{latin}" w:hint="eastAsia"/>'


GRID = -0.2  # points between characters, so that 28 of size 3 fit a line of 156 mm (GB/T 9704)
FACES = (
    Face("JjBreak", FANG, 1, pitch=1),
    Face("JjCoverTitle", XBS, 26, "center", 40),
    Face("JjCoverName", XBS, 48, "center", 64, before=22, after=30, spacing=6),
    Face("JjCoverLine", FANG, 16, pitch=30),
    Face("JjCoverFoot", KAI, 16, "center", 30),
    Face("JjCoverSmall", FANG, 12, "center", 18),
    Face("JjTitle", XBS, 22, "center", 32, after=12),
    Face("JjHeading", XBS, 22, "center", 32, after=12, level=0),
    Face("JjPart", HEI, 15, pitch=26, before=10, after=4, level=1),
    Face("JjCaption", KAI, 12, pitch=22, before=6, after=2),
    Face("JjBody", FANG, 16, "both", 29, first=2, spacing=GRID),
    Face("JjBodyFlush", FANG, 16, pitch=29, spacing=GRID),
    Face("JjItem", FANG, 14, "both", 28, first=2),
    Face("JjDate", FANG, 16, "right", 29, right=4),
    Face("JjDivider", HEI, 42, "center", 60, spacing=8, level=0),
    Face("JjDividerTitle", XBS, 26, "center", 42, before=24),
    Face("JjNote", KAI, 12, pitch=20),
    Face("JjNoteCentre", KAI, 14, "center", 26),
    Face("JjLabel", HEI, 10.5, "center", 16),
    Face("JjValue", FANG, 12, pitch=18),
    Face("JjValueCentre", FANG, 12, "center", 18),
    Face("JjProse", FANG, 12, "both", 20, first=2),
    Face("JjHead", HEI, 10.5, "center", 15),
    Face("JjCell", FANG, 10.5, "center", 15),
    Face("JjCellLeft", FANG, 10.5, pitch=15),
    Face("JjSmallHead", HEI, 9, "center", 13),
    Face("JjSmall", FANG, 9, "center", 13),
    Face("JjSmallLeft", FANG, 9, pitch=13),
    Face("JjSeal", FANG, 9, "center", 13),
    Face("JjPicture", FANG, 10.5, "center"),
    Face("JjFooter", SONG, 9, pitch=18),
    Face("JjHeader", HEI, 9, "right", 12),
    Face("JjMissing", HEI, 36, "center", 56, after=20),
    Face("JjLetterOffice", XBS, 30, "center", 42),
    Face("JjLetterNumber", FANG, 16, "right", 29),
)

_GRID_LINE = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def styles_markup() -> str:
    """The whole styles part; document defaults stay empty so that merged papers keep theirs."""
    border = "".join(f"<w:{side} {_GRID_LINE}/>" for side in _SIDES)
    normal = f'<w:rPr>{fonts(FANG)}<w:sz w:val="24"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
    margins = '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
    return (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr/></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="JjNormal"><w:name w:val="JjNormal"/>'
        f"{normal}</w:style>"
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="JjGrid"><w:name w:val="JjGrid"/><w:tblPr>'
        f"<w:tblBorders>{border}</w:tblBorders>{margins}</w:tblPr></w:style>"
        '<w:style w:type="table" w:customStyle="1" w:styleId="JjPlain"><w:name w:val="JjPlain"/><w:tblPr>'
        f"{margins}</w:tblPr></w:style>"
        f"{''.join(face.markup() for face in FACES)}</w:styles>"
    )


def font_table_markup() -> str:
    """The font table: each official face with the name it has on other machines."""
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="auto"/>'
        '<w:pitch w:val="variable"/></w:font>'
        for name, other in STAND_INS.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="{W}">{entries}</w:fonts>'


def settings_markup() -> str:
    """Even and odd footers, Word 2013 layout, Chinese; nothing that differs from one save to the next."""
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (("compatibilityMode", 15), ("overrideTableStyleFontSizeAndJustification", 1))
    )
    return (
        f'<w:settings xmlns:w="{W}"><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/><w:compat>{compat}</w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )
