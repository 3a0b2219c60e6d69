"""Uploaded files laid into the volume: Word papers merged, pictures and PDF pages one to a sheet. Knows no material."""

from __future__ import annotations

from collections.abc import Sequence

from dossier import merging, scans
from dossier.binding import Body
from dossier.front import missing
from dossier.markup import framed, para
from dossier.volume import Attachment, Volume

GONE = "该文件尚未上传，请上传后由系统重新装订。"


def enclose(body: Body, volume: Volume, files: Sequence[str], what: str, note: str = "") -> None:
    """The files of one part in order, `note` above each; a 缺页 sheet naming `what` for each that is not there."""
    for public_id in files or ("",):
        file = volume.files.get(public_id)
        if file is None:
            missing(body, what, GONE)
        elif file.media_type == merging.MEDIA_TYPE:
            _merge(body, file, note)
        else:
            _place(body, file, note)


def _merge(body: Body, file: Attachment, note: str) -> None:
    document, geometry = merging.prepared(file, body.papers() + 1)
    body.turn_to(geometry)
    if note:
        body.add(para(note, "JjCaption", keep_next=True))
    body.add(document)


def _place(body: Body, file: Attachment, note: str) -> None:
    """One page a sheet; a new section only where the pages turn, the file's name above the first."""
    paper = None
    for number, page in enumerate(scans.pages_of(file), 1):
        if page.paper is not paper:
            body.turn_to(page.paper)
        if number == 1:
            body.add(para(note or file.name, "JjCaption", keep_next=True))
        picture = body.album.place(page.jpeg, "jpeg", page.width, page.height, f"{file.name} 第{number}页")
        body.add(framed(picture, "JjPicture", page_break_before=number > 1 and page.paper is paper))
        paper = page.paper
