"""The shown name of a file, made safe to print, to sort and to download; never a path of ours (promises 3 G)."""

from __future__ import annotations

import re
import unicodedata

from workflows.filestore.kinds import EXTENSIONS, Kind, extension_of
from workflows.filestore.refusals import FileRefused

LONGEST = 120
NAMELESS = "file"
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_SEPARATORS = re.compile(r"[/\\\u2044\u2215\u29f8\uff0f\uff3c]")
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def clean_name(name: str, kind: Kind) -> str:
    """The name as it will be shown: NFC, one line, no path, no control or bidi marks, our extension, <= 120 characters.

    Raises FileRefused("file_name") when the bytes of the name were no text.
    """
    if any(char == "\ufffd" or unicodedata.category(char) == "Cs" for char in name):
        raise FileRefused("file_name")
    last = _SEPARATORS.split(unicodedata.normalize("NFC", name))[-1]
    seen = "".join(" " if char.isspace() else char for char in last if _visible(char))
    stem = _without_extension(" ".join(_FORBIDDEN.sub("_", seen).split()), kind).strip(". ")
    if _DEVICE.match(stem):
        stem = "_" + stem
    return f"{(stem or NAMELESS)[: LONGEST - len(kind) - 1].rstrip('. ')}.{kind}"


def _visible(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) not in _UNSEEN


def _without_extension(name: str, kind: Kind) -> str:
    extension = extension_of(name)
    return name[: -len(extension) - 1] if EXTENSIONS.get(extension) is not None or extension == kind else name
