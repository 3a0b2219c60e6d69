"""Identity numbers: readable to whoever may read the answers, never in the clear at rest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import select, text

from webapp.demo import Driver
from webapp.settings import Settings
from workflows import cases, inbox
from workflows.crypto import Undecipherable, keyring
from workflows.model import db
from workflows.model.facts import Answers
from workflows.model.guarded import guard_with
from workflows.model.process import Case, UserTask

NUMBER = "150199198203120018"
Create = Callable[..., Case]


def test_an_identity_number_is_read_as_it_was_given(create_case: Create) -> None:
    create_case(at="check_and_submit")
    kept = db.session.scalars(select(Answers).where(Answers.element == "fill_management")).one()
    assert NUMBER == kept.content["base_admin_id_number"]


def test_no_identity_number_lies_in_the_database_file(create_case: Create, settings: Settings) -> None:
    create_case(at="accept_application")
    stored = b"".join(path.read_bytes() for path in Path(settings.data_dir).glob("jijiao.sqlite3*"))
    assert NUMBER.encode() not in stored


def test_a_draft_is_guarded_like_an_answer(create_case: Create, driver: Driver) -> None:
    create_case(at="fill_unit_profile")
    task = db.session.scalars(select(UserTask).where(UserTask.element == "fill_management")).one()
    person = driver.actor(task)
    cases.save_draft(task.id, {"base_admin_id_number": [NUMBER]}, by=person.id, at=driver.at)
    raw = db.session.scalar(text("SELECT typed FROM draft"))
    draft = inbox.draft_of(db.session(), person, task)
    assert NUMBER not in raw
    assert draft is not None
    assert [NUMBER] == draft.typed["base_admin_id_number"]


def test_other_keys_read_nothing(create_case: Create) -> None:
    create_case(at="check_and_submit")
    db.session.expire_all()
    guard_with(keyring(b"another secret of thirty-two bytes!"))
    with pytest.raises((Undecipherable, InvalidTag)):
        _ = db.session.scalars(select(Answers).where(Answers.element == "fill_management")).one().content
