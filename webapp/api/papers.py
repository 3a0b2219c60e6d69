"""Files and documents: uploads taken in and given out, letters of the bureau, bound editions; knows no form."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import Response, current_app, request
from flask_babel import gettext as _
from sqlalchemy import select

from webapp.api.door import UPLOADS, api, bearer, caller
from webapp.api.problems import problem
from webapp.api.replies import Documents, FileReply
from webapp.downloads import attachment
from webapp.errors import Wording
from webapp.frame import instant
from webapp.limits import limiter
from webapp.uploads import receive
from workflows import inbox, policy
from workflows.filestore import FileStore, Kind
from workflows.model import db
from workflows.model.facts import DossierEdition, Letter, StoredFile
from workflows.model.parameters import parameters
from workflows.model.refusals import Absent
from workflows.papers import letter_document

Reply = dict[str, Any]
Answered = dict[int | str, dict[str, str | dict[str, dict[str, Any]]]]
PAPERS = (Kind.PDF, Kind.JPEG, Kind.PNG)
DOWNLOAD: Answered = {
    200: {"description": "The file", "content": {"application/octet-stream": {"schema": {"type": "string"}}}}
}


@api.post("/files")
@bearer
@api.output(FileReply, status_code=201)
@api.doc(responses={400: "No file was found in the body", 413: "Too large", 422: "The file is not accepted"})
@limiter.limit(UPLOADS)
def receive_file() -> Reply | Response:
    """Take one file in the part `file`: examined by its content, stored for good, then answered with its id."""
    sent = request.files.getlist("file")
    if len(sent) != 1 or len(request.files) != 1 or not sent[0].filename:
        return _miscounted(sum(1 for _part in request.files.items(multi=True)))
    public_id, _found = receive(_store(), sent[0], _allowed(), by=caller().id, at=instant())
    file = inbox.file_for(db.session(), caller(), public_id)
    return {"id": public_id, **{name: getattr(file, name) for name in FileReply.model_fields if name != "id"}}


@api.get("/files/<file_id>")
@bearer
@api.doc(responses=DOWNLOAD)
def give_file(file_id: str) -> Response:
    """The file as it was received."""
    return _file(inbox.file_for(db.session(), caller(), file_id))


@api.get("/cases/<case_id>/documents")
@bearer
@api.output(Documents)
def list_documents(case_id: str) -> Reply:
    """The letters and the bound editions of a case, in the order they were made."""
    session = db.session()
    case = inbox.case_for(session, caller(), case_id)
    bound = select(DossierEdition).where(DossierEdition.case_id == case.id, DossierEdition.made_at.is_not(None))
    letters = [_letter(letter) for letter in inbox.letters_of(session, case)]
    return {"documents": letters + [_edition(one) for one in session.scalars(bound.order_by(DossierEdition.edition))]}


@api.get("/documents/<document_id>")
@bearer
@api.doc(responses=DOWNLOAD)
def give_document(document_id: str) -> Response:
    """A letter as DOCX, or the file of a bound edition."""
    session = db.session()
    letter = session.scalars(select(Letter).where(Letter.public_id == document_id)).first()
    if letter is not None and policy.may_see(session, caller(), letter.case_id):
        return _attachment(letter_document(letter, parameters(session)), f"{letter.title}.docx")
    edition = session.scalars(
        select(DossierEdition).join(StoredFile).where(StoredFile.public_id == document_id)
    ).first()
    if edition is None or edition.file is None or not policy.may_see(session, caller(), edition.case_id):
        raise Absent
    return _file(edition.file)


def _miscounted(count: int) -> Response:
    if count:
        return problem(Wording(422, "file_one_only", _("Not taken"), _("Send exactly one file.")))
    said = _("No file was found in the body; it may have been cut off on its way.")
    return problem(Wording(400, "file_missing", _("Not taken"), said))


def _store() -> FileStore:
    return current_app.extensions["files"]  # type: ignore[no-any-return]


def _allowed() -> tuple[Kind, ...]:
    known = {str(kind): kind for kind in Kind}
    asked = [known[word] for word in request.form.get("kinds", "").split(",") if word in known]
    return tuple(asked) or PAPERS


def _letter(letter: Letter) -> Reply:
    return {
        "id": letter.public_id,
        "kind": letter.kind,
        "title": letter.title,
        "number": letter.number,
        "dated_on": letter.dated_on,
        "media_type": Kind.DOCX.media_type,
        "sha256": None,
    }


def _edition(edition: DossierEdition) -> Reply:
    file = edition.file
    return {
        "id": file.public_id if file else None,
        "kind": "dossier",
        "title": file.name if file else "",
        "number": str(edition.edition),
        "dated_on": edition.asked_at.date(),
        "media_type": file.media_type if file else "",
        "sha256": edition.sha256,
    }


def _file(file: StoredFile) -> Response:
    response = Response(_store().stream(file.sha256), content_type=file.media_type)
    response.content_length = file.size
    return _as_attachment(response, file.name, file.sha256)


def _attachment(content: bytes, name: str) -> Response:
    response = Response(content, content_type=Kind.DOCX.media_type)
    return _as_attachment(response, name, hashlib.sha256(content).hexdigest())


def _as_attachment(response: Response, name: str, sha256: str) -> Response:
    response.headers["Content-Disposition"] = attachment(name)
    response.headers["X-Content-SHA256"] = sha256
    return response
