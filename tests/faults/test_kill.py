"""kill -9 at every point of a command: nothing acknowledged is lost, nothing is half done, the work can go on."""

from __future__ import annotations

import random
import signal
from collections.abc import Mapping, Sequence
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
    """A named point and its passing, for each round; a command has some twenty statements."""
    most = {"statement": 60, "begun": 3, "before_commit": 3, "after_commit": 3, "before_answer": 3}
    return [f"{name}:{chance.randint(1, most[name])}" for name in (crashing.POINTS * rounds)[:rounds]]


def kill_again_and_again(here: Stand, start: Start, file: Path, rounds: int, drafts: int = 0) -> None:
    more = [here.driver.open(unit, here.city.batch_id) for unit in here.city.units[2 : 2 + drafts]]
    works = ledger.work_on(here.driver, [here.case_id, here.neighbour_id, *more])
    at, acked, killed = here.driver.at.isoformat(), dict[str, str](), 0
    for crash in points(rounds, random.Random(7)):
        worker = start("submit", ledger.save(file, left(works, acked)), at, crash=crash)
        killed += worker.finish() == -signal.SIGKILL
        told = acknowledged(worker)
        assert {key: acked[key] for key in told.keys() & acked.keys()}.items() <= told.items(), "another receipt"
        acked |= told
        ledger.check(here.app, acked)
    assert killed >= min(rounds, len(crashing.POINTS))
    last = start("submit", ledger.save(file, works), at)
    assert 0 == last.finish()
    assert {key_of(work) for work in works} == set(acknowledged(last))
    assert acked.items() <= acknowledged(last).items()
    db.session.rollback()
    here.driver.advance(here.case_id, "sign_application")
    ledger.check(here.app, acked)


def left(works: Sequence[ledger.Work], acked: Mapping[str, str]) -> list[ledger.Work]:
    """What has not been acknowledged, after two that have been: a client that lost its answers asks again."""
    done = [work for work in works if key_of(work) in acked]
    return done[-2:] + [work for work in works if key_of(work) not in acked]


def key_of(work: ledger.Work) -> str:
    return f"key-{work.task_id}"


@pytest.mark.timeout(400)
def test_kill_9_at_every_point_loses_nothing_that_was_acknowledged(arena: Stand, start: Start, tmp_path: Path) -> None:
    kill_again_and_again(arena, start, tmp_path / "work.json", ROUNDS)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_kill_9_again_and_again(arena: Stand, start: Start, tmp_path: Path) -> None:
    kill_again_and_again(arena, start, tmp_path / "work.json", rounds=120, drafts=18)
