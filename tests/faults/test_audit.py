"""The history cannot be changed unseen: an edited, deleted, swapped or forged event is found and named."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from standing import Stand

from workflows import cases
from workflows.cases.events import Broken
from workflows.model import db, transaction

ROOT = Path(__file__).resolve().parents[2]
SEQ = 7


@pytest.fixture
def here(stand: Callable[[str], Stand]) -> Stand:
    return stand("recommend_application")


def tamper(here: Stand, *statements: str) -> None:
    """What somebody with access to the file may do; `:case` is the case, `:seq` the event, `:next` the one after it."""
    values = {"case": here.case.id, "seq": SEQ, "next": SEQ + 1}
    with transaction() as session:
        for statement in statements:
            session.execute(text(statement), {name: value for name, value in values.items() if f":{name}" in statement})


def broken() -> list[Broken]:
    db.session.rollback()
    return cases.verify(db.session())[2]


EDITS = {
    "at": "'2022-03-01 00:00:00.000001'",
    "person_id": "2",
    "person_name": "person_name || ' '",
    "verb": "'amended'",
    "element": "'register_base'",
    "task_id": "task_id + 1",
    "came_from": "'[]'",
    "went_to": "'[\"lapsed\"]'",
    "passed": "'[]'",
    "why": "'因故'",
    "body": '\'{"verdict": "signed"}\'',
    "digest": "zeroblob(32)",
}


def test_an_untouched_history_is_whole(here: Stand) -> None:
    number, events, found = cases.verify(db.session())
    assert (2, []) == (number, found)
    assert events == db.session.scalar(text("SELECT count(*) FROM case_event"))


@pytest.mark.parametrize("column", EDITS)
def test_an_edited_event_is_named(here: Stand, column: str) -> None:
    tamper(here, f"UPDATE case_event SET {column} = {EDITS[column]} WHERE case_id = :case AND seq = :seq")  # noqa: S608
    assert [Broken(here.case_id, SEQ, "altered")] == broken()


def test_one_edited_byte_of_a_name_is_enough(here: Stand) -> None:
    tamper(
        here,
        "UPDATE case_event SET person_name = substr(person_name, 1, 1) || '甲' || substr(person_name, 3)"
        " WHERE case_id = :case AND seq = :seq",
    )
    assert [Broken(here.case_id, SEQ, "altered")] == broken()


def test_a_deleted_event_is_missed_by_the_next_one(here: Stand) -> None:
    tamper(here, "DELETE FROM case_event WHERE case_id = :case AND seq = :seq")
    assert [Broken(here.case_id, SEQ + 1, "missing")] == broken()


def test_a_deleted_event_is_missed_even_when_the_others_are_renumbered(here: Stand) -> None:
    tamper(
        here,
        "DELETE FROM case_event WHERE case_id = :case AND seq = :seq",
        "UPDATE case_event SET seq = -seq WHERE case_id = :case AND seq > :seq",
        "UPDATE case_event SET seq = -seq - 1 WHERE case_id = :case AND seq < 0",
    )
    assert [Broken(here.case_id, SEQ, "altered")] == broken()


def test_swapped_events_are_named(here: Stand) -> None:
    tamper(
        here,
        "UPDATE case_event SET seq = -1 WHERE case_id = :case AND seq = :seq",
        "UPDATE case_event SET seq = :seq WHERE case_id = :case AND seq = :next",
        "UPDATE case_event SET seq = :next WHERE case_id = :case AND seq = -1",
    )
    assert [Broken(here.case_id, SEQ, "altered")] == broken()


COLUMNS = "at, person_id, person_name, verb, element, task_id, came_from, went_to, passed, why, body"


@pytest.mark.parametrize("digest", ["digest", "randomblob(32)"])
def test_a_forged_event_is_named(here: Stand, digest: str) -> None:
    last = db.session.scalar(text("SELECT max(seq) FROM case_event WHERE case_id = :case"), {"case": here.case.id})
    forgery = (
        f"INSERT INTO case_event (case_id, seq, digest, {COLUMNS})"  # noqa: S608 — constants of this file
        f" SELECT case_id, seq + 1, {digest}, {COLUMNS} FROM case_event WHERE case_id = :case AND seq = {last}"
    )
    tamper(here, forgery)
    assert [Broken(here.case_id, last + 1, "altered")] == broken()


def test_each_case_is_named_by_its_own_first_broken_event(here: Stand) -> None:
    tamper(here, "UPDATE case_event SET why = '因故' WHERE seq = 1 OR seq = :seq")
    assert {(here.case_id, 1), (here.neighbour_id, 1)} == {(fault.case, fault.seq) for fault in broken()}


def verify(here: Stand) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "JIJIAO_DATA_DIR": str(here.settings.data_dir), "JIJIAO_DEMO": "true"}
    command = [sys.executable, "-m", "webapp", "audit", "verify"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=100, check=False)


def test_the_command_says_that_all_is_well_and_names_what_is_not(here: Stand) -> None:
    well = verify(here)
    assert (0, "") == (well.returncode, well.stderr)
    tamper(here, "UPDATE case_event SET why = '因故' WHERE case_id = :case AND seq = :seq")
    bad = verify(here)
    assert 1 == bad.returncode
    assert here.case_id in bad.stderr
    assert f"第 {SEQ} 条事件" in bad.stderr
