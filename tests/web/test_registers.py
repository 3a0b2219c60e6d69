"""Bases, notices with objections, batches and joint decisions at the door: for whom, by whom, refused how."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forms import FORMS
from tests.conftest import NOW
from tests.web.posting import fresh, post
from webapp.demo import City, Driver
from webapp.demo.samples import sample_pdf
from workflows.model import clock, db, transaction
from workflows.model.accounts import Person
from workflows.model.accreditation import Batch, Objection, PanelDraw, PublicNotice, TrainingBase
from workflows.model.facts import Decision
from workflows.model.offices import EvidenceFile
from workflows.model.process import Case, UserTask

SignIn = Callable[[str], FlaskClient]
Create = Callable[..., Case]
OBJECTION = {
    "name": "韩秋实",
    "contact": "0471-0000088",
    "text": "公示单位的教室面积与申报表所列不一致，请予核实。",
    "evidence": "现场照片两张。",
    "is_true": "y",
}


@pytest.fixture
def notice(create_case: Create, driver: Driver) -> Any:
    """The address of a notice that runs, with the clock inside its term."""
    create_case(at="objection")
    public_id = db.session.scalars(select(PublicNotice.public_id)).one()
    with clock.fixed(driver.at + timedelta(hours=1)):
        yield f"/notices/{public_id}"


# the register


def test_a_base_is_found_by_name_field_county_and_state(create_case: Create, app: Flask) -> None:
    case = create_case(at=None)
    base, name = db.session.scalars(select(TrainingBase)).one(), case.org.name
    field, code, address = base.fields[0], base.code, f"/bases/{base.public_id}"
    client = app.test_client()
    for query in (f"q={name[:4]}", f"q={code}", f"field={field}", "status=ACTIVE", "district=150105", ""):
        assert name in client.get(f"/bases?{query}").text, query
    for query in ("q=%25%25", "status=REVOKED", "field=AVIATION", "district=150125", "status=EXPIRED"):
        assert name not in client.get(f"/bases?{query}").text, query
    for language, word in (("zh_CN", "现行有效"), ("en", "In force")):
        page = client.get(f"{address}?lang={language}")
        assert (200, True) == (page.status_code, word in page.text)


def test_a_base_whose_term_is_over_counts_as_expired(create_case: Create, app: Flask) -> None:
    case = create_case(at=None)
    name, client = case.org.name, app.test_client()
    with clock.fixed(NOW + timedelta(days=4 * 366)):
        assert name in client.get("/bases?status=EXPIRED").text
        assert name not in client.get("/bases?status=ACTIVE").text


# notices and objections


def test_an_objection_with_evidence_is_received_and_stays_unpublished(notice: str, app: Flask, as_: SignIn) -> None:
    client = app.test_client()
    files = [(io.BytesIO(sample_pdf()), "照片.pdf"), (io.BytesIO(sample_pdf()), "平面图.pdf")]
    answer = post(client, notice, {**OBJECTION, "files": files}, f"{notice}/objections")
    assert 303 == answer.status_code
    objection = fresh(select(Objection))
    assert (OBJECTION["name"], 3) == (objection.name, len(objection.evidence))
    assert answer.headers["Location"] == f"{notice}/objections/{objection.public_id}"
    public = client.get(answer.headers["Location"]).text + client.get(notice).text
    assert [] == [word for word in (OBJECTION["name"], OBJECTION["contact"], OBJECTION["text"]) if word in public]
    assert 404 == client.get(f"{notice}/objections/absent").status_code
    assert "verify_objection" == fresh(select(UserTask).where(UserTask.closed_at.is_(None))).element


def test_only_officers_read_objections_and_their_files(notice: str, app: Flask, as_: SignIn) -> None:
    sent = {**OBJECTION, "files": [(io.BytesIO(sample_pdf()), "照片.pdf")]}
    post(app.test_client(), notice, sent, f"{notice}/objections")
    file = f"{notice}/evidence/{fresh(select(EvidenceFile)).public_id}"
    reviewer = as_("reviewer")
    page = reviewer.get(notice).text
    assert (True, True) == (OBJECTION["name"] in page, file in page)
    answer = reviewer.get(file)
    assert (200, True) == (answer.status_code, answer.headers["Content-Disposition"].startswith("attachment"))
    for login in ("applicant", "lead", "expert1", "sysadmin"):
        client = as_(login)
        assert (404, False) == (client.get(file).status_code, OBJECTION["name"] in client.get(notice).text)
    assert 302 == app.test_client().get(file).status_code


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": " "}, "请填写真实姓名"),
        ({"contact": ""}, "请填写联系方式"),
        ({"text": "太短"}, "请写20至3000个字"),
        ({"evidence": ""}, "请说明证据，或者添加文件"),
        ({"is_true": ""}, "请勾选后再提交"),
        ({"files": [(io.BytesIO(b"MZ\x90"), "x.exe")]}, "x.exe"),
    ],
)
def test_an_objection_is_refused_in_words(notice: str, app: Flask, change: dict[str, Any], sentence: str) -> None:
    data = {key: value for key, value in {**OBJECTION, **change}.items() if value != ""}
    answer = post(app.test_client(), notice, data, f"{notice}/objections")
    assert (422, True) == (answer.status_code, sentence in answer.text)
    assert fresh(select(Objection)) is None


def test_after_the_term_no_objection_is_taken(notice: str, app: Flask) -> None:
    client, ends_at = app.test_client(), fresh(select(PublicNotice)).ends_at
    with clock.fixed(ends_at):
        page = client.get(notice).text
        assert ('id="object"' in page, "公示期已结束" in page) == (False, True)
        assert 409 == post(client, notice, OBJECTION, f"{notice}/objections").status_code
    assert fresh(select(Objection)) is None


# batches and joint decisions


def test_the_head_of_section_opens_a_batch(city: City, as_: SignIn) -> None:
    client = as_("section")
    batch = {"year": "2022", "title": "2022年第二批", "opens_on": "2022-06-01", "closes_on": "2022-06-30"}
    answer = post(client, "/batches/new", {**batch, "fields": ["HEALTH", "LEGAL"], "notice": "一式三份"})
    page = client.get(answer.headers["Location"]).text
    assert (303, True, True) == (answer.status_code, "2022年第二批" in page, "公共法律服务" in page)
    backwards = post(client, "/batches/new", {**batch, "closes_on": "2022-05-01"})
    assert (422, True) == (backwards.status_code, "截止日期不能早于开始日期" in backwards.text)


def joint(client: FlaskClient, address: str, element: str, changes: dict[str, Any]) -> Any:
    page = client.get(address).text
    tasks = re.findall(r'name="task" value="([^"]+)"', page)
    seen = dict(re.findall(r'name="(seen-[^"]+)" value="(\d+)"', page))
    key = page.split('name="key" value="')[1].split('"')[0]
    given = FORMS[element].example(on=clock.today(clock.now())) | changes
    answers = {name: value for name, value in given.items() if value is not None}
    return post(client, address, {**answers, **seen, "key": key, "task": tasks})


def test_several_cases_are_decided_together_one_command_each(
    create_case: Create, driver: Driver, city: City, as_: SignIn
) -> None:
    for unit in (0, 1):
        create_case(at="decide_in_meeting", unit=unit)
    address = f"/batches/{fresh(select(Batch)).public_id}"
    with clock.fixed(driver.at):
        client = as_("leader")
        assert "合并办理" in client.get(address).text
        answer = joint(client, f"{address}/together/decide_in_meeting", "decide_in_meeting", {})
        assert (200, True) == (answer.status_code, "2件中已完成2件" in answer.text)
        open_now = select(UserTask.element).where(UserTask.closed_at.is_(None))
        assert ["publish_notice", "publish_notice"] == list(db.session.scalars(open_now))
        section = as_("section")
        answer = joint(section, f"{address}/together/publish_notice", "publish_notice", {})
        assert "2件中已完成2件" in answer.text
        assert 2 == len(db.session.scalars(select(PublicNotice)).unique().all())
        assert "公示中" in section.get(address).text


def test_a_joint_decision_tells_for_each_case_what_became_of_it(
    create_case: Create, driver: Driver, city: City, as_: SignIn, person: Callable[[str], Person]
) -> None:
    for unit in (0, 1):
        create_case(at="decide_in_meeting", unit=unit)
    address = f"/batches/{fresh(select(Batch)).public_id}/together/decide_in_meeting"
    with transaction() as session:  # the leader's unit is the applicant's own in one of the two cases
        leader = session.scalars(select(Person).where(Person.login == "leader")).unique().one()
        leader.org_id = city.units[1]
    with clock.fixed(driver.at):
        answer = joint(as_("leader"), address, "decide_in_meeting", {})
    assert ("2件中已完成1件" in answer.text, "未办成" in answer.text) == (True, True)
    assert 1 == len(db.session.scalars(select(Decision).where(Decision.element == "decide_in_meeting")).all())


def test_a_joint_decision_needs_a_case_and_a_valid_form(create_case: Create, driver: Driver, as_: SignIn) -> None:
    create_case(at="decide_in_meeting")
    address = f"/batches/{fresh(select(Batch)).public_id}/together/decide_in_meeting"
    with clock.fixed(driver.at):
        client = as_("leader")
        nothing = post(client, address, {"key": "k"})
        assert (422, True) == (nothing.status_code, "请至少选择一个案件" in nothing.text)
        wrong = joint(client, address, "decide_in_meeting", {"verdict": "refused", "reason": None})
        assert 422 == wrong.status_code
        assert "没有可办理的案件" in as_("section").get(address).text
    assert fresh(select(Decision).where(Decision.element == "decide_in_meeting")) is None


def test_a_unit_sees_only_its_own_case_in_a_batch(create_case: Create, as_: SignIn) -> None:
    for unit in (0, 1):
        create_case(at="fill_faculty", unit=unit)
    address = f"/batches/{fresh(select(Batch)).public_id}"
    page = as_("applicant").get(address).text
    assert ("青城示例职业学院" in page, "工程技术培训中心" in page) == (True, False)


def test_the_notice_publishes_seed_and_numbers_of_the_draw_and_no_name(
    app: Flask, notice: Any, person: Callable[[str], Person]
) -> None:
    page = app.test_client().get(notice).text
    drawn = db.session.scalars(select(PanelDraw)).one()
    assert drawn.seed in page
    assert all(number in page for number in drawn.pool)
    assert person("expert1").name not in page
