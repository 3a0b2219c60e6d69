"""JPEG and PNG: decoded whole and written anew, upright, without metadata; knows no other format (promises 3 J)."""

from __future__ import annotations

import warnings
from pathlib import Path

from PIL import Image, ImageOps

from workflows.filestore.inspectors.verdict import Refused, give

MOST_PIXELS = 40_000_000
LEAST_SIDE = 8
QUALITY = 88


def inspect(path: Path, cleaned: Path) -> None:
    """Write the picture anew to `cleaned`, or raise Refused."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(path, formats=["JPEG", "PNG"]) as picture:  # never more: EPS would start Ghostscript
            _check_size(picture)
            picture.load()
            _rewrite(picture, cleaned)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise Refused("image_too_large") from bomb
    except (OSError, ValueError, SyntaxError, EOFError, ArithmeticError, LookupError, TypeError) as fault:
        raise Refused("image_damaged") from fault


def _check_size(picture: Image.Image) -> None:
    if picture.width * picture.height > MOST_PIXELS:
        raise Refused("image_too_large")
    if min(picture.size) < LEAST_SIDE:
        raise Refused("image_too_small")


def _rewrite(picture: Image.Image, cleaned: Path) -> None:
    kind = picture.format
    upright = ImageOps.exif_transpose(picture)
    mode = "RGB" if kind == "JPEG" or upright.mode not in ("1", "L", "LA", "P", "RGB", "RGBA") else upright.mode
    plain = upright if upright.mode == mode else upright.convert(mode)
    plain.info = {key: value for key, value in plain.info.items() if key == "transparency"}
    if kind == "JPEG":
        plain.save(cleaned, "JPEG", quality=QUALITY)
    else:
        plain.save(cleaned, "PNG")


if __name__ == "__main__":
    give(inspect)
