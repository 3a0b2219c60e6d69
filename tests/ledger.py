"""What must hold after any fault, asked of the database alone; and the work that the faulty workers are given."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import func, select
from standing import DRAFT, PLACES

from forms import FORMS, Facts
from webapp.demo import Driver
from workflows import cases, engine, inbox
from workflows.law import law_of
from workflows.model import db
from workflows.model.facts import Answers, CorrectionItem
from workflows.model.process import Case, CaseEvent, CommandKey, Draft, TaskOpen, TaskQueue, Timer, UserTask

SECTIONS = 11
assert DRAFT in PLACES


@dataclass(frozen=True)
class Work:
    """One submission: the task, valid answers, who sends them."""

    task_id: int
    answers: Mapping[str, Any]
    by: int

    def dump(self) -> dict[str, Any]:
        return {"task_id": self.task_id, "answers": dict(self.answers), "by": self.by}


def work_on(driver: Driver, case_ids: Iterable[str]) -> list[Work]:
    """A valid submission for every open task of the cases."""
    return [_work(driver, task) for public_id in case_ids for task in driver.standing(driver.case(public_id))]


def _work(driver: Driver, task: UserTask) -> Work:
    person = driver.actor(task)
    facts = Facts(**inbox.form_facts(db.session(), task, person, driver.at))
    form = FORMS[task.element].bind(None, driver.answers_for(task, person), facts)
    assert form.validate(), form.faults()
    return Work(task.id, form.answers(), person.id)


def save(path: Path, works: Iterable[Work]) -> Path:
    path.write_text(json.dumps([work.dump() for work in works], ensure_ascii=False))
    return path


def load(path: Path) -> list[Work]:
    return [Work(**row) for row in json.loads(path.read_text())]


def check(app: Flask, acknowledged: Mapping[str, str] | None = None, *, final: bool = False) -> None:
    """Every invariant; `acknowledged` is key -> digest of the receipt that a client has in hands.

    `final`: nothing may be armed any more.
    """
    with app.app_context():
        session = db.session()
        session.rollback()
        _each_task_ended_once(session)
        _answers_and_events_agree(session)
        _projections_agree(session)
        for case in session.scalars(select(Case)):
            _agrees_with_its_state(session, case)
            _every_return_is_a_round(session, case)
        _nothing_acknowledged_is_lost(session, acknowledged or {})
        assert [] == cases.verify(session)[2], "a chain is broken"
        assert not final or [] == session.scalars(_armed()).all(), "a timer never happened"
        db.session.remove()


def _armed() -> Any:
    return select(Timer.id).where(Timer.fired_at.is_(None), Timer.cancelled_at.is_(None))


def _each_task_ended_once(session: Any) -> None:
    closing = select(CaseEvent.task_id, func.count()).where(CaseEvent.verb == "completed").group_by(CaseEvent.task_id)
    assert [] == [task for task, count in session.execute(closing) if count > 1], "a task was closed twice"
    completed = set(session.scalars(select(UserTask.id).where(UserTask.closed_how == "completed")))
    told = set(session.scalars(select(CaseEvent.task_id).where(CaseEvent.verb == "completed")))
    assert completed == told, "rows and history disagree about what is done"


def _answers_and_events_agree(session: Any) -> None:
    answered = Counter(session.scalars(select(Answers.task_id)))
    amended = Counter(session.scalars(select(CaseEvent.task_id).where(CaseEvent.verb.in_(("completed", "amended")))))
    assert amended == answered, "an act without its answers, or answers without an act"
    places: dict[tuple[int, str, str], list[int]] = {}
    for row in session.scalars(select(Answers).order_by(Answers.version)):
        places.setdefault((row.case_id, row.element, row.item), []).append(row.version)
    assert [] == [place for place, found in places.items() if found != list(range(1, len(found) + 1))], (
        "a version is lost"
    )


def _projections_agree(session: Any) -> None:
    standing = set(session.scalars(select(UserTask.id).where(UserTask.closed_at.is_(None))))
    assert standing == set(session.scalars(select(TaskOpen.task_id))), "task_open is not the open tasks"
    assert set(session.scalars(select(TaskQueue.task_id))) <= standing, "a closed task lies in a tray"
    reachable = select(TaskOpen.task_id).outerjoin(TaskQueue, TaskQueue.task_id == TaskOpen.task_id)
    lost = reachable.where(TaskQueue.task_id.is_(None), TaskOpen.assignee_id.is_(None))
    assert [] == session.scalars(lost).all(), "an open task that nobody can see"
    holders = select(TaskOpen.task_id, TaskOpen.assignee_id, UserTask.assignee_id).join(
        UserTask, UserTask.id == TaskOpen.task_id
    )
    assert [] == [task for task, shown, real in session.execute(holders) if shown != real], "another holder is shown"
    assert set(session.scalars(select(Draft.task_id))) <= standing | _amendable(session), "a draft outlives its task"
    reminders = select(UserTask.closed_at).join(Timer, Timer.task_id == UserTask.id)
    reminders = reminders.where(Timer.id.in_(_armed()), Timer.kind == "reminder")
    assert {None} >= set(session.scalars(reminders)), "a reminder is armed over a closed task"


def _amendable(session: Any) -> set[int]:
    """Drafts may be kept at a finished section that is being changed."""
    return set(session.scalars(select(UserTask.id).where(UserTask.closed_how == "completed")))


def _agrees_with_its_state(session: Any, case: Case) -> None:
    """The engine's state shows the same tasks, timers and messages as the rows."""
    snapshot = engine.look(law_of(session, case).drawing, case.state)
    tasks = select(UserTask.engine_id, UserTask.element).where(
        UserTask.case_id == case.id, UserTask.closed_at.is_(None)
    )
    assert {(task.id, task.element) for task in snapshot.tasks} == {tuple(row) for row in session.execute(tasks)}
    drawn = select(Timer.engine_id).where(Timer.case_id == case.id, Timer.kind == "drawn", Timer.id.in_(_armed()))
    assert {timer.id for timer in snapshot.timers} == set(session.scalars(drawn))
    assert (sorted(snapshot.awaits), snapshot.ended) == (case.awaits, case.outcome)
    if case.outcome is None:
        assert snapshot.tasks or snapshot.timers or snapshot.awaits, "nobody can ever move this case"
    else:
        armed = session.scalars(select(Timer.id).where(Timer.case_id == case.id, Timer.id.in_(_armed()))).all()
        assert [] == armed, "a timer is armed on an ended case"


def _every_return_is_a_round(session: Any, case: Case) -> None:
    """As many rounds as corrections were asked for, and what is asked for stands open or is answered."""
    bodies = session.scalars(select(CaseEvent.body).where(CaseEvent.case_id == case.id))
    asked = sum(body.get("served", []).count("request_corrections") for body in bodies)
    assert 1 + asked == case.round, "a round is lost, or one too many"
    items = select(CorrectionItem.section).where(
        CorrectionItem.case_id == case.id, CorrectionItem.round == case.round, CorrectionItem.answered_at.is_(None)
    )
    standing = select(UserTask.element).where(UserTask.case_id == case.id, UserTask.closed_at.is_(None))
    if case.outcome is None:
        assert set(session.scalars(items)) <= set(session.scalars(standing)), "asked for, and nobody can answer it"


def _nothing_acknowledged_is_lost(session: Any, acknowledged: Mapping[str, str]) -> None:
    kept = {row.key: row.answer["digest"] for row in session.scalars(select(CommandKey))}
    assert dict(acknowledged).items() <= kept.items(), "acknowledged and lost"
    digests = {digest.hex() for digest in session.scalars(select(CaseEvent.digest))}
    assert set(kept.values()) <= digests, "a key without its work"
