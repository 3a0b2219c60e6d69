"""The form that opens a batch (domain 5.3 row 1). Knows no table."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import DateField, IntegerField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, NumberRange

from webapp.small_forms import SmallForm, trimmed
from webapp.words import in_words
from workflows.model.vocabulary import TitleSeries


class BatchForm(SmallForm):
    """Year, title, fields and the window of whole days."""

    year = IntegerField(
        _("Year"), [DataRequired(_("Give the year")), NumberRange(2000, 2100, _("Give a year like 2022"))]
    )
    title = StringField(
        _("Title"),
        [DataRequired(_("Give the title")), Length(max=150, message=_("At most 150 characters"))],
        filters=[trimmed],
    )
    opens_on = DateField(_("First day"), [DataRequired(_("Choose the first day"))])
    closes_on = DateField(
        _("Last day"), [DataRequired(_("Choose the last day"))], description=_("Applications are taken until 24:00.")
    )
    fields = SelectMultipleField(
        _("Fields of training"), description=_("Which title series this batch is for; none ticked means all.")
    )
    notice = TextAreaField(
        _("Words to the units"),
        [Length(max=3000, message=_("At most 3000 characters"))],
        filters=[trimmed],
        description=_("Shown with the batch, for example how many copies of the volume are handed in."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.choices = [(word.code, in_words(word)) for word in TitleSeries]
