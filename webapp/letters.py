"""Papers made on the spot: a letter of the bureau, and the volume as it would be bound now; always attachments."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, flash, redirect, url_for
from werkzeug.wrappers import Response as Answer

import dossier
from webapp.downloads import attachment
from webapp.frame import here_person, instant
from webapp.gates import members
from workflows import inbox
from workflows.filestore import Kind
from workflows.model import db
from workflows.model.parameters import parameters
from workflows.papers import letter_document, volume_of

letters = Blueprint("letters", __name__)


@letters.get("/letters/<public_id>")
@members
def download(public_id: str) -> Response:
    """The letter as DOCX, for whoever may see its case."""
    letter = inbox.letter_for(db.session(), here_person(), public_id)
    content = letter_document(letter, parameters(db.session()))
    return _docx(content, f"{letter.number or ''}{letter.title}.docx")


@letters.get("/cases/<public_id>/preview")
@members
def preview(public_id: str) -> Answer:
    """The five materials bound as they stand now, marked as a draft on every sheet; kept nowhere."""
    session = db.session()
    case = inbox.case_for(session, here_person(), public_id)
    demo = current_app.extensions["settings"].demo
    volume = volume_of(session, current_app.extensions["files"], case, parameters(session), instant(), demo=demo)
    try:
        return _docx(dossier.bind(volume), f"{case.org.name}-草稿.docx")
    except dossier.PartRefused as refusal:
        flash(str(refusal), "refused")
        return redirect(url_for("cases.show", public_id=public_id), 303)


def _docx(content: bytes, name: str) -> Response:
    response = Response(content, content_type=Kind.DOCX.media_type)
    response.headers["Content-Disposition"] = attachment(name)
    return response
