"""Who gets in and who does not: tokens, cookies, methods, languages, limits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from api.client import ROOT, Program, Programs
from webapp import create_app
from webapp.api import tokens
from webapp.settings import Settings
from workflows.model import clock, db
from workflows.model.accounts import ApiToken, Person
from workflows.model.transaction import transaction


def test_only_the_hash_of_a_token_is_kept(app: Flask, city: object) -> None:
    token = tokens.create("clerk", "test", 1, at=clock.now())
    row = db.session.scalars(select(ApiToken)).one()
    assert token not in str(vars(row))
    assert 64 == len(row.token_hash)


def test_without_a_valid_token_nothing_opens(app: Flask, city: object) -> None:
    stranger = Program(app, None)
    for shown in ("", "Bearer", "Bearer ", "Bearer nonsense", "Basic Y2xlcms6eA==", "Bearer 令牌", "Bearer a b", "x"):
        response = stranger.ask("GET", "/tasks", headers={"Authorization": shown.encode().decode("latin-1")})
        assert (401, "token_invalid") == (response.status_code, response.get_json()["code"]), shown
        assert response.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_token_ends_when_it_expires_is_revoked_or_its_person_is_disabled(app: Flask, programs: Programs) -> None:
    now = clock.now()
    expiring, revoked, dismissed = programs("clerk"), programs("reviewer"), programs("section")
    for program in (expiring, revoked, dismissed):
        program.get("/tasks")
    numbers = {row.person.login: row.id for row in tokens.standing(db.session())}

    with clock.fixed(now + timedelta(days=366)):
        assert 401 == expiring.ask("GET", "/tasks").status_code
    tokens.revoke(numbers["reviewer"], at=now)
    assert 401 == revoked.ask("GET", "/tasks").status_code
    with pytest.raises(tokens.NoSuchToken):
        tokens.revoke(numbers["reviewer"], at=now)
    with transaction() as session:
        session.scalars(select(Person).where(Person.login == "section")).one().disabled_at = now
    assert 401 == dismissed.ask("GET", "/tasks").status_code
    with pytest.raises(tokens.NoSuchPerson):
        tokens.create("section", "", 1, at=now)


def test_a_session_of_a_browser_opens_nothing_here(app: Flask, as_: Callable[[str], FlaskClient]) -> None:
    browser = as_("applicant")
    assert 200 == browser.get("/cases").status_code
    assert 401 == browser.get(f"{ROOT}/tasks").status_code
    assert 401 == browser.post(f"{ROOT}/cases", json={}).status_code


def test_an_answer_sets_no_cookie_and_is_stored_nowhere(programs: Programs) -> None:
    response = programs("clerk").ask("GET", "/tasks")
    assert "Set-Cookie" not in response.headers
    assert "no-store" == response.headers["Cache-Control"]
    assert {"authorization", "accept-language"} <= {name.lower() for name in response.vary}


def test_options_is_405_everywhere(programs: Programs) -> None:
    for path in ("/tasks", "/cases", "/bases", "/openapi.json", "/files", "/tasks/x/complete"):
        response = programs("clerk").ask("OPTIONS", path)
        assert (405, "method_not_allowed") == (response.status_code, response.get_json()["code"]), path


def test_a_foreign_method_is_405_with_what_is_allowed(programs: Programs) -> None:
    response = programs("clerk").ask("DELETE", "/cases")
    assert (405, "GET, HEAD, POST") == (response.status_code, response.headers["Allow"])


def test_chinese_unless_english_is_asked_for(programs: Programs) -> None:
    program = programs("clerk")
    said = {
        asked: program.ask("GET", "/tasks/nothing", headers={"Accept-Language": asked}).get_json()["title"]
        for asked in ("", "zh-CN,zh;q=0.9", "en-GB,en;q=0.9", "en;q=0.2, zh;q=0.9", "fr", "../../")
    }
    assert {"Not found"} == {said.pop("en-GB,en;q=0.9")}
    assert 1 == len(set(said.values()))
    assert "Not found" not in said.values()


def test_an_address_that_leads_nowhere_is_a_problem_too(programs: Programs) -> None:
    response = programs("clerk").ask("GET", "/api/v2/tasks")
    assert (404, "application/problem+json") == (response.status_code, response.mimetype)
    assert response.get_json()["request_id"] == response.headers["X-Request-Id"]


NOT_OFFERED = [
    ("/tasks?list=all", "list"),
    ("/tasks?sort=password", "sort"),
    ("/tasks?after=2022", "after"),
    ("/tasks?after=2022-03-01T00:00:00%2B00:00~" + "9" * 400, "after"),
    ("/tasks?q=" + "a" * 51, "q"),
    ("/cases?after=-1", "after"),
    ("/cases?after=" + "9" * 400, "after"),
    ("/cases?after=１２", "after"),
    ("/cases?size=1000000", "size"),
    ("/cases?state=secret", "state"),
    ("/bases?status=EVERYTHING", "status"),
    ("/processes/base_application/drawing?version=0", "version"),
]


def test_a_query_nobody_offered_is_422(programs: Programs) -> None:
    for path, parameter in NOT_OFFERED:
        response = programs("clerk").ask("GET", path)
        assert 422 == response.status_code, (path, response.text)
        assert [parameter] == [error["parameter"] for error in response.get_json()["errors"]], path


def test_words_are_searched_literally(programs: Programs) -> None:
    for words in ("%", "_", "\\", "' OR 1=1 --", '"', "*", "NEAR("):
        assert [] == programs("clerk").get("/cases", query_string={"q": words})["cases"]
    beyond = programs("clerk").get("/cases?after=999999999999999999")
    assert (beyond["cases"], beyond["next"]) == ([], None)


def test_too_many_requests_and_wrong_tokens_are_429(settings: Settings) -> None:
    limited = create_app(settings.model_copy(update={"rate_limits": True}))
    with limited.app_context():
        guesser = Program(limited, "guess")
        codes = [guesser.ask("GET", "/tasks").status_code for _ in range(31)]
        refused = guesser.ask("GET", "/tasks")
        db.session.remove()
        db.engine.dispose()
    create_app(settings)  # the limiter is one per process: what comes after is counted as the settings of tests say
    assert [401] * 30 + [429] == codes
    assert ("too_many", "60") == (refused.get_json()["code"], refused.headers["Retry-After"])
