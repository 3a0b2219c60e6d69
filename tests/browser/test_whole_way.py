"""An application from the first line to the plaque, every task sent on its page; then what goes wrong on the way."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

from browser.desk import Desk
from browser.service import Live
from forms import FORMS
from webapp.demo.samples import sample_pdf
from workflows.model import db
from workflows.model.accreditation import PublicNotice, TrainingBase
from workflows.model.facts import DossierEdition
from workflows.model.indicators import CURRENT
from workflows.model.process import Case
from workflows.model.vocabulary import Section

HOUR = timedelta(hours=1)
COUNTY = {"authority_level": "COUNTY"}
TYPED = ("fill_unit_profile", "fill_faculty", "attach_qualification")
RETURNED = {
    "verdict": "returned",
    "reason": "材料需要一次性补正。",
    "corrections": [
        {"section": "fill_funding", "item": "6.02", "kind": "MISSING", "text": "请补充上年度决算。"},
        {"section": "list_rules", "item": None, "kind": "OUTDATED", "text": "请上传现行有效的经费管理制度。"},
    ],
}


def test_an_application_from_the_first_line_to_the_plaque(live: Live, desk: Desk, tmp_path: Path) -> None:
    case = begin(desk)
    type_the_profile(desk, case)
    type_the_faculty(desk, case)
    upload_the_approval(desk, case, tmp_path)
    for section in Section:
        if section.code not in TYPED:
            desk.send(case, section.code)
    submit(desk, case)
    the_unit_s_side(desk, case)
    the_clerk_returns_two_items(desk, case)
    the_volume_is_handed_in(desk, case)
    the_experts(desk, case)
    the_notice(live, desk, case)
    the_plaque(live, desk, case)


def begin(desk: Desk) -> Case:
    """The unit begins in the open window."""
    page = desk.at("applicant")
    desk.look(page, "inbox")
    with page.expect_navigation():
        page.get_by_role("button", name="开始申报").click()
    desk.look(page, "case")
    return db.session.query(Case).filter_by(public_id=page.url.rsplit("/", 1)[1]).one()


def type_the_profile(desk: Desk, case: Case) -> None:
    """Question by question; what is typed survives a reload before it is sent."""
    task = desk.task(case, "fill_unit_profile")
    answers = {**desk.example(task, "applicant"), **COUNTY}
    page = desk.at("applicant", f"/tasks/{task.public_id}")
    desk.look(page, "fill_unit_profile")
    pairs = list(FORMS["fill_unit_profile"].flatten(answers).items(multi=True))
    for name, value in pairs:
        answer(page, name, value)
    page.get_by_text("草稿 · 已自动保存").wait_for()
    page.reload()
    assert page.input_value('[name="legal_rep"]') == answers["legal_rep"]
    assert page.is_checked(f'[name="authority_level"][value="{answers["authority_level"]}"]')
    desk.press(page)
    assert urlsplit(page.url).path == f"/cases/{case.public_id}"


def type_the_faculty(desk: Desk, case: Case) -> None:
    """Rows are added and moved; a total that disagrees is told in the list of errors, linked and put right."""
    task = desk.task(case, "fill_faculty")
    answers = desk.example(task, "applicant")
    page = desk.at("applicant", f"/tasks/{task.public_id}")
    desk.look(page, "fill_faculty")
    teachers = answers["faculty_list"]
    desk.fill(page, {**answers, "faculty_list": teachers[:-1], "full_time_count": 9}, "fill_faculty")
    page.click('[data-add="faculty_list"]')
    place = len(teachers) - 1
    for name, value in FORMS["fill_faculty"].flatten({"faculty_list": teachers[-1:]}).items(multi=True):
        answer(page, name.replace("-0-", f"-{place}-"), value)
    page.locator(f'[name="faculty_list-{place}-name"]').locator("xpath=ancestor::tr").locator(
        '[data-move="up"]'
    ).click()
    assert page.input_value(f'[name="faculty_list-{place - 1}-name"]') == teachers[-1]["name"]
    desk.press(page)
    assert page.title().startswith("错误")
    assert page.evaluate("document.activeElement.id") == "errors"
    desk.look(page, "errors")
    page.click('#errors a[href="#full_time_count"]')
    assert page.evaluate("document.activeElement.id") == "full_time_count"
    page.fill("#full_time_count", str(answers["full_time_count"]))
    desk.press(page)
    assert urlsplit(page.url).path == f"/cases/{case.public_id}"


def upload_the_approval(desk: Desk, case: Case, folder: Path) -> None:
    """A file of the wrong kind is refused in words; the right one is chosen, goes up and counts."""
    task = desk.task(case, "attach_qualification")
    answers = desk.example(task, "applicant")
    uploads = next(name for name, value in answers.items() if isinstance(value, list) and value)
    page = desk.at("applicant", f"/tasks/{task.public_id}")
    desk.look(page, "attach_qualification")
    desk.fill(page, {name: value for name, value in answers.items() if name != uploads}, "attach_qualification")
    paper, words = folder / "批复.pdf", folder / "说明.txt"
    paper.write_bytes(sample_pdf())
    words.write_text("no paper")
    box = page.locator(f'[data-upload="{uploads}"]')
    box.locator("input[type=file]").set_input_files(str(words))
    page.get_by_text("未通过：此处不接受这种文件").wait_for()
    box.locator("input[type=file]").set_input_files(str(paper))
    box.locator(".state.done").wait_for()
    desk.press(page)
    assert urlsplit(page.url).path == f"/cases/{case.public_id}"


def submit(desk: Desk, case: Case) -> None:
    """Everything is read once more, then submitted; the receipt names instant and digest."""
    page = desk.send(case, "check_and_submit")
    assert page.url.endswith("/receipt")
    desk.look(page, "receipt")
    assert len(page.locator("dd.mono").inner_text()) == 64
    assert page.get_by_text("签署").count() >= 1


def the_unit_s_side(desk: Desk, case: Case) -> None:
    """Head, department and county each say their word; then the application has its number."""
    desk.send(case, "sign_application")
    desk.send(case, "recommend_application")
    desk.send(case, "endorse_application")
    db.session.refresh(case)
    assert case.number


def the_clerk_returns_two_items(desk: Desk, case: Case) -> None:
    """The applicant sees what is asked, by whom and until when, corrects these sections and no others."""
    desk.send(case, "accept_application", RETURNED)
    page = desk.at("applicant", f"/cases/{case.public_id}")
    desk.look(page, "case in correction")
    assert page.locator(".tasks a").all_inner_texts() == ["填写经费保障", "上传管理规章制度"]
    assert page.get_by_text("请补充上年度决算。").is_visible()
    task = desk.task(case, "fill_funding")
    page = desk.at("applicant", f"/tasks/{task.public_id}")
    banner = page.locator(".notice.wait").first.inner_text()
    assert [word for word in ("缺失", "6.02", "请补充上年度决算。", "苏雅", "最迟") if word not in banner] == []
    desk.send(case, "fill_funding")
    desk.send(case, "list_rules")
    desk.send(case, "check_and_submit")
    desk.send(case, "sign_application")


def the_volume_is_handed_in(desk: Desk, case: Case) -> None:
    """The worker has bound the edition; its code stands on the page and is typed from the cover."""
    desk.send(case, "accept_application")
    task = desk.task(case, "hand_in_volume")
    page = desk.at("clerk", f"/tasks/{task.public_id}")
    for _ in range(60):
        if page.locator("dd.mono").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    code = page.locator("dd.mono").first.inner_text()
    db.session.rollback()  # the worker has written meanwhile
    edition = db.session.query(DossierEdition).filter_by(case_id=case.id).order_by(DossierEdition.id.desc()).first()
    assert edition is not None
    assert code == edition.code
    desk.send(case, "hand_in_volume", {"sha256_prefix": code[:16], "edition": edition.edition})
    papers = desk.at("clerk", f"/cases/{case.public_id}?tab=papers")
    desk.look(papers, "papers")
    assert papers.get_by_text(code).is_visible()


def the_experts(desk: Desk, case: Case) -> None:
    """Reviewed, checked, drawn, declared, visited, scored with a wide spread, discussed, concluded."""
    desk.send(case, "review_preliminarily")
    desk.send(case, "check_preliminary_review")
    desk.send(case, "draw_experts", {"panel_size": "3", "visit_needed": True})
    desk.send(case, "declare_no_conflict")
    desk.complete(case, "declare_no_conflict")
    desk.complete(case, "declare_no_conflict")
    desk.send(case, "visit_site")
    desk.send(case, "score_application", low_sheet())
    desk.complete(case, "score_application")
    desk.complete(case, "score_application")
    desk.send(case, "discuss_scores")
    desk.send(case, "conclude_panel")
    page = desk.at("section", f"/cases/{case.public_id}?tab=panel")
    desk.look(page, "panel")
    assert page.locator("tbody .state.done", has_text="抽中").count() == 3
    assert page.get_by_text("panel_conclusion").is_visible()
    diagram = desk.at("section", f"/cases/{case.public_id}?tab=diagram")
    diagram.locator('.djs-element.current[data-element-id="decide_in_meeting"]').wait_for()
    assert diagram.locator('.djs-element.done[data-element-id="sign_application"]').count() == 1
    assert diagram.locator(".bjs-powered-by").is_visible()
    desk.look(diagram, "diagram")


def low_sheet() -> dict[str, Any]:
    """One and a half points off each indicator: more than fifteen below the others."""
    rows = FORMS["score_application"].example()["indicators"]
    full = {one.code: one.full for one in CURRENT.indicators}
    low = [
        {**row, "points": str(full[row["indicator"]] - Decimal("1.5")), "deduction_note": "支撑不足。"} for row in rows
    ]
    return {"indicators": low, "total": str(sum(Decimal(row["points"]) for row in low))}


def the_notice(live: Live, desk: Desk, case: Case) -> None:
    """Published with words that stand there already; somebody objects in public; the objection is verified."""
    desk.send(case, "decide_in_meeting")
    desk.send(case, "publish_notice")
    notice = db.session.query(PublicNotice).filter_by(case_id=case.id).one()
    live.time.move_to(notice.starts_at + HOUR)
    desk.forget_logins()
    page = desk.stranger(f"/notices/{notice.public_id}")
    desk.look(page, "notice")
    page.fill("#name", "云小川")
    page.fill("#contact", "14000009001")
    page.fill("#text", "申报表所列实训场所面积与现场情况不符，请予核实。")
    page.fill("#evidence", "现场照片三张，已交受理窗口。")
    page.check("#is_true")
    with page.expect_navigation():
        page.get_by_role("button", name="提交异议").click()
    desk.look(page, "objection received")
    desk.send(case, "verify_objection")
    live.let_pass_until(notice.ends_at + HOUR)
    desk.forget_logins()


def the_plaque(live: Live, desk: Desk, case: Case) -> None:
    """Approved, handed over, in the register."""
    desk.send(case, "approve_accreditation")
    desk.send(case, "award_plaque")
    base = db.session.query(TrainingBase).filter_by(case_id=case.id).one()
    page = desk.stranger("/bases")
    desk.look(page, "bases")
    with page.expect_navigation():
        page.get_by_role("link", name=case.org.name).click()
    desk.look(page, "base")
    assert page.get_by_text(base.code).first.is_visible()


def answer(page: Page, name: str, value: str) -> None:
    """One question as a person answers it: choose, tick or type."""
    field = page.locator(f'form[data-task] [name="{name}"]')
    kind = field.first.evaluate("(field) => field.tagName === 'SELECT' ? 'select' : field.type")
    if kind in ("radio", "checkbox"):
        page.check(f'form[data-task] [name="{name}"][value="{value}"]')
    elif kind == "select":
        field.select_option(value)
    else:
        field.fill(value)
