"""A real Chromium at the door: rows, drafts, uploads and the diagram work under the strict policy; no overflow."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from waitress import create_server

from webapp.auth.demo import PASSWORD
from webapp.demo.samples import sample_pdf
from workflows.model.process import Case, UserTask

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium on this machine"),
    pytest.mark.xdist_group("browser"),
]
WATCH = "document.addEventListener('securitypolicyviolation', (e) => console.error('CSP ' + e.violatedDirective));"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """The service on a free port of this machine, with the clock of the service itself."""
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=5)


@pytest.fixture
def at(chromium: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """at("applicant", "/inbox"): a signed-in page; whatever the browser complains about fails the test."""
    complaints: list[str] = []
    contexts: list[Any] = []

    def visit(login: str, path: str, width: int = 1366) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 768}, locale="zh-CN")
        contexts.append(context)
        page = context.new_page()
        page.add_init_script(WATCH)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        page.goto(f"{address}/login")
        page.fill("#login", login)
        page.fill("#password", PASSWORD)
        page.click("form button.primary")
        page.goto(address + path)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert complaints == []


def task_of(case: Case, element: str) -> str:
    return str(UserTask.query.filter_by(case_id=case.id, element=element).one().public_id)


def test_rows_are_added_moved_and_kept_as_a_draft(at: Callable[..., Page], create_case: Callable[..., Case]) -> None:
    case = create_case(at="fill_faculty")
    path = f"/tasks/{task_of(case, 'fill_faculty')}"
    page = at("applicant", path)
    page.fill('[name="faculty_list-0-name"]', "苏日娜")
    page.click('[data-add="faculty_list"]')
    page.fill('[name="faculty_list-2-name"]', "巴特尔")
    page.click('tr:nth-child(3) [data-move="up"]')
    assert page.input_value('[name="faculty_list-1-name"]') == "巴特尔"
    page.get_by_text("草稿 · 已自动保存").wait_for()
    page.reload()
    assert page.input_value('[name="faculty_list-1-name"]') == "巴特尔"


def test_a_file_is_told_in_words_until_it_is_usable(
    at: Callable[..., Page], create_case: Callable[..., Case], tmp_path: Path
) -> None:
    case = create_case(at="attach_qualification")
    page = at("applicant", f"/tasks/{task_of(case, 'attach_qualification')}")
    paper, text = tmp_path / "批复.pdf", tmp_path / "notes.txt"
    paper.write_bytes(sample_pdf())
    text.write_text("no paper")
    chooser = page.locator('input[type="file"]').first
    chooser.set_input_files(str(text))
    page.get_by_text("未通过：此处不接受这种文件").wait_for()
    chooser.set_input_files(str(paper))
    page.locator(".uploads .state.done").wait_for()
    assert page.locator('.uploads input[type="hidden"]').count() == 1


def test_the_diagram_marks_where_the_case_stands(at: Callable[..., Page], create_case: Callable[..., Case]) -> None:
    case = create_case(at="accept_application")
    page = at("clerk", f"/cases/{case.public_id}?tab=diagram")
    page.locator('.djs-element.current[data-element-id="accept_application"]').wait_for()
    assert page.locator('.djs-element.done[data-element-id="sign_application"]').count() == 1
    assert page.locator(".bjs-powered-by").is_visible()


@pytest.mark.parametrize("width", [360, 1366])
def test_no_page_overflows_and_axe_finds_nothing_serious(
    at: Callable[..., Page], create_case: Callable[..., Case], width: int
) -> None:
    case = create_case(at="fill_faculty")
    paths = ["/inbox", "/cases", f"/cases/{case.public_id}", f"/tasks/{task_of(case, 'fill_faculty')}", "/password"]
    page = at("applicant", paths[0], width)
    base = page.url.removesuffix("/inbox")
    for path in paths:
        page.goto(base + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        found = Axe().run(page).response["violations"]
        serious = [
            (one["id"], one["nodes"][0]["html"][:150]) for one in found if one["impact"] in ("serious", "critical")
        ]
        assert serious == [], path
