"""What would close a gap, and which preference comes next; says it, decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from workflows.hours.ages import turns_on
from workflows.hours.facts import HoursCase
from workflows.hours.ledger import Judged, Ledger
from workflows.hours.pack import Pack
from workflows.hours.phrases import amount, entry_named
from workflows.hours.requirement import EXEMPT, age_at_review, preferences_of, strongest
from workflows.hours.verdict import Sentence, Verdict
from workflows.model.vocabulary import SubjectType

MINIMA = {
    SubjectType.PUBLIC: "通知一：“公需科目不少于30学时”；各年度、各科目分别计算",
    SubjectType.PROFESSIONAL: "通知一：“专业科目不少于60学时”；各年度、各科目分别计算",
}
BY_CERTIFICATE = "该年度在自治区参加职业资格考试并取得证书的，视同完成（通知三（六））。"


def gaps(verdict: Verdict, ledger: Ledger, review_on: date) -> Iterator[Sentence]:
    """One sentence per year and subject that is short, with what would close it."""
    for hours in verdict.shortfall or verdict.reference_shortfall:
        for subject, missing in ((SubjectType.PUBLIC, hours.public), (SubjectType.PROFESSIONAL, hours.professional)):
            if missing:
                text = _gap(hours.year, subject, missing, ledger, review_on)
                yield Sentence("gap", text, MINIMA[subject])


def _gap(year: int, subject: SubjectType, missing: Decimal, ledger: Ledger, review_on: date) -> str:
    ways = [*_remedies(year, subject, ledger), _study(year, review_on)]
    if subject is SubjectType.PROFESSIONAL:
        ways.append(BY_CERTIFICATE)
    return f"{year}年{subject.zh}还差{amount(missing)}。{''.join(ways)}"


def _remedies(year: int, subject: SubjectType, ledger: Ledger) -> Iterator[str]:
    for one in ledger.entries:
        if not one.counts and (one.entry.year, one.entry.subject) == (year, subject):
            yield f"{entry_named(one.entry)}：{_remedy(one)}"


def _remedy(one: Judged) -> str:
    """What can be done, unless the next reason stands behind the first."""
    after = one.once_verified
    if one.row is after or after["counts"]:
        return str(one.row["remedy"])
    return f"即使核定也不能计入：{after['text']}{after['remedy']}"


def _study(year: int, review_on: date) -> str:
    if year >= review_on.year:
        return "在本年内参加学习并经核定的学时可以补足。"
    return f"只有{year}年度的学时可以补足，其他年度的不能抵补；当年已学而没有登记或核定的，可以申请核定。"


def outlook(pack: Pack, case: HoursCase) -> Iterator[Sentence]:
    """The preference that the next birthday brings, should the policy stay as it is."""
    held = preferences_of(pack, case)
    if strongest(held) == EXEMPT:
        return
    age = age_at_review(pack, case) + 1
    known = {row["code"] for row in held}
    for row in preferences_of(pack, case, age):
        if row["code"] not in known:
            turns = turns_on(case.person.born_on, age, pack.reading("A-01"), pack.reading("A-03"))
            text = f"自{turns:%Y-%m-%d}起满{age}周岁；届时政策如果不变：{row['text']}"
            yield Sentence("outlook", text, str(row["clause"]), tuple((row["assumption"] or "").split()))
