"""The page: signed-in people ask, every sentence of the answer has its clause, faults are told where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

SignIn = Callable[[str], FlaskClient]
PAGE = "/hours/check"
QUESTION = {
    "purpose": "TITLE_REVIEW",
    "level": "JUNIOR",
    "review_year": "2022",
    "review_on": "2022-09-20",
    "sex": "F",
    "born_on": "1976-03-08",
    "sector": "PUBLIC_INSTITUTION",
    "degree": "",
}
PUBLIC = {"year": "2022", "subject": "PUBLIC", "hours": "10", "source": "PUBLIC_ONLINE", "verification": "VERIFIED"}
PROFESSIONAL = {
    **PUBLIC,
    "subject": "PROFESSIONAL",
    "hours": "12.5",
    "source": "BASE_TRAINING",
    "accepted_on": "2022-06-01",
    "starts_on": "2022-06-10",
    "at_base": "y",
}


def asked(client: FlaskClient, *rows: dict[str, str], **changes: Any) -> Any:
    token = client.get(PAGE).text.split('csrf-token" content="')[1].split('"')[0]
    cells = {f"ledger-{place * 2}-{name}": value for place, row in enumerate(rows) for name, value in row.items()}
    return client.post(PAGE, data={**QUESTION, **cells, **changes, "csrf_token": token})


@pytest.fixture
def client(as_: SignIn) -> FlaskClient:
    return as_("sysadmin")


def test_strangers_are_sent_to_the_sign_in_page(app: Flask) -> None:
    assert "/login" in app.test_client().get(PAGE).headers["Location"]


def test_the_page_stands_in_the_header(client: FlaskClient) -> None:
    page = client.get(PAGE)
    assert 200 == page.status_code
    assert f'href="{PAGE}"' in page.text
    assert "学时核验" in page.text


def test_the_answer_is_explained_with_clauses(client: FlaskClient) -> None:
    page = asked(client, PUBLIC, PROFESSIONAL)
    assert 200 == page.status_code
    assert "学时未达到要求" in page.text
    assert "完成规定学时的三分之一即可" in page.text
    assert "依据：通知三（一）" in page.text
    assert "2022年专业科目还差7.5学时" in page.text
    assert "以下是本系统的假定，不是通知原文。" in page.text
    assert 'value="12.5"' in page.text


def test_hours_of_a_county_need_no_filing(client: FlaskClient) -> None:
    county = {**PUBLIC, "subject": "PROFESSIONAL", "hours": "20", "source": "COUNTY_TRAINING"}
    assert "学时达到要求" in asked(client, PUBLIC, county).text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"born_on": ""}, "请选择出生日期"),
        ({"born_on": "2022-09-21"}, "出生日期晚于评审日期"),
        ({"level": "ASSISTANT"}, "职称评审的级别应为"),
        ({"purpose": "RECOGNITION", "level": "ASSISTANT"}, "考核认定须填写最高学历"),
        ({"moved_on": "2023-01-01"}, "转任日期应在"),
        ({"ledger-0-hours": "many"}, "第1行："),
        ({"ledger-0-subject": ""}, "第1行：请选择科目"),
        ({"ledger-0-source": "ELSEWHERE"}, "第1行："),
        ({"ledger-1-year": "2022"}, "第2行："),
    ],
)
def test_a_fault_is_told_and_nothing_is_judged(client: FlaskClient, changes: dict[str, str], sentence: str) -> None:
    page = asked(client, PUBLIC, **changes)
    assert 422 == page.status_code
    assert sentence in page.text
    assert 'id="verdict"' not in page.text


def test_a_municipal_training_without_its_first_day_is_asked_for_it(client: FlaskClient) -> None:
    page = asked(client, {**PROFESSIONAL, "starts_on": ""})
    assert 422 == page.status_code
    assert "第1行：市本级专业科目培训须填写开班日期" in page.text


def test_more_rows_than_the_page_holds_are_refused(client: FlaskClient) -> None:
    page = asked(client, *([PUBLIC] * 61))
    assert 422 == page.status_code
    assert "最多60行" in page.text


def test_a_year_without_a_pack_goes_to_an_officer(client: FlaskClient) -> None:
    assert "须人工审核" in asked(client, review_year="2024", review_on="2024-09-20").text


def test_the_page_speaks_english_too(client: FlaskClient) -> None:
    page = client.get(f"{PAGE}?lang=en").text
    main = page[page.index("<main") : page.index("</main>")]
    assert "Check of hours" in main
    assert not re.findall("[\u4e00-\u9fff]+", main)
