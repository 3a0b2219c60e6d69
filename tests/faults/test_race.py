"""Many press one button at once: one is first, his double click gets the same receipt, the others learn who he was."""

from __future__ import annotations

import threading
import time
from collections import Counter
from typing import Any

import ledger
import pytest
from sqlalchemy.exc import SQLAlchemyError
from standing import Stand

from workflows import cases
from workflows.model import TooBusy, db
from workflows.model.accounts import Person
from workflows.model.process import UserTask
from workflows.model.refusals import AlreadyOpen, TaskClosed

CLIENTS = 40


def press(here: Stand, work: ledger.Work, key: str) -> Any:
    """One client: its receipt, or the word it was refused with; tries again when told to come back."""
    with here.app.app_context():
        while True:
            try:
                return cases.complete_task(work.task_id, work.answers, by=work.by, at=here.driver.at, key=key)
            except TooBusy:
                time.sleep(0.005)
            except TaskClosed as refusal:
                return refusal


def race(here: Stand, work: ledger.Work, clients: int) -> Counter[str]:
    """Half of the clients share one key (a double click), half bring their own."""
    outcomes: list[tuple[str, Any]] = []
    line = threading.Barrier(clients)

    def client(number: int) -> None:
        key = f"{work.task_id}-shared" if number % 2 else f"{work.task_id}-own-{number}"
        line.wait()
        outcomes.append((key, press(here, work, key)))

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    winners = {key for key, outcome in outcomes if isinstance(outcome, cases.Receipt)}
    receipts = {outcome.digest for _, outcome in outcomes if isinstance(outcome, cases.Receipt)}
    assert (1, 1) == (len(winners), len(receipts)), winners
    first = winners.pop()
    name = db.session.get_one(Person, work.by).name
    for key, outcome in outcomes:
        if key != first:
            assert ("already_done", name, "completed") == (outcome.code, outcome.who, outcome.how)
        else:
            assert isinstance(outcome, cases.Receipt), f"the winner's own double click was told: {outcome!r}"
    return Counter("first" if key == first else "closed" for key, _ in outcomes)


def run(here: Stand, tasks: int, clients: int) -> None:
    won = Counter[bool]()
    for work in ledger.work_on(here.driver, [here.case_id, here.neighbour_id])[:tasks]:
        won[race(here, work, clients)["first"] > 1] += 1
        db.session.rollback()
        assert "completed" == db.session.get_one(UserTask, work.task_id).closed_how
    ledger.check(here.app)


def test_forty_press_one_button_and_one_is_first(arena: Stand) -> None:
    run(arena, tasks=3, clients=CLIENTS)


@pytest.mark.slow
def test_a_hundred_press_each_of_twenty_buttons(arena: Stand) -> None:
    run(arena, tasks=20, clients=100)


def test_a_unit_that_opens_twice_at_once_has_one_application(arena: Stand) -> None:
    clerk, line, outcomes = arena.person("unit03").id, threading.Barrier(8), list[object]()
    asked = {"org_id": arena.city.units[2], "batch_id": arena.city.batch_id, "by": clerk, "at": arena.driver.at}

    def client() -> None:
        with arena.app.app_context():
            line.wait()
            try:
                outcomes.append(cases.open_case("base_application", **asked).case)
            except (AlreadyOpen, SQLAlchemyError) as refusal:
                outcomes.append(refusal)

    threads = [threading.Thread(target=client) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    opened = [outcome for outcome in outcomes if isinstance(outcome, str)]
    refused = [outcome.public_id for outcome in outcomes if isinstance(outcome, AlreadyOpen)]
    ledger.check(arena.app)
    assert (1, opened * 7) == (len(opened), refused)
