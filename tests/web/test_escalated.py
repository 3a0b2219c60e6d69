"""An overdue task at the door: seen by whoever urges it, taken by nobody but whose it is, an expert replaced."""

from __future__ import annotations

from collections.abc import Callable

from flask.testing import FlaskClient

from workflows.model import db
from workflows.model.accreditation import PanelDraw
from workflows.model.process import Case, UserTask
from workflows.worker import run_due

SignIn = Callable[[str], FlaskClient]
Create = Callable[..., Case]


def overdue(case: Case, element: str) -> UserTask:
    """The task of the element, after its term."""
    task = db.session.query(UserTask).filter_by(case_id=case.id, element=element, closed_at=None).first()
    run_due(task.due_at)
    db.session.rollback()
    return task


def csrf_of(page: str) -> str:
    return page.split('name="csrf_token" value="')[1].split('"')[0]


def test_a_head_urges_an_overdue_task_and_does_not_take_it(as_: SignIn, create_case: Create) -> None:
    task = overdue(create_case(at="accept_application"), "accept_application")
    claim = f"/tasks/{task.public_id}/claim"
    section, clerk = as_("section"), as_("clerk")
    page = section.get("/inbox?tab=groups").text
    assert f"/tasks/{task.public_id}" in page
    assert claim not in page
    assert claim in clerk.get("/inbox?tab=groups").text
    page = section.get(f"/tasks/{task.public_id}").text
    assert "该任务尚无人领取" in page
    assert f"/tasks/{task.public_id}/hand-over" in page
    assert claim not in page


def test_a_department_told_of_a_late_signature_finds_the_case(as_: SignIn, create_case: Create) -> None:
    case = create_case(at="sign_application")
    department = as_("dept")
    assert department.get(f"/cases/{case.public_id}").status_code == 404
    task = overdue(case, "sign_application")
    assert department.get(f"/cases/{case.public_id}").status_code == 200
    page = department.get(f"/tasks/{task.public_id}")
    assert page.status_code == 200
    assert "/hand-over" not in page.text
    assert "/claim" not in page.text


def test_the_section_replaces_an_expert_who_does_not_score(as_: SignIn, create_case: Create) -> None:
    case = create_case(at="score_application")
    task = overdue(case, "score_application")
    address = f"/tasks/{task.public_id}/hand-over"
    section = as_("section")
    assert "更换专家" in section.get(f"/tasks/{task.public_id}").text
    typed = {"csrf_token": csrf_of(section.get(address).text), "reason": "联系不上"}
    refused = section.post(address, data=typed)
    assert refused.status_code == 422
    assert "请确认书面承诺" in refused.text
    assert section.post(address, data={**typed, "has_stated": "true"}).status_code == 303
    db.session.rollback()
    assert db.session.get_one(UserTask, task.id).closed_how == "cancelled"
    drawn = db.session.query(PanelDraw).order_by(PanelDraw.id.desc()).first()
    assert len(drawn.drawn) == 1
    assert section.get(f"/cases/{case.public_id}").status_code == 200


def test_an_expert_hands_nothing_over(as_: SignIn, create_case: Create) -> None:
    case = create_case(at="score_application")
    task = db.session.query(UserTask).filter_by(case_id=case.id, element="score_application").first()
    page = as_(task.assignee.login).get(f"/tasks/{task.public_id}").text
    assert "/hand-over" not in page
