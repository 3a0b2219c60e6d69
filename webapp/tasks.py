"""One route for every user task: show its form, keep its draft, send it, take it, put it back, hand it over."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from forms import FORMS, Facts, TaskForm
from webapp.frame import here_person, instant
from webapp.gates import members
from webapp.materials import materials_of
from webapp.phrases import case_state, step, term_note
from webapp.standing import standing, turn_of
from webapp.words import form_translations
from webapp.words import moment as written
from workflows import cases, inbox, policy
from workflows.law import law_of
from workflows.model import db
from workflows.model.accounts import Person
from workflows.model.process import UserTask

tasks = Blueprint("tasks", __name__, url_prefix="/tasks")
ENVELOPE = ("csrf_token", "key", "seen", "version", "act")
WITH_FIGURES = ("visit_site", "discuss_scores", "conclude_panel", "decide_in_meeting", "approve_accreditation")
"""Tasks whose page shows the panel's figures, to those who may see them."""
Answer = Response | str | tuple[str, int]


@tasks.get("/<public_id>")
@members
def show(public_id: str) -> Answer:
    """The task's page: its form with what was typed or stands, or what it became when it is closed."""
    person = here_person()
    task = inbox.task_for(db.session(), person, public_id)
    draft = inbox.draft_of(db.session(), person, task)
    typed = draft.typed if draft else inbox.standing_answers(db.session(), task)
    form = _form(task, person, answers=typed)
    return _page(
        task, person, form, draft_version=draft.version if draft else 0, draft_at=draft.saved_at if draft else None
    )


@tasks.post("/<public_id>")
@members
def send(public_id: str) -> Answer:
    """Validate, call one command, go on to the receipt; a finished section of a draft is amended."""
    person = here_person()
    task = inbox.task_for(db.session(), person, public_id)
    form = _form(task, person, posted=_typed())
    if not form.validate():
        return _page(task, person, form, faults=form.faults()), 422
    command = _amend if request.form.get("act") == "amend" else _complete
    receipt = command(task, form.answers(), person)
    return redirect(_next(receipt, task), 303)


@tasks.post("/<public_id>/draft")
@members
def keep(public_id: str) -> Response:
    """Keep what was typed, valid or not; answers its version and the time for the line below the form."""
    person = here_person()
    task = inbox.task_for(db.session(), person, public_id)
    form = _form(task, person, posted=_typed())
    seen = request.form.get("version", "", type=str)
    version = cases.save_draft(
        task.id, form.draft(), by=person.id, at=instant(), seen=int(seen) if seen.isdigit() and seen != "0" else None
    )
    return jsonify(version=version, time=written(instant())[-5:])


@tasks.get("/<public_id>/receipt")
@members
def receipt(public_id: str) -> str:
    """What was received: number, instant, digest, and what happens next; the same address for ever."""
    person = here_person()
    task = inbox.task_for(db.session(), person, public_id)
    view = inbox.view_of(db.session(), person, task.case)
    events = [event for event in inbox.history(db.session(), person, task.case) if event.task_id == task.id]
    stands = standing(view, inbox.own_tasks(db.session(), person, task.case), inbox.notice_of(db.session(), task.case))
    state = case_state(
        task.case.outcome, task.case.filed_at is not None, [turn.element for turn in view.standing], task.case.round
    )
    return render_template(
        "tasks/receipt.html", task=task, view=view, event=events[0] if events else None, stands=stands, state_now=state
    )


@tasks.post("/<public_id>/claim")
@members
def claim(public_id: str) -> Response:
    """Take the task out of the tray."""
    task = inbox.task_for(db.session(), here_person(), public_id)
    cases.claim(task.id, by=here_person().id, at=instant())
    return redirect(url_for("tasks.show", public_id=public_id), 303)


@tasks.post("/<public_id>/release")
@members
def release(public_id: str) -> Response:
    """Put the task back into its tray."""
    task = inbox.task_for(db.session(), here_person(), public_id)
    cases.release(task.id, by=here_person().id, at=instant())
    flash(_("The task lies in the tray again."), "done")
    return redirect(url_for("inbox.page", tab="groups"), 303)


@tasks.route("/<public_id>/hand-over", methods=["GET", "POST"])
@members
def hand_over(public_id: str) -> Answer:
    """Give the task to a colleague of the same tray, with a reason; an expert's seat is drawn for again instead."""
    person = here_person()
    task = inbox.task_for(db.session(), person, public_id)
    if policy.may_replace(person, task):
        return _replace(task, person)
    colleagues = {one.public_id: one for one in _colleagues(task, person)}
    chosen, reason = colleagues.get(request.form.get("to", "")), request.form.get("reason", "").strip()[:500]
    if request.method == "GET" or chosen is None or not reason:
        page = render_template(
            "tasks/hand_over.html",
            task=task,
            colleagues=colleagues,
            reason=reason,
            title=_title(task),
            incomplete=request.method == "POST",
        )
        return (page, 422) if request.method == "POST" else page
    name = chosen.name
    cases.hand_over(task.id, chosen.id, reason, by=person.id, at=instant())
    flash(_("The task is with %(name)s now.", name=name), "done")
    return redirect(url_for("inbox.page"), 303)


def _replace(task: UserTask, person: Person) -> Answer:
    """The section excuses an expert who does not act; a new one is drawn when the reason is given."""
    reason, has_stated = request.form.get("reason", "").strip()[:500], "has_stated" in request.form
    needs_statement = policy.needs_statement(task)
    if request.method == "GET" or not reason or (needs_statement and not has_stated):
        page = render_template(
            "tasks/replace.html",
            task=task,
            reason=reason,
            has_stated=has_stated,
            needs_statement=needs_statement,
            title=_title(task),
            incomplete=request.method == "POST",
        )
        return (page, 422) if request.method == "POST" else page
    cases.replace_expert(task.id, reason, by=person.id, at=instant(), has_stated=has_stated)
    flash(_("Another expert has been drawn."), "done")
    return redirect(url_for("cases.show", public_id=task.case.public_id), 303)


def _colleagues(task: UserTask, person: Person) -> list[Person]:
    """To whom this person may hand the task over."""
    if not policy.may_hand_over(db.session(), person, task):
        return []
    return [one for one in cases.candidates(db.session(), task) if one.id != person.id]


def _typed() -> MultiDict[str, str]:
    """What was posted, without our own envelope."""
    return MultiDict([pair for pair in request.form.items(multi=True) if pair[0] not in ENVELOPE])


def _form(
    task: UserTask,
    person: Person,
    *,
    posted: MultiDict[str, str] | None = None,
    answers: Mapping[str, Any] | None = None,
) -> TaskForm:
    facts = Facts(**inbox.form_facts(db.session(), task, person, instant()))
    return FORMS[task.element].bind(posted, answers, facts, form_translations())


def _is_amendable(task: UserTask) -> bool:
    return task.closed_at is not None and cases.is_amendable(
        db.session(), law_of(db.session(), task.case).drawing, task
    )


def _complete(task: UserTask, answers: Mapping[str, Any], person: Person) -> cases.Receipt:
    return cases.complete_task(
        task.id,
        answers,
        by=person.id,
        at=instant(),
        key=request.form.get("key"),
        seen=_seen(),
    )


def _amend(task: UserTask, answers: Mapping[str, Any], person: Person) -> cases.Receipt:
    key, seen = request.form.get("key"), _seen()
    return cases.amend_section(task.id, answers, by=person.id, at=instant(), key=key, seen=seen)


def _seen() -> int | None:
    """The version of the task that the page showed."""
    seen = request.form.get("seen", "")
    return int(seen) if seen.isdigit() else None


def _next(receipt: cases.Receipt, task: UserTask) -> str:
    """Back to the check that asked for the change; from a section to the task list; else to the receipt."""
    back = request.args.get("back")
    if back:
        return url_for("tasks.show", public_id=back)
    if inbox.is_section(db.session(), task):
        return url_for("cases.show", public_id=receipt.case)
    return url_for("tasks.receipt", public_id=task.public_id)


def _title(task: UserTask) -> str:
    return step(task.element, law_of(db.session(), task.case).drawing.elements[task.element].name)


def _page(task: UserTask, person: Person, form: TaskForm, **more: Any) -> str:
    session = db.session()
    is_open = task.closed_at is None
    answerable = inbox.is_answerable(session, person, task) or _is_amendable(task)
    own = [f"tasks/{task.element}.html"] if answerable else []
    view = inbox.view_of(session, person, task.case)
    turn = turn_of(view, task.public_id)
    return render_template(
        [*own, "tasks/task.html" if answerable else "tasks/closed.html"],
        task=task,
        view=view,
        note=term_note(turn.term) if turn and is_open else "",
        notice=lambda: inbox.notice_of(session, task.case),
        form=form,
        title=_title(task),
        key=secrets.token_urlsafe(16),
        is_open=is_open,
        colleagues=_colleagues(task, person),
        may_replace=policy.may_replace(person, task),
        is_section=inbox.is_section(session, task),
        warnings=form.warnings(),
        corrections=form.facts.task.get("corrections", []),
        result=form.facts.task.get("result") if task.element in WITH_FIGURES else None,
        materials=lambda: materials_of(session, person, task.case),
        **more,
    )
