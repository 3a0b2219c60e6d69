"""A city with the bench's process on a database of its own, and copies of it; on SQLite or PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import Flask
from flask_security import hash_password

from benchmarks import postgres
from benchmarks.review import DRAWING, PROCESS
from webapp import create_app, database
from webapp.auth.demo import PASSWORD
from webapp.demo import City, found_city
from webapp.settings import Settings
from webapp.work import lend_tools
from workflows import cases, jobs
from workflows.model import clock, db

NOW = datetime(2022, 3, 1, 9, 0, tzinfo=clock.LOCAL)


@dataclass
class House:
    """An application on a founded city; `server` is None on SQLite."""

    app: Flask
    settings: Settings
    city: City
    server: str | None

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Its database is the one that commands write to, within the body."""
        with self.app.app_context(), clock.fixed(NOW):
            try:
                yield
            finally:
                db.session.remove()

    def copy(self, name: str) -> House:
        """The same rows in another database, under another application."""
        self.close()
        folder = self.settings.data_dir.with_name(name)
        shutil.copytree(self.settings.data_dir, folder)
        settings = Settings(data_dir=folder, demo=True, rate_limits=False, database_url=self._copied_url(name))
        twin = House(create_app(settings), settings, self.city, self.server)
        lend_tools(self.app, self.settings)
        return twin

    def close(self) -> None:
        """Let go of every connection."""
        with self.app.app_context():
            db.session.remove()
            if self.server is None:
                with db.engine.connect() as connection:
                    connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            db.engine.dispose()
        jobs.disconnect()

    def _copied_url(self, name: str) -> str:
        if self.server is None:
            return ""
        return postgres.create(self.server, name, template=self.settings.database_url.rpartition("/")[2])


def founded(folder: Path, server: str | None, at: datetime = NOW) -> House:
    """A fresh city with the bench's drawing adopted, everybody with the password of the demonstration."""
    folder.mkdir(parents=True)
    url = postgres.create(server, folder.name) if server else ""
    settings = Settings(data_dir=folder, demo=True, rate_limits=False, database_url=url)
    app = create_app(settings)
    lend_tools(app, settings)
    with app.app_context(), clock.fixed(at):
        database.prepare()
        cases.adopt(PROCESS, DRAWING.read_bytes(), {}, at)
        city = found_city(at, hash_password(PASSWORD))
        db.session.remove()
    return House(app, settings, city, server)
