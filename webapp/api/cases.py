"""Cases: opening, reading, withdrawing; their history and their papers; knows no form."""

from __future__ import annotations

from typing import Any

from flask import url_for
from sqlalchemy import select

from forms.fields.choices import NOT_A_CHOICE
from webapp.api.door import api, bearer, caller
from webapp.api.envelopes import CaseQuery, Keyed, Opening, Withdrawal
from webapp.api.keys import earlier, for_this_case, scoped
from webapp.api.problems import faulty
from webapp.api.replies import CasePage, CaseReply, History, ReceiptReply
from webapp.frame import instant
from webapp.phrases import act, case_state, step, verdict_word
from workflows import cases, inbox
from workflows.inbox import CaseView
from workflows.law import law_of
from workflows.model import db
from workflows.model.accounts import Organisation, Person, org_scope, queue
from workflows.model.accreditation import Batch
from workflows.model.facts import Decision
from workflows.model.process import Case, CaseEvent
from workflows.model.refusals import Absent
from workflows.model.vocabulary import Role

Reply = dict[str, Any]


@api.post("/cases")
@bearer
@api.input(Keyed, location="headers", arg_name="headers")
@api.input(Opening, arg_name="sent")
@api.output(ReceiptReply, status_code=201)
@api.doc(responses={403: "Not a clerk of this unit", 409: "The unit has an open application"})
def open_case(headers: Keyed, sent: Opening) -> Reply:
    """A unit begins its application in an open window. With an Idempotency-Key a retry gets the first answer again."""
    person = caller()
    key = scoped(person, headers)
    receipt = earlier(key, person, "open_case")
    if receipt is None:
        if sent.process not in cases.PROCESSES:
            raise faulty("/process", "choice_invalid", NOT_A_CHOICE)
        org_id, batch_id = _organisation(person, sent), _batch(sent)
        receipt = cases.open_case(sent.process, org_id=org_id, batch_id=batch_id, by=person.id, at=instant(), key=key)
    return receipt.as_answer()


@api.get("/cases")
@bearer
@api.input(CaseQuery, location="query", arg_name="asked")
@api.output(CasePage)
def list_cases(asked: CaseQuery) -> Reply:
    """The cases the caller may open, the latest first, 25 at a time."""
    after = int(asked.after) if asked.after else None
    found = inbox.visible(db.session(), caller(), asked.q, asked.state or "", after)
    more = {**asked.model_dump(exclude_defaults=True), "after": found.after}
    return {
        "cases": [_line(line.case, list(line.standing)) for line in found.lines],
        "after": str(found.after) if found.after else None,
        "next": url_for("api.list_cases", **more) if found.after else None,
    }


@api.get("/cases/<case_id>")
@bearer
@api.output(CaseReply)
def show_case(case_id: str) -> Reply:
    """Where a case stands, whose turn it is and until when, what was decided and what is to be corrected."""
    session, person = db.session(), caller()
    case = inbox.case_for(session, person, case_id)
    view = inbox.view_of(session, person, case)
    sections = inbox.section_states(session, person, case)
    return {
        **_head(case, [turn.element for turn in view.standing]),
        "may_withdraw": "withdrawal" in case.awaits and _acts_for(person, case.org_id),
        "standing": [{**vars(turn), "name": step(turn.element, turn.name)} for turn in view.standing],
        "sections": [{**vars(one), "name": step(one.element, one.name)} for one in sections],
        "opinions": [_opinion(opinion, view) for opinion in view.opinions],
        "corrections": [vars(item) for item in view.corrections],
    }


@api.get("/cases/<case_id>/history")
@bearer
@api.output(History)
def show_history(case_id: str) -> Reply:
    """What happened, the latest first; what experts did carries no name and no words for the applicant's side."""
    session, person = db.session(), caller()
    case = inbox.case_for(session, person, case_id)
    elements = law_of(session, case).drawing.elements
    names = {key: element.name for key, element in elements.items()}
    return {"events": [_event(event, names) for event in inbox.history(session, person, case)]}


@api.post("/cases/<case_id>/withdraw")
@bearer
@api.input(Keyed, location="headers", arg_name="headers")
@api.input(Withdrawal, arg_name="sent")
@api.output(ReceiptReply)
@api.doc(responses={403: "Not the applicant", 409: "The panel has met, or the case has ended"})
def withdraw_case(case_id: str, headers: Keyed, sent: Withdrawal) -> Reply:
    """The applicant takes the application back, until the panel meets."""
    person = caller()
    case = inbox.case_for(db.session(), person, case_id)
    key = scoped(person, headers)
    receipt = earlier(key, person, "withdraw") or cases.withdraw(
        case.id, sent.reason, by=person.id, at=instant(), key=key
    )
    return for_this_case(receipt, case_id)


def _organisation(person: Person, sent: Opening) -> int:
    """The caller's own unit, or another one the caller is a clerk of; foreign and absent look the same."""
    if sent.organisation is None:
        return person.org_id
    query = select(Organisation.id).where(Organisation.public_id == sent.organisation)
    found = db.session.scalar(query)
    if found is None or not _acts_for(person, found):
        raise faulty("/organisation", "choice_invalid", NOT_A_CHOICE)
    return found


def _acts_for(person: Person, org_id: int) -> bool:
    trays = {queue(role, org_scope(org_id)) for role in (Role.APPLICANT, Role.APPLICANT_LEAD)}
    return not trays.isdisjoint(person.queues)


def _batch(sent: Opening) -> int:
    try:
        return inbox.window(db.session(), sent.batch).id
    except Absent:
        raise faulty("/batch", "choice_invalid", NOT_A_CHOICE) from None


def _line(case: Case, standing: list[str]) -> Reply:
    return {
        "id": case.public_id,
        "process": case.process,
        "number": case.number,
        "unit": case.org.name,
        "state": case_state(case.outcome, case.filed_at is not None, standing, case.round).word,
        "outcome": case.outcome,
        "stands_at": sorted(set(standing)),
        "opened_at": case.opened_at,
        "ended_at": case.ended_at,
    }


def _head(case: Case, standing: list[str]) -> Reply:
    return {
        **_line(case, standing),
        "drawing": {"version": case.drawing.version, "sha256": case.drawing.sha256},
        "unit": {"id": case.org.public_id, "name": case.org.name},
        "batch": db.session.scalar(select(Batch.public_id).where(Batch.id == case.batch_id)),
        "round": case.round,
        "filed_at": case.filed_at,
    }


def _opinion(opinion: Decision, view: CaseView) -> Reply:
    return {
        "element": opinion.element,
        "name": step(opinion.element, view.names.get(opinion.element, "")),
        "round": opinion.round,
        "verdict": opinion.verdict,
        "verdict_word": verdict_word(opinion.element, opinion.verdict),
        "motive": opinion.motive,
        "by": opinion.by.name,
        "at": opinion.at,
    }


def _event(event: CaseEvent, names: dict[str, str]) -> Reply:
    is_told = event.person_name is not None
    return {
        "seq": event.seq,
        "at": event.at,
        "who": event.person_name,
        "act": event.verb,
        "said": act(event.verb, event.body if is_told else {}).word,
        "element": event.element,
        "name": step(event.element, names.get(event.element, "")) if event.element else None,
        "came_from": event.came_from,
        "went_to": event.went_to,
        "verdict": event.body.get("verdict") if is_told else None,
        "why": event.why if is_told else None,
        "digest": event.digest.hex(),
    }
