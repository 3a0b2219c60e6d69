"""One file: may this person open it; absent and foreign look the same."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows import policy
from workflows.model.accounts import Person
from workflows.model.facts import DossierEdition, FileUse, StoredFile
from workflows.model.process import Case
from workflows.model.refusals import Absent


def file_for(session: Session, person: Person, public_id: str) -> StoredFile:
    """The file, when the person uploaded it or may see a case it belongs to. Raises Absent otherwise."""
    file = session.scalars(select(StoredFile).where(StoredFile.public_id == public_id)).first()
    if file is None:
        raise Absent
    if file.uploaded_by_id == person.id:
        return file
    used = select(FileUse.case_id).where(FileUse.file_id == file.id)
    bound = select(DossierEdition.case_id).where(DossierEdition.file_id == file.id)
    for case_id in session.scalars(used.union(bound)):
        if policy.may_see(session, person, case_id):
            return file
    raise Absent


def file_names(session: Session, case: Case) -> list[tuple[str, str]]:
    """(public id, name) of the files that belong to a case."""
    query = select(StoredFile.public_id, StoredFile.name).join(FileUse, FileUse.file_id == StoredFile.id)
    return [(code, name) for code, name in session.execute(query.where(FileUse.case_id == case.id))]
