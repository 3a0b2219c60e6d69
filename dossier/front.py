"""What stands before the materials: cover, notes, contents, dividers, sheets for what is missing. Knows no form."""

from __future__ import annotations

import io

import segno

from dossier.binding import Body
from dossier.markup import cell, framed, page_break, para, row, table, twips
from dossier.paper import COVER, OFFICIAL
from dossier.volume import Volume

MATERIALS = (
    (1, "一", "主管部门出具的申报报告"),
    (2, "二", "呼和浩特市专业技术人员继续教育基地申报表（附件2）"),
    (3, "三", "继续教育基地考核评估指标参考分值表（附件3）"),
    (4, "四", "继续教育管理工作规章制度"),
    (5, "五", "培训资质许可证书或文件复印件"),
)
OF_INSTITUTION = "职能配置批复复印件"  # material 5 of a public institution, R-072
INSTITUTION = "PUBLIC_INSTITUTION"
BUREAU = "呼和浩特市人力资源和社会保障局制"
NOTES = (
    "本表由申报单位如实填写，不得弄虚作假。",
    "各栏目不得空缺，没有内容的填写“无”。",
    "一律使用A4纸双面打印，左侧装订。",
    "申报材料一式{copies}份，其中正本1份、副本{others}份；正本和副本均须加盖公章。",
    "表格行数不够时可以续行，续行后表头在每页重复。",
    "意见栏由申报单位、主管部门和人力资源和社会保障部门逐级签署并加盖公章，多页材料加盖骑缝章。",
    "材料按目录所列顺序装订成册，复印件注明“与原件一致”并加盖申报单位公章。",
    "证明材料的编号、页码与本卷目录和指标分值表相对应。",
)
PAGES_UNKNOWN = "见编页"


def cover(body: Body, volume: Volume) -> None:
    """The cover (domain 8.3): title, applicant with room for the seal, category, date, copy, number and QR."""
    body.turn_to(COVER, "cover")
    body.add(*(para(line, "JjCoverTitle", before=24 if not place else None) for place, line in enumerate(volume.title)))
    body.add(para("申报材料", "JjCoverName"))
    day = f"{volume.filed_on.year}年{volume.filed_on.month}月{volume.filed_on.day}日"
    facts = (
        ("申报单位（盖章）", volume.organisation),
        ("主管部门", volume.department),
        ("申报类别", volume.kind),
        ("申报日期", day),
        ("受理编号", volume.number),
    )
    body.add(_cover_table(facts), para(copy_words(volume), "JjCoverFoot", before=16))
    body.add(framed(_qr(body, volume), "JjPicture", before=12))
    body.add(para(f"校验码 {volume.facts_hash}　第{volume.edition}版", "JjCoverSmall", before=4))
    body.add(para(BUREAU, "JjCoverFoot", before=16))


def copy_words(volume: Volume) -> str:
    """Which copy this is: 正本 is the first; left to the pen when not told."""
    if volume.copy is None:
        return f"正本□　　副本□　　第　　份／共{volume.copies}份"
    kind = "正本" if volume.copy == 1 else "副本"
    return f"{kind}　{volume.copy}/{volume.copies}"


def _cover_table(facts: tuple[tuple[str, str], ...]) -> str:
    label, value = twips(52), twips(98)
    rows = (
        row([cell(para(name, "JjCoverLine"), label), _underlined(para(text, "JjCoverLine"), value)], height=twips(12))
        for name, text in facts
    )
    return table(rows, [label, value], "JjPlain")


def _underlined(content: str, width: int) -> str:
    line = '<w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:tcBorders>'
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{line}<w:vAlign w:val="bottom"/></w:tcPr>{content}</w:tc>'


def _qr(body: Body, volume: Volume) -> str:
    """Application number and hash of the facts, so that paper and file can be compared at hand-in."""
    picture = io.BytesIO()
    segno.make(qr_text(volume), error="m", micro=False).save(picture, kind="png", scale=8, border=4)
    return body.album.place(picture.getvalue(), "png", 28, 28, f"二维码：{qr_text(volume)}")


def qr_text(volume: Volume) -> str:
    """What the code on the cover says."""
    return f"{volume.number} {volume.facts_hash}"


def notes(body: Body, volume: Volume) -> None:
    """填表说明, on a sheet of its own."""
    body.turn_to(OFFICIAL, "front")
    body.add(para("填　表　说　明", "JjTitle"))
    for number, text in enumerate(NOTES, 1):
        words = text.format(copies=volume.copies, others=volume.copies - 1)
        body.add(para(f"{number}. {words}", "JjBody"))
    body.add(page_break())


def contents(body: Body, volume: Volume) -> None:
    """目录: a table that does not depend on anybody's word processor."""
    widths = [twips(16), twips(96), twips(16), twips(28)]
    head = row((cell(para(text, "JjHead"), wide) for text, wide in zip(CONTENT_HEADS, widths, strict=True)), head=True)
    rows = [head]
    for number, _, _ in MATERIALS:
        texts = (str(number), title_of(volume, number), str(volume.copies), _pages(volume, number))
        styles = ("JjValueCentre", "JjValue", "JjValueCentre", "JjValueCentre")
        pairs = zip(texts, styles, widths, strict=True)
        rows.append(row((cell(para(text, style), wide) for text, style, wide in pairs), height=twips(14)))
    body.add(para("目　　录", "JjTitle"), table(rows, widths))


CONTENT_HEADS = ("序号", "材料名称", "份数", "起止页码")


def _pages(volume: Volume, number: int) -> str:
    if number not in volume.pages:
        return PAGES_UNKNOWN
    first, last = volume.pages[number]
    return str(first) if first == last else f"{first}—{last}"


def title_of(volume: Volume, number: int) -> str:
    """Name of a material; the fifth depends on the nature of the unit (R-072)."""
    unit = volume.section("fill_unit_profile") or {}
    is_institution = unit.get("org_type") == INSTITUTION
    return OF_INSTITUTION if number == 5 and is_institution else MATERIALS[number - 1][2]


def divider(body: Body, volume: Volume, number: int) -> None:
    """隔页: 材料一 and its title on a sheet of its own; the first one begins the count of pages."""
    body.turn_to(OFFICIAL, "body" if number == 1 else "")
    numeral = MATERIALS[number - 1][1]
    body.add(para(f"材料{numeral}", "JjDivider", before=190), para(title_of(volume, number), "JjDividerTitle"))


def missing(body: Body, what: str, what_to_do: str) -> None:
    """缺页: a sheet that names what is not there, so that nobody turns the page without seeing it."""
    body.turn_to(OFFICIAL)
    body.add(para("缺　页", "JjMissing", before=170), para(what, "JjDividerTitle"))
    body.add(para(what_to_do, "JjNoteCentre", before=16))
