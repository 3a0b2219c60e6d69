"""An expert who does not act: replaced by a draw that anybody can repeat, while signing and while scoring."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from standing import Stand

from workflows import cases
from workflows.model import db
from workflows.model.accreditation import Panel, PanelDraw, PanelSeat
from workflows.model.process import CaseEvent, UserTask
from workflows.model.refusals import NotEnoughExperts, NotNow, NotYours
from workflows.steps.base_application.panel import draw

StandAt = Callable[[str], Stand]
PLACES = ("declare_no_conflict", "score_application")


def panel_of(here: Stand) -> Panel:
    query = select(Panel).where(Panel.case_id == here.case.id)
    return db.session.scalars(query.order_by(Panel.id.desc())).first()


def replaced(here: Stand, task: UserTask, login: str = "section", *, has_stated: bool = True) -> cases.Receipt:
    section = here.person(login)
    return cases.replace_expert(task.id, "联系不上", by=section.id, at=here.driver.at, has_stated=has_stated)


def holders(here: Stand) -> set[str]:
    return {here.driver.actor(task).public_id for task in here.driver.standing(here.case)}


@pytest.mark.parametrize("place", PLACES)
def test_who_does_not_act_is_replaced_and_the_case_goes_on(stand: StandAt, place: str) -> None:
    here = stand(place)
    task, before = here.turn, holders(here)
    left = here.driver.actor(task).public_id
    receipt = replaced(here, task)
    db.session.rollback()
    last = db.session.scalars(select(PanelDraw).order_by(PanelDraw.id.desc())).first()
    assert last.drawn == draw(last.seed, last.pool, 1)
    assert (before - {left}) | set(last.drawn) == holders(here)
    assert ([place], "cancelled") == (receipt.stands_at, db.session.get_one(UserTask, task.id).closed_how)
    here.driver.advance(here.case_id, "conclude_panel")
    panel = panel_of(here)
    seated = [seat.person.public_id for seat in panel.seats if seat.accepted_at]
    assert (panel.size, False) == (len(seated), left in seated)
    assert 1 == sum(seat.is_head for seat in panel.seats)
    assert [] == cases.verify(db.session())[2]


def test_the_history_says_who_came_why_and_that_the_statement_is_there(stand: StandAt) -> None:
    here = stand("score_application")
    replaced(here, here.turn)
    event = db.session.scalars(select(CaseEvent).order_by(CaseEvent.id.desc())).first()
    new = db.session.scalars(select(PanelSeat).order_by(PanelSeat.id.desc())).first()
    assert ("replaced", "联系不上") == (event.verb, event.why)
    assert (new.person.name, True) == (event.body["to"], event.body["has_stated"])


def test_the_head_who_leaves_is_followed_by_one_who_has_signed(stand: StandAt) -> None:
    here = stand("score_application")
    head = next(seat.person_id for seat in panel_of(here).seats if seat.is_head)
    task = next(task for task in here.driver.standing(here.case) if task.assignee_id == head)
    replaced(here, task)
    db.session.rollback()
    heads = [seat for seat in panel_of(here).seats if seat.is_head]
    assert (1, False) == (len(heads), heads[0].person_id == head)
    assert heads[0].accepted_at is not None


def test_nobody_scores_without_a_statement(stand: StandAt) -> None:
    here = stand("score_application")
    with pytest.raises(NotNow):
        replaced(here, here.turn, has_stated=False)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("login", ["leader", "clerk", "applicant", "expert1"])
def test_only_the_section_replaces(stand: StandAt, place: str, login: str) -> None:
    here = stand(place)
    before = holders(here)
    with pytest.raises(NotYours):
        replaced(here, here.turn, login)
    assert before == holders(here)


def test_other_tasks_have_nobody_to_replace(stand: StandAt) -> None:
    here = stand("accept_application")
    with pytest.raises(NotYours):
        replaced(here, here.turn)


@pytest.mark.parametrize("place", PLACES)
def test_an_empty_pool_leaves_everything_as_it_was(stand: StandAt, place: str) -> None:
    here = stand(place)
    seated = {seat.person_id for seat in panel_of(here).seats}
    for number in range(1, 10):
        expert = here.person(f"expert{number}")
        if expert.id not in seated:
            expert.org_id = here.case.org_id
    db.session.commit()
    before = holders(here)
    with pytest.raises(NotEnoughExperts):
        replaced(here, here.turn)
    db.session.rollback()
    assert (before, True) == (holders(here), all(seat.declined_at is None for seat in panel_of(here).seats))
