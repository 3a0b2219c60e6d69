"""Jobs under kill -9: `python harness.py killer|crowd|latency|start URL [ROUNDS]` prints what it measured.

The parent keeps the ledger of what was acknowledged; after each death, and at the end, it must agree with the database.
"""

from __future__ import annotations

import collections
import contextlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import works

from workflows import jobs

WORKS = Path(__file__).with_name("works.py")
BATCH = 8


def start(role: str, url: str, *rest: object, crash: str = ":0", pause: float = 0.0) -> subprocess.Popen[str]:
    command = [sys.executable, str(WORKS), role, url, *map(str, rest)]
    environment = {**os.environ, "CRASH": crash, "WORKS_PAUSE": str(pause)}
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def finish(process: subprocess.Popen[str], within: float = 90) -> list[int]:
    """What it acknowledged before it ended or was killed; anything but these two ends is a failure of ours."""
    out, err = process.communicate(timeout=within)
    assert process.returncode in (0, -signal.SIGKILL), err[-2000:]
    return [int(line.split()[1]) for line in out.splitlines() if line.startswith("ACK")]


def check(url: str, acknowledged: set[int], *, final: bool) -> None:
    asked, effects = works.ids(url, "asked"), works.ids(url, "effect")
    assert acknowledged <= set(asked), "acknowledged and lost"
    assert set(effects) <= set(asked), "a job ran that was rolled back"
    assert len(effects) == len(set(effects)), "an effect twice"
    assert not final or effects == asked, f"never done: {sorted(set(asked) - set(effects))[:5]}"


def killer(url: str, rounds: int) -> dict[str, object]:
    """One asker or one worker dies at a random passing of each named point in turn."""
    chance, died, acknowledged, began = random.Random(7), collections.Counter[str](), set[int](), time.monotonic()
    for number in range(rounds):
        point = works.POINTS[number % len(works.POINTS)]
        crash, first = f"{point}:{chance.randint(1, BATCH // 2)}", number * BATCH
        if point in works.ASKING:
            victim = start("asker", url, first, first + BATCH, crash=crash)
        else:
            for job in range(first, first + BATCH):
                works.ask(url, job)
            acknowledged |= set(range(first, first + BATCH))
            victim = start("worker", url, 60, crash=crash)
        acknowledged |= set(finish(victim))
        died[point] += victim.returncode == -signal.SIGKILL
        check(url, acknowledged, final=False)
    given_up = _work_off(url)
    check(url, acknowledged, final=True)
    return {
        "rounds": rounds,
        "killed": sum(died.values()),
        "points": len(+died),
        **_sums(url, acknowledged),
        "given up and retried by hand": given_up,
        "seconds": round(time.monotonic() - began),
    }


def crowd(url: str, count: int, workers: int = 2) -> dict[str, object]:
    """Two workers and a third that is killed 100 to 600 ms after it came up, while four threads ask."""
    chance, began, acknowledged = random.Random(3), time.monotonic(), set[int]()
    steady = [_at_work(url, 0.01) for _ in range(workers)]
    askers = [threading.Thread(target=_ask, args=(url, part, count, acknowledged)) for part in range(4)]
    for thread in askers:
        thread.start()
    kills = 0
    while any(thread.is_alive() for thread in askers) or set(works.ids(url, "effect")) != set(works.ids(url, "asked")):
        victim = _at_work(url, 0.1)
        time.sleep(chance.uniform(0.1, 0.6))
        _kill(victim)
        kills += 1
        assert time.monotonic() - began < 300, "never done"
        for key in [left.key for left in jobs.failed()]:
            jobs.retry(key)
    for process in steady:
        _kill(process)
    check(url, acknowledged, final=True)
    return {"jobs": count, "kills": kills, **_sums(url, acknowledged), "seconds": round(time.monotonic() - began)}


def _at_work(url: str, pause: float) -> subprocess.Popen[str]:
    process = start("worker", url, 0, pause=pause)
    assert process.stdout is not None
    assert process.stdout.readline() == "working\n"
    return process


def _ask(url: str, part: int, count: int, acknowledged: set[int]) -> None:
    for number in range(part, count, 4):
        works.ask(url, number)
        acknowledged.add(number)


def _kill(process: subprocess.Popen[str]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def _work_off(url: str) -> int:
    """End everything that is left; jobs whose worker died five times wait for a person, who is we."""
    given_up = 0
    while True:
        finish(start("worker", url, 60))
        left = jobs.failed()
        if not left:
            return given_up
        given_up += len(left)
        for failure in left:
            jobs.retry(failure.key)


def _sums(url: str, acknowledged: set[int]) -> dict[str, object]:
    tried, effects = works.ids(url, "tried"), works.ids(url, "effect")
    return {
        "acknowledged": len(acknowledged),
        "effects": len(effects),
        "lost": len(acknowledged - set(effects)),
        "begun more than once": len(tried) - len(set(tried)),
    }


def latency(url: str, count: int) -> dict[str, object]:
    """How long a command waits for its commit while a worker in the same process is busy with its jobs."""
    works.state["url"] = url
    jobs.launch(url)
    took = []
    for number in range(count):
        began = time.perf_counter()
        works.ask(url, number)
        took.append(1000 * (time.perf_counter() - began))
        time.sleep(0.02)
    began = time.monotonic()
    assert jobs.drain(120)
    behind = time.monotonic() - began
    before = time.process_time()
    time.sleep(5)
    idle = (time.process_time() - before) / 5
    jobs.shutdown()
    took.sort()
    return {
        "commands": count,
        "p50 ms": round(took[count // 2], 1),
        "p99 ms": round(took[int(count * 0.99)], 1),
        "max ms": round(took[-1], 1),
        "drained after s": round(behind, 1),
        "idle cpu": f"{100 * idle:.1f} %",
    }


@contextlib.contextmanager
def ready(url: str) -> Iterator[None]:
    works.create(url)
    jobs.connect(url)
    try:
        yield
    finally:
        jobs.disconnect()
        works.engine(url).dispose()


if __name__ == "__main__":
    with ready(sys.argv[2]):
        print(sys.argv[1], sys.argv[2].split(":")[0], globals()[sys.argv[1]](sys.argv[2], int(sys.argv[3])))
