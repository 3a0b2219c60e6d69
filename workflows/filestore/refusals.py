"""Why a file is not taken, as a code and a sentence that says what to do; knows no language but the msgid's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def N_(text: str) -> str:  # noqa: N802 — the customary mark for a sentence translated where it is shown
    """Mark a sentence for the catalogues."""
    return text


WHAT_TO_DO = {
    "file_empty": N_("The file is empty. Choose the file again."),
    "file_name": N_("The name of the file cannot be read. Rename the file and choose it again."),
    "file_type": N_("This kind of file is not accepted here. Accepted: %(accepted)s."),
    "file_type_old_xls": N_("This is an old Excel file. Save it as .xlsx and choose it again."),
    "file_type_old_doc": N_("This is an old Word file. Save it as .docx and choose it again."),
    "file_type_strict": N_("This workbook is in the strict format. Save it as an ordinary .xlsx and choose it again."),
    "file_encrypted": N_("The file has a password or restrictions. Remove them and choose the file again."),
    "file_damaged": N_(
        "The file is damaged or incomplete. Open it on your computer, save it again and choose it again."
    ),
    "file_too_costly": N_("The file takes too long to check. Save it in a simpler form, or print it to PDF."),
    "archive_duplicate": N_("The file holds two parts of one name. Save it again with Word or Excel."),
    "archive_path": N_("The file holds parts with forbidden names. Save it again with Word or Excel."),
    "archive_symlink": N_("The file holds links instead of content. Save it again with Word or Excel."),
    "archive_too_large": N_("The file is too large when unpacked. Make its pictures smaller or split it."),
    "archive_too_many": N_("The file holds too many parts. Save it again with Word or Excel, or split it."),
    "xml_dtd": N_("The file holds declarations that are not allowed. Save it again with Word or Excel."),
    "xml_too_deep": N_("The file is nested too deeply. Save it again with Word or Excel."),
    "docx_active_content": N_(
        "The document holds macros, fields or embedded objects. Remove them, or print it to PDF."
    ),
    "docx_external_relation": N_(
        "The document loads content from elsewhere. Insert the content itself, or print it to PDF."
    ),
    "docx_too_complex": N_("The tables of the document are too large. Split it, or print it to PDF."),
    "xlsx_active_content": N_("The workbook holds macros or embedded objects. Save it as an ordinary .xlsx."),
    "xlsx_external_relation": N_("The workbook refers to other files. Paste the values and save it again."),
    "roster_too_long": N_("The workbook has too many rows. Delete the empty rows below the table, or split it."),
    "image_damaged": N_("The picture is damaged or incomplete. Take or save it again."),
    "image_too_large": N_("The picture has more than %(megapixels)s million pixels. Make it smaller."),
    "image_too_small": N_("The picture is smaller than %(pixels)s pixels. Choose the full picture."),
    "pdf_active_content": N_("The PDF holds scripts, attachments or actions. Print it to PDF again."),
    "pdf_no_pages": N_("The PDF has no pages. Save it again."),
}
PARAMS: Mapping[str, Any] = {"megapixels": 40, "pixels": "8 × 8"}


class FileRefused(Exception):
    """A file that is not taken; nothing of it was kept.

    `code` is for machines, `what_to_do` an English msgid, `params` fill it after translation.
    """

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.what_to_do = WHAT_TO_DO[code]
        self.params = {**PARAMS, **params}
