"""How many statements a step may send: counted at the driver, so that no query slips in unseen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from webapp.demo import Driver
from workflows import cases, inbox
from workflows.model import db
from workflows.model.process import Case

Create = Callable[..., Case]
READS = 5  # lock with state, who acts, open tasks, may it be done, armed timers
CLOSING = 5  # state, task, its line, drafts, timers
OPENING = 6  # parameters, seats, task, line, trays, timers
TELLING = 5  # who looks into the trays, holders, lines, a job of two rows
REST = 4  # answers, event, key, commit
A_SECTION = READS + CLOSING + REST
A_HANDING_ON = A_SECTION + OPENING + TELLING


@contextmanager
def statements() -> Iterator[list[str]]:
    """What the driver is asked within the body, without BEGIN."""
    sent: list[str] = []

    def on_execute(_c: Any, _k: Any, sql: str, *_: Any) -> None:
        if not sql.startswith("BEGIN"):
            sent.append(sql)

    event.listen(db.engine, "before_cursor_execute", on_execute)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", on_execute)


def counted(driver: Driver, case: Case) -> int:
    """The statements of completing the first open task, commit included."""
    task = driver.standing(case)[0]
    person = driver.actor(task)
    answers = driver.answers_for(task, person)
    task_id, person_id = task.id, person.id
    with statements() as sent:
        cases.complete_task(task_id, answers, by=person_id, at=driver.at, key=f"key-{task_id}")
    return len(sent) + 1


@pytest.mark.parametrize("element", ["fill_management", "fill_funding", "score_indicators"])
def test_a_section_is_kept_by_few_statements(create_case: Create, driver: Driver, element: str) -> None:
    assert counted(driver, _at(create_case, driver, element)) <= A_SECTION + 2  # its files, where it has any


@pytest.mark.parametrize("element", ["hand_in_volume", "review_preliminarily", "check_preliminary_review"])
def test_handing_on_costs_the_next_task_and_its_lines(create_case: Create, driver: Driver, element: str) -> None:
    case = create_case(at=element)
    driver.bind_editions(case.id)
    assert counted(driver, case) <= A_HANDING_ON + 1  # the verdict with its judge


def test_a_later_round_sends_no_more_statements(create_case: Create, driver: Driver) -> None:
    back = {
        "verdict": "returned",
        "reason": "需要补正",
        "copies_marked": None,
        "corrections": [{"section": "fill_funding", "item": None, "kind": "MISSING", "text": "请补充。"}],
    }
    seen = []
    case = create_case(at="accept_application")
    for _ in range(3):
        driver.complete(driver.standing(case)[0], back)
        seen.append(counted(driver, driver.case(case.public_id)))
        driver.advance(case.public_id, "accept_application")
    assert 1 == len(set(seen))


def test_a_form_asks_only_what_it_needs(create_case: Create, driver: Driver) -> None:
    task = driver.standing(_at(create_case, driver, "fill_funding"))[0]
    person = driver.actor(task)
    with statements() as sent:
        facts = inbox.form_facts(db.session(), task, person, driver.at)
    assert 3 >= len(sent)  # the other sections, the parameters, the batch
    assert "departments" in facts["choices"]


def _at(create_case: Create, driver: Driver, element: str) -> Case:
    """A case whose first open task is this section."""
    case = create_case(at="fill_unit_profile")
    while driver.standing(case)[0].element != element:
        driver.complete(driver.standing(case)[0])
    return driver.case(case.public_id)
