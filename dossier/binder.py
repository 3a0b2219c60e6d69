"""The bound volume from cover to material 5 (domain 8.3). Knows the order, and nothing of how a sheet looks."""

from __future__ import annotations

import threading

from dossier.binding import Body, blank_document, finish
from dossier.front import contents, cover, divider, notes
from dossier.materials import IN_ORDER
from dossier.paper import volume_edges
from dossier.volume import Volume, VolumeTooLarge

MOST_BYTES = 100_000_000
_press = threading.Lock()  # PDFium is not thread-safe: one volume at a time in a process
DRAFT, DEMO = "草稿未提交", "演示数据 DEMO"


def bind(volume: Volume) -> bytes:
    """One DOCX: cover, notes, contents, five materials in fixed order behind their dividers (S5.2, R-070, R-071).

    Same volume, same bytes. Raises PartRefused for an upload that cannot be bound, VolumeTooLarge beyond 100 MB.
    """
    with _press:
        return _bound(volume)


def _bound(volume: Volume) -> bytes:
    body = Body()
    cover(body, volume)
    notes(body, volume)
    contents(body, volume)
    for number, material in enumerate(IN_ORDER, 1):
        divider(body, volume, number)
        material(body, volume)
    title = "".join(volume.title) + "申报材料"
    document = blank_document(f"{title} {volume.number}", volume.organisation, volume.filed_on)
    edges = volume_edges(
        f"{volume.number}　第{volume.edition}版", DRAFT if volume.draft else "", DEMO if volume.demo else ""
    )
    bound = finish(document, body, edges)
    if len(bound) > MOST_BYTES:
        raise VolumeTooLarge(f"{len(bound)} bytes")
    return bound
