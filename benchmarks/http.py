"""http: task POSTs and inbox pages over a real socket, eight clients beside each other, one server process."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, perf_counter, sleep
from urllib.parse import urlencode

from benchmarks.house import founded
from benchmarks.measure import Ratio, Report, quantile
from forms import FORMS
from webapp.auth.demo import PASSWORD
from webapp.demo import Driver
from workflows.model import clock, db
from workflows.model.accounts import Person

CLIENTS = 8
SECONDS = 15.0
SECTIONS = (
    "fill_management",
    "fill_facilities",
    "fill_distance_education",
    "fill_funding",
    "fill_training_history",
    "fill_training_plan",
)
SERVE = """
import gc
import sys
from pathlib import Path
from waitress import serve
from webapp import create_app
from webapp.settings import Settings
from webapp.work import lend_tools
settings = Settings(data_dir=Path(sys.argv[1]), demo=True, rate_limits=False, log_level="ERROR")
app = create_app(settings)
lend_tools(app, settings)
if "--freeze" in sys.argv:
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)
serve(app, host="127.0.0.1", port=int(sys.argv[2]), threads=8)
"""


@dataclass
class Client:
    """One browser: a clerk with the sections of the own application, typed in and ready to send."""

    login: str
    port: int
    sheets: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    times: dict[str, list[float]] = field(default_factory=lambda: {"task POST": [], "inbox page": []})
    errors: int = 0

    def sign_in(self) -> None:
        self._ask("GET", "/login")
        login = urlencode({"login": self.login, "password": PASSWORD, "csrf_token": self.token})
        assert self._ask("POST", "/login", login) in (302, 303)
        self._ask("GET", f"/tasks/{next(iter(self.sheets))}")  # the token of the session that has begun

    def work(self, until: float) -> None:
        """Send a section, look at the inbox, and again; a section that is finished is amended."""
        act = "complete"
        while monotonic() < until:
            for task, sheet in self.sheets.items():
                self._timed("task POST", "POST", f"/tasks/{task}", f"{sheet}&act={act}&csrf_token={self.token}", 303)
                self._timed("inbox page", "GET", "/inbox", "", 200)
            act = "amend"

    def _timed(self, name: str, method: str, path: str, body: str, expected: int) -> None:
        begun = perf_counter()
        status = self._ask(method, path, body)
        self.times[name].append(perf_counter() - begun)
        self.errors += status != expected

    def _ask(self, method: str, path: str, body: str = "") -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        page = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        if 'name="csrf_token"' in page:
            self.token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
        connection.close()
        return answer.status


def run(*flags: str) -> list[Report]:
    """SQLite, the embedded edition: waitress with eight threads, eight clients for fifteen seconds.

    `--freeze` keeps what has been loaded out of the garbage collector's rounds."""
    folder = Path(tempfile.mkdtemp(prefix="jijiao-bench-"))
    port = _free_port()
    clients = _clients(folder / "http", port)
    command = [sys.executable, "-c", SERVE, str(folder / "http"), str(port), *flags]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        for client in clients:
            client.sign_in()
        return [_measured(clients)]
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _measured(clients: list[Client]) -> Report:
    report, begun = Report("http (SQLite, 8 clients)"), monotonic()
    threads = [threading.Thread(target=client.work, args=(begun + SECONDS,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = monotonic() - begun
    for client in clients:
        for name, times in client.times.items():
            report.times.setdefault(name, []).extend(times)
    posts = report.times["task POST"]
    report.ratios += [
        Ratio("task POSTs a second", len(posts) / spent, least=300),
        Ratio("POST p99 / median", quantile(posts, 0.99) / report.median("task POST"), most=10),
        Ratio("errors", sum(client.errors for client in clients), most=0),
    ]
    report.notes.append("clients and server share the cores; each POST is followed by an inbox page")
    return report


def _clients(folder: Path, port: int) -> list[Client]:
    house = founded(folder, None, datetime.now(UTC))  # noqa: TID251 — the server's clock will be the wall's
    with house.app.app_context():
        driver = Driver(house.app.extensions["files"], clock.now() - timedelta(minutes=5))
        clients = [_client(driver, unit, house.city.batch_id, port) for unit in house.city.units[:CLIENTS]]
        db.session.remove()
    house.close()
    return clients


def _client(driver: Driver, unit: int, batch_id: int, port: int) -> Client:
    case = driver.case(driver.open(unit, batch_id))
    tasks = [task for task in driver.standing(case) if task.element in SECTIONS]
    clerk = db.session.get_one(Person, case.opened_by_id)
    sheets = {
        task.public_id: urlencode(list(FORMS[task.element].flatten(driver.answers_for(task, clerk)).items(multi=True)))
        for task in tasks
    }
    return Client(clerk.login, port, sheets)


def _wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.1)
    raise TimeoutError("the server did not answer")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
