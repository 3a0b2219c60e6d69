"""Our staff: the head of an applicant unit invites colleagues and gives and ends their roles."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from webapp.admin.accounts import invite_into
from webapp.admin.forms import InviteForm, ReasonForm
from webapp.admin.room import Answer
from webapp.auth import links
from webapp.frame import Place, add_place, here_person, instant
from webapp.gates import officers
from webapp.small_forms import SmallForm
from workflows.cases import offices
from workflows.inbox import offices as asked
from workflows.model import db
from workflows.model.accounts import Person
from workflows.model.refusals import Absent
from workflows.model.vocabulary import N_, Role

staff = Blueprint("staff", __name__, url_prefix="/staff")
HEAD = Role.APPLICANT_LEAD
add_place(Place(N_("Our staff"), "staff.listing", frozenset({HEAD.value})))

ROLES = {role.value: role for role in (Role.APPLICANT, Role.APPLICANT_LEAD)}
"""What a head may give."""


@staff.get("")
@officers(HEAD)
def listing() -> Answer:
    """Everybody of the own unit with their roles."""
    return _listing(ReasonForm(None))


@staff.route("/invite", methods=["GET", "POST"])
@officers(HEAD)
def invite() -> Answer:
    """A new colleague; answers with the link, once."""
    unit = here_person().org
    form = InviteForm(request.form if request.method == "POST" else None, ROLES.values())
    del form.field, form.title
    if request.method == "POST" and form.validate():
        public_id = unit.public_id
        invited = form.carry_out(lambda: invite_into(public_id, form))
        if invited is not None:
            return _link_page(invited)
    return _shown("invite", form)


@staff.post("/<public_id>/link")
@officers(HEAD)
def new_link(public_id: str) -> Answer:
    """A new link for a colleague who has not yet set a password."""
    person = asked.colleague_for(db.session(), here_person(), public_id)
    form = ReasonForm(None)
    form.carry_out(lambda: offices.renew_link(person.id, by=here_person().id, at=instant()))
    return _listing(form) if form.errors else _link_page(person.id)


@staff.post("/<public_id>/roles")
@officers(HEAD)
def grant(public_id: str) -> Answer:
    """Give a colleague one of the two roles."""
    person = asked.colleague_for(db.session(), here_person(), public_id)
    role = ROLES.get(request.form.get("role", ""))
    if role is None:
        raise Absent
    form = ReasonForm(None)
    form.carry_out(lambda: offices.grant_role(person.id, role, by=here_person().id, at=instant()))
    return _listing(form) if form.errors else _done(_("The role is given."))


@staff.route("/<public_id>/roles/<int:grant_id>/end", methods=["GET", "POST"])
@officers(HEAD)
def end_role(public_id: str, grant_id: int) -> Answer:
    """End a role of a colleague, with the reason."""
    person = asked.colleague_for(db.session(), here_person(), public_id)
    held = asked.grant_for(person, grant_id)
    form = ReasonForm(request.form if request.method == "POST" else None)
    if request.method == "POST" and form.validate():
        reason = form.reason.data or ""
        form.carry_out(lambda: offices.end_role(grant_id, reason, by=here_person().id, at=instant()))
        if not form.errors:
            return _done(_("The role has ended."))
    return _shown("end_role", form, owner=person, role=Role.of(held.role))


def _listing(form: SmallForm) -> Answer:
    head = here_person()
    return _shown("listing", form, people=asked.staff(db.session(), head.org_id), roles=ROLES)


def _shown(template: str, form: SmallForm, **words: object) -> Answer:
    page = render_template(f"staff/{template}.html", form=form, faults=form.errors, **words)
    return (page, 422) if form.errors else page


def _link_page(person_id: int) -> Answer:
    token = links.issue(person_id, instant())
    owner = db.session.get_one(Person, person_id)
    address = url_for("auth.welcome", token=token, _external=True)
    return render_template("staff/link.html", owner=owner, address=address, back=url_for("staff.listing"))


def _done(sentence: str) -> Answer:
    flash(sentence, "done")
    return redirect(url_for("staff.listing"), 303)
