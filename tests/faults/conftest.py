"""Where faults are tried: two drafts with eleven open sections each, on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import crashing
import pytest
from postgres import postgres_server, postgres_url
from standing import DRAFT, NOW, Stand, opened, places, stand
from workers import Start, Worker

from webapp import database
from webapp.demo import Driver, found_city
from webapp.settings import Settings

__all__ = ["places", "postgres_server", "postgres_url", "stand"]

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def arena(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stand]:
    """Two units have begun their applications; on either database."""
    if request.param == "sqlite":
        yield request.getfixturevalue("stand")(DRAFT)
        return
    url = request.getfixturevalue("postgres_url")
    settings = Settings(data_dir=tmp_path / "var", database_url=url, demo=True, rate_limits=False)
    with opened(settings, NOW) as app:
        database.prepare()
        city = found_city(NOW, None)
        driver = Driver(app.extensions["files"], NOW)
        neighbour = driver.open(city.units[1], city.batch_id)
        yield Stand(app, settings, driver, city, driver.open(city.units[0], city.batch_id), neighbour)


@pytest.fixture(scope="session")
def nursery() -> Any:
    """Makes processes that have imported everything already."""
    context = multiprocessing.get_context("forkserver")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(str(path) for path in (ROOT, ROOT / "tests", HERE)))
        context.set_forkserver_preload(["crashing"])
        first = context.Process(target=int)
        first.start()
        first.join()
    return context


@pytest.fixture
def start(arena: Stand, nursery: Any, tmp_path: Path) -> Iterator[Start]:
    """Start a worker on the arena's database; what still runs at the end is killed."""
    workers: list[Worker] = []

    def start_one(role: str, *rest: object, crash: str = ":0") -> Worker:
        settings, diary = arena.settings, tmp_path / f"worker-{len(workers)}.txt"
        arguments = (role, settings.data_dir, settings.database, diary, crash, *map(str, rest))
        process = nursery.Process(target=crashing.run, args=arguments, daemon=True)
        process.start()
        workers.append(Worker(process, diary))
        return workers[-1]

    yield start_one
    for worker in workers:
        worker.kill()
