"""Where files rest: by content, never overwritten, on local disk or S3; knows neither names nor owners."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import obstore
from obstore.exceptions import AlreadyExistsError
from obstore.store import LocalStore, ObjectStore, S3Store

if TYPE_CHECKING:
    from obstore import ReadableFile

CHUNK = 1 << 20
_SHA256 = re.compile(r"[0-9a-f]{64}")


class FileMissing(Exception):
    """No file of that content is stored."""


def file_store(url: str) -> FileStore:
    """The store behind `file:///folder` or `s3://bucket/prefix` (credentials and endpoint from `AWS_*`)."""
    parts = urlsplit(url)
    match parts.scheme:
        case "file":
            return FileStore(LocalStore(unquote(parts.path), mkdir=True))
        case "s3":
            return FileStore(S3Store(parts.netloc, prefix=parts.path.strip("/") or None))
        case scheme:
            raise ValueError(f"files are kept in file:// or s3://, not {scheme}://")


class FileStore:
    """Contents by their SHA-256; what `put` has returned survives a power cut (promises P14)."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store
        self._folder = Path(store.prefix) if isinstance(store, LocalStore) and store.prefix else None

    def put(self, content: bytes | Path) -> str:
        """Store the content, durably, and return its SHA-256; a second time it costs one reading."""
        sha256 = _hashed(content)
        try:
            obstore.put(self._store, _place(sha256), content, mode="create")
        except AlreadyExistsError:
            if not self.is_sound(sha256):  # a power cut tore the first writing, which nobody was ever told of
                obstore.put(self._store, _place(sha256), content, mode="overwrite")
        self._settle(sha256)
        return sha256

    def exists(self, sha256: str) -> bool:
        """Whether a file of that content is stored."""
        try:
            obstore.head(self._store, _place(sha256))
        except FileNotFoundError:
            return False
        return True

    def size(self, sha256: str) -> int:
        """Bytes. Raises FileMissing."""
        try:
            return obstore.head(self._store, _place(sha256))["size"]
        except FileNotFoundError as absence:
            raise FileMissing(sha256) from absence

    def open(self, sha256: str) -> ReadableFile:
        """A seekable binary file. Raises FileMissing."""
        try:
            return obstore.open_reader(self._store, _place(sha256))
        except FileNotFoundError as absence:
            raise FileMissing(sha256) from absence

    def read(self, sha256: str) -> bytes:
        """The whole content. Raises FileMissing."""
        return b"".join(self.stream(sha256))

    def stream(self, sha256: str) -> Iterator[bytes]:
        """The content in pieces of about a mebibyte. Raises FileMissing at once, not at the first piece."""
        try:
            pieces = obstore.get(self._store, _place(sha256)).stream(min_chunk_size=CHUNK)
        except FileNotFoundError as absence:
            raise FileMissing(sha256) from absence
        return (bytes(piece) for piece in pieces)

    def is_sound(self, sha256: str) -> bool:
        """Whether the stored bytes still have their hash; the nightly check reads every row's file so."""
        hasher = hashlib.sha256()
        for piece in self.stream(sha256):
            hasher.update(piece)
        return hasher.hexdigest() == sha256

    def _settle(self, sha256: str) -> None:
        """On local disk: the file, then the folders that name it, reach the platter before anybody is told."""
        if self._folder is None:
            return
        place = self._folder / _place(sha256)
        for path in (place, place.parent, self._folder):
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _place(sha256: str) -> str:
    if not _SHA256.fullmatch(sha256):
        raise FileMissing(sha256)
    return f"{sha256[:2]}/{sha256}"


def _hashed(content: bytes | Path) -> str:
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest()
    with content.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
