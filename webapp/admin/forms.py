"""The small forms of administration; what they offer is given by the page, what they refuse by the command."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import DateField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Email, Length, Optional

from webapp.small_forms import SmallForm, trimmed
from webapp.words import in_words
from workflows.model.accounts import Organisation
from workflows.model.vocabulary import N_, District, OrgType, Role

KINDS = {
    "UNIT": N_("Unit that may apply"),
    "DEPARTMENT": N_("Supervising department"),
    "COUNTY": N_("County office"),
    "BUREAU": N_("The bureau"),
}


def reason_field() -> TextAreaField:
    """Why; it stays in the trail."""
    return TextAreaField(
        _("Reason"),
        [
            DataRequired(_("Give the reason; it stays in the trail")),
            Length(max=500, message=_("At most 500 characters")),
        ],
        filters=[trimmed],
    )


class ReasonForm(SmallForm):
    """An act that only needs its reason."""

    reason = reason_field()


class OrganisationForm(SmallForm):
    """A new organisation."""

    name = StringField(
        _("Full name"),
        [DataRequired(_("Give the full name")), Length(2, 100, _("2 to 100 characters"))],
        filters=[trimmed],
    )
    kind = SelectField(_("Kind"))
    uscc = StringField(_("Unified social credit code (if any)"), [Length(max=18)], filters=[trimmed])
    org_type = SelectField(_("Nature of the unit"))
    district = SelectField(_("County, banner or district"))
    supervising = SelectField(_("Supervising department"))
    phone = StringField(_("Telephone"), [Length(max=32, message=_("At most 32 characters"))], filters=[trimmed])

    def __init__(self, formdata: Any, departments: Iterable[Organisation]) -> None:
        super().__init__(formdata)
        none = [("", in_words(N_("Not stated")))]
        self.kind.choices = [(code, in_words(word)) for code, word in KINDS.items()]
        self.org_type.choices = none + [(word.code, in_words(word)) for word in OrgType]
        self.district.choices = none + [(word.code, in_words(word)) for word in District]
        self.supervising.choices = none + [(one.public_id, one.name) for one in departments]


class InviteForm(SmallForm):
    """A new colleague of one organisation."""

    login = StringField(
        _("Login name"),
        [DataRequired(_("Give a login name"))],
        filters=[trimmed],
        description=_("Small letters and digits, at least 3; it cannot be changed later."),
    )
    name = StringField(
        _("Name"), [DataRequired(_("Give the name")), Length(2, 50, _("2 to 50 characters"))], filters=[trimmed]
    )
    email = StringField(
        _("E-mail (if any)"),
        [Optional(), Email(_("Write the address like name@example.cn")), Length(max=255)],
        filters=[trimmed],
    )
    mobile = StringField(_("Mobile (if any)"), [Length(max=20, message=_("At most 20 characters"))], filters=[trimmed])
    roles = SelectMultipleField(_("Roles"))
    field = StringField(
        _("Field of expertise (experts only)"), [Length(max=40, message=_("At most 40 characters"))], filters=[trimmed]
    )
    title = StringField(
        _("Professional title (experts only)"), [Length(max=40, message=_("At most 40 characters"))], filters=[trimmed]
    )

    def __init__(self, formdata: Any, roles: Iterable[Role]) -> None:
        super().__init__(formdata)
        self.roles.choices = [(role.code, in_words(role)) for role in roles]


class RoleForm(SmallForm):
    """One more role for somebody."""

    role = SelectField(_("Role"))

    def __init__(self, formdata: Any, roles: Iterable[Role]) -> None:
        super().__init__(formdata)
        self.role.choices = [(role.code, in_words(role)) for role in roles]


class ParameterForm(SmallForm):
    """A new value of one parameter."""

    value = StringField(_("New value"), [DataRequired(_("Give the new value")), Length(max=100)], filters=[trimmed])
    reason = reason_field()


class DayForm(SmallForm):
    """A day that is worked or off against the calendar."""

    day = DateField(_("Day"), [DataRequired(_("Choose the day"))])
    kind = RadioField(_("This day is"), [DataRequired(_("Say whether the day is worked"))])
    reason = reason_field()

    def __init__(self, formdata: Any) -> None:
        super().__init__(formdata)
        self.kind.choices = [("off", in_words(N_("Off"))), ("worked", in_words(N_("Worked")))]
