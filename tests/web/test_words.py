"""Words: the Chinese catalogue is whole, instants are written as offices write them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po
from flask import Flask

from webapp import words
from workflows.model import clock

NOW = datetime(2022, 3, 1, 9, 0, tzinfo=clock.LOCAL)
KEYWORDS = {"_": None, "N_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}


def said(folder: Path) -> Iterator[str | tuple[str, ...]]:
    with (words.ROOT / "webapp" / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    for _, _, message, _, _ in extract_from_dir(
        folder, methods, options, KEYWORDS, directory_filter=lambda path: "." not in Path(path).name
    ):
        yield message


def test_every_sentence_has_its_chinese() -> None:
    known = set()
    for folder, domain in zip(words.CATALOGUES, ("messages", "forms"), strict=True):
        with (folder / "zh_CN" / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
            known |= {
                message.id if isinstance(message.id, str) else message.id[0]
                for message in read_po(file)
                if message.string and all(message.string)
            }
    asked = {message if isinstance(message, str) else message[0] for message in said(words.ROOT)}
    assert sorted(asked - known) == []


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
