"""Words agree: every msgid has its Chinese, the catalogue says what the documents print, the points add up to 100."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import EnumMeta
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from forms import FORMS
from workflows.model import vocabulary
from workflows.model.indicators import CURRENT
from workflows.model.vocabulary import District, RuleSet, Section, TitleSeries, Word

ROOT = Path(__file__).parents[2]
PO = ROOT / "forms/translations/zh_CN/LC_MESSAGES/forms.po"
OURS = re.compile(r"forms/|workflows/model/(words/|vocabulary\.py|indicators\.py)")
TASKS = {
    "fill_unit_profile": "填写单位基本情况",
    "fill_management": "填写继续教育管理机构及人员",
    "fill_faculty": "填写师资队伍",
    "fill_facilities": "填写教学条件",
    "fill_distance_education": "填写现代远程教育条件",
    "fill_funding": "填写经费保障",
    "fill_training_history": "填写近三年培训情况",
    "fill_training_plan": "填写拟承担培训",
    "list_rules": "上传管理规章制度",
    "score_indicators": "指标自评",
    "attach_qualification": "上传职能配置批复或资质证书",
    "check_and_submit": "检查并提交",
    "sign_application": "负责人签署意见",
    "recommend_application": "出具申报报告和推荐意见",
    "endorse_application": "旗县区签署意见",
    "accept_application": "受理审查",
    "hand_in_volume": "接收装订成册材料",
    "review_preliminarily": "初审",
    "check_preliminary_review": "初审复核",
    "draw_experts": "抽取评审专家",
    "declare_no_conflict": "签署回避承诺",
    "visit_site": "实地考察",
    "score_application": "独立评分",
    "discuss_scores": "专家组合议",
    "conclude_panel": "形成专家评审意见",
    "decide_in_meeting": "局务会研究",
    "publish_notice": "发布公示",
    "verify_objection": "核实异议",
    "approve_accreditation": "批准认定",
    "award_plaque": "授牌发证",
}


def catalogue() -> Catalog:
    """The Chinese catalogue of the forms."""
    with PO.open("rb") as source:
        return read_po(source, locale="zh_CN")


def written() -> set[str]:
    """Every msgid marked in the code that this catalogue serves."""
    found: set[str] = set()
    for folder in ("forms", "workflows/model"):
        extracted = extract_from_dir(ROOT / folder, [("**.py", "python")], keywords={"N_": None, "gettext": None})
        for file, _line, message, _comments, _context in extracted:
            if OURS.match(f"{folder}/{file}"):
                found.add(str(message))
    return found


def words() -> Iterator[tuple[str, str]]:
    """(msgid, Chinese) of all words and indicators."""
    for name in vocabulary.__all__:
        words = getattr(vocabulary, name)
        if isinstance(words, EnumMeta) and issubclass(words, Word):
            yield from ((word.label, word.zh) for word in words)
    yield from ((one.label, one.zh) for one in (*CURRENT.headings, *CURRENT.indicators))


def test_the_catalogue_holds_every_msgid_and_no_other() -> None:
    assert written() == {str(message.id) for message in catalogue() if message.id}


def test_every_msgid_has_its_chinese_with_the_same_places_to_fill() -> None:
    place = re.compile(r"%\([a-z]+\)[sd]")
    for message in catalogue():
        if message.id:
            assert message.string, message.id
            assert not message.fuzzy, message.id
            assert sorted(place.findall(str(message.id))) == sorted(place.findall(str(message.string)))


def test_chinese_sentences_use_full_width_punctuation() -> None:
    for message in catalogue():
        if message.id:
            assert not re.search(r"[\u4e00-\u9fff][,;:?!()]|[,;?!()][\u4e00-\u9fff]", str(message.string)), (
                message.string
            )


def test_pages_say_what_documents_print() -> None:
    said = catalogue()
    for label, zh in words():
        message = said.get(label)
        assert message is not None, label
        assert zh == message.string


def test_titles_of_forms_are_the_names_in_the_drawing() -> None:
    said = catalogue()
    assert {element: said.get(form.title).string for element, form in FORMS.items()} == TASKS  # type: ignore[union-attr]


def test_the_indicators_make_one_hundred_points() -> None:
    assert 100 == CURRENT.total == sum(heading.full for heading in CURRENT.headings)
    assert len(CURRENT.indicators) == 18
    assert [sum(one.full for one in CURRENT.under(heading)) for heading in CURRENT.headings] == [20, 20, 20, 15, 25]
    assert [heading.full for heading in CURRENT.headings] == [20, 20, 20, 15, 25]


def test_the_code_lists_are_whole() -> None:
    assert (len(District), len(TitleSeries), len(RuleSet), len(Section)) == (11, 27, 8, 11)
    assert {section.code for section in Section} <= set(FORMS)
