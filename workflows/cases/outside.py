"""Messages from outside a task: the applicant withdraws, the public objects to a notice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from workflows import engine
from workflows.cases.events import Act, record
from workflows.cases.firing import let_passed_deadlines_happen
from workflows.cases.keys import Sending, once, subject_of
from workflows.cases.moving import Movement, movement
from workflows.cases.receipts import Receipt, receipt_of
from workflows.model.accounts import org_scope, queue
from workflows.model.accreditation import Objection, PublicNotice
from workflows.model.refusals import Absent, NotNow, NotYours
from workflows.model.transaction import transaction
from workflows.model.vocabulary import Role


def withdraw(case_id: int, reason: str, *, by: int, at: datetime, key: str | None = None) -> Receipt:
    """The applicant takes the application back, until the panel meets. Raises NotNow after that, NotYours.

    An interrupting deadline that had passed at `at` happens first, and stays.
    """

    def act(session: Session) -> Receipt | None:
        moving = movement(session, case_id, by, at)
        trays = {queue(role, org_scope(moving.case.org_id)) for role in (Role.APPLICANT, Role.APPLICANT_LEAD)}
        if moving.by is None or trays.isdisjoint(moving.by.queues):
            raise NotYours
        if let_passed_deadlines_happen(moving):
            return None
        _send(moving, "withdrawal", Act("withdrawn", at, moving.by, why=reason))
        return receipt_of(moving, None)

    receipt = once(Sending(key, by, "withdraw", subject_of(f"case:{case_id}", reason), at), act)
    return receipt or withdraw(case_id, reason, by=by, at=at, key=key)


def object_to(notice_id: int, *, name: str, contact: str, text: str, evidence: Sequence[str], at: datetime) -> str:
    """Receive an objection by real name with evidence (R-106); the approval waits until it is answered.

    Raises NotNow outside the notice's term. Returns the objection's public id.
    """
    with transaction() as session:
        notice = session.get(PublicNotice, notice_id)
        if notice is None:
            raise Absent
        moving = movement(session, notice.case_id, None, at)
        if not notice.starts_at <= at < notice.ends_at:
            raise NotNow(tuple(moving.standing()))
        objection = Objection(
            notice_id=notice.id,
            case_id=notice.case_id,
            name=name,
            contact=contact,
            text=text,
            evidence=list(evidence),
            received_at=at,
        )
        session.add(objection)
        session.flush()
        _hear(moving, Act("objected", at, body={"objection": objection.public_id}))
        return objection.public_id


def _hear(moving: Movement, act: Act) -> None:
    if "objection" in moving.case.awaits:
        _send(moving, "objection", act)
    else:  # another one is being verified: this one stands with it and is answered together
        record(moving.session, moving.case, act)


def _send(moving: Movement, message: str, act: Act) -> None:
    if message not in moving.case.awaits:
        raise NotNow(tuple(moving.standing()))
    snapshot = engine.send(moving.law.drawing, moving.case.state, message, {}, moving.serve)
    moving.settle(snapshot, act)
