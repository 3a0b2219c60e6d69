"""Material 3, the indicator sheet (attachment 3): 18 indicators on A4 landscape. Knows no rule of scoring."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from itertools import groupby

from dossier.binding import Body
from dossier.enclosed import enclose
from dossier.front import missing
from dossier.markup import cell, para, row, table, twips
from dossier.paper import WIDE
from dossier.volume import IndicatorRow, Volume

TITLE = "继续教育基地考核评估指标参考分值表"
NOTE = "注：自评分由申报单位填写，专家评分由评审专家填写；页码为证明材料在本卷中的页码。"
HEADS = ("一级指标", "二级指标", "评估内容与计分办法", "分值", "证明材料（页码）", "自评分", "专家评分", "扣分说明")
PARTS = (26, 34, 76, 12, 43, 15, 17, 34)  # mm, together the width of the sheet


def indicator_sheet(body: Body, volume: Volume) -> None:
    """The sheet with its total, then the evidence in the order of the indicators."""
    if not volume.indicators:
        missing(body, f"材料三　{TITLE}", "指标自评尚未填写，填写后由系统重新装订。")
        return
    body.turn_to(WIDE)
    widths = [twips(part * WIDE.width / sum(PARTS)) for part in PARTS]
    body.add(para("附件3", "JjNote"), para(TITLE, "JjTitle"), para(f"申报单位：{volume.organisation}", "JjNote"))
    body.add(table(_rows(volume.indicators, widths), widths))
    body.add(para(NOTE, "JjNote", before=4))
    for indicator in volume.indicators:
        if indicator.files:
            enclose(body, volume, indicator.files, f"证明材料　{indicator.code} {indicator.name}")


def _rows(indicators: Sequence[IndicatorRow], widths: Sequence[int]) -> Iterator[str]:
    yield row((cell(para(text, "JjHead"), wide) for text, wide in zip(HEADS, widths, strict=True)), head=True)
    for group, members in groupby(indicators, key=lambda indicator: indicator.group):
        for place, indicator in enumerate(members):
            yield _row(indicator, group if place == 0 else "", widths)
    yield _total(indicators, widths)


def _row(indicator: IndicatorRow, group: str, widths: Sequence[int]) -> str:
    evidence = f"{indicator.evidence}（{indicator.page}）" if indicator.page else indicator.evidence
    texts = (
        (f"{indicator.code} {indicator.name}", "JjCellLeft"),
        (indicator.method, "JjSmallLeft"),
        (indicator.full, "JjCell"),
        (evidence, "JjSmallLeft"),
        (indicator.self_score, "JjCell"),
        (indicator.expert_score, "JjCell"),
        (indicator.remark, "JjSmallLeft"),
    )
    first = cell(para(group, "JjHead"), widths[0], merge="restart" if group else "continue")
    return row([first, *(cell(para(text, style), wide) for (text, style), wide in zip(texts, widths[1:], strict=True))])


def _total(indicators: Sequence[IndicatorRow], widths: Sequence[int]) -> str:
    sums = [total([getattr(row, name) for row in indicators]) for name in ("full", "self_score", "expert_score")]
    cells = [
        cell(para("合　计", "JjHead"), sum(widths[:3]), span=3),
        cell(para(sums[0], "JjHead"), widths[3]),
        cell(para("", "JjCell"), widths[4]),
        cell(para(sums[1], "JjHead"), widths[5]),
        cell(para(sums[2], "JjHead"), widths[6]),
        cell(para("", "JjCell"), widths[7]),
    ]
    return row(cells, height=twips(8))


def total(scores: Sequence[str]) -> str:
    """Sum of the scores as text, empty as long as one is missing."""
    try:
        return format(sum((Decimal(score) for score in scores), Decimal()).normalize(), "f")
    except InvalidOperation:
        return ""
