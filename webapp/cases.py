"""Cases: the list of those one may see, one page per case with its tabs, opening and withdrawing an application."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from webapp.diagrams import marks
from webapp.frame import here_person, instant
from webapp.gates import anybody, members
from webapp.materials import materials_of
from webapp.phrases import act, case_state, section_state, step, verdict_word
from webapp.standing import is_preparing, standing
from workflows import cases as commands
from workflows import inbox
from workflows.inbox import CaseView
from workflows.model import db
from workflows.model.vocabulary import N_

cases = Blueprint("cases", __name__, url_prefix="/cases")

TABS: Mapping[str, str] = MappingProxyType(
    {
        "materials": N_("Materials"),
        "diagram": N_("Flow diagram"),
        "opinions": N_("Opinions"),
        "history": N_("History"),
        "papers": N_("Papers"),
        "panel": N_("Expert review"),
    }
)


@cases.get("")
@members
def listing() -> str:
    """The cases this person may open, the latest first."""
    words = request.args.get("q", "").strip()[:50]
    state = request.args.get("state", "")
    after = request.args.get("after", type=int)
    found = inbox.visible(db.session(), here_person(), words, state, after)
    return render_template("cases/listing.html", found=found, words=words, state_asked=state, case_state=case_state)


@cases.get("/<public_id>")
@members
def show(public_id: str) -> str:
    """The case: where it stands, who has it, until when; the rest in tabs under one address."""
    session, person = db.session(), here_person()
    case = inbox.case_for(session, person, public_id)
    view = inbox.view_of(session, person, case)
    panels = inbox.panels_of(session, person, case)
    tabs = {name: word for name, word in TABS.items() if panels or name != "panel"}
    asked = request.args.get("tab", "materials")
    tab = asked if asked in tabs else "materials"
    own = inbox.own_tasks(session, person, case)
    return render_template(
        f"cases/{tab}.html",
        view=view,
        case=case,
        tab=tab,
        tabs=tabs,
        state=_state(view),
        panels=panels,
        stands=standing(view, own, inbox.notice_of(session, case)),
        is_preparing=is_preparing(view),
        may_withdraw="withdrawal" in case.awaits and person.org_id == case.org_id,
        step=step,
        act=act,
        verdict_word=verdict_word,
        section_state=section_state,
        **ASKED[tab](view),
    )


def _state(view: CaseView) -> Any:
    standing = [turn.element for turn in view.standing]
    return case_state(view.case.outcome, view.case.filed_at is not None, standing, view.case.round)


def _materials(view: CaseView) -> dict[str, Any]:
    session, person = db.session(), here_person()
    return {
        "sections": inbox.section_states(session, person, view.case),
        "materials": materials_of(session, person, view.case),
        "own_tasks": {turn.task for turn in view.standing} if person.org_id == view.case.org_id else set(),
    }


def _history(view: CaseView) -> dict[str, Any]:
    return {"events": inbox.history(db.session(), here_person(), view.case)}


def _papers(view: CaseView) -> dict[str, Any]:
    return {"letters": inbox.letters_of(db.session(), view.case)}


ASKED: Mapping[str, Callable[[CaseView], dict[str, Any]]] = MappingProxyType(
    {
        "materials": _materials,
        "panel": lambda view: {},
        "diagram": lambda view: {"marks": marks(view, instant())},
        "opinions": lambda view: {},
        "history": _history,
        "papers": _papers,
    }
)


@cases.get("/how-experts-are-drawn")
@anybody
def draw() -> str:
    """For everybody: how a draw is made and how one repeats it."""
    return render_template("cases/draw.html")


@cases.get("/<public_id>/drawing")
@members
def drawing(public_id: str) -> Response:
    """The drawing this case is judged by, as BPMN."""
    case = inbox.case_for(db.session(), here_person(), public_id)
    return Response(case.drawing.xml, content_type="application/xml; charset=utf-8")


@cases.post("")
@members
def open_application() -> Answer:
    """A unit begins its application in an open window."""
    person = here_person()
    batch = inbox.window(db.session(), request.form.get("window", ""))
    receipt = commands.open_case(
        "base_application",
        org_id=person.org_id,
        batch_id=batch.id,
        by=person.id,
        at=instant(),
        key=request.form.get("key"),
    )
    return redirect(url_for("cases.show", public_id=receipt.case), 303)


@cases.route("/<public_id>/withdrawal", methods=["GET", "POST"])
@members
def withdraw(public_id: str) -> Answer | str | tuple[str, int]:
    """The applicant takes the application back, with a reason, until the panel meets."""
    person = here_person()
    case = inbox.case_for(db.session(), person, public_id)
    reason = request.form.get("reason", "").strip()[:500]
    if request.method == "GET" or not reason:
        page = render_template("cases/withdraw.html", case=case, incomplete=request.method == "POST")
        return (page, 422) if request.method == "POST" else page
    commands.withdraw(case.id, reason, by=person.id, at=instant(), key=request.form.get("key"))
    flash(_("The application is withdrawn."), "done")
    return redirect(url_for("cases.show", public_id=public_id), 303)
