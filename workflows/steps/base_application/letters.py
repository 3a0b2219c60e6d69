"""The bureau's letters in this process: D-01, D-02, D-03, the refusal and the recognition (domain 5.10)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from workflows.model.clock import LOCAL, today
from workflows.model.facts import Letter
from workflows.steps import Move

SUBJECT = "呼和浩特市专业技术人员继续教育基地"
# general administrative remedies; recalled, to be confirmed by the bureau's lawyer (domain 5.10, M)
REMEDIES = "如对本决定不服，可自收到本通知之日起六十日内依法申请行政复议，或者六个月内依法提起行政诉讼。"

TITLES = {
    "D-01": "受理通知书",
    "D-02": "补正通知书",
    "D-03": "不予受理通知书",
    "D-03R": "不予认定通知书",
    "D-03L": "视为撤回通知书",
    "D-08": "认定通知",
}


def write_letter(
    move: Move, kind: str, *, items: Sequence[str] = (), reason: str = "", due: datetime | None = None
) -> Letter:
    """Add a letter of this kind to the case, dated on the day of the move."""
    letter = Letter(
        case_id=move.case.id,
        kind=kind[:4],
        title=f"{SUBJECT}{TITLES[kind]}",
        number=move.case.number,
        addressee=move.case.org.name,
        paragraphs=_paragraphs(move, kind, reason, due),
        items=list(items),
        remedies=REMEDIES if kind in ("D-03", "D-03R") else None,
        dated_on=today(move.at),
        issued_at=move.at,
        issued_by_id=move.by.id if move.by else None,
    )
    move.session.add(letter)
    return letter


def _paragraphs(move: Move, kind: str, reason: str, due: datetime | None) -> list[str]:
    opening = f"你单位报送的{SUBJECT}申报材料收悉（受理编号：{move.case.number or '未编号'}）。"
    closing = {
        "D-01": "经审查，材料齐全、符合形式要求，予以受理。",
        "D-02": f"经审查，尚需补正下列材料。请于{_last_day(due)}前一次性补正。逾期未补正的，视为撤回申报。",
        "D-03": f"经审查，决定不予受理。理由：{reason}",
        "D-03R": f"经审查，决定不予认定。理由：{reason}",
        "D-03L": "你单位未在规定期限内提交或者补正材料，本次申报视为撤回。条件具备后可在以后批次重新申报。",
        "D-08": f"经初审、专家评审、局务会研究和公示，认定你单位为{SUBJECT}。{reason}",
    }[kind]
    return [opening + closing]


def _last_day(due: datetime | None) -> str:
    """A term ends at 24:00, that is, at the first instant of the next day."""
    if due is None:
        return "规定期限"
    day = (due - timedelta(microseconds=1)).astimezone(LOCAL).date()
    return f"{day.year}年{day.month}月{day.day}日"
