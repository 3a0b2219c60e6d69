"""Every form is drawn, blank and filled in, in both languages, with a label for each input and no foreign attribute."""

from __future__ import annotations

import re

import pytest
from flask import Flask, render_template_string

from forms import EXAMPLE_DAY, FORMS, Facts
from forms.fields import FixedTableField
from webapp.words import form_translations

PAGE = "{% from 'macros/form.html' import groups with context %}{{ groups(form) }}"
READ = "{% from 'macros/read.html' import card with context %}{{ card(form) }}"


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("element", sorted(FORMS))
def test_a_form_is_drawn(app: Flask, element: str, language: str) -> None:
    form_class = FORMS[element]
    with app.test_request_context(f"/?lang={language}"):
        for answers in ({}, form_class.example()):
            form = form_class.bind(None, answers, Facts(EXAMPLE_DAY), form_translations())
            page = render_template_string(PAGE, form=form)
            assert not re.search(r"\sstyle=|\son[a-z]+=", page)
            assert render_template_string(READ, form=form)
        for name, field in form.questions.items():
            if field.kind not in ("table", "files"):
                assert f'name="{name}"' in page


@pytest.mark.parametrize("element", sorted(FORMS))
def test_every_drawn_name_is_known_to_the_form(app: Flask, element: str) -> None:
    form_class = FORMS[element]
    with app.test_request_context("/"):
        form = form_class.bind(None, form_class.example(), Facts(EXAMPLE_DAY), form_translations())
        page = render_template_string(PAGE, form=form)
    drawn = set(re.findall(r'name="([^"]+)"', re.sub(r"<template.*?</template>", "", page, flags=re.DOTALL)))
    assert [name for name in sorted(drawn) if not form._knows(name)] == []


def test_what_is_drawn_and_sent_back_means_the_same(app: Flask) -> None:
    """Fixed rows keep their codes, and nothing is lost between page and form."""
    for form_class in FORMS.values():
        with app.test_request_context("/"):
            form = form_class.bind(None, form_class.example(), Facts(EXAMPLE_DAY), form_translations())
            page = render_template_string(PAGE, form=form)
        for name, field in form.questions.items():
            if isinstance(field, FixedTableField):
                for place, word in enumerate(field.words):
                    assert f'name="{name}-{place}-{field.key}" value="{word.code}"' in page
