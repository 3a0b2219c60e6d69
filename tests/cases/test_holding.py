"""Who holds a task: taken once, put back, handed on; and what was typed and not sent."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from standing import Stand

from workflows import cases, inbox
from workflows.inbox import Filter
from workflows.model import db
from workflows.model.facts import Answers
from workflows.model.process import CaseEvent, Draft, TaskOpen
from workflows.model.refusals import ChangedMeanwhile, NotYours, TaskClosed


@pytest.fixture
def here(stand: Callable[[str], Stand]) -> Stand:
    return stand("accept_application")


def last(here: Stand) -> tuple[str, str | None]:
    query = select(CaseEvent.verb, CaseEvent.person_name).where(CaseEvent.case_id == here.case.id)
    return tuple(db.session.execute(query.order_by(CaseEvent.seq.desc()).limit(1)).one())


def trays(here: Stand, login: str) -> tuple[int, int]:
    """How many tasks lie with a person, and in the trays for anybody."""
    counts = inbox.counts(db.session(), here.person(login), here.driver.at)
    return counts.mine, counts.groups


def test_who_takes_a_task_has_it_and_the_colleague_sees_it_no_more(here: Stand) -> None:
    clerk, at = here.person("clerk"), here.driver.at
    assert ((0, 1), (0, 1)) == (trays(here, "clerk"), trays(here, "clerk2"))
    cases.claim(here.turn.id, by=clerk.id, at=at)
    assert ((1, 0), (0, 0)) == (trays(here, "clerk"), trays(here, "clerk2"))
    assert ("claimed", clerk.name) == last(here)
    with pytest.raises(NotYours) as refusal:
        cases.claim(here.turn.id, by=here.person("clerk2").id, at=at)
    assert clerk.name == refusal.value.holder
    with pytest.raises(NotYours):
        here.driver.complete(here.turn, by=here.person("clerk2"))


def test_taking_twice_is_one_act(here: Stand) -> None:
    for _ in range(2):
        cases.claim(here.turn.id, by=here.person("clerk").id, at=here.driver.at)
    verbs = db.session.scalars(select(CaseEvent.verb).where(CaseEvent.case_id == here.case.id))
    assert 1 == list(verbs).count("claimed")


def test_a_task_put_back_is_anybodys_again(here: Stand) -> None:
    cases.claim(here.turn.id, by=here.person("clerk").id, at=here.driver.at)
    cases.release(here.turn.id, by=here.person("clerk").id, at=here.driver.at)
    assert ("released", None) == (last(here)[0], here.turn.assignee_id)
    here.driver.complete(here.turn, by=here.person("clerk2"))


@pytest.mark.parametrize("login", ["clerk2", "section", "applicant"])
def test_nobody_puts_back_what_another_holds(here: Stand, login: str) -> None:
    cases.claim(here.turn.id, by=here.person("clerk").id, at=here.driver.at)
    with pytest.raises(NotYours):
        cases.release(here.turn.id, by=here.person(login).id, at=here.driver.at)
    assert here.person("clerk").id == here.turn.assignee_id


def test_the_list_shows_the_holder_that_the_task_has(here: Stand) -> None:
    cases.claim(here.turn.id, by=here.person("clerk").id, at=here.driver.at)
    cases.hand_over(here.turn.id, here.person("clerk2").id, "休假", by=here.person("clerk").id, at=here.driver.at)
    shown = db.session.scalar(select(TaskOpen.assignee_id).where(TaskOpen.task_id == here.turn.id))
    found = inbox.mine(db.session(), here.person("clerk2"), Filter()).lines
    assert (here.person("clerk2").id, [here.turn.public_id]) == (shown, [line.task for line in found])


def test_a_draft_is_the_persons_own_and_no_answer(here: Stand) -> None:
    task, at = here.turn, here.driver.at
    first, second = here.person("clerk"), here.person("clerk2")
    assert [1, 2] == [cases.save_draft(task.id, {"reason": word}, by=first.id, at=at) for word in ("一", "二")]
    assert 1 == cases.save_draft(task.id, {"reason": "三"}, by=second.id, at=at)
    typed = [inbox.draft_of(db.session(), person, task).typed for person in (first, second)]
    assert [{"reason": "二"}, {"reason": "三"}] == typed
    assert [] == db.session.scalars(select(Answers).where(Answers.element == "accept_application")).all()


def test_a_draft_saved_in_another_window_is_not_overwritten(here: Stand) -> None:
    task, clerk, at = here.turn, here.person("clerk"), here.driver.at
    seen = cases.save_draft(task.id, {"reason": "一"}, by=clerk.id, at=at)
    cases.save_draft(task.id, {"reason": "二"}, by=clerk.id, at=at, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        cases.save_draft(task.id, {"reason": "三"}, by=clerk.id, at=at, seen=seen)
    assert {"reason": "二"} == inbox.draft_of(db.session(), clerk, task).typed


def test_drafts_go_with_their_task_and_nobody_drafts_at_a_closed_one(here: Stand) -> None:
    task, at = here.turn, here.driver.at
    for login in ("clerk", "clerk2"):
        cases.save_draft(task.id, {"reason": login}, by=here.person(login).id, at=at)
    here.driver.complete(task, by=here.person("clerk"))
    assert [] == db.session.scalars(select(Draft)).all()
    with pytest.raises(TaskClosed) as refusal:
        cases.save_draft(task.id, {}, by=here.person("clerk2").id, at=at)
    assert ("苏雅", "completed") == (refusal.value.who, refusal.value.how)
