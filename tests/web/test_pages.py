"""The inbox, the case's page and files: what stands there, for whom, under which address."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from webapp.demo.samples import sample_pdf
from workflows.model import db
from workflows.model.process import Case, UserTask

SignIn = Callable[[str], FlaskClient]
Create = Callable[..., Case]
TABS = ("materials", "diagram", "opinions", "history", "papers", "panel")


def csrf(client: FlaskClient) -> str:
    return client.get("/inbox").text.split('csrf-token" content="')[1].split('"')[0]


@pytest.mark.parametrize("tab", ["mine", "groups", "done", "started", "nonsense"])
def test_every_list_of_the_inbox_answers_in_both_languages(as_: SignIn, create_case: Create, tab: str) -> None:
    create_case(at="accept_application")
    for login in ("applicant", "clerk", "leader", "sysadmin"):
        client = as_(login)
        for language in ("zh_CN", "en"):
            assert client.get(f"/inbox?tab={tab}&lang={language}").status_code == 200


@pytest.mark.parametrize(
    "query", ["q=%25", "q=_", "q=%5C", "q=(a%2B)%2B%24", "step=(select)", "after=x", "after=1~2~3"]
)
def test_odd_queries_are_literal_and_harmless(as_: SignIn, create_case: Create, query: str) -> None:
    create_case(at="accept_application")
    answer = as_("clerk").get(f"/inbox?tab=groups&{query}")
    assert answer.status_code == 200


def test_a_unit_begins_its_application_in_the_open_window(as_: SignIn, city: object) -> None:
    client = as_("applicant")
    page = client.get("/inbox").text
    window = page.split('name="window" value="')[1].split('"')[0]
    answer = client.post("/cases", data={"csrf_token": csrf(client), "window": window})
    assert answer.status_code == 303
    page = client.get(answer.headers["Location"]).text
    assert "草稿 · 未提交" in page
    assert "检查并提交" in page
    again = client.post("/cases", data={"csrf_token": csrf(client), "window": window})
    assert again.status_code == 409
    assert "已有在办申报" in again.text


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_tab_of_a_case_in_progress(as_: SignIn, create_case: Create, tab: str, language: str) -> None:
    case = create_case(at="conclude_panel")
    for login in ("applicant", "dept", "section"):
        answer = as_(login).get(f"/cases/{case.public_id}?tab={tab}&lang={language}")
        assert answer.status_code == 200
    assert as_("unit02").get(f"/cases/{case.public_id}?tab={tab}").status_code == 404


def test_the_applicant_learns_no_expert(as_: SignIn, create_case: Create) -> None:
    case = create_case(at="conclude_panel")
    tasks = db.session.query(UserTask).filter_by(case_id=case.id, element="score_application").all()
    experts = {task.closed_by.name for task in tasks if task.closed_by}
    assert experts
    client = as_("applicant")
    pages = "".join(client.get(f"/cases/{case.public_id}?tab={tab}").text for tab in TABS)
    assert [name for name in experts if name in pages] == []


def test_id_numbers_are_masked_on_pages(as_: SignIn, create_case: Create) -> None:
    case = create_case(at="accept_application")
    page = as_("clerk").get(f"/cases/{case.public_id}").text
    assert "150199********" in page
    assert "15019919" not in page


def test_the_applicant_withdraws_with_a_reason(as_: SignIn, create_case: Create) -> None:
    case = create_case(at="accept_application")
    client = as_("applicant")
    address = f"/cases/{case.public_id}/withdrawal"
    assert client.post(address, data={"csrf_token": csrf(client), "reason": ""}).status_code == 422
    assert client.post(address, data={"csrf_token": csrf(client), "reason": "材料需重新整理"}).status_code == 303
    assert "已撤回" in client.get(f"/cases/{case.public_id}").text
    assert client.post(address, data={"csrf_token": csrf(client), "reason": "再次"}).status_code == 409


def test_a_file_goes_up_and_comes_down_as_an_attachment(as_: SignIn) -> None:
    client = as_("applicant")
    paper = sample_pdf()
    form = {"csrf_token": csrf(client), "file": (io.BytesIO(paper), "管理制度 汇编.pdf"), "kinds": "pdf"}
    answer = client.post("/files", data=form, headers={"Accept": "application/json"})
    assert answer.status_code == 201
    address = f"/files/{answer.json['id']}"
    down = client.get(address)
    assert down.data == paper
    assert down.headers["Content-Disposition"].startswith("attachment")
    assert down.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert as_("unit02").get(address).status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [(b"", "a.pdf", "file_empty"), (b"MZ", "a.pdf", "file_type"), (b"%PDF-1.7 cut", "a.pdf", "file_damaged")],
)
def test_a_bad_file_is_refused_in_words(as_: SignIn, content: bytes, name: str, code: str) -> None:
    client = as_("applicant")
    form = {"csrf_token": csrf(client), "file": (io.BytesIO(content), name)}
    answer = client.post("/files", data=form, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json["code"]) == (422, code)
    assert answer.json["detail"]
