"""Uploaded pictures and PDF files as pages fitted on A4, at least 150 dpi, huge ones made smaller. Knows no volume."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import pypdfium2
from PIL import Image, ImageOps

from dossier.paper import SCAN, SCAN_WIDE, Paper
from dossier.volume import Attachment, PartRefused

DPI = 150  # the least for print; PDF pages are rendered at it
MOST_DPI = 200
MM_PER_INCH = 25.4
MOST_PIXELS = 120_000_000
MOST_PAGES = 500
CAPTION_MM = 8  # room for the name of the file above the first page
JPEG_QUALITY = 82


@dataclass(frozen=True)
class Page:
    """A page as JPEG, its size on paper in mm and the paper it lies on."""

    jpeg: bytes
    width: float
    height: float
    paper: Paper


def pages_of(file: Attachment) -> Iterator[Page]:
    """Pages of an uploaded picture or PDF; raises PartRefused with what the applicant should do."""
    if file.media_type == "application/pdf":
        yield from _pdf_pages(file)
    elif file.media_type.startswith("image/"):
        yield _fitted(_opened(file))
    else:
        raise PartRefused(file.name, "文件类型不能装订，请转换为PDF、JPG、PNG或DOCX后重新上传。")


def _opened(file: Attachment) -> Image.Image:
    try:
        picture = Image.open(io.BytesIO(file.content))
        side = round(SCAN.height * DPI / MM_PER_INCH)
        if picture.width * picture.height > MOST_PIXELS:
            raise PartRefused(file.name, "图片过大，请降低分辨率（A4幅面300dpi以内）后重新上传。")
        picture.draft(None, (side, side))  # a photograph is decoded at half size when that is enough
        return ImageOps.exif_transpose(picture)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise PartRefused(file.name, "图片无法打开，请检查文件后重新扫描上传。") from problem


def _pdf_pages(file: Attachment) -> Iterator[Page]:
    try:
        document = pypdfium2.PdfDocument(file.content)
    except pypdfium2.PdfiumError as problem:
        raise PartRefused(file.name, "PDF已加密或损坏，无法装订，请取消密码或重新扫描后上传。") from problem
    try:
        if not 0 < len(document) <= MOST_PAGES:
            raise PartRefused(file.name, f"PDF页数应为1至{MOST_PAGES}页，请拆分后上传。")
        for place in range(len(document)):
            yield _fitted(_rendered(file, document, place))
    finally:
        document.close()


def _rendered(file: Attachment, document: pypdfium2.PdfDocument, place: int) -> Image.Image:
    try:
        page = document[place]
        wide, high = page.get_size()
        paper = _paper(wide, high)
        fit = min(paper.width / wide, (paper.height - CAPTION_MM) / high)  # mm on paper per point of the page
        picture = page.render(scale=fit * DPI / MM_PER_INCH, may_draw_forms=True).to_pil()
        page.close()
    except (pypdfium2.PdfiumError, ZeroDivisionError, ValueError) as problem:
        raise PartRefused(file.name, f"PDF第{place + 1}页无法读取，请重新扫描后上传。") from problem
    return cast(Image.Image, picture)


def _fitted(picture: Image.Image) -> Page:
    """On A4 in its own orientation: not printed below 150 dpi unless it is small, not kept above 200 dpi."""
    paper = _paper(picture.width, picture.height)
    wide, high = paper.width, paper.height - CAPTION_MM
    flat = _flattened(picture)
    box = round(wide * MOST_DPI / MM_PER_INCH), round(high * MOST_DPI / MM_PER_INCH)
    if flat.width > box[0] or flat.height > box[1]:
        flat.thumbnail(box, Image.Resampling.LANCZOS, reducing_gap=2.0)
    fit = min(wide / flat.width, high / flat.height, MM_PER_INCH / DPI)
    target = io.BytesIO()
    flat.save(target, "JPEG", quality=JPEG_QUALITY)
    return Page(target.getvalue(), flat.width * fit, flat.height * fit, paper)


def _paper(wide: float, high: float) -> Paper:
    return SCAN_WIDE if wide > high else SCAN


def _flattened(picture: Image.Image) -> Image.Image:
    """Grey or colour on white, without the camera's own notes."""
    try:
        if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
            white = Image.new("RGBA", picture.size, "white")
            white.alpha_composite(picture.convert("RGBA"))
            return white.convert("RGB")
        return picture.convert("L" if picture.mode in {"1", "L"} else "RGB")
    finally:
        picture.info.clear()
