"""A file of the public is written down after the bytes are safe in the store; knows no account and no page."""

from __future__ import annotations

from datetime import datetime

from workflows.filestore import Examined
from workflows.model.accreditation import PublicNotice
from workflows.model.offices import EvidenceFile
from workflows.model.refusals import Absent, NotNow
from workflows.model.transaction import transaction


def register_evidence(notice_id: int, examined: Examined, sha256: str, *, at: datetime) -> str:
    """Keep the row of a file handed in with an objection to a notice that runs. Returns its public id.

    Raises Absent, NotNow outside the notice's term.
    """
    with transaction() as session:
        notice = session.get(PublicNotice, notice_id)
        if notice is None:
            raise Absent
        if not notice.starts_at <= at < notice.ends_at:
            raise NotNow
        row = EvidenceFile(
            notice_id=notice_id,
            sha256=sha256,
            size=examined.size,
            kind=examined.kind.value,
            media_type=examined.media_type,
            name=examined.name,
            received_at=at,
        )
        session.add(row)
        session.flush()
        return row.public_id
