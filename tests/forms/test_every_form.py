"""What holds for every form: its example is good, comes back unchanged, fits its schema; nothing unknown gets in."""

from __future__ import annotations

import gettext
from dataclasses import replace
from datetime import date
from typing import Any

import jsonschema
import pytest
from werkzeug.datastructures import MultiDict

from forms import EXAMPLE_DAY, FORMS, Facts, TaskForm
from forms.fields import FixedTableField, TableField
from forms.registry import answers_task
from workflows.model.vocabulary import Section

every_form = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())


def test_all_thirty_user_tasks_have_a_form_named_after_them() -> None:
    assert len(FORMS) == 30
    for element, form in FORMS.items():
        assert form.__name__ == element.title().replace("_", "")


def test_a_second_form_for_an_element_is_refused() -> None:
    with pytest.raises(ValueError, match="award_plaque already has a form"):
        answers_task(FORMS["award_plaque"])


@every_form
def test_the_example_is_good_and_raises_no_warning(form: type[TaskForm], facts: Facts) -> None:
    bound = form.bind(None, form.example(), facts)
    assert bound.validate(), bound.faults()
    assert bound.faults() == []
    assert bound.warnings() == []


@every_form
def test_the_example_comes_back_unchanged(form: type[TaskForm], facts: Facts) -> None:
    assert form.bind(None, form.example(), facts).answers() == form.example()
    posted = form.flatten(form.bind(None, form.example(), facts).answers())
    assert form.bind(posted, None, facts).answers() == form.example()


@every_form
def test_the_example_follows_the_day_and_the_real_files(form: type[TaskForm], facts: Facts) -> None:
    day = date(2031, 11, 5)
    facts = replace(
        facts,
        today=day,
        sections={section.code: FORMS[section.code].example(day) for section in Section},
        choices={**facts.choices, "files": [("real-file", "章程.pdf")]},
    )
    files_of = {section.code: FORMS[section.code].example(day, lambda _slug: "real-file") for section in Section}
    facts = replace(facts, sections=files_of)
    bound = form.bind(None, form.example(day, lambda _slug: "real-file"), facts)
    assert bound.validate(), bound.faults()


@every_form
def test_the_schema_is_valid_and_the_example_fits(form: type[TaskForm]) -> None:
    schema = form.schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(form.example(), schema)


@every_form
def test_groups_hold_every_question_once_in_order(form: type[TaskForm], facts: Facts) -> None:
    grouped = [name for group in form.groups for name in group.fields]
    assert sorted(form.bind(None, None, facts).questions) == sorted(grouped)


@every_form
def test_an_empty_post_is_refused_where_answers_are_needed(form: type[TaskForm], facts: Facts) -> None:
    bound = form.bind(MultiDict(), None, facts)
    assert not bound.validate()
    codes = {fault.code for fault in bound.faults()}
    assert codes <= {"required", "too_few", "verdict_invalid"}


@every_form
def test_a_blank_page_opens_and_its_draft_can_be_kept(form: type[TaskForm], facts: Facts) -> None:
    blank = form.bind(None, None, facts)
    draft = blank.draft()
    assert form.bind(None, draft, facts).draft() == draft


@every_form
def test_a_draft_keeps_what_was_typed_wrongly(form: type[TaskForm], facts: Facts) -> None:
    typed = form.flatten(form.example())
    last = list(typed)[-1]
    typed.setlist(last, ["\x00" * 5000])
    draft = form.bind(typed, None, facts).draft()
    again = form.bind(None, draft, facts)
    assert again.draft() == draft
    assert not again.validate()


@every_form
def test_unknown_fields_are_named_and_refused(form: type[TaskForm], facts: Facts) -> None:
    bound = form.bind(None, form.example() | {"role": "admin", "org/id": 2}, facts)
    assert not bound.validate()
    assert [(fault.pointer, fault.code) for fault in bound.faults()] == [
        ("/role", "field_unknown"),
        ("/org~1id", "field_unknown"),
    ]


@every_form
def test_repeated_fields_are_refused(form: type[TaskForm], facts: Facts) -> None:
    single = [name for name, field in form.bind(None, None, facts).questions.items() if not field.many]
    for name in single:
        posted = form.flatten(form.example())
        if name in posted:
            posted.add(name, "other")
            bound = form.bind(posted, None, facts)
            assert not bound.validate()
            assert (name, "field_repeated") in {(fault.name, fault.code) for fault in bound.faults()}


@every_form
def test_every_word_of_a_form_has_its_chinese(
    form: type[TaskForm], facts: Facts, chinese: gettext.GNUTranslations
) -> None:
    for msgid in _said(form.bind(None, form.example(), facts)):
        assert chinese.gettext(msgid) != msgid, msgid


@every_form
def test_refusals_are_said_in_chinese(form: type[TaskForm], facts: Facts, chinese: gettext.GNUTranslations) -> None:
    bound = form.bind(MultiDict(), None, facts, chinese)
    assert not bound.validate()
    assert all("\u4e00" <= fault.message[0] <= "\u9fff" for fault in bound.faults()), bound.faults()


def _said(form: TaskForm) -> set[str]:
    said = {form.title} | {text for group in form.groups for text in (group.title, group.hint)}
    for field in form.questions.values():
        said |= _said_by(field)
        if isinstance(field, TableField):
            said |= {text for column in field.columns for text in _said_by(column)}
        if isinstance(field, FixedTableField):
            said |= {word.label for word in field.words}
    return said - {""}


def _said_by(field: Any) -> set[str]:
    labels = {label for _, label in getattr(field, "words", ())} if not isinstance(field, FixedTableField) else set()
    return {field.label.text, field.description, field.unit} | labels


def test_nothing_is_answered_to_questions_that_are_not_asked(facts: Facts) -> None:
    form = FORMS["fill_unit_profile"]
    stale = {"license_name": "旧许可证", "license_valid_from": "2001-01-01"}
    bound = form.bind(None, form.example() | stale, facts)
    assert bound.validate()
    assert bound.answers() == form.example()
    assert bound.draft()["license_name"] == "旧许可证"


def test_a_prefilled_page_starts_with_what_is_known(facts: Facts) -> None:
    draft = FORMS["sign_application"].bind(None, None, facts).draft()
    assert ("经研究，同意申报。", "哈斯额尔敦", EXAMPLE_DAY.isoformat()) == (
        draft["opinion"],
        draft["signer_name"],
        draft["signed_on"],
    )
