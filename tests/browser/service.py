"""The running service of the browser tests: where it answers, and a clock that a test may move on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from flask import Flask

from webapp.demo import City
from workflows.model import clock, db
from workflows.worker import run_due


@dataclass
class MovedClock:
    """The time of the service: real, plus what a test has let pass; it only goes forward."""

    ahead: timedelta = field(default_factory=timedelta)

    def now(self) -> datetime:
        return clock.now() + self.ahead

    def move_to(self, at: datetime) -> None:
        self.ahead = max(self.ahead, at - clock.now())


@dataclass(frozen=True)
class Live:
    """The running service: where it answers, what it stands on, who lives in its city."""

    app: Flask
    city: City
    url: str
    time: MovedClock

    def let_pass_until(self, at: datetime) -> None:
        """Time passes, and what falls due on the way falls due."""
        self.time.move_to(at)
        with self.app.app_context():
            now = self.time.now()
            with clock.fixed(now):
                run_due(now)
            db.session.remove()


def by_clock(time: MovedClock, app: Flask) -> Callable[[dict[str, Any], Any], Iterable[bytes]]:
    """The application, living in that time."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        with app.app_context(), clock.fixed(time.now()):
            return app.wsgi_app(environ, start_response)

    return answer
