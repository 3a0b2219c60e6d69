"""Tasks: lists, one task with all that is needed to answer it, and the acts upon it; knows no form by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from flask import url_for

from forms import FORMS
from forms.fields.choices import NOT_A_CHOICE
from webapp.api.answering import bound, choices_of, example_of, facts_of, schema_of, typed_answers, valid_answers
from webapp.api.door import api, bearer, caller
from webapp.api.envelopes import Amendment, Completion, DraftTyped, HandingOver, Keyed, TaskQuery
from webapp.api.keys import earlier, for_this_task, scoped
from webapp.api.problems import faulty
from webapp.api.replies import ReceiptReply
from webapp.api.task_replies import Colleagues, DraftKept, TaskHeld, TaskPage, TaskReply
from webapp.frame import instant
from webapp.phrases import step
from webapp.words import form_translations
from workflows import cases, inbox, policy
from workflows.cases.holding import closed
from workflows.inbox import Filter
from workflows.law import law_of
from workflows.model import db
from workflows.model.process import Draft, UserTask

LISTS = {"mine": inbox.mine, "groups": inbox.groups, "done": inbox.done}
Reply = dict[str, Any]


@api.get("/tasks")
@bearer
@api.input(TaskQuery, location="query", arg_name="asked")
@api.output(TaskPage)
def list_tasks(asked: TaskQuery) -> Reply:
    """One of the caller's lists, 25 at a time: `mine`, `groups` (the trays) or `done`."""
    page = LISTS[asked.list](db.session(), caller(), Filter(asked.q, asked.element, asked.after or ""))
    more = asked.model_dump(exclude_defaults=True) | {"after": page.after}
    return {
        "tasks": [{**vars(line), "id": line.task, "name": step(line.element, line.name)} for line in page.lines],
        "after": page.after,
        "next": url_for("api.list_tasks", **more) if page.after else None,
    }


@api.get("/tasks/<task_id>")
@bearer
@api.output(TaskReply)
def show_task(task_id: str) -> Reply:
    """A task: schema of its answers, what stands and what was typed, an example that fits this case."""
    session, person = db.session(), caller()
    task = inbox.task_for(session, person, task_id)
    draft = inbox.draft_of(session, person, task)
    is_open_to = inbox.is_answerable(session, person, task)
    around = _surroundings(task, is_open_to)
    is_bound = task.element != "hand_in_volume" or around["edition"] is not None
    return {
        **_head(task),
        "is_answerable": is_open_to,
        "is_amendable": _is_amendable(task),
        "schema": schema_of(task.element),
        "answers": _answers(task, draft),
        "draft": draft and {"version": draft.version, "saved_at": draft.saved_at, "typed": draft.typed},
        "example": example_of(task, person) if is_open_to and is_bound else None,
        **around,
    }


@api.put("/tasks/<task_id>/draft")
@bearer
@api.input(DraftTyped, arg_name="sent")
@api.output(DraftKept)
@api.doc(responses={403: "Somebody else's turn", 409: "The draft has moved on elsewhere, or the task is done"})
def keep_draft(task_id: str, sent: DraftTyped) -> Reply:
    """Keep what was typed, valid or not; it can never be mistaken for answers."""
    person = caller()
    task = inbox.task_for(db.session(), person, task_id)
    typed = typed_answers(task, person, sent.answers)
    version = cases.save_draft(task.id, typed, by=person.id, at=instant(), seen=sent.seen)
    return {"version": version, "saved_at": instant()}


@api.post("/tasks/<task_id>/complete")
@bearer
@api.input(Keyed, location="headers", arg_name="headers")
@api.input(Completion, arg_name="sent")
@api.output(ReceiptReply)
@api.doc(responses={403: "Somebody else must do this", 409: "Somebody was first, or the task has changed"})
def complete_task(task_id: str, headers: Keyed, sent: Completion) -> Reply:
    """Do the task. With an Idempotency-Key a retry gets the first answer again."""
    person = caller()
    task = inbox.task_for(db.session(), person, task_id)
    key = scoped(person, headers)
    receipt = earlier(key, person, "complete_task")
    if receipt is None:
        _must_be_open_to(task)
        answers = valid_answers(task, person, sent.answers)
        receipt = cases.complete_task(task.id, answers, by=person.id, at=instant(), key=key, seen=sent.seen)
    return for_this_task(receipt, task_id)


@api.put("/tasks/<task_id>/answers")
@bearer
@api.input(Keyed, location="headers", arg_name="headers")
@api.input(Amendment, arg_name="sent")
@api.output(ReceiptReply)
@api.doc(responses={403: "Not your section", 409: "The application has been submitted"})
def amend_answers(task_id: str, headers: Keyed, sent: Amendment) -> Reply:
    """Answer a finished section anew, as long as the application has not been submitted."""
    person = caller()
    task = inbox.task_for(db.session(), person, task_id)
    key = scoped(person, headers)
    receipt = earlier(key, person, "amend_section")
    if receipt is None:
        answers = valid_answers(task, person, sent.answers)
        receipt = cases.amend_section(task.id, answers, by=person.id, at=instant(), key=key, seen=sent.seen)
    return for_this_task(receipt, task_id)


@api.post("/tasks/<task_id>/claim")
@bearer
@api.output(TaskHeld)
@api.doc(responses={403: "Somebody was first", 409: "The task is done"})
def claim_task(task_id: str) -> Reply:
    """Take the task out of the tray."""
    task = inbox.task_for(db.session(), caller(), task_id)
    cases.claim(task.id, by=caller().id, at=instant())
    return _held(task)


@api.post("/tasks/<task_id>/release")
@bearer
@api.output(TaskHeld)
@api.doc(responses={403: "It is not in your hands, or has no tray", 409: "The task is done"})
def release_task(task_id: str) -> Reply:
    """Put the task back into its tray."""
    task = inbox.task_for(db.session(), caller(), task_id)
    cases.release(task.id, by=caller().id, at=instant())
    return _held(task)


@api.get("/tasks/<task_id>/colleagues")
@bearer
@api.output(Colleagues)
def list_colleagues(task_id: str) -> Reply:
    """To whom the task may be handed over."""
    task = inbox.task_for(db.session(), caller(), task_id)
    found = [one for one in cases.candidates(db.session(), task) if one.id != caller().id]
    return {"colleagues": [{"id": one.public_id, "name": one.name} for one in found]}


@api.post("/tasks/<task_id>/hand-over")
@bearer
@api.input(HandingOver, arg_name="sent")
@api.output(TaskHeld)
@api.doc(responses={403: "Not yours to give, or not theirs to do", 409: "The task is done"})
def hand_over_task(task_id: str, sent: HandingOver) -> Reply:
    """Give the task to a colleague of the same tray, with a reason."""
    task = inbox.task_for(db.session(), caller(), task_id)
    chosen = next((one for one in cases.candidates(db.session(), task) if one.public_id == sent.to), None)
    if chosen is None and task.closed_at is None:
        raise faulty("/to", "choice_invalid", NOT_A_CHOICE)
    cases.hand_over(task.id, chosen.id if chosen else 0, sent.reason, by=caller().id, at=instant())
    return _held(task)


def _must_be_open_to(task: UserTask) -> None:
    """What the command will say, said before the answers are looked at."""
    if task.closed_at is not None:
        raise closed(task)
    policy.must_hold(db.session(), caller(), task)


def _is_amendable(task: UserTask) -> bool:
    session = db.session()
    return task.closed_at is not None and cases.is_amendable(session, law_of(session, task.case).drawing, task)


def _head(task: UserTask) -> Reply:
    drawn = law_of(db.session(), task.case).drawing.elements[task.element].name
    return {
        "id": task.public_id,
        "case": task.case.public_id,
        "process": task.case.process,
        "element": task.element,
        "name": step(task.element, drawn),
        "role": task.role,
        "round": task.round,
        "version": task.version,
        "opened_at": task.opened_at,
        "due_at": task.due_at,
        "holder": task.assignee.name if task.assignee else None,
        "closed_at": task.closed_at,
        "closed_by": task.closed_by.name if task.closed_by else None,
        "closed_how": task.closed_how,
    }


def _answers(task: UserTask, draft: Draft | None) -> Mapping[str, Any] | None:
    """In the form's own types: what was typed as far as it can be read, else what stands."""
    if draft is None:
        return inbox.standing_answers(db.session(), task)
    facts = facts_of(task, caller())
    return FORMS[task.element].bind(None, draft.typed, facts, form_translations()).answers()


def _surroundings(task: UserTask, is_open_to: bool) -> Reply:
    """What a page would show beside the form; only to those who are to answer."""
    if not is_open_to:
        return {"choices": {}, "corrections": [], "edition": None, "objections": [], "result": None}
    form = bound(task, caller(), {})
    about = form.facts.task
    return {
        "choices": choices_of(form),
        "corrections": about["corrections"],
        "edition": about["edition"],
        "objections": about["objections"] if task.element == "verify_objection" else [],
        "result": about["result"],
    }


def _held(task: UserTask) -> Reply:
    db.session.refresh(task)
    holder = cast(Any, task.assignee)
    return {"id": task.public_id, "version": task.version, "holder": holder.name if holder else None}
