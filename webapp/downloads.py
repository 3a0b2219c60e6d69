"""How a file is named on its way out, in any script; knows no file."""

from __future__ import annotations

from urllib.parse import quote


def attachment(name: str) -> str:
    """The Content-Disposition of a download: headers are Latin-1, so the name goes percent-encoded (RFC 6266)."""
    return f"attachment; filename*=UTF-8''{quote(name, safe='')}"
