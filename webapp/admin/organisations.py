"""Organisations: the list and a new one."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from webapp.admin.forms import KINDS, OrganisationForm
from webapp.admin.room import SYSTEM, Answer, admin, page
from webapp.frame import here_person, instant
from webapp.gates import officers
from workflows.cases import offices
from workflows.inbox import offices as asked
from workflows.model import db
from workflows.model.vocabulary import District, OrgType


@admin.get("/organisations")
@officers(SYSTEM)
def organisations() -> Answer:
    """A page of the organisations."""
    words = request.args.get("q", "").strip()[:50]
    kind = request.args.get("kind", "") if request.args.get("kind", "") in KINDS else ""
    found = asked.organisations(db.session(), words, kind, request.args.get("after", type=int))
    districts = {word.code: word for word in District}
    return page("organisations", found=found, words=words, kind=kind, kinds=KINDS, districts=districts)


@admin.route("/organisations/new", methods=["GET", "POST"])
@officers(SYSTEM)
def new_organisation() -> Answer:
    """Add an organisation."""
    form = OrganisationForm(request.form if request.method == "POST" else None, asked.departments(db.session()))
    if request.method == "POST" and form.validate():
        added = form.carry_out(lambda: _add(form))
        if added is not None:
            flash(_("The organisation is in the list. Now invite its people."), "done")
            return redirect(url_for("admin.invite", public_id=added), 303)
    return page("new_organisation", form)


def _add(form: OrganisationForm) -> str:
    return offices.add_organisation(
        name=form.name.data or "",
        kind=form.kind.data,
        uscc=form.uscc.data or None,
        org_type=OrgType.of(form.org_type.data) if form.org_type.data else None,
        district=District.of(form.district.data) if form.district.data else None,
        phone=form.phone.data or None,
        supervising=form.supervising.data or None,
        by=here_person().id,
        at=instant(),
    )
