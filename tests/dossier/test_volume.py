"""The bound volume: order, completeness, marks, literal text, the same bytes."""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
import reading
import segno
import volumes
from docx import Document

from dossier import Opinion, bind
from dossier.application.layout import Column, Grid, Line, Prose
from dossier.application.parts import PARTS
from dossier.front import qr_text
from forms import FORMS

MATERIALS = ("材料一", "材料二", "材料三", "材料四", "材料五")


@pytest.fixture(scope="module")
def book() -> bytes:
    """A complete volume."""
    return bind(volumes.volume())


def test_materials_stand_in_the_order_of_the_notice(book):
    lines = reading.paragraphs(book)
    titles = [*MATERIALS]
    assert titles == [line for line in lines if line in MATERIALS]
    assert lines.index("填　表　说　明") < lines.index("目　　录") < lines.index("材料一")


def test_each_material_stands_behind_its_divider(book):
    text = reading.text(book)
    marks = ("材料一\n", "呼示教发〔2022〕12号", "材料二\n", "一、单位基本情况", "十一、意见栏", "材料三\n", "附件3\n")
    marks += ("材料四\n", "规范培训工作", "材料五\n", "本复印件与原件一致")
    places = [text.index(mark) for mark in marks]
    assert sorted(places) == places


def test_all_eleven_parts_are_there(book):
    lines = reading.paragraphs(book)
    numerals = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一")
    heads = [line for line in lines if line.split("、")[0] in numerals and len(line) < 20]
    assert list(numerals) == [head.split("、")[0] for head in heads]


def test_the_form_prints_every_question_of_the_application():
    for part in PARTS:
        printed = {name for block in part.blocks for name in _fields(block)}
        asked = set(FORMS[part.element].example())
        assert asked == printed, part.element


def test_the_tables_print_every_column_of_the_application():
    for part in PARTS:
        example = FORMS[part.element].example()
        for grid in (block for block in part.blocks if isinstance(block, Grid)):
            printed = {name for column in grid.columns for name in (column.field, column.until) if name}
            assert set(example[grid.field][0]) == printed, grid.field


def test_every_code_list_of_the_form_has_words():
    words = volumes.words()
    items = [item for part in PARTS for block in part.blocks for item in _items(block)]
    lists = {item.listed for item in items if item.listed} - {"departments"}
    assert set() == {one for one in lists if not any(key.startswith(f"{one}.") for key in words)}


def test_all_rows_of_the_tables_are_printed(book):
    answers = volumes.sections()
    assert len(answers["fill_faculty"]["faculty_list"]) == len(reading.rows_with(book, "姓名")[3:])
    assert len(answers["fill_training_history"]["history_classes"]) == len(reading.rows_with(book, "年度")) - 6
    assert sum(row[1][:1].isdigit() and "." in row[1][:3] for row in reading.rows_with(book, "二级指标")) == 18


def test_a_long_table_ends_at_200_rows_and_repeats_its_head():
    long = bind(volumes.volume(sections=volumes.sections() | {"fill_faculty": volumes.teachers(450)}))
    rosters = [table for table in reading.tables(long) if len(table[0]) == 15]
    assert [len(table) for table in rosters] == [201, 201, 51]
    assert [table[0] for table in rosters] == [rosters[0][0]] * 3
    assert [str(number) for number in range(1, 451)] == [row[0] for table in rosters for row in table[1:]]


def test_indicator_sheet_merges_first_level_and_adds_up(book):
    sheet = next(table for table in reading.tables(book) if table[0][0] == "一级指标")
    assert sheet[-1][:4] == ["合　计"] * 3 + ["100"]
    assert len({row[0] for row in sheet[1:-1]}) == 5
    assert volumes.sections()["score_indicators"]["total"] == sheet[-1][5]


def test_contents_say_see_numbering_until_pages_are_known(book):
    assert [row[3] for row in reading.rows_with(book, "材料名称")] == ["见编页"] * 5
    numbered = bind(volumes.volume(pages={1: (1, 4), 2: (5, 20), 3: (21, 21)}))
    assert [row[3] for row in reading.rows_with(numbered, "材料名称")] == ["1—4", "5—20", "21", "见编页", "见编页"]


def test_material_five_follows_the_nature_of_the_unit(book):
    assert "职能配置批复复印件" in reading.paragraphs(book)
    unit = volumes.sections()["fill_unit_profile"] | {"org_type": "SOCIAL_ORG"}
    other = bind(volumes.volume(sections=volumes.sections() | {"fill_unit_profile": unit}))
    assert "培训资质许可证书或文件复印件" in reading.paragraphs(other)


def test_cover_carries_the_code_of_number_and_facts(book):
    volume = volumes.volume()
    drawn = io.BytesIO()
    segno.make(qr_text(volume), error="m", micro=False).save(drawn, kind="png", scale=8, border=4)
    assert drawn.getvalue() in [reading.part(book, name) for name in reading.names(book) if name.endswith(".png")]
    assert f"校验码 {volume.facts_hash}　第1版" in reading.paragraphs(book)


def test_facts_hash_follows_facts_and_files_only():
    volume = volumes.volume()
    assert volume.facts_hash == volumes.volume(draft=True, copy=2).facts_hash
    assert volume.facts_hash != volumes.volume(edition=2).facts_hash
    files = dict(volume.files) | {"report": volumes.volume().files["example-qualification"]}
    assert volume.facts_hash != volumes.volume(files=files).facts_hash


def test_copies_are_told_apart():
    assert "正本　1/3" in reading.paragraphs(bind(volumes.volume(copy=1)))
    assert "副本　2/3" in reading.paragraphs(bind(volumes.volume(copy=2)))


def test_draft_and_demo_are_marked_on_every_sheet(book):
    header = [name for name in reading.names(book) if name.startswith("word/header")]
    assert "草稿未提交" not in reading.part(book, header[0]).decode()
    assert "演示数据 DEMO" in reading.part(book, header[0]).decode()
    draft = bind(volumes.volume(draft=True, demo=False))
    assert "草稿未提交" in reading.part(draft, header[0]).decode()
    assert "DEMO" not in reading.part(draft, header[0]).decode()


def test_every_footer_carries_the_application_number(book):
    footers = [reading.part(book, name).decode() for name in reading.names(book) if name.startswith("word/footer")]
    assert len(footers) == 4
    assert all("HHHT-JD-2022-0001" in footer for footer in footers)
    assert [" PAGE " in footer for footer in footers] == [False, True, True, True]


def test_choices_are_boxes_that_every_face_has(book):
    text = reading.text(book)
    assert "√事业单位　□国有企业" in text
    assert not set("☑☐✓✔☒") & set(text)


def test_what_is_missing_has_a_sheet_that_names_it():
    sections = volumes.sections()
    del sections["fill_funding"], sections["list_rules"], sections["attach_qualification"]
    gaps = bind(volumes.volume(sections=sections, report=None, indicators=()))
    lines = reading.paragraphs(gaps)
    named = [lines[place + 1] for place, line in enumerate(lines) if line == "缺　页"]
    expected = ["材料一　主管部门出具的申报报告", "申报表　六、经费保障", "材料三　继续教育基地考核评估指标参考分值表"]
    assert [*expected, "材料四　继续教育管理工作规章制度", "材料五　职能配置批复复印件"] == named


def test_a_file_that_is_gone_has_a_sheet():
    files = {key: file for key, file in volumes.volume().files.items() if key != "example-rule-research"}
    assert "规章制度　教学科研管理" in reading.paragraphs(bind(volumes.volume(files=files)))


def test_an_empty_application_still_binds():
    empty = bind(volumes.volume(sections={}, opinions=(), report=None, indicators=(), files={}))
    assert reading.paragraphs(empty).count("缺　页") == 12


@pytest.mark.parametrize("nasty", ["{{7*7}}", "{% for x in y %}", "<w:br/>&amp;", '"]]>', volumes.RARE, "阿丽亚·示例"])
def test_text_of_users_stays_literal(nasty):
    unit = volumes.sections()["fill_unit_profile"] | {"org_name": nasty, "unit_intro": f"前\n{nasty}"}
    opinions = (Opinion("OP-1", "申报单位意见", text=nasty),)
    written = bind(volumes.volume(sections={"fill_unit_profile": unit}, organisation=nasty, opinions=opinions))
    assert reading.text(written).count(nasty) >= 4


def test_signs_that_xml_cannot_hold_are_shown_as_replaced():
    unit = volumes.sections()["fill_unit_profile"] | {"unit_intro": "坏\x0b字\ufffe"}
    assert "坏\ufffd字\ufffd" in reading.text(bind(volumes.volume(sections={"fill_unit_profile": unit})))


def test_identity_numbers_are_printed_masked(book):
    number = volumes.sections()["fill_management"]["base_admin_id_number"]
    assert number not in reading.text(book)
    assert f"{number[:6]}********{number[-4:]}" in reading.text(book)


def test_seal_boxes_are_45_millimetres(book):
    boxes = Document(io.BytesIO(book)).element.body.xpath('.//w:tr[w:trPr/w:trHeight[@w:hRule="exact"]]')
    assert len(boxes) == 5
    sizes = {(box.xpath("string(./w:trPr/w:trHeight/@w:val)"), box.xpath("string(.//w:tcW/@w:w)")) for box in boxes}
    assert {("2551", "2551")} == sizes


def test_chinese_faces_are_named_and_no_theme_overrules_them(book):
    styles = reading.part(book, "word/styles.xml").decode()
    assert all(f'w:eastAsia="{face}"' in styles for face in ("仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"))
    assert "Theme=" not in styles
    assert not [name for name in reading.names(book) if "theme" in name]


def test_same_volume_same_bytes_in_any_process(tmp_path):
    volume = volumes.volume()
    book = bind(volume)
    assert book == bind(volume)
    (tmp_path / "volume").write_bytes(pickle.dumps(volume))
    line = "import sys, hashlib, pickle; from dossier import bind; volume = pickle.load(open(sys.argv[1], 'rb')); "
    line += "sys.stdout.write(hashlib.sha256(bind(volume)).hexdigest())"
    for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai")):
        told = subprocess.run(
            [sys.executable, "-c", line, tmp_path / "volume"],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        )
        assert hashlib.sha256(book).hexdigest() == told.stdout


def _fields(block):
    if isinstance(block, Line):
        return [name for blank in block.blanks for name in (blank.field, blank.until) if name]
    return [block.field]


def _items(block):
    if isinstance(block, Prose):
        return []
    return block.blanks if isinstance(block, Line) else [item for item in block.columns if isinstance(item, Column)]
