"""Parts nine to eleven: list of rules, promise of truth, opinion blocks with room for the seal. Knows no other part."""

from __future__ import annotations

from collections.abc import Sequence

from dossier.application.layout import Column, Grid
from dossier.application.values import day
from dossier.application.writing import grid_tables
from dossier.binding import Body
from dossier.markup import cell, lines, para, row, table, twips
from dossier.paper import FORM
from dossier.volume import Answers, Opinion, Volume

PROMISE = "本单位承诺所填内容及所附材料真实、完整、有效，如有虚假，愿承担相应责任。"
RULES = Grid(
    "",
    "rules",
    (
        Column("制度名称", "rule_set", 40, "RuleSet", left=True),
        Column("文件题名", "rule_title", 45, left=True),
        Column("文号", "doc_no", 30),
        Column("印发日期", "issued_on", 22),
        Column("页码", "page", 14),
    ),
)
SEAL_MM = 45
OTHER = "其他"
CLOSE = para("", "JjBreak")  # a cell may not end with a table


def rules_list(body: Body, rows: Sequence[Answers], volume: Volume) -> None:
    """Which sets of rules are enclosed, and where; those beyond the eight are named 其他."""
    named = [{"rule_set": OTHER, **row} for row in rows]
    body.add_all(grid_tables(RULES, named, volume.words, FORM.width))


def promise(body: Body, organisation: str) -> None:
    """Part ten: the applicant's promise with places for signature, seal and date."""
    words = para(PROMISE, "JjItem") + para(f"申报单位：{organisation}", "JjItem", before=8)
    foot = para("法定代表人签字：　　　　　　　　", "JjItem", before=10) + para("　　　　年　　月　　日", "JjDate")
    width = twips(FORM.width)
    body.add(para("十、真实性承诺", "JjPart", keep_next=True))
    body.add(_sealed(words + foot, "单位盖章", width))


# label, what is signed there, whose seal (none: no seal box)
BLOCKS = (
    ("OP-1", "申报单位意见", "负责人签字", "单位公章"),
    ("OP-2", "主管部门意见", "负责人签字", "主管部门公章"),
    ("OP-3", "旗县区人力资源和社会保障部门意见", "负责人签字", "公　章"),
    ("OP-4", "专家评审意见", "组长及成员签字", ""),
    ("OP-5", "市人力资源和社会保障局意见", "经办人、科室负责人、分管领导、主要领导签字", "市人社局公章"),
)


def opinions(body: Body, volume: Volume) -> None:
    """Part eleven: five blocks, filled where signed, each with a date and an empty box of 45 mm for the seal."""
    body.add(para("十一、意见栏", "JjPart", keep_next=True))
    width = twips(FORM.width)
    label = twips(24)
    rows = []
    for slot, name, signs, seal in BLOCKS:
        inside = _sealed(_opinion(volume.opinion(slot) or Opinion(slot, name), signs), seal, width - label - 140)
        cells = [cell(para(name, "JjLabel"), label), cell(inside + CLOSE, width - label)]
        rows.append(row(cells, height=twips(SEAL_MM + 3 if seal else 34)))
    body.add(table(rows, [label, width - label]))


def _opinion(given: Opinion, signs: str) -> str:
    words = para(given.verdict, "JjItem") if given.verdict else ""
    words += lines(given.text, "JjItem") if given.text else para("", "JjItem")
    when = day(given.signed_on) if given.signed_on else "　　年　　月　　日"
    return words + para(f"{signs}：{given.signer}", "JjValue", before=6) + para(when, "JjValue", before=4)


def _sealed(content: str, seal: str, width: int) -> str:
    """Content at the left, an empty box of 45 mm × 45 mm at the right where somebody puts a seal."""
    if not seal:
        return table([row([cell(content, width)])], [width], "JjPlain")
    side = twips(SEAL_MM)
    rest = width - side - 200
    box = table([row([cell(para(f"（{seal}）", "JjSeal"), side, align="bottom")], height=side, exact=True)], [side])
    right = cell(box + CLOSE, side + 200)
    return table([row([cell(content, rest), right], height=side)], [rest, side + 200], "JjPlain")
