"""The inbox: mine, my trays', done, started; what is overdue or due next stands first; the address carries the view."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from forms import FORMS
from webapp.frame import count_at, here_person, instant, signed_in
from webapp.gates import anybody, members
from webapp.phrases import case_state, step
from workflows import inbox as trays
from workflows.model import db
from workflows.model.accounts import Person
from workflows.model.vocabulary import N_

inbox = Blueprint("inbox", __name__)

Listing = Callable[[Session, Person, trays.Filter], trays.Page]
TABS: Mapping[str, tuple[str, Listing]] = MappingProxyType(
    {
        "mine": (N_("Mine"), trays.mine),
        "groups": (N_("My groups"), trays.groups),
        "done": (N_("Done by me"), trays.done),
        "started": (N_("Started by me"), trays.started),
    }
)


@inbox.get("/")
@anybody
def start() -> Response:
    """The start page is the inbox, after signing in."""
    return redirect(url_for("inbox.page" if signed_in() else "auth.login"))


@inbox.get("/inbox")
@members
def page() -> str:
    """One page of one list; an unknown tab is the first one."""
    person, session = here_person(), db.session()
    asked = request.args.get("tab", "mine")
    tab = asked if asked in TABS else "mine"
    chosen = trays.Filter(
        words=request.args.get("q", "").strip()[:50],
        element=request.args.get("step", "") if request.args.get("step", "") in FORMS else "",
        after=request.args.get("after", "")[:60],
    )
    return render_template(
        "inbox/page.html",
        tab=tab,
        tabs=TABS,
        chosen=chosen,
        found=TABS[tab][1](session, person, chosen),
        counts=trays.counts(session, person, instant()),
        steps={element: step(element) for element in FORMS},
        step=step,
        case_state=case_state,
        windows=trays.open_windows(session, instant()) if trays.may_apply(person) else [],
        application=trays.own_application(session, person) if trays.may_apply(person) else None,
    )


def _waiting(person: Person) -> int:
    counted = trays.counts(db.session(), person, instant())
    return counted.mine + counted.groups


count_at("inbox.page", _waiting)
