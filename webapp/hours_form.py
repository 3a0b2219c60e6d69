"""The questions of a check of hours: a person, what they apply for, the rows of their ledger. Judges nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    DecimalField,
    IntegerField,
    SelectField,
    SelectMultipleField,
)
from wtforms.validators import InputRequired, NumberRange, Optional

from webapp.packs import packs
from webapp.small_forms import SmallForm
from webapp.words import in_words
from workflows.hours import BadField, HoursCase, read_case
from workflows.hours.words import Authority, Degree, Level, Purpose, Sector, Source, Verification
from workflows.model.vocabulary import N_, Sex, SubjectType, Word

MOST_ROWS = 60
SPARE_ROWS = 4
COUNTY_TRAINING = "COUNTY_TRAINING"
ROW = re.compile(r"ledger-(\d{1,4})-[a-z_]+")
CHOOSE = N_("Choose")
HELD_BY = {Source.OTHER_LEAGUE_TRAINING: Authority.OTHER_LEAGUE, Source.OUT_OF_REGION_TRAINING: Authority.OUT_OF_REGION}
AT = {
    "input.target_level": "level",
    "input.review_date": "review_on",
    "input.person.birth_date": "born_on",
    "input.person.highest_degree": "degree",
    "input.person.transfer.date": "moved_on",
}
"""Where a refusal of the reader is told on this page; others stand above the form."""
IN_ROW = {
    "credit_year": "year",
    "filing_accepted_on": "accepted_on",
    "training_start_on": "starts_on",
    "approved_base": "at_base",
}

Choices = Callable[[], list[tuple[str, str]]]


def of_words(words: type[Word], blank: bool = False) -> Choices:
    """The words of a list in the language of the request, perhaps after a blank choice."""
    first = [("", CHOOSE)] if blank else []
    return lambda: [(code, in_words(label)) for code, label in (*first, *((one.code, one.label) for one in words))]


def _sources() -> list[tuple[str, str]]:
    """The sources, with training of a county beside that of the city: only the latter is filed with the bureau."""
    found = of_words(Source, blank=True)()
    return [*found[:3], (COUNTY_TRAINING, gettext("Training of a banner, county or district")), *found[3:]]


class EntryForm(SmallForm):
    """One row of the ledger; a row without year, subject and hours is no row."""

    year = IntegerField(_("Year"), [InputRequired(_("Give the year")), NumberRange(1990, 2100, _("Give a year"))])
    subject = SelectField(_("Subject"), [InputRequired(_("Choose the subject"))], choices=of_words(SubjectType, True))
    hours = DecimalField(
        _("Hours"), [InputRequired(_("Give the hours")), NumberRange(0, 10_000, _("Give the hours"))], places=None
    )
    source = SelectField(_("Source"), [InputRequired(_("Choose the source"))], choices=_sources)
    verification = SelectField(_("Verification"), choices=of_words(Verification))
    accepted_on = DateField(_("Filing accepted on"), [Optional()])
    starts_on = DateField(_("Training began on"), [Optional()])
    at_base = BooleanField(_("At an approved base"))
    certificate = BooleanField(_("With certificate"))

    @property
    def is_blank(self) -> bool:
        """Nothing of year, subject and hours was written."""
        return not any(
            str(field.raw_data[0] if field.raw_data else "") for field in (self.year, self.subject, self.hours)
        )

    def plain(self, number: int) -> dict[str, Any]:
        """The entry as the reader wants it; its id is the row, in the language of the explanation."""
        is_county = self.source.data == COUNTY_TRAINING
        source = Source.BASE_TRAINING if is_county else Source.of(self.source.data)
        authority = Authority.COUNTY if is_county else HELD_BY.get(source, Authority.MUNICIPAL)
        return {
            "entry_id": f"第{number}行",
            "credit_year": self.year.data,
            "subject_type": self.subject.data,
            "hours": self.hours.data,
            "source": source.code,
            "authority_level": authority.code,
            "verification": self.verification.data,
            "filing_accepted_on": _iso(self.accepted_on.data),
            "training_start_on": _iso(self.starts_on.data),
            "approved_base": self.at_base.data,
            "certificate_provided": self.certificate.data,
        }


class HoursForm(SmallForm):
    """Who applies for what, and with which hours."""

    purpose = SelectField(_("What for"), choices=of_words(Purpose))
    level = SelectField(
        _("Level applied for"),
        choices=of_words(Level, True),
        description=_("Review: senior, intermediate or junior. Recognition: intermediate or assistant."),
    )
    review_year = IntegerField(_("Year of the review"), [InputRequired(_("Give the year"))])
    review_on = DateField(
        _("Day of the review"), [InputRequired(_("Choose the day"))], description=_("Age is judged on this day.")
    )
    sex = SelectField(_("Sex"), choices=of_words(Sex))
    born_on = DateField(_("Date of birth"), [InputRequired(_("Choose the date of birth"))])
    degree = SelectField(_("Highest degree"), choices=of_words(Degree, True))
    sector = SelectField(_("Employer"), choices=of_words(Sector))
    moved_on = DateField(
        _("Moved from a party or government organ on"),
        [Optional()],
        description=_("Only a move to a professional post of an enterprise or institution; else leave it empty."),
    )
    certificates = SelectMultipleField(
        _("Qualification certificates"),
        choices=lambda: [(str(year), str(year)) for year in sorted({y for one in packs().values() for y in one.years})],
        description=_("Years in which one was obtained after passing an examination in the autonomous region."),
    )
    township_grassroots = BooleanField(_("Works at the grass roots, such as a township (certified)"))
    sanke_teacher = BooleanField(_("Teacher of the three subjects"))
    skilled_talent = BooleanField(_("Highly skilled talent"))
    frontline = BooleanField(
        _("Medical professional sent to a designated hospital who treated confirmed patients directly")
    )

    def __init__(self, formdata: MultiDict[str, str] | None, today: date) -> None:
        newest = max(packs())
        super().__init__(formdata, data={"review_year": newest, "review_on": today if today.year == newest else None})
        self.rows = [EntryForm(formdata, prefix=f"ledger-{place}") for place in _places(formdata)]
        self.blank = EntryForm(prefix="ledger-__index__")

    def question(self) -> HoursCase | None:
        """What is asked; None when something must be corrected first, which is then told where it stands."""
        rows = [row for row in self.rows if not row.is_blank]
        is_whole = all([self.validate(), *(row.validate() for row in rows)])
        if len(rows) > MOST_ROWS:
            self.blame("ledger", gettext("At most %(n)s rows", n=MOST_ROWS))
        for number, row in enumerate(rows, start=1):
            for sentence in _all_of(row.errors):
                self.blame("ledger", gettext("Row %(n)s: %(what)s", n=number, what=sentence))
        if not is_whole or self.errors:
            return None
        try:
            return read_case(self._plain(rows))
        except BadField as refusal:
            self._tell(refusal, rows)
            return None

    def spare(self) -> list[EntryForm]:
        """Empty rows to write into without any script."""
        return [EntryForm(prefix=f"ledger-{len(self.rows) + place}") for place in range(SPARE_ROWS)]

    def _plain(self, rows: list[EntryForm]) -> dict[str, Any]:
        years = self.certificates.data or []
        return {
            "purpose": self.purpose.data,
            "target_level": self.level.data or None,
            "review_year": self.review_year.data,
            "review_date": _iso(self.review_on.data),
            "person": self._person(),
            "ledger": [row.plain(number) for number, row in enumerate(rows, start=1)],
            "qualification_certificates": [
                {"certificate_year": int(year), "exam_in_region": True, "passed": True} for year in years
            ],
        }

    def _person(self) -> dict[str, Any]:
        served = dict.fromkeys(("medical_professional", "designated_hospital", "direct_treatment"), True)
        move = {"from": "PARTY_GOV_ORGAN", "to": self.sector.data, "to_professional_post": True}
        return {
            "sex": self.sex.data,
            "birth_date": _iso(self.born_on.data),
            "highest_degree": self.degree.data or None,
            "employer_sector": self.sector.data,
            "township_grassroots": self.township_grassroots.data,
            "sanke_teacher": self.sanke_teacher.data,
            "skilled_talent": self.skilled_talent.data,
            "epidemic_frontline": served if self.frontline.data else None,
            "transfer": {**move, "date": _iso(self.moved_on.data)} if self.moved_on.data else None,
        }

    def _tell(self, refusal: BadField, rows: list[EntryForm]) -> None:
        """Put the reader's refusal at the question it belongs to."""
        found = re.fullmatch(r"input\.ledger\[(\d+)]\.(\w+)", refusal.field)
        if found is None:
            self.blame(AT.get(refusal.field, ""), refusal.message)
            return
        place, name = int(found[1]), IN_ROW.get(found[2], found[2])
        rows[place].blame(name, refusal.message)
        self.blame("ledger", gettext("Row %(n)s: %(what)s", n=place + 1, what=refusal.message))


def _places(formdata: MultiDict[str, str] | None) -> list[int]:
    """The numbers of the rows that were sent, in order; gaps are left by rows taken away."""
    found = (ROW.fullmatch(name) for name in formdata or ())
    return sorted({int(match[1]) for match in found if match})


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _all_of(errors: Mapping[Any, Any]) -> Iterator[str]:
    for sentences in errors.values():
        yield from map(str, sentences)
