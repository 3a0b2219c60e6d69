"""The bureau's letters: layout of the 信函, numbered items, the same bytes."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
import reading
from docx import Document
from docx.shared import Mm, Pt

from dossier import Letter, letter

CORRECTION = Letter(
    kind="D-02",
    title="补正通知书",
    number="呼人社继教函〔2022〕3号",
    addressee="青城示例职业学院",
    paragraphs=["你单位报送的申报材料收悉（受理编号：HHHT-JD-2022-0001）。经审查，尚需补正下列材料："],
    items=["师资名册第2行请补充聘任起止时间。", "培训经费管理制度请上传现行有效的文本。"],
    remedies=["请于2022年4月20日前一次性补正。逾期未补正的，视为撤回申报。"],
    office="呼和浩特市人力资源和社会保障局",
    dated_on=date(2022, 4, 6),
)


def test_a_letter_reads_from_number_to_date():
    lines = [line for line in reading.paragraphs(letter(CORRECTION)) if line]
    expected = [CORRECTION.number, "补正通知书", "青城示例职业学院：", CORRECTION.paragraphs[0]]
    expected += [f"1. {CORRECTION.items[0]}", f"2. {CORRECTION.items[1]}", *CORRECTION.remedies]
    assert [*expected, "呼和浩特市人力资源和社会保障局", "2022年4月6日"] == lines


def test_office_stands_in_red_over_a_double_line_on_the_first_page_only():
    book = letter(CORRECTION)
    headers = [reading.part(book, name).decode() for name in reading.names(book) if name.startswith("word/header")]
    red = [header for header in headers if CORRECTION.office in header]
    assert len(red) == 1
    assert 'w:color w:val="FF0000"' in red[0]
    assert "thickThinSmallGap" in red[0]
    section = Document(io.BytesIO(book)).sections[0]
    assert section.different_first_page_header_footer
    assert abs(section.header_distance - Mm(30)) < Mm(0.1)


def test_paper_and_text_follow_the_standard():
    document = Document(io.BytesIO(letter(CORRECTION)))
    section = document.sections[0]
    edges = (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
    for expected, actual in zip((37, 28, 26, 35), edges, strict=True):
        assert abs(Mm(expected) - actual) < Mm(0.2)
    text = next(one for one in document.paragraphs if one.text == CORRECTION.paragraphs[0]).style
    assert Pt(16) == text.font.size
    assert Pt(29) == text.paragraph_format.line_spacing
    assert Pt(32) == text.paragraph_format.first_line_indent


@pytest.mark.parametrize(("office", "right"), [("示例局", 4), ("呼和浩特市人力资源和社会保障局", 4.5)])
def test_date_ends_four_characters_from_the_edge_or_under_the_middle_of_a_long_office(office, right):
    document = Document(io.BytesIO(letter(replace(CORRECTION, office=office))))
    day, above = document.paragraphs[-1], document.paragraphs[-2]
    assert office == above.text
    assert Pt(right * 16) == day.paragraph_format.right_indent
    middle_of_day = day.paragraph_format.right_indent / Pt(16) + 6 / 2
    assert middle_of_day == pytest.approx(above.paragraph_format.right_indent / Pt(16) + len(office) / 2)


def test_same_letter_same_bytes_and_text_stays_literal():
    nasty = replace(CORRECTION, office="{{7*7}}<局>", addressee="喆堃玥垚𬭎", demo=True)
    assert letter(nasty) == letter(nasty)
    assert "喆堃玥垚𬭎：" in reading.text(letter(nasty))
    assert "{{7*7}}<局>" in reading.text(letter(nasty))
