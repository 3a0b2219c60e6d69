"""Jobs for the tests and the programs that are killed while they work: `python works.py worker|asker URL ...`.

The effect of a job is one row under its own key; `tried` counts how often it was begun. CRASH=point:n kills the
process, as kill -9 does, at the n-th passing of a named point.
"""

from __future__ import annotations

import itertools
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pysqlite3.dbapi2
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from workflows import jobs
from workflows.model.transaction import _turn, install_recipe

ASKING = ("asked", "job_asked", "ask_committed")
POINTS = (*ASKING, "begun", "effect_written", "effect_committed")
DDL = """
create table asked(id integer primary key);
create table effect(id integer primary key, at double precision not null);
create table tried(nr varchar(40) primary key, id integer not null, pid integer not null)
"""
_point, _, _count = os.environ.get("CRASH", ":0").rpartition(":")
_passings = itertools.count(1)
_engines: dict[str, Engine] = {}
state = {"url": os.environ.get("WORKS_URL", ""), "pause": os.environ.get("WORKS_PAUSE", "0")}


def point(name: str) -> None:
    if name == _point and next(_passings) == int(_count):
        os.kill(os.getpid(), signal.SIGKILL)


def engine(url: str) -> Engine:
    if url not in _engines:
        library = {"module": pysqlite3.dbapi2} if url.startswith("sqlite") else {}
        _engines[url] = create_engine(url, **library)
        install_recipe(_engines[url])
    return _engines[url]


@contextmanager
def writing(url: str) -> Iterator[Session]:
    """The product's own way to write: in turn, BEGIN IMMEDIATE, all or nothing."""
    with Session(engine(url)) as session, _turn(session.get_bind()):
        session.connection(execution_options={"write": True})
        yield session
        session.commit()


def create(url: str) -> None:
    with writing(url) as session:
        for statement in DDL.split(";"):
            session.execute(text(statement))


def ask(url: str, number: int, name: str = "effect") -> None:
    with writing(url) as session:
        session.execute(text("insert into asked values(:n)"), {"n": number})
        point("asked")
        jobs.enqueue(session, name, [number], key=f"{name}:{number}")
        point("job_asked")
    point("ask_committed")


def count_try(number: int) -> None:
    with writing(state["url"]) as session:
        nr = f"{os.getpid()}-{time.monotonic_ns()}"
        session.execute(text("insert into tried values(:k,:n,:p)"), {"k": nr, "n": number, "p": os.getpid()})


@jobs.job("effect")
def effect(number: int) -> None:
    count_try(number)
    point("begun")
    time.sleep(float(state["pause"]))
    with writing(state["url"]) as session:
        insert = "insert into effect values(:n,:t) on conflict do nothing"
        session.execute(text(insert), {"n": number, "t": time.time()})
        point("effect_written")
    point("effect_committed")


@jobs.job("fail", attempts=2)
def fail(number: int) -> None:
    count_try(number)
    if os.environ.get("CURED") != "yes":
        raise RuntimeError("the mail server is away")
    effect(number)


@jobs.job("deadly", attempts=2)
def deadly(number: int) -> None:
    count_try(number)
    os.kill(os.getpid(), signal.SIGKILL)


@jobs.cron("every_second", "* * * * * *")
def every_second() -> None:
    if os.environ.get("TICK") == "yes":
        effect(int(time.time()))


def ids(url: str, table: str) -> list[int]:
    with engine(url).connect() as connection:
        return list(connection.scalars(text(f"select id from {table} order by id")))  # noqa: S608 — a name of ours


def main(role: str, url: str, *rest: str) -> None:
    state["url"] = url
    if role == "worker":
        jobs.launch(url, poll=0.05, look_round=0.3)
        print("working", flush=True)
        if not jobs.drain(float(rest[0])):
            time.sleep(3600)
        jobs.shutdown(patience=0)
    else:
        jobs.connect(url)
        for number in range(int(rest[0]), int(rest[1])):
            ask(url, number)
            print("ACK", number, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
