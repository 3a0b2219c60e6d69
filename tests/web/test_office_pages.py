"""Gates, administration and a unit's own staff at the door: for whom, by whom, refused how."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web.posting import fresh, post
from webapp.demo import City, Driver
from webapp.gates import gate_of
from workflows.model import clock, db, transaction
from workflows.model.accounts import OneTimeLink, Organisation, Person
from workflows.model.offices import OfficeEvent
from workflows.model.parameters import parameters
from workflows.model.process import Case

SignIn = Callable[[str], FlaskClient]
Create = Callable[..., Case]
ROOMS = ("bases", "notices", "batches", "admin", "staff")


# gates


def test_every_page_of_these_rooms_says_who_may_come(app: Flask) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.split(".")[0] in ROOMS]
    assert 30 < len(rules)
    assert [] == [rule.endpoint for rule in rules if gate_of(app.view_functions[rule.endpoint]) is None]


@pytest.mark.parametrize(
    ("login", "address", "status"),
    [
        ("sysadmin", "/admin/operations", 200),
        ("sysadmin", "/admin/audit", 404),
        ("secadmin", "/admin/accounts", 200),
        ("secadmin", "/admin/organisations", 404),
        ("auditadmin", "/admin/audit", 200),
        ("auditadmin", "/admin/accounts", 404),
        ("leader", "/admin", 404),
        ("section", "/batches/new", 200),
        ("leader", "/batches/new", 404),
        ("applicant", "/batches", 200),
        ("applicant", "/staff", 404),
        ("lead", "/staff", 200),
        ("lead", "/admin/parameters", 404),
        ("sysadmin", "/admin/parameters/made.up", 404),
        ("sysadmin", "/admin/accounts/absent", 404),
        ("sysadmin", "/admin/days/tomorrow/clear", 404),
        ("section", "/batches/absent/together/publish_notice", 404),
    ],
)
def test_a_closed_gate_looks_like_an_absent_page(
    city: City, as_: SignIn, login: str, address: str, status: int
) -> None:
    assert status == as_(login).get(address).status_code


def test_strangers_are_sent_to_sign_in_and_read_what_is_public(city: City, app: Flask) -> None:
    client = app.test_client()
    for address in ("/bases", "/notices", "/notices?list=past", "/bases?q=%25&status=ACTIVE&field=HEALTH"):
        assert 200 == client.get(address).status_code
    for address in ("/batches", "/admin", "/staff", "/admin/audit"):
        assert 302 == client.get(address).status_code
    assert 404 == client.get("/bases/absent").status_code


# administration


def test_an_invited_colleague_chooses_a_password_once_and_signs_in(city: City, as_: SignIn, app: Flask) -> None:
    bureau = fresh(select(Organisation).where(Organisation.kind == "BUREAU")).public_id
    new = {"login": "clerk3", "name": "新办事员", "roles": ["HRSS_CLERK"]}
    page = post(as_("sysadmin"), f"/admin/organisations/{bureau}/invite", new).text
    address = "/welcome/" + page.split("/welcome/")[1].split('"')[0]
    client, words = app.test_client(), "一句好记的话不会忘记"
    words = words + words
    assert 302 == post(client, address, {"password": words, "again": words}).status_code
    assert 404 == client.get(address).status_code
    entered = post(client, "/login", {"login": "clerk3", "password": words})
    assert (302, 200) == (entered.status_code, client.get("/inbox").status_code)


def test_the_head_of_a_unit_keeps_the_own_staff_and_no_other(city: City, as_: SignIn) -> None:
    client = as_("lead")
    new = {"login": "second.clerk", "name": "第二经办人", "roles": ["APPLICANT"]}
    assert "/welcome/" in post(client, "/staff/invite", new).text
    listing = client.get("/staff").text
    assert ("second.clerk" in listing, "unit02" in listing) == (True, False)
    assert 422 == post(client, "/staff/invite", {**new, "login": "x", "roles": ["HRSS_LEADER"]}).status_code
    stranger = fresh(select(Person).where(Person.login == "unit02")).public_id
    assert 404 == post(client, "/staff", {"role": "APPLICANT_LEAD"}, f"/staff/{stranger}/roles").status_code
    own = fresh(select(Person).where(Person.login == "second.clerk"))
    grant, public_id = own.grants[0].id, own.public_id
    assert 303 == post(client, "/staff", {"role": "APPLICANT_LEAD"}, f"/staff/{public_id}/roles").status_code
    ended = post(client, f"/staff/{public_id}/roles/{grant}/end", {"reason": "调岗"})
    assert (303, {"APPLICANT_LEAD"}) == (
        ended.status_code,
        fresh(select(Person).where(Person.login == "second.clerk")).role_codes,
    )


def test_no_second_administrators_office_is_given(city: City, as_: SignIn) -> None:
    audit = fresh(select(Person).where(Person.login == "auditadmin")).public_id
    answer = post(as_("secadmin"), f"/admin/accounts/{audit}", {"role": "SEC_ADMIN"}, f"/admin/accounts/{audit}/roles")
    assert (422, True) == (answer.status_code, "由三人分别担任" in answer.text)


def test_a_disabled_account_is_out_at_once(city: City, as_: SignIn) -> None:
    clerk, system = as_("clerk"), as_("sysadmin")
    address = f"/admin/accounts/{fresh(select(Person).where(Person.login == 'clerk')).public_id}"
    assert 422 == post(system, f"{address}/disable", {"reason": " "}).status_code
    assert (200, 303) == (
        clerk.get("/inbox").status_code,
        post(system, f"{address}/disable", {"reason": "退休"}).status_code,
    )
    assert 302 == clerk.get("/inbox").status_code
    assert "退休" in system.get(address).text


def test_a_new_link_burns_the_earlier_ones(city: City, as_: SignIn) -> None:
    client, clerk = as_("sysadmin"), fresh(select(Person).where(Person.login == "clerk")).public_id
    pages = [post(client, f"/admin/accounts/{clerk}", {}, f"/admin/accounts/{clerk}/link").text for _ in range(2)]
    first, second = ["/welcome/" + page.split("/welcome/")[1].split('"')[0] for page in pages]
    assert (404, 200) == (client.get(first).status_code, client.get(second).status_code)
    db.session.rollback()
    assert 1 == len(db.session.scalars(select(OneTimeLink).where(OneTimeLink.used_at.is_(None))).all())


def test_a_parameter_shows_where_it_comes_from_and_is_set_with_a_reason(city: City, as_: SignIn) -> None:
    client = as_("sysadmin")
    page = client.get("/admin/parameters").text
    assert ("通知规定" in page, "推定值" in page, "惯例推定" in page) == (True, True, True)
    wrong = post(client, "/admin/parameters/accept.days", {"value": "0", "reason": "试行"})
    assert (422, True) == (wrong.status_code, "数值不符合要求" in wrong.text)
    assert 303 == post(client, "/admin/parameters/accept.days", {"value": "7", "reason": "试行"}).status_code
    db.session.rollback()
    assert 7 == parameters(db.session())["accept.days"]


def test_a_day_is_entered_and_taken_back(city: City, as_: SignIn) -> None:
    client = as_("sysadmin")
    day = {"day": "2022-07-11", "kind": "off", "reason": "那达慕"}
    assert 303 == post(client, "/admin/days", day).status_code
    assert (422, True) == ((again := post(client, "/admin/days", day)).status_code, "无需登记" in again.text)
    assert 303 == post(client, "/admin/days/2022-07-11/clear", {"reason": "改期"}).status_code
    assert "2022-07-11" not in client.get("/admin/days").text


def test_an_organisation_is_added_and_leads_to_its_people(city: City, as_: SignIn) -> None:
    client = as_("sysadmin")
    new = {
        "name": "新示例学院",
        "kind": "UNIT",
        "org_type": "PUBLIC_INSTITUTION",
        "district": "150105",
        "supervising": "",
    }
    answer = post(client, "/admin/organisations/new", {**new, "uscc": "12150199MB0A00018F"})
    assert (303, True) == (answer.status_code, answer.headers["Location"].endswith("/invite"))
    again = post(client, "/admin/organisations/new", {**new, "uscc": ""})
    assert (422, True) == (again.status_code, "此名称已被使用" in again.text)


def test_the_audit_administrator_verifies_every_chain(create_case: Create, as_: SignIn) -> None:
    create_case(at="sign_application")
    post(as_("sysadmin"), "/admin/parameters/accept.days", {"value": "7", "reason": "试行"})
    client = as_("auditadmin")
    assert "全部哈希链完整" in post(client, "/admin/audit", {}).text
    with transaction() as session:
        session.scalars(select(OfficeEvent)).one().why = "别的理由"
    assert "哈希链已断裂" in post(client, "/admin/audit", {}).text


def test_operations_name_what_is_late(create_case: Create, driver: Driver, as_: SignIn) -> None:
    driver.bind_editions(create_case(at="accept_application").id)
    with clock.fixed(driver.at):
        assert "没有需要处理的事项" in as_("sysadmin").get("/admin/operations").text
    with clock.fixed(driver.at + timedelta(days=60)):
        assert "acceptance_overdue" in as_("sysadmin").get("/admin/operations").text
