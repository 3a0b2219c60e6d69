"""Operations: what is late, what has failed, and the buttons that try it again; touches no case."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.admin.room import SYSTEM, Answer, admin, page
from webapp.frame import here_person, instant
from webapp.gates import officers
from webapp.phrases import step
from webapp.words import in_words
from workflows.cases import offices
from workflows.inbox import operations as asked
from workflows.model import db
from workflows.model.offices import OfficeRefused


@admin.get("/operations")
@officers(SYSTEM)
def operations() -> Answer:
    """Timers, jobs and editions as they stand now."""
    return page("operations", found=asked.operations(db.session(), instant()), step=step)


@admin.post("/operations/timers/<int:timer_id>")
@officers(SYSTEM)
def retry_timer(timer_id: int) -> Response:
    """Let a failed timer try again."""
    try:
        offices.retry_timer(timer_id, by=here_person().id, at=instant())
    except OfficeRefused as refusal:
        return _told(in_words(refusal.what_to_do), "wait")
    return _told(_("It is tried again within a second."))


@admin.post("/operations/editions/<int:edition_id>")
@officers(SYSTEM)
def retry_edition(edition_id: int) -> Response:
    """Ask again for a volume."""
    try:
        offices.retry_edition(edition_id, by=here_person().id, at=instant())
    except OfficeRefused as refusal:
        return _told(in_words(refusal.what_to_do), "wait")
    return _told(_("The volume is being bound again."))


@admin.post("/operations/jobs")
@officers(SYSTEM)
def retry_job() -> Response:
    """Try a failed job again."""
    offices.retry_job(request.form.get("key", ""), by=here_person().id, at=instant())
    return _told(_("The job is tried again."))


def _told(sentence: str, tone: str = "done") -> Response:
    flash(sentence, tone)
    return redirect(url_for("admin.operations"), 303)
