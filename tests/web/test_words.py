"""Words: the Chinese catalogue is whole, instants are written as offices write them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask

from webapp import catalogue, words
from workflows.model import clock

NOW = datetime(2022, 3, 1, 9, 0, tzinfo=clock.LOCAL)


def test_every_sentence_has_its_chinese() -> None:
    """`python -m webapp.catalogue` brings the catalogue up to date."""
    assert catalogue.missing() == []


@pytest.mark.parametrize(
    ("hours", "chinese", "english", "colour"),
    [
        (72, "剩 3 天", "3 days left", ""),
        (24, "剩 1 天", "1 day left", "soon"),
        (5, "剩 5 小时", "5 hours left", "soon"),
        (0, "逾期 0 天", "0 days overdue", "late"),
        (-1, "逾期 1 天", "1 day overdue", "late"),
        (-49, "逾期 3 天", "3 days overdue", "late"),
    ],
)
def test_time_left(app: Flask, hours: int, chinese: str, english: str, colour: str) -> None:
    due = NOW + timedelta(hours=hours)
    with app.test_request_context("/"):
        assert words.time_left(due, NOW) == chinese
        assert words.urgency(due, NOW) == colour
    with app.test_request_context("/?lang=en"):
        assert words.time_left(due, NOW) == english


def test_a_deadline_at_midnight_belongs_to_the_day_it_ends(app: Flask) -> None:
    with app.test_request_context("/"):
        assert words.deadline(datetime(2022, 4, 2, 0, 0, tzinfo=clock.LOCAL)) == "2022-04-01（五）24:00"
        assert words.deadline(datetime(2022, 4, 1, 14, 3, tzinfo=clock.LOCAL)) == "2022-04-01（五）14:03"
    with app.test_request_context("/?lang=en"):
        assert words.deadline(datetime(2022, 4, 2, 0, 0, tzinfo=clock.LOCAL)) == "2022-04-01 (Fri) 24:00"


def test_the_chosen_language_is_remembered_and_foreign_ones_are_ignored(app: Flask) -> None:
    client = app.test_client()
    assert 'lang="zh-CN"' in client.get("/login", headers={"Accept-Language": "../../"}).text
    assert 'lang="zh-CN"' in client.get("/login?lang=../../etc").text
    client.get("/login?lang=en")
    assert 'lang="en"' in client.get("/login").text
