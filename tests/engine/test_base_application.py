"""The drawing of the application for accreditation: it loads, and every one of its four ends can be reached."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from workflows.engine import Drawing, NotArmed, NotAwaited, Snapshot, begin, complete, fire, read_drawing, send
from workflows.model.vocabulary import Role

from .walks import Everything

BPMN = Path(__file__).parents[2] / "bpmn" / "base_application.bpmn"

STEPS: Mapping[str, Mapping[str, Any]] = {
    "file_application": {"completeness": "complete"},
    "check_panel": {"panel_complete": True, "experts": ["wang", "li", "zhao"]},
    "compute_scores": {"spread_wide": False},
    "request_corrections": {"sections": ["fill_faculty"]},
}
ANSWERS: Mapping[str, Mapping[str, Any]] = {
    "sign_application": {"signature": "signed", "recommended": False},
    "recommend_application": {"recommendation": "agreed", "in_county": True},
    "endorse_application": {"endorsement": "agreed"},
    "accept_application": {"acceptance": "accepted"},
    "hand_in_volume": {"hand_in": "matched"},
    "review_preliminarily": {"preliminary": "passed"},
    "check_preliminary_review": {"second_check": "confirmed"},
    "draw_experts": {"declarers": ["wang", "li", "zhao"], "visit_needed": True},
    "conclude_panel": {"conclusion": "recommended"},
    "decide_in_meeting": {"meeting": "agreed"},
    "verify_objection": {"objection": "unfounded"},
    "approve_accreditation": {"approval": "approved"},
}


def serve(element: str, variables: Mapping[str, Any]) -> Mapping[str, Any]:
    return STEPS.get(element, {})


@pytest.fixture(scope="module")
def law() -> Drawing:
    return read_drawing(BPMN.read_bytes(), Everything(), Everything(), lanes=[role.value for role in Role])


class Case:
    """A case whose tasks are done by ANSWERS, except where a test answers differently."""

    def __init__(self, law: Drawing) -> None:
        self.law = law
        self.path: list[str] = []
        self.see(begin(law, {"sections": ["fill_faculty", "list_rules"]}, serve))

    def see(self, now: Snapshot) -> None:
        self.now = now
        self.path.extend(now.passed)

    def complete(self, element: str, **variables: Any) -> None:
        task = next(task for task in self.now.tasks if task.element == element)
        answers = {**ANSWERS.get(element, {}), **variables}
        self.see(complete(self.law, self.now.state, task.id, answers, serve))

    def go_to(self, element: str) -> None:
        while element not in self.open() and self.now.ended is None and self.now.tasks:
            self.complete(self.now.tasks[0].element)

    def fire(self, element: str) -> None:
        timer = next(timer for timer in self.now.timers if timer.element == element)
        self.see(fire(self.law, self.now.state, timer.id, serve))

    def open(self) -> list[str]:
        return [task.element for task in self.now.tasks]

    def armed(self) -> dict[str, str]:
        return {timer.element: timer.due_expression for timer in self.now.timers}


@pytest.fixture
def case(law: Drawing) -> Case:
    return Case(law)


def test_every_user_task_has_a_lane_and_a_term(law: Drawing) -> None:
    tasks = [element for element in law.elements.values() if element.kind == "userTask"]
    assert [] == [task.id for task in tasks if not task.lane or not (task.term or task.due)]


def test_the_sections_of_the_application_are_open_together_and_belong_to_the_applicant(case: Case) -> None:
    assert ["fill_faculty", "list_rules"] == case.open()
    assert {"preparation_deadline": "preparation_due"} == case.armed()
    assert "APPLICANT" == case.law.elements["fill_faculty"].lane
    assert "prepare_application" == case.law.elements["fill_faculty"].parent


def test_an_application_that_everybody_agrees_to_is_accredited(case: Case) -> None:
    case.go_to("score_application")
    assert ["wang", "li", "zhao"] == [task.item for task in case.now.tasks]
    assert frozenset() == case.now.awaits  # the panel has met, nobody can withdraw any more
    case.go_to("nothing else")
    assert {"notice_expiry": "notice_ends"} == case.armed()
    assert frozenset({"objection"}) == case.now.awaits
    case.fire("notice_expiry")
    case.go_to("award_plaque")
    assert "register_base" in case.path
    case.complete("award_plaque")
    assert "accredited" == case.now.ended
    assert ((), (), frozenset()) == (case.now.tasks, case.now.timers, case.now.awaits)


def test_the_applicant_may_withdraw_until_the_panel_has_met(case: Case) -> None:
    case.go_to("draw_experts")
    case.see(send(case.law, case.now.state, "withdrawal", {}, serve))
    assert "withdrawn" == case.now.ended
    assert ["withdrawal_requested", "record_withdrawal", "withdrawn"] == case.path[-3:]


def test_after_the_panel_has_met_a_withdrawal_comes_too_late(case: Case) -> None:
    case.go_to("score_application")
    with pytest.raises(NotAwaited):
        send(case.law, case.now.state, "withdrawal", {}, serve)


def test_an_application_lapses_when_its_preparation_is_overdue(case: Case) -> None:
    case.complete("fill_faculty")
    case.fire("preparation_deadline")
    assert "lapsed" == case.now.ended
    assert "record_lapse" in case.path


def test_the_deadline_of_the_preparation_is_gone_after_submission(case: Case) -> None:
    deadline = case.now.timers[0].id
    case.go_to("sign_application")
    assert {"signature_overdue": "due"} == case.armed()
    with pytest.raises(NotArmed):
        fire(case.law, case.now.state, deadline, serve)


@pytest.mark.parametrize(
    ("element", "verdict"),
    [
        ("recommend_application", {"recommendation": "disagreed"}),
        ("accept_application", {"acceptance": "refused"}),
        ("check_preliminary_review", {"preliminary": "refused"}),
        ("conclude_panel", {"conclusion": "rejected"}),
        ("decide_in_meeting", {"meeting": "refused"}),
        ("verify_objection", {"objection": "founded"}),
        ("approve_accreditation", {"approval": "refused"}),
    ],
)
def test_a_refusal_writes_a_refusal_and_ends(case: Case, element: str, verdict: Mapping[str, Any]) -> None:
    case.go_to(element)
    if case.now.awaits == {"objection"} and element == "verify_objection":
        case.see(send(case.law, case.now.state, "objection", {}, serve))
    elif "notice_expiry" in case.armed():
        case.fire("notice_expiry")
    case.complete(element, **verdict)
    assert "refused" == case.now.ended
    assert ["refusal", "write_refusal", "refused"] == case.path[-3:]


def test_a_returned_application_opens_only_what_must_be_corrected(case: Case) -> None:
    case.go_to("accept_application")
    case.complete("accept_application", acceptance="returned")
    assert ["fill_faculty"] == case.open()
    case.go_to("sign_application")
    assert ["sign_application"] == case.open()


def test_an_overdue_task_stays_open_and_is_told_once(case: Case) -> None:
    case.go_to("sign_application")
    before = case.now.tasks
    case.fire("signature_overdue")
    assert before == case.now.tasks
    assert {} == case.armed()
    case.go_to("award_plaque")
    assert 1 == case.path.count("signature_overdue_told")
