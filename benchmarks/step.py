"""step: one `complete_task` whole, against the raw floor of the same rows and the documented way; and how it grows."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pysqlite3.dbapi2
from sqlalchemy import Engine, create_engine, text

from benchmarks import postgres
from benchmarks.floor import Floor, Recorder
from benchmarks.house import NOW, House, founded
from benchmarks.measure import Ratio, Report
from benchmarks.naive import Naive
from benchmarks.review import TASKS_A_ROUND, Reviewed
from workflows.model import db

ROUNDS = 10
EARLY, LATE, LAST = 5, 200, 1000
CASES = 10_000


def run(*flags: str) -> list[Report]:
    """The bench on SQLite, and on PostgreSQL where it is installed. `--rework`, `--instances`, `--long`."""
    part = rework if "--rework" in flags else instances if "--instances" in flags else step
    folder = Path(tempfile.mkdtemp(prefix="jijiao-bench-"))
    try:
        reports = [part(folder / "sqlite", None, "--long" in flags)]
        with postgres.server() as server:
            if server is not None:
                reports.append(part(folder / "pg", server, "--long" in flags))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return reports


def step(folder: Path, server: str | None, long: bool) -> Report:
    """Floor, naive variant and itself, step by step in turn."""
    report = Report(f"step ({'PostgreSQL' if server else 'SQLite'})")
    house = founded(folder / "itself", server)
    with house.opened():
        case = _case(house)
        case.rounds(2)  # warm
    floor = Floor(house.copy("floor").settings.database)
    naive = Naive(_naive_engine(folder, server))
    with house.opened():
        _alternate(report, case, Recorder(db.engine), floor, naive, ROUNDS * (4 if long else 1))
    floor.close()
    house.close()
    report.ratios.append(Ratio("itself / floor", report.median("itself") / report.median("floor"), most=5))
    report.ratios.append(Ratio("naive / itself", report.median("naive") / report.median("itself")))
    return report


def rework(folder: Path, server: str | None, long: bool) -> Report:
    """An early and a late round of two cases in turn: time and bytes."""
    late_round = LAST if long else LATE
    report = Report(f"step --rework ({'PostgreSQL' if server else 'SQLite'})")
    house = founded(folder / "rework", server)
    early, late = f"round {EARLY}", f"round {late_round}"
    with house.opened():
        pair = {early: _case(house), late: _case(house, unit=1)}
        pair[early].rounds(EARLY)
        pair[late].rounds(late_round)
        bytes_of = {name: case.state_bytes() for name, case in pair.items()}
        _in_turn(report, {name: _timed(case) for name, case in pair.items()}, ROUNDS * TASKS_A_ROUND)
    house.close()
    report.ratios.append(Ratio(f"time {late} / {early}", report.median(late) / report.median(early), most=1.25))
    report.ratios.append(Ratio("bytes of state", bytes_of[late] / bytes_of[early], most=1.05))
    return report


def instances(folder: Path, server: str | None, long: bool) -> Report:
    """The same step beside few cases and beside many, in turn on two databases."""
    count = CASES * (100 if long else 1)
    report = Report(f"step --instances ({'PostgreSQL' if server else 'SQLite'})")
    few = founded(folder / "few", server)
    with few.opened():
        _case(few).rounds(2)
    many = few.copy("many")
    with many.opened():
        _multiply(count)
        case_beside_many = _case(many, unit=1)
    with few.opened():
        case_beside_few = _case(few, unit=1)
    names = ("beside 1 case", f"beside {count} cases")
    steps = {names[0]: _timed(case_beside_few, few), names[1]: _timed(case_beside_many, many)}
    _in_turn(report, steps, ROUNDS * TASKS_A_ROUND)
    many.close()
    few.close()
    ratio = report.median(names[1]) / report.median(names[0])
    report.ratios.append(Ratio(f"{names[1]} / {names[0]}", ratio, most=1.2 if server else 1.5))
    return report


def _case(house: House, unit: int = 0) -> Reviewed:
    return Reviewed(house.city.units[unit], house.city.batch_id, NOW)


def _alternate(report: Report, case: Reviewed, sent: Recorder, floor: Floor, naive: Naive, rounds: int) -> None:
    counted: dict[str, list[int]] = {}
    for _ in range(rounds * TASKS_A_ROUND):
        task_id, by, element = case.next()
        sent.clear()
        report.time("itself", _watch(lambda: case.complete(task_id, by)))  # noqa: B023 — called at once
        counted.setdefault(element, []).append(sent.counted())
        writes = sent.writes()
        report.time("floor", _watch(lambda: floor.replay(writes)))  # noqa: B023
        report.time("naive", _watch(naive.complete))
    least = {element: (min(counts), max(counts)) for element, counts in counted.items()}
    words = ", ".join(f"{element} {low}-{high}" for element, (low, high) in least.items())
    report.notes.append(f"statements with commit, without BEGIN: {words}")
    report.notes.append(f"state {case.state_bytes()} bytes; naive after the same steps {naive.state_bytes()} bytes")


def _in_turn(report: Report, steps: dict[str, Callable[[], float]], count: int) -> None:
    for _ in range(count):
        for name, once in steps.items():
            report.time(name, once())


def _timed(case: Reviewed, house: House | None = None) -> Callable[[], float]:
    def once() -> float:
        task_id, by, _ = case.next()
        return _watch(lambda: case.complete(task_id, by))

    def inside() -> float:
        assert house is not None
        with house.opened():
            return once()

    return once if house is None else inside


def _watch(act: Callable[[], None]) -> float:
    start = perf_counter()
    act()
    return perf_counter() - start


def _naive_engine(folder: Path, server: str | None) -> Engine:
    if server is not None:
        return create_engine(postgres.create(server, "naive"))
    path = folder / "naive.sqlite3"
    return create_engine(f"sqlite:///{path}", module=pysqlite3.dbapi2)


def _multiply(count: int) -> None:
    """So many copies of the newest case, with its open tasks, trays, armed timers and events."""
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count) "
    with db.engine.connect().execution_options(write=True) as connection, connection.begin():
        for sql in _COPIES:
            connection.execute(text(sql.replace("INSERT", numbers + "INSERT", 1)), {"count": count})
        if connection.dialect.name == "postgresql":
            for table in ("case_file", "user_task"):
                connection.execute(text(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))"))
        connection.execute(text("ANALYZE"))


_CASE = (
    "process, drawing_id, org_id, batch_id, opened_by_id, opened_at, round, version, events_seq, head_digest, state,"
    " awaits"
)
_EVENT = "seq, at, person_id, person_name, verb, element, came_from, went_to, passed, body, digest"
_COPIES = (
    f"INSERT INTO case_file (id, public_id, key, {_CASE}) SELECT 1000 + i, 'p' || i, 'copy:' || i, {_CASE}"
    " FROM case_file, n WHERE id = 1",
    "INSERT INTO user_task (id, public_id, case_id, engine_id, element, role, round, opened_at, due_at, version)"
    " SELECT 1000 + i * 10 + t.id % 10, 'q' || i || '-' || t.id, 1000 + i, engine_id, element, 'HRSS_CLERK', round,"
    " opened_at, due_at, version FROM user_task t, n WHERE case_id = 1 AND closed_at IS NULL",
    "INSERT INTO task_open (task_id, case_id, element, due_at, words)"
    " SELECT id, case_id, element, due_at, public_id FROM user_task, (SELECT 1 FROM n LIMIT 1) AS one WHERE id > 1000",
    "INSERT INTO task_queue (queue, due_at, task_id)"
    " SELECT 'HRSS_CLERK@city', due_at, task_id FROM task_open, (SELECT 1 FROM n LIMIT 1) AS one WHERE task_id > 1000",
    "INSERT INTO timer (case_id, engine_id, element, kind, interrupting, due_at, armed_at, failures)"
    " SELECT 1000 + i, engine_id, element, kind, interrupting, due_at, armed_at, 0 FROM timer, n"
    " WHERE case_id = 1 AND fired_at IS NULL AND cancelled_at IS NULL",
    f"INSERT INTO case_event (case_id, {_EVENT}) SELECT 1000 + i, {_EVENT} FROM case_event, n"
    " WHERE case_id = 1 AND seq <= 6",
)
