"""A real LibreOffice opens what is bound and makes a PDF of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
import volumes

from dossier import Letter, bind, letter

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(not shutil.which("soffice") and not os.environ.get("CI"), reason="LibreOffice is not installed"),
]


def converted(book: bytes, folder: Path) -> list[str]:
    """Texts of the pages that LibreOffice prints."""
    (folder / "book.docx").write_bytes(book)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, folder / "book.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    with pypdfium2.PdfDocument(folder / "book.pdf") as printed:
        return ["".join(page.get_textpage().get_text_range().split()) for page in printed]


def test_a_volume_becomes_a_pdf_with_all_materials_on_numbered_sheets(tmp_path):
    pages = converted(bind(volumes.volume()), tmp_path)
    starts = [place for place, page in enumerate(pages) if re.match("演示数据DEMO材料[一二三四五]", page)]
    assert len(starts) == 5
    assert "申报材料" in pages[0]
    assert all("HHHT-JD-2022-0001" in page for page in pages)
    assert "—1—" in pages[starts[0]]
    assert f"—{len(pages) - starts[0]}—" in pages[-1]
    assert all(name in "".join(pages) for name in ("张𬭎", "王堃", "阿丽亚·示例"))


def test_no_sheet_is_empty(tmp_path):
    sections = volumes.sections()
    del sections["fill_funding"]
    pages = converted(bind(volumes.volume(sections=sections, files={}, report=None)), tmp_path)
    words = [page.replace("演示数据DEMO", "").replace("HHHT-JD-2022-0001", "") for page in pages]
    assert [place for place, page in enumerate(words) if len(page.strip()) < 15] == []


def test_a_letter_of_one_page_stays_on_one_page(tmp_path):
    one = Letter(
        "D-01", "受理通知书", "呼人社继教函〔2022〕1号", "示例学院", ["予以受理。"], "示例局", date(2022, 4, 1)
    )
    pages = converted(letter(one), tmp_path)
    assert len(pages) == 1
    assert "2022年4月1日" in pages[0]
