"""What may go wrong while somebody works: the session ends, a colleague is faster; nothing that was typed is lost."""

from __future__ import annotations

from datetime import timedelta

from browser.desk import Desk
from browser.service import Live
from webapp.auth.demo import PASSWORD
from workflows.model import db
from workflows.model.process import Case

PLAIN = {
    "section": ("/inbox?tab=groups&lang=en", "/cases", "/cases?lang=en", "/password", "/batches", "/inbox?tab=done"),
    "sysadmin": ("/inbox?lang=en",),
    "": ("/login?lang=en", "/bases?lang=en", "/notices?lang=en", "/cases/how-experts-are-drawn?lang=en"),
}
ONE_LINE = 90
"""The header of an office screen is one line high in every language."""


def application(live: Live, desk: Desk, unit: int, until: str) -> Case:
    """A case of a unit, brought there by the real commands."""
    desk.driver.at = live.time.now()
    case_id = desk.driver.open(live.city.units[unit], live.city.batch_id)
    return desk.driver.advance(case_id, until)


def test_an_ended_session_keeps_what_was_typed(live: Live, desk: Desk) -> None:
    case = application(live, desk, 1, "fill_unit_profile")
    task = desk.task(case, "fill_unit_profile")
    page = desk.at("unit02", f"/tasks/{task.public_id}")
    live.time.move_to(live.time.now() + timedelta(hours=25))
    page.fill('[name="legal_rep"]', "敖登")
    page.get_by_text("登录已过期").wait_for()
    page.goto(f"{desk.url}/tasks/{task.public_id}")
    assert "/login" in page.url
    page.fill("#login", "unit02")
    page.fill("#password", PASSWORD)
    with page.expect_navigation():
        page.press("#password", "Enter")
    assert page.url.endswith(f"/tasks/{task.public_id}")
    page.locator("[data-restore]").click()
    assert page.input_value('[name="legal_rep"]') == "敖登"
    page.get_by_text("草稿 · 已自动保存").wait_for()


def test_who_comes_second_is_told_who_was_first(live: Live, desk: Desk) -> None:
    case = application(live, desk, 2, "accept_application")
    task = desk.task(case, "accept_application")
    page = desk.at("clerk", f"/tasks/{task.public_id}")
    desk.fill(page, desk.example(task, "clerk"), "accept_application")
    desk.complete(case, "accept_application", by="clerk2")
    desk.press(page)
    desk.look(page, "told who was first")
    assert "石磊磊" in page.locator("main").inner_text()
    db.session.rollback()
    page = desk.at("clerk", f"/tasks/{task.public_id}")
    assert "石磊磊" in page.locator("main").inner_text()
    desk.look(page, "closed task")


def test_plain_pages_are_whole_in_both_languages(desk: Desk) -> None:
    for login, paths in PLAIN.items():
        for path in paths:
            page = desk.at(login, path) if login else desk.stranger(path)
            desk.look(page, path)
            top = page.locator("header.top").bounding_box()
            assert top is not None
            assert top["height"] < ONE_LINE, path
