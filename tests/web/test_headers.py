"""Headers, hosts and methods of every answer (promises 5.3, 5.4), and templates that a strict policy can serve."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from webapp.headers import PAGES
from webapp.words import ROOT

EVERYWHERE = {
    "Content-Security-Policy": PAGES,
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}
TEMPLATES = sorted((ROOT / "webapp" / "templates").rglob("*.html"))


@pytest.fixture
def client(app) -> FlaskClient:  # type: ignore[no-untyped-def]
    return app.test_client()  # type: ignore[no-any-return]


@pytest.mark.parametrize("path", ["/login", "/nowhere", "/inbox"])
def test_every_answer_is_dressed(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert {name: headers[name] for name in EVERYWHERE} == EVERYWHERE
    assert {"Cookie", "HX-Request"} <= {part.strip() for part in headers["Vary"].split(",")}


def test_static_files_are_kept_for_a_year(client: FlaskClient) -> None:
    answer = client.get("/static/jijiao.css")
    assert "max-age=31536000" in answer.headers["Cache-Control"]
    answer.close()


def test_a_foreign_host_gets_no_page(client: FlaskClient) -> None:
    answer = client.get("/login", headers={"Host": "evil.example"})
    assert (answer.status_code, answer.text) == (400, "Unknown host\n")


@pytest.mark.parametrize("path", ["/login", "/inbox", "/static/jijiao.css"])
def test_options_is_not_answered(client: FlaskClient, path: str) -> None:
    assert client.options(path).status_code == 405


def test_a_post_without_token_is_refused_in_words(client: FlaskClient) -> None:
    answer = client.post("/login", data={"login": "clerk", "password": "x"})
    assert answer.status_code == 400
    assert "页面停留过久" in answer.text


def test_a_dead_end_names_office_telephone_and_request(client: FlaskClient) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "专业技术人员管理科" in answer.text
    assert "0471-0000001" in answer.text
    assert answer.headers["X-Request-Id"] in answer.text


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(TEMPLATES[0].parents[1])))
def test_templates_hold_no_inline_style_or_script(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"<[^>{]*\son[a-z]+\s*=", text)
    assert not re.search(r"hx-on|js:|javascript:", text)
    for script in re.findall(r"<script(?![^>]*application/json)[^>]*>", text):
        assert " src=" in script
