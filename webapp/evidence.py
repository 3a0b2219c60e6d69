"""Files of the public: examined like every other upload, kept without an account; knows no form."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from webapp.words import in_words
from workflows.cases import offices
from workflows.filestore import Examined, FileRefused, FileStore, Kind, examine

KINDS = frozenset({Kind.PDF, Kind.JPEG, Kind.PNG})
MOST = 3
MEGABYTES = 10


class Unacceptable(Exception):
    """A file that is not taken, in words that say what to do."""


def examined(sent: Sequence[FileStorage]) -> list[Examined]:
    """Every file judged by its content. Raises Unacceptable; then nothing has been kept."""
    if len(sent) > MOST:
        raise Unacceptable(_("At most %(n)s files; put more pages into one PDF.", n=MOST))
    return [_judged(file) for file in sent]


def stored(store: FileStore, notice_id: int, found: Sequence[Examined], at: datetime) -> list[str]:
    """The bytes first, then their rows; the public ids. Raises NotNow when the notice's term is over."""
    return [offices.register_evidence(notice_id, file, store.put(file.content), at=at) for file in found]


def _judged(sent: FileStorage) -> Examined:
    with tempfile.TemporaryDirectory(prefix="jijiao-evidence-") as folder:
        path = Path(folder) / "upload"
        sent.save(path)
        if path.stat().st_size > MEGABYTES * 1024 * 1024:
            raise Unacceptable(_("%(name)s is larger than %(mb)s MB.", name=sent.filename or "", mb=MEGABYTES))
        try:
            return examine(sent.filename or "", path, KINDS)
        except FileRefused as refusal:
            raise Unacceptable(f"{sent.filename}: {in_words(refusal.what_to_do) % refusal.params}") from refusal
