"""References to files that were uploaded before. Knows ids, never bytes; whose file it is the command asks."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from forms.fields.base import Schema, TaskField
from workflows.model.vocabulary import N_

TOO_MANY = N_("Keep at most %(most)d files here")
GONE = N_("This file is not available; upload it again")
PAPERS = ("pdf", "jpg", "png")
PICTURES = ("jpg", "png")
_ID = r"[A-Za-z0-9_-]{1,64}"


class FilesField(TaskField[list[str]]):
    """Public ids of uploaded files, in order, each once; `kinds`, `most` files, `megabytes` each are for the page."""

    kind: ClassVar[str] = "files"
    many: ClassVar[bool] = True
    missing: ClassVar[str] = N_("Upload the file")

    def __init__(
        self, label: str, *, kinds: tuple[str, ...] = PAPERS, most: int = 1, megabytes: int = 20, **rest: Any
    ) -> None:
        super().__init__(label, **rest)
        self.kinds = kinds
        self.most = most
        self.megabytes = megabytes

    def _read_once(self) -> list[str] | None:
        ids = [text.strip() for text in self.raw[:500] if text.strip()]
        return list(dict.fromkeys(ids)) or None

    def check(self) -> None:
        """Number of files, and that each is one the person may use when the facts list them."""
        ids = self.data or []
        if len(ids) > self.most:
            raise self.refused("too_many", TOO_MANY, most=self.most)
        usable = self.facts.choices.get("files")
        known = None if usable is None else {code for code, _ in usable}
        if any(not re.fullmatch(_ID, one) or (known is not None and one not in known) for one in ids):
            raise self.refused("file_gone", GONE)

    def answer(self) -> list[str]:
        """The ids, none while not asked."""
        return list(self.data or [])

    def plain(self) -> list[str]:
        """The ids."""
        return list(self.data or [])

    def draft(self) -> list[str]:
        """The ids as posted."""
        return self.raw

    def schema(self) -> Schema:
        """Array of ids."""
        ids = {"type": "array", "items": {"type": "string", "pattern": f"^{_ID}$"}, "maxItems": self.most}
        least = {"minItems": 1} if self.required and self.when is None else {}
        return {"title": self.label.text} | ids | least
