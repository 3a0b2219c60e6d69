"""Nothing happens twice and nothing is overwritten: keys, versions seen, sections changed before the submission."""

from __future__ import annotations

from collections.abc import Callable

import ledger
import pytest
from sqlalchemy import func, select, update
from standing import Stand

from workflows import cases
from workflows.model import db, transaction
from workflows.model.accounts import RoleGrant
from workflows.model.facts import Answers
from workflows.model.process import Case, CaseEvent, Draft, Timer, UserTask
from workflows.model.refusals import Absent, CaseEnded, ChangedMeanwhile, KeyReused, NotNow, NotYours, TaskClosed

StandAt = Callable[[str], Stand]


def events() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(CaseEvent))


def submission(here: Stand) -> ledger.Work:
    return next(work for work in ledger.work_on(here.driver, [here.case_id]) if work.task_id == here.turn.id)


def send(here: Stand, work: ledger.Work, **more: object) -> cases.Receipt:
    return cases.complete_task(work.task_id, work.answers, **{"by": work.by, "at": here.driver.at, **more})


def test_the_same_key_gets_the_same_receipt_however_much_later(stand: StandAt) -> None:
    here = stand("accept_application")
    work = submission(here)
    first = send(here, work, key="one")
    here.driver.advance(here.case_id, "review_preliminarily")
    before = events()
    assert (first, before) == (send(here, work, key="one", at=here.driver.at), events())


def test_another_key_is_told_who_was_first(stand: StandAt) -> None:
    here = stand("accept_application")
    work = submission(here)
    send(here, work, key="one")
    for key in ("two", None):
        with pytest.raises(TaskClosed) as refusal:
            send(here, work, key=key)
        assert ("苏雅", "completed") == (refusal.value.who, refusal.value.how)


def test_a_key_of_somebody_else_or_of_another_act_is_refused(stand: StandAt) -> None:
    here = stand("accept_application")
    work = submission(here)
    send(here, work, key="one")
    before = events()
    with pytest.raises(KeyReused):
        send(here, work, key="one", by=here.person("clerk2").id)
    with pytest.raises(KeyReused):
        cases.withdraw(here.case.id, "撤回", by=here.person("applicant").id, at=here.driver.at, key="one")
    assert before == events()
    assert here.case.outcome is None


def test_a_key_of_another_task_or_of_other_words_is_refused(stand: StandAt) -> None:
    here = stand("accept_application")
    work = submission(here)
    long = "one" * 100
    first = send(here, work, key=long)
    assert first == send(here, work, key=long)
    with pytest.raises(KeyReused):
        cases.complete_task(work.task_id, {**work.answers, "reason": "别的"}, by=work.by, at=here.driver.at, key=long)
    with pytest.raises(KeyReused):
        cases.complete_task(here.turn.id, work.answers, by=work.by, at=here.driver.at, key=long)


def test_a_transaction_inside_another_is_refused_at_once(stand: StandAt) -> None:
    stand("accept_application")
    with pytest.raises(RuntimeError, match="one command is one transaction"), transaction(), transaction():
        pass
    with transaction():
        pass


def test_an_answer_to_an_older_version_of_the_task_is_refused(stand: StandAt) -> None:
    here = stand("accept_application")
    work, seen = submission(here), here.turn.version
    cases.claim(work.task_id, by=work.by, at=here.driver.at)
    with pytest.raises(ChangedMeanwhile) as refusal:
        send(here, work, seen=seen)
    assert (seen, seen + 1) == (refusal.value.seen, refusal.value.current)
    send(here, work, seen=seen + 1)


def test_a_finished_section_is_changed_until_the_application_is_submitted(stand: StandAt) -> None:
    here = stand("check_and_submit")
    task = db.session.scalars(select(UserTask).where(UserTask.element == "fill_funding")).all()[-1]
    answers = db.session.scalars(select(Answers.content).where(Answers.task_id == task.id)).one()
    changed = {**answers, "budget_this_year": "96"}
    for key in ("one", "one"):
        cases.amend_section(task.id, changed, by=task.closed_by_id, at=here.driver.at, key=key)
    kept = select(Answers.content).where(Answers.task_id == task.id).order_by(Answers.version)
    assert [answers, changed] == list(db.session.scalars(kept))
    with pytest.raises(NotYours):
        cases.amend_section(task.id, changed, by=here.person("unit02").id, at=here.driver.at)
    here.driver.advance(here.case_id, "sign_application")
    with pytest.raises((NotNow, TaskClosed)):
        cases.amend_section(task.id, changed, by=task.closed_by_id, at=here.driver.at)
    assert 2 == len(db.session.scalars(kept).all())


def test_a_change_is_made_by_who_holds_the_tray_to_what_was_seen_and_takes_the_draft_along(stand: StandAt) -> None:
    here = stand("check_and_submit")
    task = db.session.scalars(select(UserTask).where(UserTask.element == "fill_funding")).all()[-1]
    answers = db.session.scalars(select(Answers.content).where(Answers.task_id == task.id)).one()
    by, seen, at = task.closed_by_id, task.version, here.driver.at
    cases.save_draft(task.id, {"budget_this_year": "9"}, by=by, at=at)
    cases.amend_section(task.id, answers, by=by, at=at, seen=seen)
    assert [] == db.session.scalars(select(Draft)).all()
    with pytest.raises(ChangedMeanwhile):
        cases.amend_section(task.id, answers, by=by, at=at, seen=seen)
    with transaction() as session:
        session.execute(update(RoleGrant).where(RoleGrant.person_id == by).values(ended_at=at))
    with pytest.raises(NotYours):
        cases.amend_section(task.id, answers, by=by, at=at)


def test_a_deadline_that_has_passed_comes_before_a_change_and_before_a_withdrawal(stand: StandAt) -> None:
    here = stand("check_and_submit")
    task = db.session.scalars(select(UserTask).where(UserTask.element == "fill_funding")).all()[-1]
    answers = db.session.scalars(select(Answers.content).where(Answers.task_id == task.id)).one()
    due = select(Timer.due_at).where(Timer.element == "preparation_deadline", Timer.case_id == task.case_id)
    by, late, case_id = task.closed_by_id, db.session.scalars(due).all()[-1], task.case_id
    neighbour = here.driver.case(here.neighbour_id)
    with pytest.raises(CaseEnded):
        cases.amend_section(task.id, answers, by=by, at=late)
    with pytest.raises(CaseEnded):
        cases.withdraw(neighbour.id, "撤回", by=neighbour.opened_by_id, at=late)
    ended = select(Case.outcome).where(Case.id.in_([case_id, neighbour.id]))
    assert ["lapsed", "lapsed"] == db.session.scalars(ended).all()


def test_a_task_that_never_was_is_absent(stand: StandAt) -> None:
    here = stand("accept_application")
    with pytest.raises(Absent):
        cases.complete_task(2**31 - 1, {}, by=here.person("clerk").id, at=here.driver.at)
    with pytest.raises(Absent):
        cases.withdraw(2**31 - 1, "撤回", by=here.person("applicant").id, at=here.driver.at)


@pytest.mark.parametrize("login", ["applicant", "lead"])
def test_an_ended_case_stays_ended(stand: StandAt, login: str) -> None:
    here = stand("accept_application")
    work = submission(here)
    cases.withdraw(here.case.id, "撤回", by=here.person(login).id, at=here.driver.at, key="back")
    before = events()
    with pytest.raises((CaseEnded, TaskClosed)):
        send(here, work)
    with pytest.raises(CaseEnded):
        cases.withdraw(here.case.id, "再次", by=here.person(login).id, at=here.driver.at)
    assert (
        "withdrawn"
        == cases.withdraw(here.case.id, "撤回", by=here.person(login).id, at=here.driver.at, key="back").outcome
    )
    assert before == events()
    ledger.check(here.app)
