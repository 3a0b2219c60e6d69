"""kill -9 at every point of a command: nothing acknowledged is lost, nothing is half done, the work can go on."""

from __future__ import annotations

import random
import signal
from pathlib import Path

import crashing
import ledger
import pytest
from standing import Stand
from workers import Start, Worker

from workflows.model import db

ROUNDS = 10


def acknowledged(worker: Worker) -> dict[str, str]:
    return {key: digest for _, key, digest in worker.said()}


def points(rounds: int, chance: random.Random) -> list[str]:
    """A named point and its passing, for each round; a command has some fifty statements."""
    most = {"statement": 150, "begun": 3, "before_commit": 3, "after_commit": 3, "before_answer": 3}
    return [f"{name}:{chance.randint(1, most[name])}" for name in (crashing.POINTS * rounds)[:rounds]]


def kill_again_and_again(here: Stand, start: Start, file: Path, rounds: int) -> None:
    works = ledger.work_on(here.driver, [here.case_id, here.neighbour_id])
    path = ledger.save(file, works)
    acked: dict[str, str] = {}
    killed = 0
    for crash in points(rounds, random.Random(7)):
        worker = start("submit", path, here.driver.at.isoformat(), crash=crash)
        killed += worker.finish() == -signal.SIGKILL
        told = acknowledged(worker)
        assert {key: acked[key] for key in told.keys() & acked.keys()}.items() <= told.items(), "another receipt"
        acked |= told
        ledger.check(here.app, acked)
    assert killed >= min(rounds, len(crashing.POINTS))
    last = start("submit", path, here.driver.at.isoformat())
    assert 0 == last.finish()
    assert {f"key-{work.task_id}" for work in works} == set(acknowledged(last))
    ledger.check(here.app, acked | acknowledged(last))
    assert acked.items() <= acknowledged(last).items()
    db.session.rollback()
    here.driver.advance(here.case_id, "sign_application")
    ledger.check(here.app)


@pytest.mark.timeout(400)
def test_kill_9_at_every_point_loses_nothing_that_was_acknowledged(arena: Stand, start: Start, tmp_path: Path) -> None:
    kill_again_and_again(arena, start, tmp_path / "work.json", ROUNDS)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_kill_9_again_and_again(arena: Stand, start: Start, tmp_path: Path) -> None:
    kill_again_and_again(arena, start, tmp_path / "work.json", 120)
