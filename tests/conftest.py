"""The city every test may start from: a fresh database with its people, an open batch, and somebody to drive cases."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password

from webapp import create_app, database
from webapp.auth.demo import PASSWORD
from webapp.demo import City, Driver, found_city
from webapp.settings import Settings
from webapp.work import lend_tools
from workflows import jobs
from workflows.model import clock, db
from workflows.model.accounts import Person
from workflows.model.process import Case

NOW = datetime(2022, 3, 1, 9, 0, tzinfo=clock.LOCAL)  # a Tuesday; the notice's own year


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, City]:
    """One migrated database with the founded city, made once per worker and copied for each test."""
    folder = tmp_path_factory.mktemp("template")
    settings = Settings(data_dir=folder, demo=True, rate_limits=False)
    app = create_app(settings)
    lend_tools(app, settings)
    with app.app_context(), clock.fixed(NOW):
        database.prepare()
        city = found_city(NOW, hash_password(PASSWORD))
        db.session.remove()
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine.dispose()
    jobs.disconnect()
    return folder, city


@pytest.fixture
def settings(template: tuple[Path, City], tmp_path: Path) -> Settings:
    """A data folder of this test's own, holding the founded city."""
    folder = tmp_path / "var"
    shutil.copytree(template[0], folder)
    return Settings(data_dir=folder, demo=True, rate_limits=False)


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The application on that folder, with the clock at NOW until a test moves it."""
    app = create_app(settings)
    lend_tools(app, settings)
    with app.app_context(), clock.fixed(NOW):
        yield app
        db.session.remove()
        db.engine.dispose()
    jobs.disconnect()


@pytest.fixture
def city(template: tuple[Path, City], app: Flask) -> City:
    """Ids of the founded city; asking for it opens the application."""
    return template[1]


@pytest.fixture
def driver(app: Flask) -> Driver:
    """Somebody who drives cases by the real commands from NOW on."""
    return Driver(app.extensions["files"], NOW)


@pytest.fixture
def create_case(driver: Driver, city: City) -> Callable[..., Case]:
    """A case of the first unit, brought by real commands to an element: create_case(at="accept_application")."""

    def create(at: str | None, unit: int = 0, **answers: dict[str, Any]) -> Case:
        case_id = driver.open(city.units[unit], city.batch_id)
        answers.setdefault("draw_experts", {"visit_needed": False})
        return driver.advance(case_id, at, answers)

    return create


@pytest.fixture
def person(app: Flask) -> Callable[[str], Person]:
    """The person behind a login of the city."""
    return lambda login: db.session.query(Person).filter_by(login=login).one()


@pytest.fixture
def as_(app: Flask) -> Callable[[str], FlaskClient]:
    """A browser in which that person has signed in: as_("clerk")."""

    def sign_in(login: str) -> FlaskClient:
        client = app.test_client()
        page = client.get("/login")
        token = page.text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
        answer = client.post("/login", data={"login": login, "password": PASSWORD, "csrf_token": token})
        assert answer.status_code in (302, 303), answer.text[:500]
        return client

    return sign_in


def day(offset: float) -> datetime:
    """An instant some days after NOW."""
    return NOW + timedelta(days=offset)
