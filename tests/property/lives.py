"""Random lives: people who open, answer, return, claim, hand over, change, withdraw, object and are late, in any order.

After every act the whole ledger of invariants is asked, and every answer compared with what was sent.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Any

import ledger
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from people import RETURNING, VERDICTS, People, World
from sqlalchemy import func, select

from workflows import cases
from workflows.model import db
from workflows.model.accounts import Person
from workflows.model.accreditation import PublicNotice
from workflows.model.facts import Answers
from workflows.model.process import UserTask
from workflows.steps.base_application.preparation import SECTIONS
from workflows.worker import run_due

BEGINNINGS = (
    "fill_unit_profile",
    "check_and_submit",
    "recommend_application",
    "accept_application",
    "check_preliminary_review",
    "declare_no_conflict",
    "score_application",
    "conclude_panel",
    "decide_in_meeting",
    "objection",
    "approve_accreditation",
)
PAUSES = (timedelta(hours=1), timedelta(days=1), timedelta(days=4), timedelta(days=15))
PICK = st.integers(0, 119)  # as wide as hypothesis draws evenly
SOME = st.sets(st.sampled_from(SECTIONS), min_size=1, max_size=4)
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)


class Lives(RuleBasedStateMachine):
    """One random life of one city with two or three applications."""

    world: World
    people: People

    @initialize(place=st.sampled_from(BEGINNINGS))
    def begin(self, place: str) -> None:
        self.people = People(self.world, place)

    # What people do

    @rule(unit=st.integers(0, 2))
    def open(self, unit: int) -> None:
        city = self.world.here.city
        self.people.attempt(lambda: self.people.driver.open(city.units[unit], city.batch_id))

    @rule(count=st.integers(1, 6))
    def go_on(self, count: int) -> None:
        """The first unit's case goes its good way for a while."""
        for _ in range(count):
            for task in self.people.standing()[:1]:
                self.people.act(task, 0, [])
                self.people.driver.at += timedelta(minutes=40)

    @rule(pick=PICK, verdict=PICK, sections=SOME)
    def judge(self, pick: int, verdict: int, sections: set[str]) -> None:
        """Somebody gives a verdict on the first unit's case, any verdict."""
        standing = self.people.standing()
        if standing:
            self.people.act(standing[pick % len(standing)], verdict, sorted(sections))

    @rule(sections=SOME)
    def give_back(self, sections: set[str]) -> None:
        """Whoever has the case gives some sections back to the applicant, if that is among the verdicts."""
        for task in self.people.standing()[:1]:
            verdicts = VERDICTS.get(task.element, ())
            for verdict in set(RETURNING) & set(verdicts):
                self.people.act(task, verdicts.index(verdict), sorted(sections))

    @rule(pick=PICK)
    def complete_what_somebody_closed_meanwhile(self, pick: int) -> None:
        closed = db.session.scalars(select(UserTask).where(UserTask.closed_at.is_not(None)).order_by(UserTask.id)).all()
        if closed:
            task_id, by = closed[pick % len(closed)].id, self.people.anybody(pick).id
            at = self.people.driver.at
            receipt = self.people.attempt(lambda: cases.complete_task(task_id, {}, by=by, at=at))
            assert receipt is None, "a closed task was closed again"

    @precondition(lambda self: self.people.sent)
    @rule(pick=PICK)
    def press_the_button_again(self, pick: int) -> None:
        people = self.people
        again, before = people.sent[pick % len(people.sent)], people.events()
        receipt = cases.complete_task(again.task_id, again.answers, by=again.by, at=people.driver.at, key=again.key)
        assert (again.receipt, before) == (receipt, people.events())

    @rule(how=st.sampled_from(("claim", "release", "hand_over")), pick=PICK, who=PICK, taker=PICK)
    def hold(self, how: str, pick: int, who: int, taker: int) -> None:
        def act(task: UserTask) -> None:
            at = self.people.driver.at
            by = self.people.anybody(who // 2) if who % 2 else self.people.driver.actor(task)
            if how == "hand_over":
                cases.hand_over(task.id, self.people.anybody(taker).id, "休假", by=by.id, at=at)
            else:
                (cases.claim if how == "claim" else cases.release)(task.id, by=by.id, at=at)

        self.people.at_any(pick, act)

    @rule(pick=PICK, words=WORDS)
    def keep_a_draft(self, pick: int, words: str) -> None:
        def keep(task: UserTask) -> None:
            by = self.people.driver.actor(task).id
            cases.save_draft(task.id, {"opinion": words}, by=by, at=self.people.driver.at)

        self.people.at_any(pick, keep)

    @rule(pick=PICK)
    def amend(self, pick: int) -> None:
        query = select(UserTask).where(UserTask.element.in_(SECTIONS), UserTask.closed_how == "completed")
        done = db.session.scalars(query.order_by(UserTask.id)).all()
        if done:
            task = done[pick % len(done)]
            person = db.session.get_one(Person, task.closed_by_id)
            answers = self.people.valid(task, person, 0, [])
            place, task_id, at = (task.case_id, task.element, task.item or ""), task.id, self.people.driver.at
            if answers and self.people.attempt(lambda: cases.amend_section(task_id, answers, by=person.id, at=at)):
                self.people.answered[place].append(answers)

    @rule(chance=st.integers(0, 9))
    def withdraw(self, chance: int) -> None:
        """Rarely, or a life would end before it has begun."""
        if chance in (3, 5):
            case = self.people.case() if chance == 3 else self.people.driver.case(self.world.here.neighbour_id)
            case_id, by, at = case.id, case.opened_by_id, self.people.driver.at
            self.people.attempt(lambda: cases.withdraw(case_id, "职能调整", by=by, at=at))

    @rule()
    def object(self) -> None:
        notice_id = db.session.scalar(select(func.max(PublicNotice.id)))
        if notice_id is not None:
            words = {"name": "云小川", "contact": "14000009001", "text": "面积不符", "evidence": ["照片"]}
            self.people.attempt(lambda: cases.object_to(notice_id, **words, at=self.people.driver.at))

    # What time does

    @rule(pause=st.sampled_from(PAUSES))
    def time_passes(self, pause: timedelta) -> None:
        self.people.driver.at += pause
        run_due(self.people.driver.at)
        assert run_due(self.people.driver.at) == 0, "something was left that is due"

    @rule(pause=st.sampled_from(PAUSES))
    def time_passes_while_the_worker_is_down(self, pause: timedelta) -> None:
        self.people.driver.at += pause

    # What always holds

    @invariant()
    def the_ledger_agrees(self) -> None:
        if hasattr(self, "people"):
            ledger.check(self.world.here.app, {sent.key: sent.receipt.digest for sent in self.people.sent})

    @invariant()
    def every_answer_is_kept_as_it_was_sent(self) -> None:
        if not hasattr(self, "people"):
            return
        kept: dict[tuple[int, str, str], list[Any]] = defaultdict(list)
        db.session.rollback()
        for case_id, element, item, content in db.session.execute(
            select(Answers.case_id, Answers.element, Answers.item, Answers.content).order_by(Answers.version)
        ):
            kept[case_id, element, item].append(content)
        assert dict(self.people.answered) == dict(kept)

    def teardown(self) -> None:
        db.session.remove()
