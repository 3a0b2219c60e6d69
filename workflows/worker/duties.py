"""The jobs: bind a volume, mail a line, announce a base. Each is done once by its own row, however often it runs."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import Select, select, update

import dossier
from workflows import jobs
from workflows.filestore import Kind
from workflows.model import clock
from workflows.model.accounts import CITY, Person, RoleGrant
from workflows.model.accreditation import TrainingBase
from workflows.model.base import db
from workflows.model.facts import DossierEdition, FileUse, Notification, StoredFile
from workflows.model.parameters import parameters
from workflows.model.process import Case
from workflows.model.transaction import transaction
from workflows.model.vocabulary import Role
from workflows.papers import volume_of
from workflows.worker.tools import lent


@jobs.job("bind_dossier")
def bind_dossier(edition_id: int) -> None:
    """Bind one edition of the volume and keep it under its hash; a part that cannot be bound is named on the row."""
    with lent().context():
        edition = db.session.get_one(DossierEdition, edition_id)
        if edition.made_at is not None:
            return
        case = db.session.get_one(Case, edition.case_id)
        at, tools = edition.asked_at, lent()
        volume = volume_of(
            db.session(), tools.store, case, parameters(db.session()), at, edition=edition, demo=tools.demo
        )
        name = f"{case.number or case.public_id}-第{edition.edition}版.docx"
        by_id, case_id = case.opened_by_id, case.id
        try:
            content = dossier.bind(volume)
        except (dossier.PartRefused, dossier.VolumeTooLarge) as refusal:
            _name_failure(edition_id, str(refusal))
            return
        _keep(edition_id, case_id, content, volume.facts_hash, name, by_id, clock.now())


@jobs.job("send_mail")
def send_mail(*line_ids: int) -> None:
    """Mail lines, each to its person; a second run finds those that are sent. Raises the first failure at the end."""
    failures = [fault for line_id in line_ids if (fault := _try_to_mail(line_id)) is not None]
    if failures:
        raise failures[0]


def _try_to_mail(line_id: int) -> Exception | None:
    """One wrong address must not keep the mail from the others; whoever calls raises what is returned."""
    try:
        _mail(line_id)
    except Exception as fault:  # noqa: BLE001 — returned, raised by the caller, retried by the job
        return fault
    return None


def _mail(line_id: int) -> None:
    with lent().context():
        line = db.session.get_one(Notification, line_id)
        address = db.session.get_one(Person, line.person_id).email
        text, sent = line.text, line.mailed_at
        if sent is not None or not address:
            return
        db.session.rollback()
        lent().send(address, f"继教：{text}", text)
        with transaction() as session:
            session.execute(update(Notification).where(Notification.id == line_id).values(mailed_at=clock.now()))


@jobs.job("announce_base")
def announce_base(base_id: int) -> None:
    """Tell the county offices and the bureau's section of a new base (domain 5.3 row 18)."""
    with lent().context():
        at = clock.now()
        with transaction() as session:
            base = session.get_one(TrainingBase, base_id)
            text = f"新认定基地：{base.org.name}（{base.code}），有效期至{base.valid_to}"
            for person_id in session.scalars(_to_be_told()).all():
                key = f"announce:{base.id}:{person_id}"
                if session.scalar(select(Notification.id).where(Notification.key == key)) is None:
                    session.add(
                        Notification(
                            key=key, person_id=person_id, case_id=base.case_id, kind="announcement", text=text, at=at
                        )
                    )


def _to_be_told() -> Select[int]:
    offices = (RoleGrant.role == Role.COUNTY_HRSS) | ((RoleGrant.role == Role.HRSS_SECTION) & (RoleGrant.scope == CITY))
    return select(RoleGrant.person_id).where(offices, RoleGrant.ended_at.is_(None)).distinct()


def _keep(edition_id: int, case_id: int, content: bytes, code: str, name: str, by_id: int, at: datetime) -> None:
    sha256 = lent().store.put(content)
    with transaction() as session:
        edition = session.get_one(DossierEdition, edition_id)
        if edition.made_at is not None:
            return
        file = StoredFile(
            sha256=sha256,
            original_sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
            kind=Kind.DOCX.value,
            media_type=Kind.DOCX.media_type,
            name=name,
            uploaded_by_id=by_id,
            uploaded_at=at,
        )
        session.add(file)
        session.flush()
        session.add(FileUse(file_id=file.id, case_id=case_id, element=""))
        edition.file_id, edition.sha256, edition.code = file.id, sha256, code
        edition.made_at, edition.failure = at, None


def _name_failure(edition_id: int, reason: str) -> None:
    with transaction() as session:
        session.execute(update(DossierEdition).where(DossierEdition.id == edition_id).values(failure=reason))
