"""Taking a file in: examined by its content, stored durably, then a row; a crash leaves at most an orphan (P14)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from werkzeug.datastructures import FileStorage

from workflows import cases
from workflows.filestore import Examined, FileStore, Kind, examine


def receive(
    store: FileStore, sent: FileStorage, allowed: Iterable[Kind], *, by: int, at: datetime
) -> tuple[str, Examined]:
    """Public id and findings of a file that is examined and stored. Raises FileRefused; then nothing is kept."""
    with tempfile.TemporaryDirectory(prefix="jijiao-upload-") as folder:
        path = Path(folder) / "upload"
        sent.save(path)
        found = examine(sent.filename or "", path, frozenset(allowed))
    sha256 = store.put(found.content)
    return cases.register_file(found, sha256, by=by, at=at), found
