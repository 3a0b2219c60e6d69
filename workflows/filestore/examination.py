"""The gate: names the kind of an upload and has it taken apart in a child with limits; knows no file format itself.

A hostile file can at worst kill its child: at most 10 s of processor, 30 s of waiting, 512 MB (promises P15).
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from workflows.filestore.kinds import (
    ENCRYPTED_OFFICE,
    LEGACY_OFFICE,
    PICTURES,
    Kind,
    agrees,
    claimed_by,
    extension_of,
)
from workflows.filestore.names import clean_name
from workflows.filestore.refusals import WHAT_TO_DO, FileRefused

PATIENCE = 30.0
CHILDREN = 2
HEAD = 8
LEGACY_PART = 1 << 16
ROOT = Path(__file__).resolve().parents[2]

_turns = threading.BoundedSemaphore(CHILDREN)


@dataclass(frozen=True)
class Examined:
    """A file that may be stored. `content` is what to store: for a picture, the re-encoded one."""

    kind: Kind
    media_type: str
    name: str
    size: int
    sha256: str
    content: bytes


def examine(name: str, content: bytes | Path, allowed: Collection[Kind]) -> Examined:
    """Judge an upload by its content, never by what it calls itself. Raises FileRefused.

    A path is only read. Pictures come back re-encoded: upright, without EXIF, comments or anything behind the picture.
    """
    with tempfile.TemporaryDirectory(prefix="jijiao-examine-") as folder:
        path = content if isinstance(content, Path) else _written(content, Path(folder))
        kind = _claimed_kind(name, path, allowed)
        shown = clean_name(name, kind)
        cleaned = Path(folder) / "cleaned"
        _take_apart(kind, path, cleaned, allowed)
        kept = (cleaned if kind in PICTURES else path).read_bytes()
    return Examined(kind, kind.media_type, shown, len(kept), hashlib.sha256(kept).hexdigest(), kept)


def _written(content: bytes, folder: Path) -> Path:
    path = folder / "upload"
    path.write_bytes(content)
    return path


def _claimed_kind(name: str, path: Path, allowed: Collection[Kind]) -> Kind:
    extension = extension_of(name.strip())
    with path.open("rb") as file:
        head = file.read(HEAD)
        if not head:
            raise FileRefused("file_empty")
        if head == LEGACY_OFFICE:
            raise _legacy(extension, file.read(LEGACY_PART), allowed)
    kind = claimed_by(head, extension)
    if kind is None or kind not in allowed or not agrees(kind, extension):
        raise _foreign(allowed)
    return kind


def _legacy(extension: str, beginning: bytes, allowed: Collection[Kind]) -> FileRefused:
    if ENCRYPTED_OFFICE in beginning:
        return FileRefused("file_encrypted")
    return FileRefused(f"file_type_old_{extension}") if extension in ("xls", "doc") else _foreign(allowed)


def _foreign(allowed: Collection[Kind]) -> FileRefused:
    return FileRefused("file_type", accepted=", ".join(f".{kind}" for kind in Kind if kind in allowed))


def _take_apart(kind: Kind, path: Path, cleaned: Path, allowed: Collection[Kind]) -> None:
    """Run the inspector of that kind; its last word is `ok` or a code, silence means that the file killed it."""
    code = _last_word([sys.executable, "-m", kind.inspector, str(path.resolve()), str(cleaned)])
    if code == "file_type":
        raise _foreign(allowed)
    if code != "ok":
        raise FileRefused(code if code in WHAT_TO_DO else "file_damaged")


def _last_word(command: list[str]) -> str:
    python_only = {
        name: value for name, value in os.environ.items() if name.startswith("PYTHON")
    }  # none of our secrets
    with _turns:
        try:
            child = subprocess.run(
                command, cwd=ROOT, env=python_only, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE
            )
        except subprocess.TimeoutExpired:
            return "file_too_costly"
    return child.stdout.decode("ascii", "replace").strip()
