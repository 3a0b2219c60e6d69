"""Jobs as the rest of the house uses them, in one process, on both databases."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pysqlite3.dbapi2
import pytest
import works
from sqlalchemy import create_engine, inspect

from workflows import jobs
from workflows.jobs import registry


@pytest.fixture
def house(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(registry, "FIRST_PAUSE", 0.01)
    works.state["url"] = url
    works.create(url)
    jobs.connect(url)
    yield url
    jobs.shutdown(patience=0)
    jobs.disconnect()
    works.engine(url).dispose()


def work(url: str) -> None:
    jobs.launch(url, poll=0.05)
    assert jobs.drain()


def from_now(seconds: float) -> datetime:
    return datetime.fromtimestamp(time.time() + seconds, UTC)


def test_a_job_is_there_exactly_when_its_transaction_is(house: str) -> None:
    works.ask(house, 1)
    with pytest.raises(ZeroDivisionError), works.writing(house) as session:
        jobs.enqueue(session, "effect", [2], key="effect:2")
        _ = 1 / 0
    work(house)
    assert works.ids(house, "effect") == [1]


def test_the_same_key_is_the_same_job_however_many_ask(house: str) -> None:
    def press() -> None:
        with works.writing(house) as session:
            jobs.enqueue(session, "effect", [7], key="effect:7")

    threads = [threading.Thread(target=press) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    work(house)
    press()
    assert jobs.drain()
    assert works.ids(house, "tried") == [7]


def test_a_failing_job_is_tried_so_often_and_then_waits_for_a_person(
    house: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    works.ask(house, 3, "fail")
    work(house)
    assert works.ids(house, "tried") == [3, 3]
    (left,) = jobs.failed()
    assert (left.key, left.name, left.args) == ("fail:3", "fail", (3,))
    assert "the mail server is away" in left.error
    assert abs(left.failed_at - from_now(0)) < timedelta(seconds=30)
    monkeypatch.setenv("CURED", "yes")
    jobs.retry("fail:3")
    assert jobs.drain()
    assert works.ids(house, "effect") == [3]
    assert jobs.failed() == []
    jobs.retry("fail:3")
    assert jobs.drain()
    assert works.ids(house, "tried") == [3, 3, 3, 3]


def test_a_job_waits_for_its_instant_and_can_be_moved_or_taken_back(house: str) -> None:
    with works.writing(house) as session:
        for number in (1, 2):
            jobs.enqueue(session, "effect", [number], key=f"effect:{number}", at=from_now(3600))
    jobs.launch(house, poll=0.05)
    jobs.cancel("effect:2")
    jobs.reschedule("effect:1", from_now(0.5))
    end = time.monotonic() + 20
    while works.ids(house, "effect") != [1] and time.monotonic() < end:
        time.sleep(0.05)
    assert works.ids(house, "effect") == [1]
    assert jobs.drain()
    for late in ("effect:1", "effect:2"):
        with pytest.raises(jobs.NotWaiting):
            jobs.reschedule(late, from_now(1))


def test_what_nobody_asked_for_is_unknown(house: str) -> None:
    for question in (jobs.cancel, jobs.retry, lambda key: jobs.reschedule(key, from_now(1))):
        with pytest.raises(jobs.UnknownKey):
            question("effect:99")
    with works.writing(house) as session, pytest.raises(jobs.UnknownJob):
        jobs.enqueue(session, "no_such_job", [1], key="1")
    with pytest.raises(ValueError, match="twice"):
        jobs.job("effect")(works.effect)


def test_old_jobs_that_ended_well_are_forgotten_and_failed_ones_kept(house: str) -> None:
    works.ask(house, 1)
    works.ask(house, 2, "fail")
    work(house)
    assert jobs.prune(from_now(-3600)) == 0
    assert jobs.prune(from_now(3600)) == 1
    assert [left.key for left in jobs.failed()] == ["fail:2"]


def test_the_clock_runs_a_job_once_an_instant(house: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TICK", "yes")
    jobs.launch(house, poll=0.05)
    end = time.monotonic() + 20
    while len(works.ids(house, "effect")) < 3 and time.monotonic() < end:
        time.sleep(0.1)
    assert len(works.ids(house, "effect")) >= 3


def test_our_migrations_know_which_tables_are_not_ours(tmp_path_factory: pytest.TempPathFactory) -> None:
    url = f"sqlite:///{tmp_path_factory.mktemp('tables') / 'jobs.sqlite3'}"
    jobs.connect(url)
    engine = create_engine(url, module=pysqlite3.dbapi2)
    assert set(inspect(engine).get_table_names()) == jobs.TABLES
    engine.dispose()
    jobs.disconnect()


def test_before_connecting_and_in_memory_there_are_no_jobs() -> None:
    jobs.disconnect()
    with pytest.raises(LookupError):
        jobs.failed()
    with pytest.raises(ValueError, match="file"):
        jobs.connect("sqlite://")
