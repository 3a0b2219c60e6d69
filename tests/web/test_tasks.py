"""Tasks at the door: shown, kept, sent, refused in words, taken and given; whoever may not sees nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from forms import FORMS
from workflows.model import db
from workflows.model.facts import Answers
from workflows.model.process import Case, Draft, UserTask

SignIn = Callable[[str], FlaskClient]
Create = Callable[..., Case]


def task_at(case: Case, element: str) -> UserTask:
    return db.session.query(UserTask).filter_by(case_id=case.id, element=element).order_by(UserTask.id.desc()).first()


def form_of(client: FlaskClient, address: str) -> dict[str, str]:
    """The hidden envelope of a task's page."""
    page = client.get(address).text
    return {
        name: page.split(f'name="{name}" value="')[1].split('"')[0]
        for name in ("csrf_token", "key", "seen", "act")
        if f'name="{name}" value="' in page
    }


def sent(client: FlaskClient, address: str, answers: MultiDict[str, str] | dict[str, Any]) -> Any:
    body = MultiDict(answers)
    body.update(form_of(client, address))
    return client.post(address, data=body)


@pytest.fixture
def faculty(create_case: Create) -> tuple[Case, str]:
    case = create_case(at="fill_faculty")
    return case, f"/tasks/{task_at(case, 'fill_faculty').public_id}"


def test_a_section_is_filled_in_and_leads_back_to_the_list(as_: SignIn, faculty: tuple[Case, str]) -> None:
    case, address = faculty
    client = as_("applicant")
    answers = FORMS["fill_faculty"].flatten(FORMS["fill_faculty"].example())
    answer = sent(client, address, answers)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/cases/{case.public_id}")
    page = client.get(f"/cases/{case.public_id}").text
    assert "已填完 1/" in page or "已填完" in page
    assert task_at(case, "fill_faculty").closed_how == "completed"


def test_what_must_be_corrected_is_listed_with_links(as_: SignIn, faculty: tuple[Case, str]) -> None:
    _, address = faculty
    answer = sent(as_("applicant"), address, {"faculty_list-0-name": "苏日娜", "full_time_count": "x"})
    assert answer.status_code == 422
    assert "<title>错误：" in answer.text
    assert 'href="#faculty_list-0-sex"' in answer.text
    assert 'id="faculty_list-0-sex"' in answer.text
    assert 'value="苏日娜"' in answer.text


def test_the_same_key_twice_is_one_act(as_: SignIn, faculty: tuple[Case, str]) -> None:
    case, address = faculty
    client = as_("applicant")
    body = FORMS["fill_faculty"].flatten(FORMS["fill_faculty"].example())
    body.update(form_of(client, address))
    first, again = client.post(address, data=body), client.post(address, data=body)
    assert (first.status_code, again.status_code) == (303, 303)
    assert db.session.query(Answers).filter_by(case_id=case.id, element="fill_faculty").count() == 1


def test_an_unknown_field_is_refused(as_: SignIn, faculty: tuple[Case, str]) -> None:
    _, address = faculty
    answers = FORMS["fill_faculty"].flatten(FORMS["fill_faculty"].example())
    answers["role"] = "SYS_ADMIN"
    assert sent(as_("applicant"), address, answers).status_code == 422


def test_a_draft_is_kept_and_shown_again(as_: SignIn, faculty: tuple[Case, str]) -> None:
    _, address = faculty
    client = as_("applicant")
    answer = sent_draft(client, address, {"faculty_list-0-name": "苏日娜", "full_time_count": "三"})
    assert (answer.status_code, answer.json["version"]) == (200, 1)
    assert db.session.query(Draft).count() == 1
    page = client.get(address).text
    assert 'value="苏日娜"' in page
    assert 'value="三"' in page


def sent_draft(client: FlaskClient, address: str, typed: dict[str, str]) -> Any:
    body = {**typed, "csrf_token": form_of(client, address)["csrf_token"]}
    return client.post(f"{address}/draft", data=body, headers={"Accept": "application/json"})


def test_a_draft_without_session_says_so_to_the_script(app, faculty: tuple[Case, str]) -> None:  # type: ignore[no-untyped-def]
    _, address = faculty
    answer = app.test_client().post(f"{address}/draft", headers={"Accept": "application/json"})
    assert answer.status_code in (400, 401)
    assert answer.content_type == "application/problem+json"


@pytest.mark.parametrize("stranger", ["unit02", "dept2", "sysadmin", "expert1"])
def test_a_foreign_task_is_absent(as_: SignIn, faculty: tuple[Case, str], stranger: str) -> None:
    _, address = faculty
    client = as_(stranger)
    foreign, absent = client.get(address), client.get("/tasks/AAAAAAAAAAAAAAAA")
    assert (foreign.status_code, absent.status_code) == (404, 404)
    assert len(foreign.text) == len(absent.text)


def test_an_officer_takes_a_task_and_a_colleague_reads_who_has_it(as_: SignIn, create_case: Create) -> None:
    case = create_case(at="accept_application")
    address = f"/tasks/{task_at(case, 'accept_application').public_id}"
    first, second = as_("clerk"), as_("clerk2")
    token = form_of(first, address)["csrf_token"]
    assert first.post(f"{address}/claim", data={"csrf_token": token}).status_code == 303
    token = (
        form_of(second, address).get("csrf_token")
        or second.get(address).text.split('csrf-token" content="')[1].split('"')[0]
    )
    answer = second.post(f"{address}/claim", data={"csrf_token": token})
    assert answer.status_code == 403
    assert "苏雅" in answer.text


def test_a_decision_ends_with_a_receipt_and_a_second_one_is_told_who_was_first(
    as_: SignIn, create_case: Create
) -> None:
    case = create_case(at="accept_application")
    task = task_at(case, "accept_application")
    address = f"/tasks/{task.public_id}"
    first, second = as_("clerk"), as_("clerk2")
    late = form_of(second, address)
    answers = FORMS["accept_application"].flatten(FORMS["accept_application"].example())
    answer = sent(first, address, answers)
    assert answer.headers["Location"] == f"{address}/receipt"
    receipt = first.get(f"{address}/receipt").text
    assert case.number in receipt
    assert "接收装订成册材料" in receipt
    answers.update(late)
    refused = second.post(address, data=answers)
    assert refused.status_code == 409
    assert "苏雅" in refused.text


def test_the_hand_over_names_the_reason(as_: SignIn, create_case: Create) -> None:
    case = create_case(at="accept_application")
    task = task_at(case, "accept_application")
    client = as_("section")
    assert client.get(f"/tasks/{task.public_id}").status_code == 404
    clerk = as_("clerk")
    address = f"/tasks/{task.public_id}/hand-over"
    token = form_of(clerk, f"/tasks/{task.public_id}")["csrf_token"]
    clerk.post(f"/tasks/{task.public_id}/claim", data={"csrf_token": token})
    page = clerk.get(address).text
    colleague = page.split('<option value="')[2].split('"')[0]
    assert clerk.post(address, data={"csrf_token": token, "to": colleague, "reason": " "}).status_code == 422
    assert clerk.post(address, data={"csrf_token": token, "to": colleague, "reason": "病假"}).status_code == 303
    assert task_at(case, "accept_application").assignee.login == "clerk2"
