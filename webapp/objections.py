"""The form of an objection to a public notice: by real name, in writing, with evidence (R-106). Knows no notice."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from webapp.small_forms import SmallForm, trimmed


class ObjectionForm(SmallForm):
    """An objection: who, how to reach them, what, and with what evidence."""

    name = StringField(
        _("Your name"),
        [DataRequired(_("Give your real name")), Length(2, 50, _("Give your full name, 2 to 50 characters"))],
        filters=[trimmed],
    )
    contact = StringField(
        _("Telephone or e-mail"),
        [DataRequired(_("Tell how the office can reach you")), Length(5, 100, _("5 to 100 characters"))],
        filters=[trimmed],
        description=_("Only the officers who verify the objection see it."),
    )
    text = TextAreaField(
        _("What you object to, and why"),
        [DataRequired(_("Write down your objection")), Length(20, 3000, _("Write 20 to 3000 characters"))],
        filters=[trimmed],
    )
    evidence = TextAreaField(
        _("Evidence"),
        [Length(max=2000, message=_("At most 2000 characters"))],
        filters=[trimmed],
        description=_("Describe it here, or add files below; one of the two is needed."),
    )
    is_true = BooleanField(
        _("I write under my real name, and what I write is true to the best of my knowledge."),
        [DataRequired(_("Tick this to send the objection"))],
    )
