"""Word documents: the office checks, fields that fetch or run, tables that choke; then python-docx has to open it."""

from __future__ import annotations

import re
from pathlib import Path

import docx

from workflows.filestore.inspectors.office import Office
from workflows.filestore.inspectors.verdict import Refused, give

MOST_CELLS = 50_000
_FETCHING_FIELD = re.compile(r"\b(DDE|DDEAUTO|INCLUDEPICTURE|INCLUDETEXT)\b")


class Word(Office):
    kind = "docx"
    main_part = "word/document.xml"
    main_type = "wordprocessingml.document.main"

    def __init__(self) -> None:
        super().__init__()
        self.cells = 0
        self.instruction: list[str] = []
        self.in_instruction = False

    def element(self, part: str, tag: str, attributes: dict[str, str]) -> None:
        self.in_instruction = tag == "instrText"
        if tag == "fldSimple":
            self._judge_field(next((value for name, value in attributes.items() if name.endswith("instr")), ""))
        elif tag == "fldChar":
            self.instruction.clear()
        elif tag == "tc" and part.startswith("word/"):
            self.cells += 1
            if self.cells > MOST_CELLS:
                raise Refused("docx_too_complex")

    def text(self, part: str, text: str) -> None:
        if self.in_instruction:  # an instruction may be cut into several runs: judge what has come together
            self.instruction.append(text)
            self._judge_field("".join(self.instruction))

    def _judge_field(self, instruction: str) -> None:
        if _FETCHING_FIELD.search(instruction.upper()):
            raise self.active()


def inspect(path: Path, cleaned: Path) -> None:
    """Return when the document may be stored as it is; otherwise raise Refused."""
    Word().read(path)
    docx.Document(str(path))


if __name__ == "__main__":
    give(inspect)
