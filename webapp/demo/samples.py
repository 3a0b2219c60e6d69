"""A small fictional file for uploads: one page, made on the spot, recognisably no real document."""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image, ImageDraw

from workflows.filestore import Examined, Kind, examine

WIDTH, HEIGHT = 827, 1170  # A4 at 100 dpi


@lru_cache(1)
def examined_sample() -> Examined:
    """The sample page after the examination that every upload goes through, once per process."""
    return examine("sample.pdf", sample_pdf(), [Kind.PDF])


def sample_pdf() -> bytes:
    """One A4 page with a frame, the word DEMO, and lines where the text would be."""
    page = Image.new("L", (WIDTH, HEIGHT), 255)
    pen = ImageDraw.Draw(page)
    pen.rectangle((60, 60, WIDTH - 60, HEIGHT - 60), outline=90, width=3)
    pen.text((100, 100), "DEMO", fill=0, font_size=36)
    for line in range(200, HEIGHT - 240, 44):
        pen.line((110, line, WIDTH - 110 - (line * 7) % 160, line), fill=190, width=6)
    pen.ellipse((WIDTH - 300, HEIGHT - 300, WIDTH - 130, HEIGHT - 130), outline=140, width=6)
    out = io.BytesIO()
    page.save(out, "PDF", resolution=100)
    return out.getvalue()
