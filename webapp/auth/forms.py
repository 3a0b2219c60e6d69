"""The three small forms of the door: sign in, change the password, set the first one; they know no account."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length


class SignIn(FlaskForm):  # type: ignore[misc]
    login = StringField(_("Login name"), [InputRequired(_("Enter your login name")), Length(max=64)])
    password = PasswordField(_("Password"), [InputRequired(_("Enter your password"))])
    next = HiddenField()


class NewPassword(FlaskForm):  # type: ignore[misc]
    password = PasswordField(
        _("New password"),
        [InputRequired(_("Enter the new password"))],
        description=_("At least 12 characters; a sentence is easy to remember"),
    )
    again = PasswordField(
        _("New password once more"),
        [
            InputRequired(_("Enter the new password once more")),
            EqualTo("password", _("The two new passwords differ; type them again")),
        ],
    )


class ChangePassword(NewPassword):
    present = PasswordField(_("Present password"), [InputRequired(_("Enter your present password"))])
