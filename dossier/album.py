"""Pictures of the volume: each stored once, placed inline at a size in millimetres. Knows no scan and no upload."""

from __future__ import annotations

import hashlib

from dossier.markup import literal

EMU_PER_MM = 36_000
FIRST_DRAWING = 100_001  # merged papers number their own drawings from 1


class Album:
    """Collects picture bytes; `blobs` maps relationship id to (bytes, extension) for the package."""

    def __init__(self) -> None:
        self.blobs: dict[str, tuple[bytes, str]] = {}
        self._ids: dict[str, str] = {}
        self._placed = 0

    def place(self, picture: bytes, extension: str, width: float, height: float, words: str) -> str:
        """A run with the picture, `width` × `height` mm, `words` as its description."""
        relation = self._store(picture, extension)
        number = FIRST_DRAWING + self._placed
        self._placed += 1
        return _inline(relation, number, round(width * EMU_PER_MM), round(height * EMU_PER_MM), literal(words))

    def _store(self, picture: bytes, extension: str) -> str:
        digest = hashlib.sha256(picture).hexdigest()
        if digest not in self._ids:
            self._ids[digest] = f"rIdPicture{len(self._ids) + 1}"
            self.blobs[self._ids[digest]] = (picture, extension)
        return self._ids[digest]


def _inline(relation: str, number: int, wide: int, high: int, words: str) -> str:
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:docPr id="{number}" name="图{number}" descr="{words}"/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="图{number}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
