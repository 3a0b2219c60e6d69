"""An expert who does not act is replaced by the same public draw; knows no page and no term."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from workflows import engine, policy
from workflows.cases.events import Act
from workflows.cases.holding import open_task, person_of
from workflows.cases.moving import Movement
from workflows.cases.receipts import Receipt, receipt_of
from workflows.model.accreditation import Panel, PanelSeat
from workflows.model.process import UserTask
from workflows.model.refusals import NotNow, NotYours
from workflows.model.transaction import transaction
from workflows.roster import open_panel
from workflows.steps import Move
from workflows.steps.base_application.panel import draw_experts


def replace_expert(task_id: int, reason: str, *, by: int, at: datetime, has_stated: bool = False) -> Receipt:
    """Excuse an expert from the panel and draw another for the free seat (domain 5.3 row 11, R-104, R-114).

    While statements are signed the new expert signs one too; once scoring has begun the section vouches with
    `has_stated` that the new expert's statement of no conflict is there in writing, and the event keeps it.
    Raises NotYours to anybody but the section, NotNow elsewhere or without the statement, NotEnoughExperts.
    """
    with transaction() as session:
        moving, task = open_task(session, task_id, by, at)
        if not policy.may_replace(person_of(moving), task):
            raise NotYours(task.assignee.name if task.assignee else None)
        if policy.needs_statement(task) and not has_stated:
            raise NotNow(tuple(moving.standing()))
        seated = _give_seat(session, moving, task, reason)
        snapshot = _change_instances(moving, task, [seat.person.public_id for seat in seated])
        moving.settle(snapshot, _act(moving, task, reason, seated))
        return receipt_of(moving, task)


def _give_seat(session: Session, moving: Movement, task: UserTask, reason: str) -> list[PanelSeat]:
    """The seat is free again and drawn for; with a seat that another declined meanwhile, both are."""
    panel = open_panel(session, moving.case.id)
    left = next((seat for seat in panel.seats if seat.person_id == task.assignee_id), None) if panel else None
    if panel is None or left is None:
        raise NotNow(tuple(moving.standing()))
    left.accepted_at, left.declined_at, left.reason = None, moving.at, reason
    drawn = draw_experts(_draw_again(session, moving, task, panel))["declarers"]
    session.flush()
    session.refresh(panel, ["seats"])
    seated = [seat for seat in panel.seats if seat.person.public_id in drawn]
    if policy.needs_statement(task):
        for seat in seated:
            seat.accepted_at = moving.at
    _pass_the_head_on(panel, left)
    return seated


def _draw_again(session: Session, moving: Movement, task: UserTask, panel: Panel) -> Move:
    """The draw as the section ordered it; whoever was left out of one draw is left out of this one."""
    move = Move(
        session, moving.case, task.element, moving.at, moving.by, moving.parameters, moving.law.tables, {}, task
    )
    rows = [row for one in panel.draws for row in one.excluded]
    excluded = [{"expert": row["person"], "excluded_for": row["reason"]} for row in rows]
    return replace(move, answers={**move.latest("draw_experts"), "excluded": excluded})


def _pass_the_head_on(panel: Panel, left: PanelSeat) -> None:
    """A panel that was led by who leaves is led by the first who has signed."""
    if left.is_head:
        left.is_head = False
        next(seat for seat in panel.seats if seat.accepted_at is not None).is_head = True


def _change_instances(moving: Movement, task: UserTask, drawn: list[str]) -> engine.Snapshot:
    """First who comes, then who goes, so that the panel does not close in between."""
    drawing, state = moving.law.drawing, moving.case.state
    for expert in drawn:
        state = engine.enlist(drawing, state, task.element, expert, moving.serve).state
    return engine.excuse(drawing, state, task.engine_id, moving.serve)


def _act(moving: Movement, task: UserTask, reason: str, seated: list[PanelSeat]) -> Act:
    body = {
        "left": task.assignee.name if task.assignee else None,
        "to": "、".join(seat.person.name for seat in seated),
        "has_stated": policy.needs_statement(task),
    }
    return Act("replaced", moving.at, moving.by, task.element, task.id, why=reason, body=body)
