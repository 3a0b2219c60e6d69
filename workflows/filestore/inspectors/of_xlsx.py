"""Excel workbooks: the office checks, rows that do not exist, the strict dialect; then calamine has to read it.

What stands in the cells is the importer's business.
"""

from __future__ import annotations

from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from workflows.filestore.inspectors.office import Office
from workflows.filestore.inspectors.verdict import Refused, give

LAST_ROW_OF_FORMAT = 1_048_576
LAST_ROW = 200_000
STRICT = "purl.oclc.org"


class Excel(Office):
    kind = "xlsx"
    main_part = "xl/workbook.xml"
    main_type = "spreadsheetml.sheet.main"

    def element(self, part: str, tag: str, attributes: dict[str, str]) -> None:
        if tag == "workbook" and any(STRICT in value for value in attributes.values()):
            raise Refused("file_type_strict")
        if tag == "row" and part.startswith("xl/worksheets/"):
            self._judge_row(attributes.get("r", ""))

    def text(self, part: str, text: str) -> None:
        """Cells are judged by the importer, row by row."""

    def _judge_row(self, number: str) -> None:
        if number and (not number.isdecimal() or int(number) > LAST_ROW_OF_FORMAT):
            raise Refused("file_damaged")
        if number and int(number) > LAST_ROW:
            raise Refused("roster_too_long")


def inspect(path: Path, cleaned: Path) -> None:
    """Return when the workbook may be stored as it is; otherwise raise Refused."""
    Excel().read(path)
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        for name in workbook.sheet_names:
            workbook.get_sheet_by_name(name)
    except CalamineError as fault:
        raise Refused("file_damaged") from fault


if __name__ == "__main__":
    give(inspect)
