"""Taking a file in: examined by its content, stored durably, then a row; a crash leaves at most an orphan (P14)."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from werkzeug.datastructures import FileStorage

from workflows.filestore import Examined, FileStore, Kind, examine
from workflows.model import transaction
from workflows.model.facts import StoredFile


def receive(store: FileStore, sent: FileStorage, allowed: Iterable[Kind], *, by: int, at: datetime) -> StoredFile:
    """The row of a file that is examined and stored. Raises FileRefused; then nothing of it is kept."""
    with tempfile.TemporaryDirectory(prefix="jijiao-upload-") as folder:
        path = Path(folder) / "upload"
        sent.save(path)
        found = examine(sent.filename or "", path, frozenset(allowed))
        with path.open("rb") as file:
            original = hashlib.file_digest(file, "sha256").hexdigest()
    return keep(store, found, original, by=by, at=at)


def keep(store: FileStore, found: Examined, original: str, *, by: int, at: datetime) -> StoredFile:
    """Store the bytes first, then the row that names them; `original` is the SHA-256 of what was sent."""
    sha256 = store.put(found.content)
    with transaction() as session:
        file = StoredFile(
            sha256=sha256,
            original_sha256=original,
            size=found.size,
            kind=str(found.kind),
            media_type=found.media_type,
            name=found.name,
            uploaded_by_id=by,
            uploaded_at=at,
        )
        session.add(file)
        session.flush()
        session.refresh(file)
        session.expunge(file)
    return file
