"""What forms are told in tests: the fictional college of the examples, two departments' worth of choices."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from forms import EXAMPLE_DAY, FORMS, Facts
from workflows.model.vocabulary import Section

PO = Path(__file__).parents[2] / "forms/translations/zh_CN/LC_MESSAGES/forms.po"


@pytest.fixture
def facts() -> Facts:
    """All sections filled as in the examples, on the day of the examples."""
    return Facts(
        EXAMPLE_DAY,
        sections={section.code: FORMS[section.code].example() for section in Section},
        choices={
            "departments": [("example-department", "示例教育局")],
            "experts": [(f"expert-{n}", f"专家{n}") for n in range(5)],
            "conclusions": [("recommended", ""), ("rejected", "")],
        },
        limits={"base.min_trained": 200, "base.validity_years": 3, "dossier.copies": 3},
        task={"edition": 1, "sha256": "0123456789abcdef" * 4},
    )


@pytest.fixture(scope="session")
def chinese(tmp_path_factory: pytest.TempPathFactory) -> gettext.GNUTranslations:
    """The catalogue of the forms, compiled for the test."""
    mo = tmp_path_factory.mktemp("mo") / "forms.mo"
    with PO.open("rb") as source, mo.open("wb") as target:
        write_mo(target, read_po(source, locale="zh_CN"))
    with mo.open("rb") as compiled:
        return gettext.GNUTranslations(compiled)
