"""No job is lost and none is done twice, whoever is killed and when; the long forms are `python harness.py`."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import harness
import pytest
import works

from workflows import jobs

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def house(url: str) -> Iterator[str]:
    with harness.ready(url):
        yield url


def test_whoever_dies_at_whatever_point_every_job_is_done_once(house: str) -> None:
    report = harness.killer(house, len(works.POINTS))
    assert (report["points"], report["lost"]) == (len(works.POINTS), 0)


def test_two_workers_and_one_that_is_killed_again_and_again_share_the_work(house: str) -> None:
    report = harness.crowd(house, 80)
    assert (report["acknowledged"], report["effects"], report["lost"]) == (80, 80, 0)


def test_a_job_that_kills_its_worker_is_given_up_and_shown(house: str) -> None:
    works.ask(house, 1, "deadly")
    deaths = 0
    while not jobs.failed():
        worker = harness.start("worker", house, 5)
        harness.finish(worker)
        deaths += worker.returncode == -signal.SIGKILL
        assert deaths <= 2
    assert deaths == 2
    (left,) = jobs.failed()
    assert (left.key, left.error) == ("deadly:1", "")
