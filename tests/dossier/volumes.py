"""A fictional application as a volume, from the examples of the forms; files made on the spot."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pypdfium2
from docx import Document
from PIL import Image, ImageDraw

from dossier import Attachment, IndicatorRow, Opinion, Report, Volume
from dossier.merging import MEDIA_TYPE
from forms import FORMS
from workflows.model import vocabulary
from workflows.model.indicators import CURRENT

SECTIONS = [section.code for section in vocabulary.Section]
RARE = "喆堃玥垚𬭎"


def words() -> dict[str, str]:
    """Chinese by list and code, as the caller passes it."""
    lists = [getattr(vocabulary, name) for name in vocabulary.__all__]
    kinds = [kind for kind in lists if isinstance(kind, type) and issubclass(kind, vocabulary.Word)]
    return {f"{kind.__name__}.{word.code}": word.zh for kind in kinds for word in kind if kind is not vocabulary.Word}


@cache
def word_paper(text: str = "第一条　为规范培训工作，制定本办法。") -> bytes:
    """A Word file with a heading, a list and a table."""
    document = Document()
    document.add_heading("教学组织管理办法", 1)
    document.add_paragraph(text)
    document.add_paragraph("办班前报送计划", style="List Number")
    document.add_paragraph("办班后报送总结", style="List Number")
    table = document.add_table(2, 2, style="Light Grid Accent 1")
    table.cell(0, 0).text = "合并表格"
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


@cache
def picture(width: int = 1240, height: int = 1754, kind: str = "JPEG") -> bytes:
    """A scan with a frame."""
    image = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(image).rectangle((20, 20, width - 20, height - 20), outline="black", width=6)
    target = io.BytesIO()
    image.save(target, kind)
    return target.getvalue()


@cache
def pdf(pages: int = 2, width: float = 595, height: float = 842) -> bytes:
    """A PDF of empty pages."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(width, height).close()
    target = io.BytesIO()
    document.save(target)
    document.close()
    return target.getvalue()


def sections() -> dict[str, Any]:
    """The examples of the eleven sections."""
    return {code: FORMS[code].example() for code in SECTIONS}


def indicators(answers: dict[str, Any]) -> list[IndicatorRow]:
    """The sheet with the self-scores of the example."""
    scored = {row["indicator"]: row for row in answers["score_indicators"]["indicators"]}
    headings = {heading.code: heading for heading in CURRENT.headings}
    return [
        IndicatorRow(
            code=one.code,
            group=f"{headings[one.heading].zh}（{headings[one.heading].full}分）",
            name=one.zh,
            method=one.scoring_zh,
            full=str(one.full),
            evidence=scored[one.code]["evidence"],
            self_score=scored[one.code]["points"],
            files=tuple(scored[one.code]["files"]),
        )
        for one in CURRENT.indicators
    ]


def volume(**changes: Any) -> Volume:
    """A complete volume of one application."""
    answers = sections()
    files = {file: Attachment("制度.pdf", "application/pdf", pdf()) for file in _files(answers)}
    files["example-rule-teaching"] = Attachment("教学组织管理办法.docx", MEDIA_TYPE, word_paper())
    files["example-qualification"] = Attachment("批复.jpg", "image/jpeg", picture())
    files["report"] = Attachment("申报报告.pdf", "application/pdf", pdf(1))
    whole = Volume(
        number="HHHT-JD-2022-0001",
        title=("呼和浩特市专业技术人员", "继续教育基地"),
        organisation="青城示例职业学院",
        department="呼和浩特市示例教育局",
        kind="首次申报",
        filed_on=date(2022, 4, 1),
        demo=True,
        sections=answers,
        words=words() | {"departments.example-department": "呼和浩特市示例教育局"},
        opinions=(
            Opinion("OP-1", "申报单位意见", "同意申报", "经研究，同意申报。", "哈斯额尔敦", date(2022, 3, 28)),
            Opinion("OP-2", "主管部门意见", "同意推荐", "经审核，同意推荐。", "巴特尔", date(2022, 3, 30)),
        ),
        report=Report("呼示教发〔2022〕12号", "呼和浩特市示例教育局", date(2022, 3, 30), ("report",)),
        indicators=indicators(answers),
        files=files,
    )
    return replace(whole, **changes)


def _files(answers: Any) -> set[str]:
    """All file ids in answers."""
    if isinstance(answers, dict):
        return set().union(*(_files(value) for value in answers.values()))
    if isinstance(answers, list):
        return set().union(*(_files(value) for value in answers))
    return {answers} if isinstance(answers, str) and answers.startswith("example-") else set()


def teachers(count: int) -> dict[str, Any]:
    """The faculty section with `count` teachers."""
    example = FORMS["fill_faculty"].example()
    pattern = example["faculty_list"]
    rows = [pattern[place % len(pattern)] | {"name": f"教师{place + 1:05d}"} for place in range(count)]
    return example | {"faculty_list": rows}
