"""Batches: open a window, see where its cases stand, decide several cases together; one command per case."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from forms import FORMS, Facts, TaskForm
from webapp.bases import field_word
from webapp.batch_form import BatchForm
from webapp.errors import wording_of
from webapp.frame import Place, add_place, here_person, instant
from webapp.gates import members, officers
from webapp.phrases import OUTCOMES, step
from webapp.words import form_translations, in_words
from workflows import cases, policy
from workflows.cases import offices
from workflows.inbox import batches as asked
from workflows.inbox.batches import Joint
from workflows.model import db
from workflows.model.accreditation import Batch
from workflows.model.refusals import Refusal
from workflows.model.vocabulary import N_, Role, TitleSeries

batches = Blueprint("batches", __name__, url_prefix="/batches")
MAY_OPEN = Role.HRSS_SECTION
DECIDES = (Role.HRSS_SECTION, Role.HRSS_LEADER)
OFFICES = policy.BUREAU | {Role.SUPERVISOR, Role.COUNTY_HRSS}
"""Who finds the batches in the header; everybody who is signed in may read them."""

add_place(Place(N_("Batches"), "batches.listing", frozenset(role.value for role in OFFICES)))
ENVELOPE = ("csrf_token", "key", "task")


@dataclass(frozen=True)
class Outcome:
    """What became of one case in a joint decision: done, or the sentence that says why not."""

    joint: Joint
    is_done: bool
    sentence: str = ""


@batches.get("")
@members
def listing() -> str:
    """All batches with the number of cases that one may see."""
    person = here_person()
    found = asked.batches(db.session(), person)
    return render_template(
        "batches/listing.html", found=found, may_open=policy.has_role(person, MAY_OPEN), field_word=field_word
    )


@batches.route("/new", methods=["GET", "POST"])
@officers(MAY_OPEN)
def open_one() -> Response | str | tuple[str, int]:
    """The head of section opens a batch."""
    form = BatchForm(request.form if request.method == "POST" else None)
    if request.method != "POST":
        return render_template("batches/open.html", form=form, faults={})
    if form.validate():
        public_id = form.carry_out(lambda: _open(form))
        if public_id is not None:
            return redirect(url_for("batches.show", public_id=public_id), 303)
    return render_template("batches/open.html", form=form, faults=form.errors), 422


@batches.get("/<public_id>")
@members
def show(public_id: str) -> str:
    """A batch: its window, where its cases stand, and what the person may decide for several at once."""
    person, session = here_person(), db.session()
    batch = asked.batch_for(session, public_id)
    stages = asked.stages(session, person, batch)
    chosen = next((stage for stage in stages if stage.element == request.args.get("stage")), None)
    return render_template(
        "batches/show.html",
        batch=batch,
        stages=stages,
        chosen=chosen,
        shown=[chosen] if chosen else stages,
        joint=asked.joint_counts(session, person, batch),
        total=sum(len(stage.cases) for stage in stages),
        stage_word=stage_word,
        step=step,
        field_word=field_word,
    )


@batches.get("/<public_id>/together/<element>")
@officers(*DECIDES)
def together(public_id: str, element: str) -> str:
    """The cases of a batch that stand at one element, and its form once for all that are ticked."""
    batch = asked.batch_for(db.session(), public_id)
    tasks = asked.joint_tasks(db.session(), here_person(), batch, element)
    form = _form(element, tasks) if tasks else None
    return _joint_page(batch, element, tasks, form, {joint.task.public_id for joint in tasks})


@batches.post("/<public_id>/together/<element>")
@officers(*DECIDES)
def decide(public_id: str, element: str) -> str | tuple[str, int]:
    """One command per ticked case; the page tells for each what became of it."""
    batch = asked.batch_for(db.session(), public_id)
    ticked = set(request.form.getlist("task"))
    tasks = asked.joint_tasks(db.session(), here_person(), batch, element)
    form = _form(element, tasks, _typed()) if tasks else None
    chosen = [joint for joint in tasks if joint.task.public_id in ticked]
    if form is None or not form.validate() or not chosen:
        return _joint_page(batch, element, tasks, form, ticked, is_answered=True), 422
    outcomes = [_complete(joint, form) for joint in chosen]
    return render_template("batches/outcomes.html", batch=batch, element=element, outcomes=outcomes, step=step)


def stage_word(stage: asked.Stage) -> str:
    """The name of a stage in the language of the page."""
    if stage.element == asked.ON_NOTICE:
        return in_words(N_("On public notice"))
    return in_words(OUTCOMES[stage.element].word) if stage.element in OUTCOMES else step(stage.element, stage.name)


def _open(form: BatchForm) -> str:
    return offices.open_batch(
        year=form.year.data or 0,
        title=form.title.data or "",
        fields=[TitleSeries.of(code) for code in form.fields.data or ()],
        notice=form.notice.data or None,
        opens_on=form.opens_on.data,  # type: ignore[arg-type] # validated: both days are there
        closes_on=form.closes_on.data,  # type: ignore[arg-type]
        by=here_person().id,
        at=instant(),
    )


def _typed() -> MultiDict[str, str]:
    """What was posted for the form of the task, without our own envelope and the per-case versions."""
    posted = request.form.items(multi=True)
    return MultiDict([pair for pair in posted if pair[0] not in ENVELOPE and not pair[0].startswith("seen-")])


def _form(element: str, tasks: Sequence[Joint], posted: MultiDict[str, str] | None = None) -> TaskForm:
    facts = Facts(**asked.joint_facts(db.session(), tasks, here_person(), instant()))
    return FORMS[element].bind(posted, None, facts, form_translations())


def _complete(joint: Joint, form: TaskForm) -> Outcome:
    seen = request.form.get(f"seen-{joint.task.public_id}", "")
    key = f"{request.form.get('key', '')[:40]}:{joint.task.public_id}"
    try:
        cases.complete_task(
            joint.task.id,
            form.answers(),
            by=here_person().id,
            at=instant(),
            key=key,
            seen=int(seen) if seen.isdigit() else None,
        )
    except Refusal as refusal:
        return Outcome(joint, False, wording_of(refusal).sentence)
    return Outcome(joint, True)


def _joint_page(
    batch: Batch,
    element: str,
    tasks: Sequence[Joint],
    form: TaskForm | None,
    ticked: set[str],
    is_answered: bool = False,
) -> str:
    return render_template(
        "batches/together.html",
        batch=batch,
        element=element,
        title=step(element, asked.drawn_name(db.session(), tasks[0].task) if tasks else ""),
        tasks=tasks,
        form=form,
        ticked=ticked,
        faults=form.faults() if form is not None and is_answered else [],
        none_ticked=is_answered and not ticked,
        key=secrets.token_urlsafe(16),
    )
