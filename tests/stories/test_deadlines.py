"""What deadlines do: remind, tell one role up, lapse; each once and in due order, whatever the service went through."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError
from standing import Stand

from webapp.demo import City, Driver
from workflows import cases, inbox
from workflows.cases import offices
from workflows.inbox import Filter
from workflows.inbox.operations import operations
from workflows.model import clock, db, transaction
from workflows.model.accounts import Person
from workflows.model.facts import Notification
from workflows.model.process import Case, CaseEvent, Timer, UserTask
from workflows.model.refusals import TaskClosed
from workflows.model.transaction import WAITING_WRITERS, _turnstile
from workflows.worker import GRACE, equip, run_due, work
from workflows.worker.tools import lent

StandAt = Callable[[str], Stand]
MOMENT = timedelta(milliseconds=1)
DAYS = timedelta(days=1)


def armed(case: Case, *elements: str) -> list[Timer]:
    query = select(Timer).where(Timer.case_id == case.id, Timer.fired_at.is_(None), Timer.cancelled_at.is_(None))
    if elements:
        query = query.where(Timer.element.in_(elements))
    return list(db.session.scalars(query.order_by(Timer.due_at, Timer.id)))


def happened(case_ids: Iterable[int], *verbs: str) -> list[CaseEvent]:
    query = select(CaseEvent).where(CaseEvent.case_id.in_(list(case_ids)), CaseEvent.verb.in_(verbs))
    return list(db.session.scalars(query.order_by(CaseEvent.id)))


def turn(driver: Driver, case: Case) -> UserTask:
    return driver.standing(case)[0]


def shares(case: Case) -> list[int | str]:
    events = happened([case.id], "reminded", "fired", "escalated")
    return [event.body.get("share") or event.verb for event in events]


def test_the_ladder_of_a_deadline_is_climbed_once_in_order(stand: StandAt) -> None:
    here = stand("accept_application")
    case, driver = here.case, here.driver
    task = turn(driver, case)
    assert task.due_at is not None
    assert [50, 80, None] == [timer.share for timer in armed(case)]
    steps = [(timer.due_at, timer.share or "fired") for timer in armed(case)]
    assert steps[-1][0] == task.due_at
    for due_at, _ in steps:
        assert run_due(due_at - MOMENT) == 0
        assert run_due(due_at) == 1
        assert run_due(due_at) == 0
    assert [50, 80, "fired", "escalated"] == shares(case)
    assert [] == armed(case)


def test_an_overdue_task_stays_open_and_the_section_sees_it(stand: StandAt) -> None:
    here = stand("accept_application")
    case, driver = here.case, here.driver
    task = turn(driver, case)
    section, clerk = here.person("section"), here.person("clerk")
    assert [] == inbox.groups(db.session(), section, Filter()).lines
    run_due(task.due_at)
    for reader in (section, clerk):
        assert [task.public_id] == [line.task for line in inbox.groups(db.session(), reader, Filter()).lines]
    assert db.session.get_one(UserTask, task.id).closed_at is None
    told = db.session.scalars(select(Notification.person_id).where(Notification.kind == "escalation")).all()
    assert [section.id] == told
    driver.at = task.due_at + DAYS
    driver.complete(task, by=clerk)
    assert "hand_in_volume" == turn(driver, case).element


def test_reminders_go_to_the_holder_or_to_everybody_at_the_tray(stand: StandAt) -> None:
    here = stand("accept_application")
    case, driver = here.case, here.driver
    first, second, _ = armed(case)
    run_due(first.due_at)
    cases.claim(turn(driver, case).id, by=here.person("clerk2").id, at=first.due_at)
    run_due(second.due_at)
    lines = db.session.execute(
        select(Person.login, Notification.text)
        .join(Notification, Notification.person_id == Person.id)
        .where(Notification.kind == "reminder", Notification.case_id == case.id)
        .order_by(Notification.id)
    )
    told = [(login, text.rpartition("已过")[2]) for login, text in lines if "受理审查" in text]
    assert [("clerk", "50%"), ("clerk2", "50%"), ("clerk2", "80%")] == told


def test_a_task_done_in_time_is_never_reminded_of_again(stand: StandAt) -> None:
    here = stand("accept_application")
    case, driver = here.case, here.driver
    task = turn(driver, case)
    driver.complete(task)
    assert [] == armed(case, "accept_application", "acceptance_overdue")
    run_due(task.due_at + DAYS)
    assert "accept_application" not in [event.element for event in happened([case.id], "reminded", "escalated")]


def open_drafts(driver: Driver, city: City, count: int) -> list[Case]:
    opened = []
    for unit in city.units[:count]:
        opened.append(driver.case(driver.open(unit, city.batch_id)))
        driver.at += timedelta(hours=7)
    return opened


def test_after_days_of_downtime_nothing_is_lost_and_all_comes_in_due_order(driver: Driver, city: City) -> None:
    drafts = open_drafts(driver, city, 3)
    due = [timer for case in drafts for timer in armed(case)]
    assert 3 * (11 * 2 + 1) == len(due)
    assert len(due) == run_due(max(timer.due_at for timer in due) + 9 * DAYS)
    events = happened([case.id for case in drafts], "reminded", "fired")
    assert len(due) == len(events)
    instants = [event.body["due_at"] for event in events]
    assert sorted(instants) == instants
    assert ["lapsed"] * 3 == [driver.case(case.public_id).outcome for case in drafts]


def test_two_workers_at_once_let_each_timer_happen_once(app: Flask, driver: Driver, city: City) -> None:
    drafts = open_drafts(driver, city, 3)
    due = [timer.id for case in drafts for timer in armed(case)]
    at = driver.at + 90 * DAYS
    fired: list[int] = []
    start = threading.Barrier(2)

    def worker() -> None:
        with app.app_context():
            start.wait()
            fired.append(run_due(at))

    workers = [threading.Thread(target=worker) for _ in range(2)]
    for thread in workers:
        thread.start()
    for thread in workers:
        thread.join()
    db.session.rollback()
    assert len(due) == sum(fired)
    events = happened([case.id for case in drafts], "reminded", "fired")
    assert len(due) == len(events)
    assert (3, []) == (cases.verify(db.session())[0], cases.verify(db.session())[2])


def deadline(case: Case) -> Timer:
    return armed(case, "preparation_deadline")[0]


def test_what_arrives_a_millisecond_before_an_interrupting_deadline_is_in_time(stand: StandAt) -> None:
    here = stand("check_and_submit")
    case, driver = here.case, here.driver
    timer = deadline(case)
    driver.at = timer.due_at - MOMENT
    driver.complete(turn(driver, case))
    run_due(timer.due_at + MOMENT)
    assert (None, ["sign_application"]) == (case.outcome, [task.element for task in driver.standing(case)])


def test_what_arrives_at_the_deadline_is_late_and_the_lapse_stays(stand: StandAt) -> None:
    here = stand("check_and_submit")
    case, driver = here.case, here.driver
    timer, task = deadline(case), turn(driver, case)
    driver.at = timer.due_at
    with pytest.raises(TaskClosed) as refusal:
        driver.complete(task)
    assert ("check_and_submit", None, "cancelled") == (refusal.value.element, refusal.value.who, refusal.value.how)
    db.session.rollback()
    assert ("lapsed", timer.due_at) == (case.outcome, case.ended_at)
    run_due(timer.due_at + DAYS)
    assert ["preparation_deadline"] == [event.element for event in happened([case.id], "fired")]


def test_the_worker_lets_an_act_that_arrived_in_time_pass_first(stand: StandAt) -> None:
    here = stand("check_and_submit")
    case, driver = here.case, here.driver
    run_due(deadline(case).due_at - MOMENT)  # the reminders
    due_at = deadline(case).due_at
    for late, outcome in ((GRACE - MOMENT, None), (GRACE, "lapsed")):
        look_once(due_at + late)
        db.session.rollback()
        assert outcome == driver.case(case.public_id).outcome
    assert [] == armed(case)


def look_once(at: datetime) -> None:
    """One round of the service's own loop at that instant."""
    stop = threading.Event()
    threading.Timer(0.05, stop.set).start()
    with clock.fixed(at):
        work(stop)


class Rounds(threading.Event):
    """Stops the loop after so many rounds as there are acts, each done when its round is over; nobody sleeps."""

    def __init__(self, *acts: Callable[[], object]) -> None:
        super().__init__()
        self.acts = [*acts, self.set]

    def wait(self, timeout: float | None = None) -> bool:
        self.acts.pop(0)()
        return self.is_set()


def test_a_busy_house_neither_ends_the_loop_nor_counts_as_a_try(stand: StandAt) -> None:
    here = stand("accept_application")
    timer = armed(here.case, "acceptance_overdue")[0]
    for _ in range(WAITING_WRITERS):
        _turnstile.acquire()

    def free() -> None:
        for _ in range(WAITING_WRITERS):
            _turnstile.release()
        assert (0, None) == (timer.failures, timer.fired_at)

    with clock.fixed(timer.due_at + GRACE):
        work(Rounds(free))
    db.session.rollback()
    assert (0, True) == (timer.failures, timer.fired_at is not None)


def test_a_round_without_a_database_is_not_the_last_one(stand: StandAt) -> None:
    here = stand("accept_application")
    timer, tools = armed(here.case, "acceptance_overdue")[0], lent()

    def absent() -> AbstractContextManager[object]:
        raise OperationalError("SELECT 1", {}, ConnectionError("down"))

    equip(replace(tools, context=absent))
    with clock.fixed(timer.due_at + GRACE):
        work(Rounds(lambda: equip(tools)))
    db.session.rollback()
    assert timer.fired_at is not None


def damage(case: Case, state: bytes) -> None:
    with transaction() as session:
        session.execute(update(Case).where(Case.id == case.id).values(state=state))


def test_a_timer_that_fails_stands_as_an_incident_after_five_tries_and_stops_no_other(stand: StandAt) -> None:
    here = stand("accept_application")
    case, driver = here.case, here.driver
    healthy = driver.case(here.neighbour_id)
    state, timer = case.state, armed(case, "acceptance_overdue")[0]
    damage(case, b"not a state")
    last = max(deadline(healthy).due_at, timer.due_at)
    at = last
    for tries, pause in enumerate((1, 5, 25, 125, 0, 0, 0), 1):
        for _ in range(2):  # the second call comes before the pause is over
            run_due(at)
            db.session.rollback()
            assert min(tries, 5) == timer.failures
        at += timedelta(seconds=pause)
    assert "lapsed" == healthy.outcome
    assert "accept_application" == turn(driver, case).element
    assert [timer.id] == [line.timer.id for line in operations(db.session(), last).failed]
    damage(case, state)
    offices.retry_timer(timer.id, by=here.person("sysadmin").id, at=last)
    assert run_due(last) == 1
    assert ["fired", "escalated"] == [event.verb for event in happened([case.id], "fired", "escalated")]


def test_a_term_given_before_the_october_holidays_counts_by_the_state_councils_calendar(stand: StandAt) -> None:
    here = stand("recommend_application")
    case, driver = here.case, here.driver
    driver.at = datetime(2022, 9, 29, 15, 0, tzinfo=clock.LOCAL)
    driver.complete(turn(driver, case))
    task = turn(driver, case)
    # five working days: 30 September, then the make-up Saturday and Sunday 8 and 9 October, 10 and 11 October
    assert ("accept_application", datetime(2022, 10, 12, 0, 0, tzinfo=clock.LOCAL)) == (task.element, task.due_at)
    assert task.due_at in [timer.due_at for timer in armed(case, "acceptance_overdue")]


def test_a_day_that_the_bureau_moved_moves_the_terms_given_after_it(stand: StandAt) -> None:
    here = stand("recommend_application")
    case, driver = here.case, here.driver
    driver.at = datetime(2022, 9, 29, 9, 0, tzinfo=clock.LOCAL)
    day = datetime(2022, 9, 30, tzinfo=clock.LOCAL).date()
    offices.move_day(day, False, "搬迁", by=here.person("sysadmin").id, at=driver.at)
    driver.complete(turn(driver, case))
    assert datetime(2022, 10, 13, 0, 0, tzinfo=clock.LOCAL) == turn(driver, case).due_at
