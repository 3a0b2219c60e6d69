"""The five materials in the order of the notice (S5.2, R-070): what each consists of. Knows no markup of a table."""

from __future__ import annotations

from dossier.application.closing import opinions, promise, rules_list
from dossier.application.parts import PARTS
from dossier.application.values import day, plain
from dossier.application.writing import write_part
from dossier.binding import Body
from dossier.enclosed import enclose
from dossier.front import missing, title_of
from dossier.indicators import indicator_sheet
from dossier.markup import lines, para
from dossier.paper import FORM, OFFICIAL
from dossier.volume import Answers, Report, Volume

UNFILLED = "本部分尚未填写，填写后由系统重新装订。"
AS_ORIGINAL = "本复印件与原件一致　　申报单位（盖章）：　　　　　　　　　　　年　　月　　日"


def report(body: Body, volume: Volume) -> None:
    """Material 1: number, issuer and date of the report, the department's opinion, then the paper itself."""
    told = volume.report or Report()
    given = volume.opinion("OP-2")
    body.turn_to(OFFICIAL)
    body.add(para("主管部门出具的申报报告", "JjHeading"))
    day = f"{told.dated_on.year}年{told.dated_on.month}月{told.dated_on.day}日" if told.dated_on else ""
    for label, text in (("文　　号", told.number), ("出具单位", told.issuer), ("成文日期", day)):
        body.add(para(f"{label}：{text}", "JjBody"))
    if given:
        body.add(para("推荐意见：", "JjBody"), para(given.verdict, "JjBody") if given.verdict else "")
        body.add(lines(given.text, "JjBody"))
    enclose(body, volume, told.files, "材料一　主管部门出具的申报报告")


def application(body: Body, volume: Volume) -> None:
    """Material 2: parts one to eleven; a part that is not filled becomes a sheet that says so."""
    body.turn_to(FORM)
    body.add(para("呼和浩特市专业技术人员继续教育基地申报表", "JjHeading"))
    for part in PARTS:
        answers = volume.section(part.element)
        if answers is None:
            missing(body, f"申报表　{part.title}", UNFILLED)
            body.turn_to(FORM)
        else:
            write_part(body, part, answers, volume.words)
    body.add(para("九、管理制度目录", "JjPart", keep_next=True))
    rules_list(body, _rules(volume), volume)
    promise(body, volume.organisation)
    opinions(body, volume)


def rules(body: Body, volume: Volume) -> None:
    """Material 4: the list of rules, then each text in its order."""
    body.turn_to(FORM)
    body.add(para("继续教育管理工作规章制度目录", "JjHeading"))
    rows = _rules(volume)
    rules_list(body, rows, volume)
    if not rows:
        missing(body, "材料四　继续教育管理工作规章制度", UNFILLED)
    for line in rows:
        name = volume.words.get(f"RuleSet.{line.get('rule_set')}") or str(line.get("rule_title") or "")
        enclose(body, volume, line.get("files") or (), f"规章制度　{name}")


def _rules(volume: Volume) -> list[Answers]:
    """The eight sets and whatever other rules the unit has."""
    told = volume.section("list_rules") or {}
    return [*(told.get("rules") or ()), *(told.get("other_rules") or ())]


def qualification(body: Body, volume: Volume) -> None:
    """Material 5: the approval of a public institution, else licence or document (R-072), as a true copy (R-073)."""
    title = title_of(volume, 5)
    told = volume.section("attach_qualification")
    if told is None:
        missing(body, f"材料五　{title}", UNFILLED)
        return
    body.turn_to(OFFICIAL)
    body.add(para(title, "JjHeading"))
    for label, text in (
        ("名　　称", plain(told.get("doc_name"), volume.words)),
        ("文号（编号）", plain(told.get("doc_no"), volume.words)),
        ("批准机关", plain(told.get("authority"), volume.words)),
        ("批准日期", day(told.get("issued_on"))),
        ("有效期至", day(told.get("valid_to")) or "长期"),
    ):
        body.add(para(f"{label}：{text}", "JjBody"))
    enclose(body, volume, told.get("files") or (), f"材料五　{title}", AS_ORIGINAL)


IN_ORDER = (report, application, indicator_sheet, rules, qualification)
