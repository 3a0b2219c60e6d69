"""Files: taken in one by one while a form is filled in, given out to whoever may see the case; knows no form."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, Response, current_app, jsonify, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from webapp.downloads import attachment
from webapp.errors import Wording, answer
from webapp.frame import here_person, instant
from webapp.gates import members
from webapp.limits import limiter
from webapp.uploads import receive
from webapp.words import in_words
from workflows import inbox
from workflows.filestore import FileRefused, FileStore, Kind
from workflows.model import db

files = Blueprint("files", __name__, url_prefix="/files")


def _store() -> FileStore:
    return current_app.extensions["files"]  # type: ignore[no-any-return]


@files.post("")
@members
@limiter.limit("60 per minute")
def upload() -> Answer:
    """Take one file: 201 with its public id once it is examined and stored for good; 422 says what to do."""
    sent = request.files.getlist("file")
    if len(sent) != 1 or not sent[0].filename:
        return answer(Wording(422, "file_one_only", _("Not taken"), _("Send exactly one file.")))
    try:
        public_id, found = receive(_store(), sent[0], _allowed(), by=here_person().id, at=instant())
    except FileRefused as refusal:
        sentence = in_words(refusal.what_to_do) % refusal.params
        return answer(Wording(422, refusal.code, _("Not taken"), sentence))
    response = jsonify(id=public_id, name=found.name, size=found.size)
    response.status_code = 201
    return response


@files.get("/<public_id>")
@members
def download(public_id: str) -> Response:
    """The file as it was received, always as an attachment that no browser runs."""
    file = inbox.file_for(db.session(), here_person(), public_id)
    response = Response(_store().stream(file.sha256), content_type=file.media_type)
    response.content_length = file.size
    response.headers["Content-Disposition"] = attachment(file.name)
    return response


def _allowed() -> Iterable[Kind]:
    """The kinds the field takes; a page that names none takes papers."""
    known = {str(kind): kind for kind in Kind}
    asked = [known[word] for word in request.form.get("kinds", "").split(",") if word in known]
    return asked or (Kind.PDF, Kind.JPEG, Kind.PNG)
