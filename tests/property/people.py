"""Random people: whoever has a task does it with some verdict; remembers what was sent. Knows no hypothesis."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pysqlite3.dbapi2
from sqlalchemy import func, select
from standing import Stand

from forms import FORMS, Facts
from webapp.demo import Driver
from workflows import cases, inbox
from workflows.model import db
from workflows.model.accounts import Person
from workflows.model.facts import Answers
from workflows.model.process import Case, CaseEvent, UserTask
from workflows.model.refusals import Refusal

LOGINS = ("applicant", "lead", "unit02", "dept", "clerk", "clerk2", "reviewer", "section", "leader", "expert1")
REASONED = ("returned", "refused", "disagreed", "sent_back", "declined", "founded", "rectify", "rejected")
RETURNING = ("returned", "rectify")


@dataclass
class World:
    """The open application, and how it is put back to a place."""

    here: Stand
    places: Path

    def put_back(self, place: str) -> None:
        db.session.remove()
        live = pysqlite3.dbapi2.connect(str(self.here.settings.data_dir / "jijiao.sqlite3"), timeout=30)
        kept = pysqlite3.dbapi2.connect(str(self.places / place / "jijiao.sqlite3"))
        kept.backup(live)
        kept.close()
        live.close()


@dataclass(frozen=True)
class Sent:
    """A submission that was accepted, and its receipt."""

    task_id: int
    answers: dict[str, Any]
    by: int
    key: str
    receipt: cases.Receipt


class People:
    """The people of one city, and a model of what they have sent."""

    def __init__(self, world: World, place: str) -> None:
        world.put_back(place)
        self.world = world
        self.sent: list[Sent] = []
        self.answered: dict[tuple[int, str, str], list[Any]] = defaultdict(list)
        at = db.session.scalar(select(func.max(CaseEvent.at)))
        self.driver = Driver(world.here.driver.store, at + timedelta(hours=1))
        for row in db.session.scalars(select(Answers).order_by(Answers.version)):
            self.answered[row.case_id, row.element, row.item].append(row.content)

    def case(self) -> Case:
        """The first unit's latest application."""
        query = select(Case).where(Case.org_id == self.world.here.city.units[0]).order_by(Case.id.desc())
        return db.session.scalars(query).first()

    def standing(self) -> Sequence[UserTask]:
        return self.driver.standing(self.case())

    def act(self, task: UserTask, verdict: int, sections: list[str]) -> None:
        self.driver.bind_editions(task.case_id)
        person = self.driver.actor(task)
        answers = self.valid(task, person, verdict, sections)
        if answers is not None:
            self.send(task, answers, person.id)

    def any_open(self, pick: int) -> UserTask | None:
        standing = db.session.scalars(select(UserTask).where(UserTask.closed_at.is_(None)).order_by(UserTask.id)).all()
        return standing[pick % len(standing)] if standing else None

    def at_any(self, pick: int, act: Callable[[UserTask], None]) -> None:
        task = self.any_open(pick)
        if task is not None:
            self.attempt(lambda: act(task))

    def anybody(self, pick: int) -> Person:
        return self.world.here.person(LOGINS[pick % len(LOGINS)])

    def send(self, task: UserTask, answers: dict[str, Any], by: int) -> None:
        place, task_id, key = (task.case_id, task.element, task.item or ""), task.id, f"key-{len(self.sent)}"
        receipt = self.attempt(lambda: cases.complete_task(task_id, answers, by=by, at=self.driver.at, key=key))
        if receipt is not None:
            self.answered[place].append(answers)
            self.sent.append(Sent(task_id, answers, by, key, receipt))

    def attempt(self, act: Callable[[], Any]) -> Any:
        """The answer, or None when the house said no; then nothing was written but a deadline that had passed."""
        before = self.events()
        try:
            return act()
        except Refusal:
            db.session.rollback()
            assert {"fired"} >= set(self.verbs_after(before)), "a refusal wrote something"
            return None

    def events(self) -> int:
        db.session.rollback()
        return db.session.scalar(select(func.coalesce(func.max(CaseEvent.id), 0)))

    def verbs_after(self, event_id: int) -> list[str]:
        return list(db.session.scalars(select(CaseEvent.verb).where(CaseEvent.id > event_id)))

    def valid(self, task: UserTask, person: Person, verdict: int, sections: list[str]) -> dict[str, Any] | None:
        """The example with one of the verdicts; what a form does not ask after that verdict is left out."""
        facts = Facts(**inbox.form_facts(db.session(), task, person, self.driver.at))
        answers = self.driver.answers_for(task, person) | _verdict(task.element, verdict, sections)
        for _ in range(2):
            form = FORMS[task.element].bind(None, answers, facts)
            if form.validate():
                return form.answers()
            faulty = {fault.pointer.split("/")[1] for fault in form.faults()}
            answers = {name: value for name, value in answers.items() if name not in faulty}
        return None


def _verdict(element: str, pick: int, sections: list[str]) -> dict[str, Any]:
    """A verdict that the form offers; 0 is the one that carries the case on."""
    offered = VERDICTS.get(element, ())
    if not offered:
        return {}
    chosen = offered[pick % len(offered)]
    corrections = [{"section": section, "item": None, "kind": "MISSING", "text": "请补充。"} for section in sections]
    return {
        "verdict": chosen,
        **({"reason": "说明理由。"} if chosen in REASONED else {}),
        **({"corrections": corrections} if chosen in RETURNING else {}),
    }


VERDICTS = {
    "sign_application": ("signed", "returned"),
    "recommend_application": ("agreed", "returned", "disagreed"),
    "endorse_application": ("agreed", "returned"),
    "accept_application": ("accepted", "returned", "refused"),
    "hand_in_volume": ("matched", "returned"),
    "review_preliminarily": ("passed", "returned", "refused"),
    "check_preliminary_review": ("confirmed", "sent_back"),
    "declare_no_conflict": ("accepted", "declined"),
    "conclude_panel": ("recommended", "rectify", "rejected"),
    "decide_in_meeting": ("agreed", "sent_back", "refused"),
    "verify_objection": ("unfounded", "founded"),
    "approve_accreditation": ("approved", "sent_back", "refused"),
}
