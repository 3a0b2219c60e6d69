"""Signing in: one answer for every failure, a lock of a quarter of an hour, sessions that end, links that work once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from webapp.auth import links
from webapp.auth.demo import PASSWORD
from workflows.model import clock, db
from workflows.model.accounts import Person, WebSession

NOW = datetime(2022, 3, 1, 9, 0, tzinfo=clock.LOCAL)  # where the fixtures hold the clock
SignIn = Callable[[str], FlaskClient]


def token_of(client: FlaskClient, path: str = "/login") -> str:
    return client.get(path).text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]


def attempt(client: FlaskClient, login: str, password: str, following: str = "") -> object:
    form = {"login": login, "password": password, "next": following, "csrf_token": token_of(client)}
    return client.post("/login", data=form)


def test_the_inbox_asks_to_sign_in_and_comes_back(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/inbox?tab=done").headers["Location"] == "/login?next=/inbox?tab%3Ddone"
    answer = attempt(client, "clerk", PASSWORD, "/inbox?tab=done")
    assert answer.headers["Location"] == "/inbox?tab=done"


@pytest.mark.parametrize("evil", ["//evil.example", "/\\evil.example", "javascript:alert(1)", "https://evil.example/"])
def test_only_our_own_addresses_are_followed(app: Flask, evil: str) -> None:
    assert attempt(app.test_client(), "clerk", PASSWORD, evil).headers["Location"] == "/"


def test_full_width_and_case_are_the_same_name(app: Flask) -> None:
    assert attempt(app.test_client(), " Ｃlerk ", PASSWORD).status_code == 302


def test_every_failure_gets_one_answer(app: Flask) -> None:
    pages = []
    for login, password in (("clerk", "wrong password!"), ("nobody-here", "wrong password!"), ("clerk", "x" * 100_000)):
        answer = attempt(app.test_client(), login, password)
        assert answer.status_code == 401
        pages.append("登录名或密码不正确" in answer.text)
    assert pages == [True, True, True]


def test_five_wrong_passwords_lock_for_a_quarter_of_an_hour(app: Flask) -> None:
    for _ in range(5):
        assert attempt(app.test_client(), "clerk", "wrong password!").status_code == 401
    assert attempt(app.test_client(), "clerk", PASSWORD).status_code == 401
    with clock.fixed(NOW + timedelta(minutes=14)):
        assert attempt(app.test_client(), "clerk", PASSWORD).status_code == 401
    with clock.fixed(NOW + timedelta(minutes=16)):
        assert attempt(app.test_client(), "clerk", PASSWORD).status_code == 302


def test_signing_out_kills_every_copy_of_the_cookie(as_: SignIn) -> None:
    client = as_("clerk")
    copy = client.get_cookie("sid")
    token = token_of(client, "/inbox")
    answer = client.post("/logout", data={"csrf_token": token})
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    client.set_cookie("sid", copy.value)
    assert client.get("/inbox").headers["Location"].startswith("/login")
    assert db.session.query(WebSession).count() == 0


def test_sign_out_is_no_get(as_: SignIn) -> None:
    assert as_("clerk").get("/logout").status_code == 405


def test_a_session_ends_after_eight_hours(as_: SignIn) -> None:
    client = as_("clerk")
    with clock.fixed(NOW + timedelta(hours=7, minutes=59)):
        assert client.get("/inbox").status_code == 200
    with clock.fixed(NOW + timedelta(hours=8)):
        assert client.get("/inbox").status_code == 302


def test_a_dismissed_person_is_out_at_once(as_: SignIn, person: Callable[[str], Person]) -> None:
    client = as_("clerk")
    person("clerk").disabled_at = NOW
    db.session.commit()
    assert client.get("/inbox").status_code == 302


def test_a_new_password_ends_all_sessions(as_: SignIn) -> None:
    here, there = as_("clerk"), as_("clerk")
    new = "一句容易记住的话2022"
    form = {"csrf_token": token_of(here, "/password"), "present": PASSWORD, "password": new, "again": new}
    assert here.post("/password", data=form).status_code == 302
    assert there.get("/inbox").status_code == 302
    assert attempt(there, "clerk", new).status_code == 302


@pytest.mark.parametrize(
    ("password", "said"),
    [("short", "至少 12 个字符"), ("aaaaaaaaaaaaaaa", "五个不同的字符"), ("my name is clerk!", "不能包含登录名")],
)
def test_weak_passwords_are_refused_in_words(as_: SignIn, password: str, said: str) -> None:
    client = as_("clerk")
    form = {"csrf_token": token_of(client, "/password"), "present": PASSWORD, "password": password, "again": password}
    answer = client.post("/password", data=form)
    assert answer.status_code == 422
    assert said in answer.text


def test_a_link_works_once(app: Flask, person: Callable[[str], Person]) -> None:
    address = f"/welcome/{links.issue(person('reviewer').id, NOW)}"
    client = app.test_client()
    first = "初审岗位的第一个密码一二三"
    form = {"csrf_token": token_of(client, address), "password": first, "again": first}
    assert client.post(address, data=form).status_code == 302
    assert client.get(address).status_code == 404
    assert attempt(client, "reviewer", first).status_code == 302


def test_a_link_is_worth_nothing_after_three_days(app: Flask, person: Callable[[str], Person]) -> None:
    address = f"/welcome/{links.issue(person('reviewer').id, NOW)}"
    with clock.fixed(NOW + timedelta(hours=72)):
        assert app.test_client().get(address).status_code == 404
