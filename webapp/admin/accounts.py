"""Accounts and rights: invite, give and end roles, a new link, disable and enable; a link is shown once."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from webapp.admin.forms import InviteForm, ReasonForm, RoleForm
from webapp.admin.room import RIGHTS, SYSTEM, Answer, admin, page
from webapp.auth import links
from webapp.frame import here_person, instant
from webapp.gates import officers
from webapp.phrases import step
from workflows.cases import offices
from workflows.inbox import offices as asked
from workflows.model import db
from workflows.model.accounts import Person
from workflows.model.vocabulary import Role


@admin.get("/accounts")
@officers(SYSTEM, RIGHTS)
def accounts() -> Answer:
    """A page of the accounts, and who the three administrators are."""
    words = request.args.get("q", "").strip()[:50]
    roles = {role.code: role for role in Role}
    role = request.args.get("role", "") if request.args.get("role", "") in roles else ""
    found = asked.people(db.session(), words, role, request.args.get("after", type=int))
    three = asked.administrators(db.session())
    return page("accounts", found=found, words=words, role=role, roles=roles, three=three)


@admin.route("/organisations/<public_id>/invite", methods=["GET", "POST"])
@officers(SYSTEM)
def invite(public_id: str) -> Answer:
    """A new colleague of an organisation; answers with the link, once."""
    organisation = asked.organisation_for(db.session(), public_id)
    form = InviteForm(request.form if request.method == "POST" else None, offices.grantable(organisation))
    if request.method == "POST" and form.validate():
        invited = form.carry_out(lambda: invite_into(public_id, form))
        if invited is not None:
            return link_page(invited)
    return page("invite", form, organisation=asked.organisation_for(db.session(), public_id))


@admin.get("/accounts/<public_id>")
@officers(SYSTEM, RIGHTS)
def account(public_id: str) -> Answer:
    """One account: its roles with both instants, and what can be done."""
    return _account_page(asked.person_for(db.session(), public_id))


@admin.post("/accounts/<public_id>/roles")
@officers(SYSTEM, RIGHTS)
def grant(public_id: str) -> Answer:
    """Give a role."""
    person = asked.person_for(db.session(), public_id)
    form = RoleForm(request.form, offices.grantable(person.org))
    if form.validate():
        role = Role.of(form.role.data)
        form.carry_out(lambda: offices.grant_role(person.id, role, by=here_person().id, at=instant()))
    return _account_page(person, form) if form.errors else _done(person, _("The role is given."))


@admin.route("/accounts/<public_id>/roles/<int:grant_id>/end", methods=["GET", "POST"])
@officers(SYSTEM, RIGHTS)
def end_role(public_id: str, grant_id: int) -> Answer:
    """End a role, with the reason."""
    person = asked.person_for(db.session(), public_id)
    held = asked.grant_for(person, grant_id)
    form = ReasonForm(request.form if request.method == "POST" else None)
    if request.method == "POST" and form.validate():
        reason = form.reason.data or ""
        form.carry_out(lambda: offices.end_role(grant_id, reason, by=here_person().id, at=instant()))
        if not form.errors:
            return _done(person, _("The role has ended."))
    return page("end_role", form, owner=person, role=Role.of(held.role))


@admin.post("/accounts/<public_id>/link")
@officers(SYSTEM)
def new_link(public_id: str) -> Answer:
    """A new link that sets the password once; earlier ones are burnt."""
    person = asked.person_for(db.session(), public_id)
    form = ReasonForm(None)
    form.carry_out(lambda: offices.renew_link(person.id, by=here_person().id, at=instant()))
    return _account_page(person, form) if form.errors else link_page(person.id)


@admin.route("/accounts/<public_id>/disable", methods=["GET", "POST"])
@officers(SYSTEM)
def disable(public_id: str) -> Answer:
    """No more sign-in; the tasks go back to their trays, and the page says which could not."""
    person = asked.person_for(db.session(), public_id)
    form = ReasonForm(request.form if request.method == "POST" else None)
    if request.method == "POST" and form.validate():
        reason = form.reason.data or ""
        done = form.carry_out(lambda: offices.disable_person(person.id, reason, by=here_person().id, at=instant()))
        if done is not None:
            return _done(person, _told(done))
    return page("disable", form, owner=person, is_disabled=person.disabled_at is not None)


@admin.route("/accounts/<public_id>/enable", methods=["GET", "POST"])
@officers(SYSTEM)
def enable(public_id: str) -> Answer:
    """The account works again."""
    person = asked.person_for(db.session(), public_id)
    form = ReasonForm(request.form if request.method == "POST" else None)
    if request.method == "POST" and form.validate():
        reason = form.reason.data or ""
        form.carry_out(lambda: offices.enable_person(person.id, reason, by=here_person().id, at=instant()))
        if not form.errors:
            return _done(person, _("The account works again."))
    return page("disable", form, owner=person, is_disabled=person.disabled_at is not None)


def invite_into(public_id: str, form: InviteForm) -> int:
    """The command behind an invitation, for this room and for the head of a unit."""
    return offices.invite_person(
        org=public_id,
        login=form.login.data or "",
        name=form.name.data or "",
        roles=[Role.of(code) for code in form.roles.data or ()],
        email=form.email.data or None,
        mobile=form.mobile.data or None,
        field=form.data.get("field") or None,  # the head of a unit is not asked for these two
        title=form.data.get("title") or None,
        by=here_person().id,
        at=instant(),
    )


def link_page(person_id: int, back: str = "admin.accounts") -> Answer:
    """The page that shows a fresh link, and never shows it again."""
    token = links.issue(person_id, instant())
    owner = db.session.get_one(Person, person_id)
    address = url_for("auth.welcome", token=token, _external=True)
    return page("link", owner=owner, address=address, valid=links.VALID, back=url_for(back))


def _account_page(person: Person, form: RoleForm | ReasonForm | None = None) -> Answer:
    own = form if isinstance(form, RoleForm) else RoleForm(None, offices.grantable(person.org))
    if form is not None and own is not form:
        own.form_errors = form.form_errors
    acts = asked.trail(db.session(), None, person.public_id)
    here = here_person()
    return page(
        "account",
        own,
        owner=person,
        told=acts.lines,
        is_system=SYSTEM in here.role_codes,
        is_self=person.id == here.id,
    )


def _done(person: Person, sentence: str) -> Answer:
    flash(sentence, "done")
    return redirect(url_for("admin.account", public_id=person.public_id), 303)


def _told(done: offices.Disabled) -> str:
    told = [_("The account is disabled; %(n)s tasks went back to their trays.", n=len(done.put_back))]
    if done.stranded:
        names = ", ".join(sorted({step(element) for element in done.stranded}))
        told.append(_("These tasks belong to nobody else and must be replaced in their cases: %(names)s.", names=names))
    return " ".join(told)
