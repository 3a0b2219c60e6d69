"""Styles of an uploaded Word paper kept as they were, under names of their own. Knows no volume and no page."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from dossier.markup import W

Tree = Any  # lxml's types cannot say what a path finds
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SAFE = etree.XMLParser(resolve_entities=False, no_network=True)
THEMED = {"asciiTheme": "ascii", "hAnsiTheme": "hAnsi", "eastAsiaTheme": "eastAsia", "cstheme": "cs"}
PROPERTY_ORDER = """
    keepNext keepLines pageBreakBefore widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku
    wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN adjustRightInd snapToGrid rFonts b bCs i iCs caps
    smallCaps strike color spacing w kern position ind contextualSpacing jc textAlignment outlineLvl sz szCs highlight
    u effect vertAlign lang eastAsianLayout
""".split()  # noqa: SIM905 (fifty quoted words read worse)
STYLE_LINKS = ("basedOn", "pStyle", "rStyle", "tblStyle", "numStyleLink", "styleLink")


def keep_styles(document: Word, prefix: str) -> None:
    """Give each style a name of this paper's own, with its defaults and theme faces; put the probe in front."""
    styles, body = document.styles.element, document.element.body
    faces = _theme_faces(document)
    default = _default_style(styles)
    for element in (*styles.iter(qn("w:rFonts")), *body.iter(qn("w:rFonts"))):
        _name_faces(element, faces)
    _fold_defaults(styles, default)
    for paragraph in body.iter(qn("w:p")):
        if not paragraph.xpath("./w:pPr/w:pStyle"):
            paragraph.get_or_add_pPr()._add_pStyle().val = default.get(qn("w:styleId"))
    _rename(document, prefix)
    body.insert(0, _probe(styles, body))


def _default_style(styles: Tree) -> Tree:
    found = styles.xpath('./w:style[@w:type="paragraph" and (@w:default="1" or @w:default="true")]')
    if found:
        return found[0]
    made = parse_xml(
        f'<w:style xmlns:w="{W}" w:type="paragraph" w:default="1" w:styleId="Plain"><w:name w:val="Plain"/></w:style>'
    )
    styles.append(made)
    return made


def _theme_faces(document: Word) -> dict[str, str]:
    """Faces that the theme stands for, by attribute value such as minorEastAsia."""
    themes = [rel.target_part.blob for rel in document.part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.THEME]
    if not themes:
        return {}
    tree = etree.fromstring(themes[0], SAFE)
    faces: dict[str, str] = {}
    for group in ("major", "minor"):
        latin = _found(tree, f".//a:{group}Font/a:latin/@typeface")
        han = f'.//a:{group}Font/a:ea/@typeface | .//a:{group}Font/a:font[@script="Hans"]/@typeface'
        east = _found(tree, han)
        faces |= {f"{group}{kind}": latin[0] for kind in ("HAnsi", "Ascii", "Bidi") if latin}
        faces |= {f"{group}EastAsia": east[0]} if east else {}
    return faces


def _found(tree: Tree, path: str) -> list[str]:
    return [face for face in tree.xpath(path, namespaces={"a": DRAWING}) if face]


def _name_faces(element: Tree, faces: dict[str, str]) -> None:
    for name, plain in THEMED.items():
        value = element.attrib.pop(qn(f"w:{name}"), None)
        if value in faces:
            element.set(qn(f"w:{plain}"), faces[value])


def _fold_defaults(styles: Tree, default: Tree) -> None:
    """Document defaults go into the default paragraph style, where it says nothing itself."""
    for kind in ("pPr", "rPr"):
        for found in styles.xpath(f"./w:docDefaults/w:{kind}Default/w:{kind}"):
            own = default.find(qn(f"w:{kind}"))
            said = {child.tag: child for child in found}
            if own is not None:
                said |= {child.tag: child for child in own}
                default.remove(own)
            merged = deepcopy(found)
            merged[:] = sorted((deepcopy(child) for child in said.values()), key=_schema_place)
            default.append(merged)


def _schema_place(element: Tree) -> int:
    """Where the schema wants a property; Word refuses some orders."""
    name = etree.QName(element).localname
    return PROPERTY_ORDER.index(name) if name in PROPERTY_ORDER else len(PROPERTY_ORDER) // 2


def _rename(document: Word, prefix: str) -> None:
    styles = document.styles.element
    for style in styles.xpath("./w:style"):
        style.set(qn("w:styleId"), f"{prefix}{style.get(qn('w:styleId'))}")
        style.attrib.pop(qn("w:default"), None)
        for pair in style.xpath("./w:link | ./w:next"):  # only of use while typing, and they drag in more styles
            style.remove(pair)
        style.set(qn("w:customStyle"), "1")
        for name in style.xpath("./w:name"):
            name.set(qn("w:val"), f"{prefix} {name.get(qn('w:val'))}")
    rels = document.part.rels.values()
    lists = [rel.target_part.element for rel in rels if rel.reltype == RELATIONSHIP_TYPE.NUMBERING]
    trees: list[Tree] = [styles, document.element.body, *lists]
    for tree in trees:
        for tag in STYLE_LINKS:
            for link in tree.iter(qn(f"w:{tag}")):
                link.set(qn("w:val"), f"{prefix}{link.get(qn('w:val'))}")


def _probe(styles: Tree, body: Tree) -> Tree:
    """A paragraph naming each style the text uses with its ancestors, ancestors first."""
    by_id = {style.get(qn("w:styleId")): style for style in styles.xpath("./w:style")}
    wanted: dict[str, str] = {}
    for link in body.xpath(".//w:pStyle | .//w:rStyle | .//w:tblStyle"):
        line: list[str] = []
        name = link.get(qn("w:val"))
        while name in by_id and name not in wanted and name not in line:
            line.append(name)
            parent = by_id[name].find(qn("w:basedOn"))
            name = parent.get(qn("w:val")) if parent is not None else None
        wanted |= {one: "" for one in reversed(line)}
    names = "".join(f'<w:rStyle w:val="{name}"/>' for name in wanted)
    return parse_xml(f'<w:p xmlns:w="{W}"><w:pPr><w:rPr>{names}</w:rPr></w:pPr></w:p>')
