"""What the small forms of the offices share: languages, blanks, and refusals told at the question they belong to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from wtforms import Form
from wtforms.i18n import get_translations

from webapp.words import DEFAULT, in_words, language
from workflows.model.offices import OfficeRefused

T = TypeVar("T")
Filters = Mapping[str, Any]


def trimmed(text: str | None) -> str | None:
    """Without blanks at the ends."""
    return text.strip() if text else text


class SmallForm(Form):
    """A few plain questions; the CSRF token is the application's, not the form's."""

    class Meta:
        """WTForms' own sentences in the language of the request."""

        def get_translations(self, form: Form) -> Any:
            """The library's catalogue."""
            return get_translations(["zh" if language() == DEFAULT else "en"])

    def carry_out(self, command: Callable[[], T]) -> T | None:
        """Call the command; what it refuses is told at the question at fault, and then `errors` is not empty."""
        try:
            return command()
        except OfficeRefused as refusal:
            self.blame(refusal.field, in_words(refusal.what_to_do))
            return None

    def blame(self, name: str, sentence: str) -> None:
        """Put a sentence at a question, or above the form when it has no such question."""
        if name in self:
            self[name].errors = [*self[name].errors, sentence]
        else:
            self.form_errors = [*self.form_errors, sentence]
