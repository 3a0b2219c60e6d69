"""A case doesn't grow older: the 200th round of rework costs what the fifth did, with timers, panel and sub-process."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter
from typing import Any

from workflows.engine import Drawing, Snapshot, begin, complete, fire

from .walks import drawing

START: Mapping[str, Any] = {"sections": ["alpha", "beta"], "experts": ["a", "b", "c"], "final": False}


def serve(element: str, variables: Mapping[str, Any]) -> Mapping[str, Any]:
    return {}


def play_round(law: Drawing, now: Snapshot, number: int) -> Snapshot:
    """All tasks of one round, the overdue timers of every second one fired, sections and signature early in it."""
    assert ["alpha", "beta"] == [task.element for task in now.tasks]
    while "decide" not in [task.element for task in now.tasks]:
        if number % 2:
            for timer in [timer for timer in now.timers if timer.element.endswith("_overdue")]:
                now = fire(law, now.state, timer.id, serve)
        now = complete(law, now.state, now.tasks[-1].id, {}, serve)
    return complete(law, now.state, now.tasks[0].id, {}, serve)


def after_rounds(law: Drawing, rounds: int) -> Snapshot:
    now = begin(law, START, serve)
    for number in range(rounds):
        now = play_round(law, now, number)
    return now


def test_round_200_costs_what_round_5_did() -> None:
    law = drawing("rework")
    fifth, late = after_rounds(law, 5), after_rounds(law, 200)
    assert len(late.state) <= 1.05 * len(fifth.state)
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(25):
        for measured, now in zip(times, (fifth, late), strict=True):
            start = perf_counter()
            play_round(law, now, 0)
            measured.append(perf_counter() - start)
    assert statistics.median(times[1]) <= 1.25 * statistics.median(times[0])


def test_a_deadline_still_interrupts_the_sub_process_in_round_200() -> None:
    law = drawing("rework")
    now = after_rounds(law, 200)
    (timer,) = [timer for timer in now.timers if timer.element == "preparation_deadline"]
    now = complete(law, now.state, now.tasks[0].id, {}, serve)
    assert "lapsed" == fire(law, now.state, timer.id, serve).ended


def test_side_flows_left_open_do_not_keep_the_rounds_alive() -> None:
    law = drawing("loop")
    now = begin(law, {}, serve)
    sizes = []
    for _ in range(100):
        now = complete(law, now.state, now.tasks[0].id, {}, serve)
        if len(now.tasks) < 4:  # three side flows stay open for ever
            now = fire(law, now.state, now.timers[0].id, serve)
        now = complete(law, now.state, now.tasks[0].id, {"verdict": "bad"}, serve)
        sizes.append(len(now.state))
    assert ["write", "urge", "urge", "urge"] == [task.element for task in now.tasks]
    assert sizes[-1] <= 1.05 * sizes[5]


def test_one_drawing_serves_many_threads() -> None:
    law = drawing("rework")
    with ThreadPoolExecutor(8) as pool:
        ends = list(pool.map(lambda rounds: after_rounds(law, rounds).state, [6] * 16))
    assert 1 == len(set(ends))
