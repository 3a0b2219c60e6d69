"""start: what it takes until a process can answer: import, first page, resident memory."""

from __future__ import annotations

import subprocess
import sys
from time import perf_counter

from benchmarks.measure import Ratio, Report

TRIES = 5
FLOOR = "import flask, sqlalchemy.orm, wtforms, lxml.etree"
IMPORT = "import webapp, webapp.demo, webapp.work"
PAGE = """
import resource, tempfile, time
begun = time.perf_counter()
from pathlib import Path
from webapp import create_app, database
from webapp.settings import Settings
from webapp.work import lend_tools
folder = tempfile.TemporaryDirectory(prefix="jijiao-bench-", ignore_cleanup_errors=True)
settings = Settings(data_dir=Path(folder.name), demo=True, rate_limits=False)
app = create_app(settings)
lend_tools(app, settings)
with app.app_context():
    database.prepare()
assert app.test_client().get("/login").status_code == 200
print(time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def run(*_flags: str) -> list[Report]:
    """Fresh interpreters in turn: the libraries alone, the application, an empty house up to its first page."""
    report = Report("start")
    resident = []
    for _ in range(TRIES):
        report.time("floor: the libraries alone", _interpreter(FLOOR)[0])
        report.time("import of the application", _interpreter(IMPORT)[0])
        seconds, said = _interpreter(PAGE)
        report.time("empty house to first page", seconds)
        resident.append(float(said.splitlines()[-1].split()[1]))
    application = report.median("import of the application")
    report.ratios += [
        Ratio("import of the application, seconds", application, most=1.5),
        Ratio("first page, seconds", report.median("empty house to first page"), most=5),
        Ratio("resident, MiB", max(resident), most=200),
        Ratio("application / libraries alone", application / report.median("floor: the libraries alone")),
    ]
    return [report]


def _interpreter(code: str) -> tuple[float, str]:
    """Seconds of a whole process, and what it printed."""
    begun = perf_counter()
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return perf_counter() - begun, done.stdout
