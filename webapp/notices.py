"""Public notices of five working days, and objections to them by real name, with evidence (R-105, R-106)."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from webapp.downloads import attachment
from webapp.evidence import Unacceptable, examined, stored
from webapp.frame import Place, add_place, here_person, instant, signed_in
from webapp.gates import anybody, officers
from webapp.limits import limiter
from webapp.objections import ObjectionForm
from workflows import cases, policy
from workflows.filestore import Examined, FileStore
from workflows.inbox import registers
from workflows.model import db
from workflows.model.accreditation import PublicNotice
from workflows.model.refusals import Absent
from workflows.model.vocabulary import N_, Role

notices = Blueprint("notices", __name__, url_prefix="/notices")
add_place(Place(N_("Notices"), "notices.listing", signed_in=False))

OFFICERS = (Role.HRSS_REVIEWER, Role.HRSS_SECTION, Role.HRSS_LEADER)
"""Who reads the objections with the names of their authors."""


@notices.get("")
@anybody
def listing() -> str:
    """Notices whose term runs, or those of the past."""
    is_past = request.args.get("list") == "past"
    found = registers.notices(db.session(), instant(), not is_past, request.args.get("after", type=int))
    return render_template("notices/listing.html", found=found, is_past=is_past)


@notices.get("/<public_id>")
@anybody
def show(public_id: str) -> str:
    """The notice, its term, the form for an objection while it runs; for officers the objections too."""
    return _page(registers.notice_for(db.session(), public_id, instant()), ObjectionForm())


@notices.post("/<public_id>/objections")
@anybody
@limiter.limit("10 per hour")
def object_to(public_id: str) -> Answer | tuple[str, int]:
    """Receive an objection; answers with the page that its number opens. Raises NotNow after the term."""
    notice = registers.notice_for(db.session(), public_id, instant())
    form = ObjectionForm(request.form)
    found = _examined(form) if form.validate() else []
    if form.errors:
        return _page(notice, form), 422
    files = stored(_store(), notice.id, found, instant())
    described = [form.evidence.data] if form.evidence.data else []
    number = cases.object_to(
        notice.id,
        name=form.name.data or "",
        contact=form.contact.data or "",
        text=form.text.data or "",
        evidence=[*described, *files],
        at=instant(),
    )
    return redirect(url_for("notices.received", public_id=public_id, number=number), 303)


@notices.get("/<public_id>/objections/<number>")
@anybody
def received(public_id: str, number: str) -> str:
    """For whoever knows the number: when it was received, whether it is answered; no name, no text."""
    notice = registers.notice_for(db.session(), public_id, instant())
    objection = registers.objection_for(db.session(), notice, number)
    return render_template("notices/received.html", notice=notice, objection=objection)


@notices.get("/<public_id>/evidence/<file_id>")
@officers(*OFFICERS)
def evidence(public_id: str, file_id: str) -> Response:
    """A file handed in with an objection, as an attachment, for the officers who verify it."""
    notice = registers.notice_for(db.session(), public_id, instant())
    file = registers.evidence(db.session(), notice).get(file_id)
    if file is None or not policy.may_see(db.session(), here_person(), notice.case_id):
        raise Absent
    response = Response(_store().stream(file.sha256), content_type=file.media_type)
    response.content_length = file.size
    response.headers["Content-Disposition"] = attachment(file.name)
    return response


def _page(notice: PublicNotice, form: ObjectionForm) -> str:
    person = signed_in()
    reads = person is not None and policy.has_role(person, *OFFICERS)
    return render_template(
        "notices/show.html",
        notice=notice,
        form=form,
        faults=form.errors,
        is_running=registers.is_running(notice, instant()),
        draws=registers.draws(db.session(), notice),
        objections=registers.objections(db.session(), notice) if reads else None,
        evidence=registers.evidence(db.session(), notice) if reads else {},
    )


def _examined(form: ObjectionForm) -> Sequence[Examined]:
    """The files that were sent; a form without words and without files lacks evidence."""
    sent = [file for file in request.files.getlist("files") if file.filename]
    if not sent and not form.evidence.data:
        form.blame("evidence", _("Describe the evidence, or add a file"))
    try:
        return examined(sent)
    except Unacceptable as refusal:
        form.blame("evidence", str(refusal))
        return []


def _store() -> FileStore:
    return current_app.extensions["files"]  # type: ignore[no-any-return]
