"""One life of a case, played once and kept at every element, so that a test begins where it wants to; knows no test."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_security import hash_password
from sqlalchemy import select

from webapp import create_app, database
from webapp.auth.demo import PASSWORD
from webapp.demo import City, Driver, found_city
from webapp.settings import Settings
from webapp.work import lend_tools
from workflows import jobs
from workflows.model import clock, db
from workflows.model.accounts import Person
from workflows.model.process import Case, UserTask

NOW = datetime(2022, 3, 1, 9, 0, tzinfo=clock.LOCAL)
DRAFT = "fill_unit_profile"
PLACES = (
    DRAFT,
    "check_and_submit",
    "sign_application",
    "recommend_application",
    "accept_application",
    "hand_in_volume",
    "review_preliminarily",
    "check_preliminary_review",
    "draw_experts",
    "declare_no_conflict",
    "visit_site",
    "score_application",
    "conclude_panel",
    "decide_in_meeting",
    "publish_notice",
    "objection",
    "approve_accreditation",
    "award_plaque",
    "accredited",
)


@dataclass(frozen=True)
class Kept:
    """Public ids of the case of the first unit, which stands at a place, and of the second unit's draft."""

    city: City
    case: str
    neighbour: str
    at: datetime


@dataclass(frozen=True)
class Stand:
    """An open application in which the first unit's case stands where the test asked for."""

    app: Flask
    settings: Settings
    driver: Driver
    city: City
    case_id: str
    neighbour_id: str

    @property
    def case(self) -> Case:
        return self.driver.case(self.case_id)

    @property
    def turn(self) -> UserTask:
        """The first open task of the case."""
        return self.driver.standing(self.case)[0]

    def person(self, login: str) -> Person:
        return db.session.scalars(select(Person).where(Person.login == login)).one()


@contextmanager
def opened(settings: Settings, at: datetime) -> Iterator[Flask]:
    """The application of these settings with the clock held at an instant."""
    app = create_app(settings)
    lend_tools(app, settings)
    with app.app_context(), clock.fixed(at):
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()
    jobs.disconnect()


def settings_in(folder: Path) -> Settings:
    return Settings(data_dir=folder, demo=True, rate_limits=False, log_level="ERROR")


@pytest.fixture(scope="session")
def places(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder with a copy of the data for every place; played by the first worker that needs it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "standing"
    folder.mkdir(exist_ok=True)
    with (folder / "turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            play(folder)
            (folder / "done").touch()
    return folder


@pytest.fixture
def stand(places: Path, tmp_path: Path) -> Iterator[Callable[[str], Stand]]:
    """stand("accept_application"): the application with its case at that element, in a folder of the test's own."""
    closing: list[Any] = []

    def stand_at(place: str) -> Stand:
        settings, kept = copied(places, place, tmp_path / "var")
        context = opened(settings, kept.at)
        app = context.__enter__()
        closing.append(context)
        driver = Driver(app.extensions["files"], kept.at)
        return Stand(app, settings, driver, kept.city, kept.case, kept.neighbour)

    yield stand_at
    while closing:
        closing.pop().__exit__(None, None, None)


def copied(places: Path, place: str, folder: Path) -> tuple[Settings, Kept]:
    """A copy of the data at a place."""
    _copy(places / place, folder)
    return settings_in(folder), _read(places / f"{place}.json")


def play(folder: Path) -> None:
    """Play the life; keep a copy at every place."""
    settings = settings_in(folder / "played")
    with opened(settings, NOW) as app:
        database.prepare()
        city = found_city(NOW, hash_password(PASSWORD))
        driver = Driver(app.extensions["files"], NOW)
        neighbour = driver.open(city.units[1], city.batch_id)
        case_id = driver.open(city.units[0], city.batch_id)
        for place in PLACES:
            driver.advance(case_id, None if place == "accredited" else place)
            driver.bind_editions(driver.case(case_id).id)
            checkpoint()
            _copy(settings.data_dir, folder / place)
            _write(folder / f"{place}.json", Kept(city, case_id, neighbour, driver.at))


def checkpoint() -> None:
    """Bring everything into the one file, so that it may be copied."""
    db.session.rollback()
    with db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _copy(source: Path, target: Path) -> None:
    """The database as a file of its own; stored files, which are never changed, as links."""

    def copy(from_: str, to: str) -> None:
        (os.link if "/files/" in from_ else shutil.copy2)(from_, to)

    shutil.copytree(source, target, copy_function=copy, ignore=shutil.ignore_patterns("*-wal", "*-shm", "*.turn"))


def _write(path: Path, kept: Kept) -> None:
    path.write_text(json.dumps({**asdict(kept), "at": kept.at.isoformat()}))


def _read(path: Path) -> Kept:
    content = json.loads(path.read_text())
    at = datetime.fromisoformat(content["at"])
    return Kept(City(**content["city"]), content["case"], content["neighbour"], at)
