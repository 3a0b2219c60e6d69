"""What each construct of a drawing does, told move by move."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from workflows.engine import (
    BadVariable,
    CannotDecide,
    Drawing,
    ForeignState,
    NotArmed,
    NotAwaited,
    NotOpen,
    Runaway,
    Snapshot,
    begin,
    complete,
    enlist,
    excuse,
    fire,
    look,
    send,
    stop,
)

from .walks import DRAWINGS, drawing


class Case:
    """A case told by element names instead of ids."""

    def __init__(self, name: str, **variables: Any) -> None:
        self.drawing = drawing(name)
        self.served: list[str] = []
        self.now: Snapshot = begin(self.drawing, variables, self.serve)

    def serve(self, element: str, variables: Mapping[str, Any]) -> Mapping[str, Any]:
        self.served.append(element)
        return {}

    def task(self, element: str, item: str | None = None) -> str:
        return next(task.id for task in self.now.tasks if (task.element, task.item) == (element, item))

    def timer(self, element: str) -> str:
        return next(timer.id for timer in self.now.timers if timer.element == element)

    def do(self, element: str, item: str | None = None, **variables: Any) -> Case:
        self.now = complete(self.drawing, self.now.state, self.task(element, item), variables, self.serve)
        return self

    def fire(self, element: str) -> Case:
        self.now = fire(self.drawing, self.now.state, self.timer(element), self.serve)
        return self

    def send(self, message: str, **variables: Any) -> Case:
        self.now = send(self.drawing, self.now.state, message, variables, self.serve)
        return self

    def open(self) -> list[str]:
        return [f"{task.element}:{task.item}" if task.item else task.element for task in self.now.tasks]

    def armed(self) -> list[str]:
        return [timer.element for timer in self.now.timers]


def test_only_the_variables_passed_become_variables() -> None:
    case = Case("loop", year=2022).do("write", title="继续教育")
    assert {"year": 2022, "title": "继续教育"} == case.now.variables


def test_ids_stay_the_same_as_long_as_the_task_is_open_and_never_come_back() -> None:
    case = Case("parallel")
    before = {task.element: task.id for task in case.now.tasks}
    case.do("draft").fire("price_overdue")
    assert {"price": before["price"], "plan": before["plan"]} == {task.element: task.id for task in case.now.tasks}
    seen = set(before.values())
    for _ in range(3):
        case.do("price").do("approve_price", cheap=False)
        assert case.task("price") not in seen
        seen.add(case.task("price"))


def test_a_state_is_only_looked_at_without_being_changed() -> None:
    case = Case("preparation", sections=["alpha", "beta"])
    seen = look(case.drawing, case.now.state)
    assert (case.now.state, case.now.tasks, case.now.timers) == (seen.state, seen.tasks, seen.timers)


def test_the_same_moves_give_the_same_bytes() -> None:
    one, other = (Case("rework", sections=["beta"], experts=["a", "b"]).do("beta").do("submit") for _ in range(2))
    assert one.now.state == other.now.state


@pytest.mark.parametrize("task", ["1", "99", "", "write"])
def test_a_task_that_is_not_open_cannot_be_done(task: str) -> None:
    case = Case("loop").do("write")
    with pytest.raises(NotOpen):
        complete(case.drawing, case.now.state, task, {}, case.serve)


def test_a_timer_is_no_task_and_a_task_no_timer() -> None:
    case = Case("loop")
    with pytest.raises(NotOpen):
        complete(case.drawing, case.now.state, case.timer("write_overdue"), {}, case.serve)
    with pytest.raises(NotArmed):
        fire(case.drawing, case.now.state, case.task("write"), case.serve)


def test_a_boundary_timer_names_its_task_and_its_due() -> None:
    case = Case("loop")
    (timer,) = case.now.timers
    assert (case.task("write"), "due") == (timer.task_id, timer.due_expression)
    case.do("write")
    assert [("check_overdue", case.task("check"), "check_due")] == [
        (timer.element, timer.task_id, timer.due_expression) for timer in case.now.timers
    ]


def test_a_timer_that_does_not_interrupt_starts_a_side_flow_once() -> None:
    case = Case("loop").do("write").fire("check_overdue")
    assert (["check", "urge"], []) == (case.open(), case.armed())
    case.do("check", verdict="good")
    assert "printed" == case.now.ended  # a terminate end event ends the side flow too


def test_a_side_flow_may_outlive_its_task() -> None:
    case = Case("loop").do("write").fire("check_overdue").do("check", verdict="bad")
    assert ["write", "urge"] == case.open()
    case.do("urge")
    assert ["write"] == case.open()


def test_a_timer_that_interrupts_takes_the_task_away() -> None:
    case = Case("deadlines").fire("offer_overdue").fire("offer_expired")
    assert (["judge"], ["record_expiry"]) == (case.open(), case.served)
    assert ("offer_expired", "record_expiry", "offer_over") == case.now.passed
    case.fire("judge_expired")
    assert (["replace"], ["replace_overdue"]) == (case.open(), case.armed())


def test_doing_a_task_takes_its_timers_away() -> None:
    case = Case("deadlines")
    gone = case.timer("offer_expired")
    case.do("offer")
    with pytest.raises(NotArmed):
        fire(case.drawing, case.now.state, gone, case.serve)


def test_a_parallel_join_waits_for_every_branch_in_every_round() -> None:
    case = Case("parallel")
    for _ in range(3):
        case.do("plan").do("draft").do("price")
        assert ["approve_price"] == case.open()
        case.do("approve_price", cheap=True)
        assert ["sum_up"] == case.open()
        case.do("sum_up", final=False)
    case.do("price").do("approve_price", cheap=False)
    assert ["draft", "price", "plan"] == case.open()


def test_an_inclusive_gateway_waits_for_the_branches_it_opened() -> None:
    case = Case("sections", sections=["alpha", "gamma", "delta"])
    assert ["alpha", "gamma", "delta"] == case.open()
    case.do("gamma").do("alpha")
    assert ["delta"] == case.open()
    case.do("delta")
    assert ["submit"] == case.open()
    case.do("submit", final=False, sections=[])
    assert ["submit"] == case.open()


def test_an_inclusive_join_waits_for_a_token_that_goes_round_before_it() -> None:
    case = Case("sections", sections=["alpha", "beta"]).do("alpha").do("beta").do("beta_more", cheap=False)
    assert ["beta"] == case.open()
    case.do("beta").do("beta_more", cheap=True)
    assert ["submit"] == case.open()


def test_a_panel_opens_one_task_per_item_and_again_in_the_next_round() -> None:
    case = Case("panel", experts=["王", "李"], voters=[])
    for _ in range(3):
        assert ["score:王", "score:李"] == case.open()
        assert ["score_overdue"] == case.armed()
        case.do("score", "李").fire("score_overdue").do("score", "王")
        assert ["conclude"] == case.open()
        case.do("conclude", final=False)
    assert 3 == case.served.count("compute")


def test_a_panel_is_done_when_its_condition_holds() -> None:
    case = Case("panel", experts=[], voters=["a", "b", "c"]).do("vote", "c")
    assert ["vote:a", "vote:b"] == case.open()
    case.do("vote", "a")
    assert (["conclude"], []) == (case.open(), case.armed())


def test_a_deadline_takes_the_rest_of_a_panel_away() -> None:
    case = Case("panel", experts=[], voters=["a", "b", "c"]).do("vote", "b").fire("vote_expired")
    assert ["conclude"] == case.open()


def test_somebody_can_be_added_to_a_panel_and_excused_from_it() -> None:
    case = Case("panel", experts=["a"], voters=[])
    case.now = enlist(case.drawing, case.now.state, "score", "b", case.serve)
    assert ["score:a", "score:b"] == case.open()
    case.do("score", "a")
    case.now = excuse(case.drawing, case.now.state, case.task("score", "b"), case.serve)
    assert ["conclude"] == case.open()
    with pytest.raises(NotOpen):
        enlist(case.drawing, case.now.state, "score", "c", case.serve)
    with pytest.raises(NotOpen):
        excuse(case.drawing, case.now.state, case.task("conclude"), case.serve)


@pytest.mark.parametrize("experts", [None, "abc", ["a", "a"], [1, 2], [["a"]], [str(n) for n in range(51)]])
def test_a_panel_needs_a_list_of_at_most_50_different_texts(experts: Any) -> None:
    with pytest.raises(BadVariable, match="score"):
        Case("panel", experts=experts, voters=[])


def test_a_deadline_interrupts_a_sub_process_with_everything_in_it() -> None:
    case = Case("preparation", sections=["alpha", "beta"])
    assert ["alpha", "beta"] == case.open()
    case.fire("preparation_warning").fire("preparation_deadline")
    assert ("lapsed", ["record_lapse"], []) == (case.now.ended, case.served, case.open())


def test_a_deadline_inside_a_sub_process_interrupts_only_the_inner_one() -> None:
    case = Case("preparation", sections=["alpha", "beta"]).fire("inner_expired")
    assert (["alpha"], ["preparation_deadline", "preparation_warning"]) == (case.open(), case.armed())
    assert ["submit"] == case.do("alpha").open()


def test_content_of_a_sub_process_inherits_its_lane_unless_it_is_listed_itself() -> None:
    elements = drawing("preparation").elements
    assert {
        "prepare": "APPLICANT",
        "inner": "HELPER",
        "alpha": "CLERK",
        "submitted": "APPLICANT",
        "inner_done": "HELPER",
    } == {name: elements[name].lane for name in ("prepare", "inner", "alpha", "submitted", "inner_done")}
    assert (None, "prepare", "inner") == (elements["judge"].parent, elements["inner"].parent, elements["beta"].parent)


def test_a_message_ends_the_case_from_any_place() -> None:
    case = Case("events").send("withdrawal", reason="已撤回")
    assert "withdrawn" == case.now.ended
    assert {"reason": "已撤回"} == case.now.variables
    assert ("withdrawal_window", "withdrawal_requested", "record_withdrawal", "withdrawn") == case.now.passed


def test_a_signal_inside_the_case_closes_the_window() -> None:
    case = Case("events").do("hand_in")
    assert frozenset({"objection"}) == case.now.awaits
    with pytest.raises(NotAwaited):
        case.send("withdrawal")


def test_an_event_gateway_takes_the_first_event_and_forgets_the_others() -> None:
    case = Case("events").do("hand_in").send("objection")
    assert (["verify"], [], frozenset()) == (case.open(), case.armed(), case.now.awaits)
    case.do("verify", final=False).send("objection").do("verify", final=False)
    assert ["notice_expiry"] == case.armed()
    case.fire("notice_expiry")
    assert (frozenset({"word"}), ("notice_period", "notice_expiry")) == (case.now.awaits, case.now.passed)
    assert "accredited" == case.send("word").do("approve").now.ended


def test_an_ended_case_takes_no_move() -> None:
    case = Case("events")
    task, timer = case.task("hand_in"), case.timer("hand_in_overdue")
    case.send("withdrawal")
    with pytest.raises(NotOpen):
        complete(case.drawing, case.now.state, task, {}, case.serve)
    with pytest.raises(NotArmed):
        fire(case.drawing, case.now.state, timer, case.serve)
    with pytest.raises(NotAwaited):
        send(case.drawing, case.now.state, "withdrawal", {}, case.serve)
    with pytest.raises(NotOpen):
        stop(case.drawing, case.now.state, "twice")


def test_a_case_can_be_stopped_from_outside() -> None:
    case = Case("preparation", sections=["beta"])
    case.now = stop(case.drawing, case.now.state, "entered by mistake")
    assert ("entered by mistake", [], []) == (case.now.ended, case.open(), case.armed())
    assert case.now == look(case.drawing, case.now.state)


@pytest.mark.parametrize(
    "variables",
    [
        {"len": 1},
        {"_x": 1},
        {"__builtins__": {}},
        {"a b": 1},
        {"if": 1},
        {"x": {1}},
        {"x": datetime(2022, 7, 1, tzinfo=UTC)},
        {"x": object()},
    ],
)
def test_a_variable_that_cannot_be_kept_is_refused(variables: dict[str, Any]) -> None:
    case = Case("loop")
    with pytest.raises(BadVariable):
        complete(case.drawing, case.now.state, case.task("write"), variables, case.serve)


def test_a_condition_without_its_variable_is_an_error_and_no_guess() -> None:
    case = Case("loop").do("write")
    with pytest.raises(CannotDecide, match=r"is_good: verdict == .good.: name 'verdict' is not defined"):
        case.do("check")


def test_an_error_of_a_step_comes_through_unchanged_and_leaves_the_bytes_good() -> None:
    case = Case("deadlines")
    before = case.now

    def fails(element: str, variables: Mapping[str, Any]) -> Mapping[str, Any]:
        raise PermissionError(element)

    with pytest.raises(PermissionError, match="record_expiry"):
        fire(case.drawing, before.state, case.timer("offer_expired"), fails)
    assert ["judge"] == case.fire("offer_expired").open()


def test_a_step_sees_the_variables_and_cannot_change_them_by_hand() -> None:
    case = Case("deadlines", year=2022)

    def meddles(element: str, variables: Mapping[str, Any]) -> Mapping[str, Any]:
        assert {"year": 2022} == variables
        variables["year"] = 1999  # type: ignore[index]
        return {"expired": True}

    now = fire(case.drawing, case.now.state, case.timer("offer_expired"), meddles)
    assert {"year": 2022, "expired": True} == now.variables


def test_a_case_that_goes_round_by_itself_is_stopped() -> None:
    with pytest.raises(Runaway):
        xml = (DRAWINGS / "panel.bpmn").read_bytes()
        whirl = Drawing.restore(xml.replace(b'<bpmn:userTask id="conclude" />', b'<bpmn:serviceTask id="conclude" />'))
        begin(whirl, {"experts": [], "voters": [], "final": False}, lambda element, variables: {})


def test_a_foreign_state_is_refused() -> None:
    case = Case("loop")
    document = orjson.loads(case.now.state)
    for wrong in ({**document, "v": 2}, {**document, "v": None}, [], {"serializer_version": "1.1"}):
        with pytest.raises(ForeignState):
            look(case.drawing, orjson.dumps(wrong))
    with pytest.raises(ForeignState):
        look(drawing("panel"), case.now.state)


def test_a_drawing_is_stored_as_it_was_drawn_and_kept_once_per_process() -> None:
    one = drawing("rework")
    assert one is Drawing.restore(one.dump())
    assert (DRAWINGS / "rework.bpmn").read_bytes() == one.dump()
    flow = one.flows[0]
    assert ("round", "prepare") in [(flow.source, flow.target) for flow in one.flows]
    assert flow.id.startswith(flow.source)
