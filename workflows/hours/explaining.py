"""A verdict said sentence by sentence, each with its clause: what is asked, what counts. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.hours.closing import gaps, outlook
from workflows.hours.facts import HoursCase
from workflows.hours.judging import Weighed, weigh
from workflows.hours.ledger import READINGS, Ledger
from workflows.hours.pack import Pack
from workflows.hours.phrases import entry_named, have_of, years_of
from workflows.hours.requirement import SHARE, YEARS_AFTER, Row
from workflows.hours.verdict import Sentence

EACH_ALONE = "通知一：“每年参加继续教育累计应不少于90学时，其中，公需科目不少于30学时，专业科目不少于60学时”"
"""Why years and subjects stand alone (R-026, R-027)."""


def explain(pack: Pack, case: HoursCase, weighed: Weighed) -> tuple[Sentence, ...]:
    """The sentences in the order in which somebody would argue, the assumptions after them."""
    said = tuple(_argued(weighed))
    if weighed.ledger is None:
        return (*said, *_assumed(pack, case, said))
    follows = (*said, *gaps(weighed.verdict, weighed.ledger, case.review_on))
    return (*follows, *_assumed(pack, case, follows), *_turning(pack, case, weighed), *outlook(pack, case))


def _argued(weighed: Weighed) -> Iterator[Sentence]:
    if weighed.base is not None:
        yield _sentence("base", weighed.base.row)
    yield from (_sentence("preference", row) for row in weighed.preferences if row["code"] != _base_code(weighed))
    for row in weighed.passed_over:
        yield _sentence("preference", row, "另外也符合，但不再起作用：")
    if weighed.ledger is not None:
        yield from _figures(weighed, weighed.ledger)
    passed = "A-12" if weighed.passed_over else ""
    row = weighed.conclusion
    only_when_passed_over = {**row, "assumption": passed} if row["assumption"] == "A-12" else row
    yield _sentence("verdict", only_when_passed_over)


def _base_code(weighed: Weighed) -> str:
    return str(weighed.base.row["code"]) if weighed.base else ""


def _grounds(weighed: Weighed) -> str:
    """The clauses that make the figures: base, years of a move, share of an age."""
    rows = [weighed.base.row] if weighed.base else []
    held = (*weighed.preferences, *weighed.passed_over)
    rows += [row for row in held if row["effect"] in (YEARS_AFTER, SHARE)]
    return "；".join(str(row["clause"]) for row in rows)


def _figures(weighed: Weighed, ledger: Ledger) -> Iterator[Sentence]:
    verdict = weighed.verdict
    asked = verdict.reference_required or verdict.required
    if any(asked):
        lead = "供参考的学时" if verdict.reference_required else "应当完成的学时"
        yield Sentence("required", f"{lead}：{years_of(asked)}。", _grounds(weighed))
    yield from _entries(ledger)
    for certificate, row in ledger.certificates:
        if not row["deems"] or certificate.year in verdict.deemed_professional_years:
            yield _sentence("deemed", row, f"{certificate.year}年取得的证书：")
    if verdict.counted:
        yield Sentence("counted", f"已经计入的学时：{have_of(verdict.counted)}。", EACH_ALONE)


def _entries(ledger: Ledger) -> Iterator[Sentence]:
    """What does not count, one by one; what counts by a policy."""
    for one in ledger.entries:
        if not one.counts:
            yield _sentence("entry", one.row, f"{entry_named(one.entry)}不计入：")
        elif one.row["code"]:
            yield _sentence("entry", one.row, f"{entry_named(one.entry)}计入：")


def _sentence(kind: str, row: Row, lead: str = "") -> Sentence:
    return Sentence(kind, f"{lead}{row['text']}", str(row["clause"]), tuple((row["assumption"] or "").split()))


def _assumed(pack: Pack, case: HoursCase, said: tuple[Sentence, ...]) -> Iterator[Sentence]:
    """The readings that the sentences rest on, each once, as what they are."""
    used = {id_ for sentence in said for id_ in sentence.assumptions}
    if (case.person.born_on.month, case.person.born_on.day) != (2, 29):
        used.discard("A-03")
    for held in (held for held in pack.assumptions.values() if held.id in used):
        yield Sentence("assumption", f"通知未写明，这里按假定{held.id}理解：{held.says}。", held.basis, (held.id,))


def _turning(pack: Pack, case: HoursCase, weighed: Weighed) -> Iterator[Sentence]:
    """The readings on which the outcome turns: judged again under each other one."""
    for held, _, draft in pack.drafts():
        other = weigh(draft, case, None if held.id in READINGS else weighed.ledger).verdict
        if other.outcome is not weighed.verdict.outcome:
            says = draft.assumptions[held.id].says
            text = f"结论取决于假定{held.id}：如果理解为：{says}，结论将是“{other.outcome.zh}”。"
            yield Sentence("assumption", text, held.basis, (held.id,))
