"""What no office file may carry: macros, foreign content, fetched parts; knows what Word and Excel share."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import IO

from workflows.filestore.inspectors.container import DAMAGE, checked_entries, read_through, read_xml
from workflows.filestore.inspectors.verdict import Refused

_XML = (".xml", ".rels", ".vml")
_FOREIGN_PART = re.compile(r"(?i)vbaProject|\.bin$|activeX|\.(svg|html?|exe|js|dll)$")
_ACTIVE_PART = re.compile(r"(?i)activeX/|macrosheets/|(^|/)vba")
_FETCHED_PART = re.compile(r"^xl/connections\.xml$|^xl/externalLinks/")
_CARRIES_CONTENT = ("/aFChunk", "/oleObject", "/frame", "/attachedTemplate")
_HARMLESS_LINK = re.compile(r"(?i)(https?|mailto):")


class Office:
    """One reading of an office archive; Word and Excel add what they look for in their own parts."""

    kind: str
    main_part: str
    main_type: str

    def __init__(self) -> None:
        self.content_types: list[str] = []

    def element(self, part: str, tag: str, attributes: dict[str, str]) -> None:
        """Called for each element of each XML part; raise Refused to stop."""
        raise NotImplementedError

    def text(self, part: str, text: str) -> None:
        """Called for each piece of text of each XML part; raise Refused to stop."""
        raise NotImplementedError

    def read(self, path: Path) -> None:
        """Read every part to its end. Raises Refused."""
        try:
            with zipfile.ZipFile(path) as archive:
                self._read_parts(archive)
        except DAMAGE as fault:
            raise Refused("file_damaged") from fault

    def _read_parts(self, archive: zipfile.ZipFile) -> None:
        entries = checked_entries(archive)
        names = {entry.filename for entry in entries}
        if "[Content_Types].xml" not in names:
            raise Refused("file_damaged" if self.main_part in names else "file_type")
        for entry in entries:
            with archive.open(entry) as stream:
                self._read_part(entry.filename, stream)
        self._judge_types(names)

    def _judge_types(self, names: set[str]) -> None:
        if any("macroEnabled" in content_type for content_type in self.content_types):
            raise self.active()
        if not any(self.main_type in content_type for content_type in self.content_types):
            raise Refused("file_type")
        if self.main_part not in names:
            raise Refused("file_damaged")

    def _read_part(self, part: str, stream: IO[bytes]) -> None:
        if not part.endswith(_XML):
            if _FOREIGN_PART.search(part) and "printerSettings" not in part:
                raise self.active()
            read_through(stream)
            return
        if _ACTIVE_PART.search(part):
            raise self.active()
        if _FETCHED_PART.search(part):
            raise self.external()
        read_xml(
            stream, lambda tag, attributes: self._element(part, tag, attributes), lambda text: self.text(part, text)
        )

    def _element(self, part: str, tag: str, attributes: dict[str, str]) -> None:
        if part == "[Content_Types].xml":
            self.content_types.append(attributes.get("ContentType", ""))
        elif part.endswith(".rels"):
            if tag == "Relationship":
                self._judge_relation(attributes)
        else:
            self.element(part, tag, attributes)

    def _judge_relation(self, attributes: dict[str, str]) -> None:
        kind, target = attributes.get("Type", ""), attributes.get("Target", "")
        fetched = attributes.get("TargetMode") == "External"
        if kind.endswith(_CARRIES_CONTENT):
            raise self.external() if fetched else self.active()
        if fetched and not (kind.endswith("/hyperlink") and _HARMLESS_LINK.match(target)):
            raise self.external()

    def active(self) -> Refused:
        return Refused(f"{self.kind}_active_content")

    def external(self) -> Refused:
        return Refused(f"{self.kind}_external_relation")
