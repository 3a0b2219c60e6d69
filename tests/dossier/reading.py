"""Reads a bound volume back: its lines in order, its tables, its parts. Knows no writer."""

from __future__ import annotations

import io
import zipfile

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph


def part(book: bytes, name: str) -> bytes:
    """One part of the package."""
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        return package.read(name)


def names(book: bytes) -> list[str]:
    """Names of all parts."""
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        return package.namelist()


def paragraphs(book: bytes) -> list[str]:
    """Texts of all paragraphs in order, those in tables included."""
    body = Document(io.BytesIO(book)).element.body
    return [Paragraph(one, None).text for one in body.iter(f"{{{body.nsmap['w']}}}p")]


def text(book: bytes) -> str:
    """All text, a line a paragraph."""
    return "\n".join(paragraphs(book))


def tables(book: bytes) -> list[list[list[str]]]:
    """Texts of the cells of all tables, inner ones included."""
    body = Document(io.BytesIO(book)).element.body
    found = body.iter(f"{{{body.nsmap['w']}}}tbl")
    return [[[cell.text for cell in row.cells] for row in Table(one, None).rows] for one in found]


def rows_with(book: bytes, first: str) -> list[list[str]]:
    """Rows below the heads of all tables whose second head is `first`."""
    return [row for table in tables(book) if table[0][1:2] == [first] for row in table[1:]]
