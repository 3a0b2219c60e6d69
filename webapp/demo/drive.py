"""Drives real cases by the real commands with the forms' example answers; the demonstration and the tests share it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from forms import FORMS, Facts
from webapp.demo.samples import examined_sample
from workflows import cases, inbox
from workflows.filestore import FileStore
from workflows.model import clock, db
from workflows.model.accounts import Person
from workflows.model.facts import DossierEdition
from workflows.model.process import Case, TaskOpen, TaskQueue, Timer, UserTask
from workflows.model.vocabulary import Role
from workflows.roster import holders
from workflows.worker import bind_dossier

Overrides = Mapping[str, Mapping[str, Any]]


class InvalidExample(AssertionError):
    """An example that its own form refuses; the message names element and faults."""


class Driver:
    """One case and the people around it, moved through time; every answer goes through its form."""

    def __init__(self, store: FileStore, at: datetime, pace: timedelta = timedelta(hours=3)) -> None:
        self.store, self.at, self.pace = store, at, pace
        self._files: dict[tuple[int, str], str] = {}

    def open(self, org_id: int, batch_id: int) -> str:
        """A clerk of the unit opens an application; returns the case's public id."""
        clerk = holders(db.session(), f"{Role.APPLICANT}@org:{org_id}")[0]
        return cases.open_case("base_application", org_id=org_id, batch_id=batch_id, by=clerk.id, at=self.at).case

    def advance(self, case_id: str, until: str | None, answers: Overrides | None = None) -> Case:
        """Do task after task, each by a person who may, until the case stands at `until` or has ended.

        `answers` replaces values of the examples by element. Time passes between the acts, and what falls due
        on the way falls due.
        """
        for _ in itertools.repeat(None, 400):
            case = self.case(case_id)
            standing = self.standing(case)
            if case.outcome is not None or (until is not None and until in [task.element for task in standing]):
                return case
            if until in case.awaits:
                return case
            if standing:
                self.complete(standing[0], (answers or {}).get(standing[0].element, {}))
                self.wait(case_id, self.pace)
            else:
                self.wait_for_next(case_id)
        raise AssertionError(f"{case_id} never came to {until}")

    def complete(
        self, task: UserTask, changes: Mapping[str, Any] | None = None, by: Person | None = None
    ) -> cases.Receipt:
        """One task with the example of its form, changed where asked."""
        self.bind_editions(task.case_id)
        person = by or self.actor(task)
        given = self.answers_for(task, person) | dict(changes or {})
        facts = Facts(**inbox.form_facts(db.session(), task, person, self.at))
        form = FORMS[task.element].bind(None, given, facts)
        if not form.validate():
            raise InvalidExample(f"{task.element}: {[(fault.pointer, fault.message) for fault in form.faults()]}")
        return cases.complete_task(task.id, form.answers(), by=person.id, at=self.at)

    def answers_for(self, task: UserTask, person: Person) -> dict[str, Any]:
        """The form's example as this unit, this day and this edition would have it."""
        today = clock.today(self.at)
        answers = FORMS[task.element].example(on=today, file=lambda slug: self.upload(person, slug))
        facts = inbox.form_facts(db.session(), task, person, self.at)
        fitted = _FITTED.get(task.element)
        return answers | fitted({**facts, "org": task.case.org}) if fitted else answers

    def upload(self, person: Person, slug: str) -> str:
        """The sample page under the name of the slug, stored like any other upload, once per person."""
        key = (person.id, slug)
        if key not in self._files:
            sample = replace(examined_sample(), name=f"{slug}.pdf")
            sha256 = self.store.put(sample.content)
            self._files[key] = cases.register_file(sample, sha256, by=person.id, at=self.at)
        return self._files[key]

    def actor(self, task: UserTask) -> Person:
        """Who does it: the holder, else the first of the tray whom the separation of duties allows."""
        if task.assignee_id is not None:
            return db.session.get_one(Person, task.assignee_id)
        queues = db.session.scalars(select(TaskQueue.queue).where(TaskQueue.task_id == task.id)).all()
        tray = next(queue for queue in queues if queue.startswith(f"{task.role}@"))
        return holders(db.session(), tray)[0]

    def wait(self, case_id: str, length: timedelta) -> None:
        """Time passes for this case: its timers that fall due happen, in order."""
        self.at += length
        for timer_id in self._due(case_id):
            cases.fire_timer(timer_id, self.at)

    def wait_for_next(self, case_id: str) -> None:
        """Sleep until the next drawn timer of the case, when nobody has a turn."""
        query = _armed(self.case(case_id).id).order_by(Timer.due_at)
        timer = db.session.scalars(query).first()
        assert timer is not None, "nobody has a turn and no timer is armed"  # noqa: S101
        self.at = max(self.at, timer.due_at)
        self.wait(case_id, timedelta(0))

    def bind_editions(self, case_id: int) -> None:
        """Do the binding job now instead of in the background."""
        query = select(DossierEdition.id).where(DossierEdition.case_id == case_id, DossierEdition.made_at.is_(None))
        for edition_id in db.session.scalars(query).all():
            bind_dossier(edition_id)

    def case(self, public_id: str) -> Case:
        return db.session.scalars(select(Case).where(Case.public_id == public_id)).one()

    def standing(self, case: Case) -> Sequence[UserTask]:
        query = select(UserTask).join(TaskOpen, TaskOpen.task_id == UserTask.id).where(UserTask.case_id == case.id)
        return db.session.scalars(query.order_by(UserTask.id)).all()

    def _due(self, case_id: str) -> list[int]:
        query = _armed(self.case(case_id).id).where(Timer.due_at <= self.at).order_by(Timer.due_at, Timer.id)
        return [timer.id for timer in db.session.scalars(query)]


def _armed(case_id: int) -> Any:
    return select(Timer).where(Timer.case_id == case_id, Timer.fired_at.is_(None), Timer.cancelled_at.is_(None))


def _profile(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The profile as this organisation is registered: its name, nature, county, department and proof."""
    org = facts["org"]
    public = org.org_type == "PUBLIC_INSTITUTION"
    departments = [code for code, _ in facts["choices"]["departments"]]
    own = org.supervising_id and db.session.get_one(type(org), org.supervising_id).public_id
    licence = {
        "license_name": "民办学校办学许可证",
        "license_no": "教民150100示例001号",
        "license_authority": "呼和浩特市示例教育局",
        "license_valid_from": "2020-01-01",
    }
    approval = ("func_doc_authority", "func_doc_no", "func_doc_date")
    return {
        "org_name": org.name,
        "org_type": org.org_type,
        "uscc": org.uscc or ("12150199MB0A00018F" if public else "91150199MA0Q00019F"),
        "district_code": org.district_code,
        "supervising_dept": own or departments[0],
        **({} if public else {**licence, **dict.fromkeys(approval)}),
    }


def _proof(facts: Mapping[str, Any]) -> dict[str, Any]:
    public = facts["org"].org_type == "PUBLIC_INSTITUTION"
    licence = {"kind": "LICENCE", "authority": "呼和浩特市示例教育局", "doc_name": "民办学校办学许可证"}
    return {} if public else licence


def _volume(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {"edition": facts["task"]["edition"], "sha256_prefix": facts["task"]["sha256"][:16]}


_FITTED: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "fill_unit_profile": _profile,
    "attach_qualification": _proof,
    "hand_in_volume": _volume,
}
