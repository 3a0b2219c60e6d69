"""How the fields of a form are shown: small answers the form macros ask for; knows no particular form and no task."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import Flask, current_app, url_for
from flask_babel import gettext as _
from markupsafe import Markup, escape

from forms import Fault, TaskForm
from forms.fields import FixedTableField, PersonalIdField, TableField, TaskField, TextField
from forms.sheet import Sheet
from webapp.words import in_words
from workflows.model.indicators import CURRENT, Heading, Indicator
from workflows.model.vocabulary import N_

SPARE_ROWS = 2
"""Empty rows below a table, for browsers without scripts; blank rows are dropped by the form."""

INPUT_MODES = {
    "PhoneField": "tel",
    "MobileField": "tel",
    "EmailField": "email",
    "WebsiteField": "url",
    "PostcodeField": "numeric",
}


@dataclass(frozen=True)
class Look:
    """Colour, icon and consequence of a verdict."""

    tone: str
    icon: str
    hint: str = ""


GOES_ON = Look("done", "check", N_("The case goes on to the next step."))
GOES_BACK = Look("wait", "back", N_("The case goes back; give the reason and what to change."))
ENDS = Look("bad", "stop", N_("The case ends; the applicant gets a letter with the reasons."))
LOOKS = {
    **dict.fromkeys(
        ("signed", "agreed", "accepted", "matched", "passed", "confirmed", "recommended", "approved"), GOES_ON
    ),
    **dict.fromkeys(("returned", "sent_back", "rectify"), GOES_BACK),
    **dict.fromkeys(("refused", "rejected", "disagreed", "founded"), ENDS),
    "unfounded": Look("done", "check", N_("The objection is answered; the notice period goes on.")),
    "declined": Look("wait", "back", N_("Another expert is drawn in your place.")),
}


def verdict_look(code: str) -> Look:
    """How a verdict's card looks; a code nobody has described is neutral."""
    return LOOKS.get(code, Look("neutral", "dot"))


def place(fault: Fault, form: TaskForm) -> str:
    """`师资队伍 · 第 3 行：` before a sentence that belongs to a row, else the question's name."""
    parts = fault.pointer.strip("/").split("/")
    field = form.questions.get(parts[0])
    if field is None:
        return ""
    name = in_words(field.label.text)
    if isinstance(field, TableField) and len(parts) > 1 and parts[1].isdigit():
        row = _("%(table)s, row %(n)s", table=name, n=int(parts[1]) + 1)
        column = field.blank().questions.get(parts[2]) if len(parts) > 2 else None
        name = f"{row} · {in_words(column.label.text)}" if column else row
    return str(_("%(field)s: ", field=name))


def when(field: TaskField[Any]) -> Markup:
    """The condition under which a question is asked, for the browser."""
    if field.when is None:
        return Markup()
    prefix = field.name[: len(field.name) - len(field.short_name)]
    values = " ".join(field.when.values)
    return Markup(' data-when="{}" data-values="{}"').format(prefix + field.when.field, values)


def described(field: TaskField[Any]) -> str:
    """Ids of the hint and of the error of a field, for screen readers."""
    ids = [f"{field.name}-hint"] if field.description else []
    return " ".join(ids + ([f"{field.name}-fault"] if field.errors else []))


def typing(field: TaskField[Any]) -> Markup:
    """What a phone's keyboard should offer, and no browser's own guesses."""
    mode = INPUT_MODES.get(type(field).__name__)
    limit = Markup(' data-limit="{}"').format(field.limit) if isinstance(field, TextField) else Markup()
    return Markup(' autocomplete="off"') + limit + (Markup(' inputmode="{}"').format(mode) if mode else "")


def fixed(field: TaskField[Any]) -> bool:
    """Whether a table's rows are given."""
    return isinstance(field, FixedTableField)


def spare(field: TableField) -> list[Sheet]:
    """Empty rows after the filled ones, as many as the table still takes."""
    taken = len(field.entries)
    wanted = max(SPARE_ROWS if taken else max(field.least, SPARE_ROWS), 0)
    return [field.bound(taken + place, {}) for place in range(min(wanted, field.most - taken, 5))]


def known_word(field: TaskField[Any], table: TableField, row: Any) -> str:
    """The word a fixed row stands for, in its own column; empty everywhere else. Indicators carry their number."""
    if not isinstance(table, FixedTableField) or field.short_name != table.key:
        return ""
    return f"{row.word.code} {in_words(row.word)}" if guide(row) else in_words(row.word)


def guide(row: Any) -> Indicator | None:
    """How a row of the indicator sheet is scored and what proves it; nothing for other rows."""
    return row.word if isinstance(row.word, Indicator) else None


def part(row: Any, before: Any) -> Heading | None:
    """The first-level indicator that begins with this row of the sheet; `before` is the row above, if any."""
    own, above = guide(row), guide(before) if before else None
    if own is None or (above is not None and above.heading == own.heading):
        return None
    return next(heading for heading in CURRENT.headings if heading.code == own.heading)


def most(field: TaskField[Any]) -> str:
    """The most points a question takes: what its indicator is worth, else the field's own limit."""
    return str(getattr(field._form, "full", None) or getattr(field, "most", ""))


def total(table: TableField, column: str) -> str:
    """Sum of the readable values of a column."""
    return str(sum((Decimal(value) for row in table.entries if (value := row.value(column)) is not None), Decimal()))


def shown(field: TaskField[Any]) -> Markup | str:
    """An answer as it is read: words for codes, a line for each of many; `—` for a blank."""
    if field.kind == "files":
        return Markup("<br>").join(_file(field, one) for one in field.plain()) or "—"
    if field.kind in ("choice", "choices", "verdict", "yes_no"):
        words = dict(field.choices)  # type: ignore[attr-defined]
        return Markup("<br>").join(escape(in_words(words.get(code, code))) for code in field.plain()) or "—"
    if field.kind == "tick":
        return str(_("Yes") if field.data else _("No"))
    return _with_unit(field)


def _masked(number: str) -> str:
    """`150199********0018`: what a page shows of an ID number (domain 7.4)."""
    return number[:6] + "*" * (len(number) - 10) + number[-4:] if len(number) > 10 else "*" * len(number)


def _with_unit(field: TaskField[Any]) -> str:
    text = str(field.answer() if field.answer() is not None else field._value())
    if isinstance(field, PersonalIdField):
        return _masked(text) or "—"
    unit = in_words(field.unit)
    return f"{text} {unit}".strip() if text else "—"


def _file(field: TaskField[Any], public_id: str) -> Markup:
    name = dict(field.facts.choices.get("files", ())).get(public_id, public_id)
    if "files.download" not in current_app.view_functions:
        return escape(name)
    return Markup('<a href="{}">{}</a>').format(url_for("files.download", public_id=public_id), name)


def install(app: Flask) -> None:
    """Give the form macros their filters."""
    app.jinja_env.filters.update(
        place=place,
        when=when,
        described=described,
        typing=typing,
        fixed=fixed,
        spare=spare,
        known_word=known_word,
        guide=guide,
        part=part,
        most=most,
        total=total,
        shown=shown,
        verdict_look=verdict_look,
    )
    app.jinja_env.globals["endpoints"] = app.view_functions
