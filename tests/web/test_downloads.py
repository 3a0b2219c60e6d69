"""Names of downloads survive a real server, whose headers are Latin-1."""

from __future__ import annotations

from werkzeug.http import parse_options_header

from webapp.downloads import attachment


def test_a_chinese_name_travels_in_latin_1_and_arrives_whole() -> None:
    header = attachment("教学组织管理办法 第1版.docx")
    assert header.encode("latin-1")
    assert ("attachment", {"filename": "教学组织管理办法 第1版.docx"}) == parse_options_header(header)
