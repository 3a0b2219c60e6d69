"""The five kinds of file that are let in, and how a kind is told from the first bytes; knows no library."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """A kind of file; its value is the extension the file gets."""

    PDF = "pdf"
    JPEG = "jpg"
    PNG = "png"
    DOCX = "docx"
    XLSX = "xlsx"

    @property
    def media_type(self) -> str:
        """What the file is served as."""
        return _MEDIA_TYPES[self]

    @property
    def inspector(self) -> str:
        """The module that takes such a file apart, in a process of its own."""
        return f"workflows.filestore.inspectors.{_INSPECTORS[self]}"


_MEDIA_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_INSPECTORS = {
    Kind.PDF: "of_pdf",
    Kind.JPEG: "of_picture",
    Kind.PNG: "of_picture",
    Kind.DOCX: "of_docx",
    Kind.XLSX: "of_xlsx",
}
EXTENSIONS = {
    "pdf": Kind.PDF,
    "jpg": Kind.JPEG,
    "jpeg": Kind.JPEG,
    "jpe": Kind.JPEG,
    "png": Kind.PNG,
    "docx": Kind.DOCX,
    "xlsx": Kind.XLSX,
}
PICTURES = frozenset({Kind.JPEG, Kind.PNG})
OFFICE = frozenset({Kind.DOCX, Kind.XLSX})
LEGACY_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16le")


def extension_of(name: str) -> str:
    """What follows the last dot, in lower case; empty when there is none."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def claimed_by(head: bytes, extension: str) -> Kind | None:
    """The kind that the first bytes claim; for an office archive the extension says which. None: none of ours."""
    if head.startswith(b"%PDF-"):
        return Kind.PDF
    if head.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    named = EXTENSIONS.get(extension)
    return named if head.startswith(b"PK\3\4") and named in OFFICE else None


def agrees(kind: Kind, extension: str) -> bool:
    """Whether a name may end so: a foreign or missing extension is replaced, a wrong one of ours is a trap."""
    named = EXTENSIONS.get(extension)
    return named in (None, kind) or {named, kind} <= PICTURES
