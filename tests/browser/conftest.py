"""A live service with its embedded worker, a clock that can be moved on, and Chromium in front of it."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask_security import hash_password
from playwright.sync_api import Browser, sync_playwright
from waitress import create_server

from browser.desk import Desk
from browser.service import Live, MovedClock, by_clock
from webapp import create_app, database
from webapp.auth.demo import PASSWORD
from webapp.demo import Driver, found_city
from webapp.settings import Settings
from webapp.work import embedded_worker, lend_tools
from workflows.model import clock, db

CHROMIUM = Path("/usr/bin/chromium")
MISSING = "no Chromium at /usr/bin/chromium; ./run test installs it"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker, one service; without Chromium these tests are counted as skipped, and fail where CI runs them."""
    for item in items:
        if Path(str(item.path)).parent != Path(__file__).parent:
            continue
        item.add_marker(pytest.mark.browser)
        item.add_marker(pytest.mark.timeout(420))
        item.add_marker(pytest.mark.xdist_group("live"))
        if not CHROMIUM.exists() and not os.environ.get("CI"):
            item.add_marker(pytest.mark.skip(reason=MISSING))


@pytest.fixture(scope="package")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Waitress on a free port of this machine, timers and jobs in the same process.

    Gone with the last test of this folder: its worker must not look at the databases of the tests that follow.
    """
    settings = Settings(data_dir=tmp_path_factory.mktemp("live"), demo=True, rate_limits=False)
    app, time = create_app(settings), MovedClock()
    lend_tools(app, settings)
    with app.app_context():
        database.prepare()
        city = found_city(clock.now(), hash_password(PASSWORD))
        db.session.remove()
    server = create_server(by_clock(time, app), host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    with embedded_worker(settings):
        thread.start()
        yield Live(app, city, f"http://127.0.0.1:{server.effective_port}", time)
        server.close()
        thread.join(timeout=5)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all; it fails where Chromium should be and is not."""
    assert CHROMIUM.exists(), MISSING
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def desk(live: Live, chromium: Browser) -> Iterator[Desk]:
    """Whoever sits before the browser; whatever the browser complains about fails the test at its end."""
    with live.app.app_context():
        driver = Driver(live.app.extensions["files"], live.time.now(), timedelta(0))
        desk = Desk(chromium, live.url, driver, live.time.now)
        yield desk
        desk.close()
        db.session.remove()
    assert desk.complaints == []
