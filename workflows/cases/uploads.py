"""A file that was received: its row, after the bytes are safe in the store; knows no kind of content."""

from __future__ import annotations

from datetime import datetime

from workflows.filestore import Examined
from workflows.model.facts import StoredFile
from workflows.model.transaction import transaction


def register_file(examined: Examined, sha256: str, *, by: int, at: datetime) -> str:
    """Write down an upload whose bytes `sha256` the store has acknowledged. Returns its public id."""
    with transaction() as session:
        row = StoredFile(
            sha256=sha256,
            original_sha256=examined.sha256,
            size=examined.size,
            kind=examined.kind.value,
            media_type=examined.media_type,
            name=examined.name,
            uploaded_by_id=by,
            uploaded_at=at,
        )
        session.add(row)
        session.flush()
        return row.public_id
