"""A question about hours read from plain values (domain 10), strictly: the first fault is named by its field.

Dates are `YYYY-MM-DD`, hours numbers (no strings), years whole numbers. An absent flag means no; unknown fields are
refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from workflows.hours.cells import BadField, Part
from workflows.hours.facts import Certificate, Entry, Frontline, HoursCase, Person, Transfer
from workflows.hours.ledger import needs_filing
from workflows.hours.words import Authority, Degree, Level, Purpose, Sector, Side, Source, Verification
from workflows.model.vocabulary import Sex, SubjectType

__all__ = ["BadField", "case_id_of", "read_case"]

LEVELS = {
    Purpose.TITLE_REVIEW: (Level.SENIOR, Level.INTERMEDIATE, Level.JUNIOR),
    Purpose.RECOGNITION: tuple(Level),
}
CASE = ("purpose", "target_level", "review_year", "review_date", "person", "ledger", "qualification_certificates")
PERSON = (
    *("sex", "birth_date", "highest_degree", "employer_sector", "jurisdiction", "county_code"),
    *("township_grassroots", "sanke_teacher", "skilled_talent", "epidemic_frontline", "transfer"),
)
ENTRY = (
    *("entry_id", "credit_year", "subject_type", "hours", "source", "authority_level", "verification"),
    *("filing_accepted_on", "training_start_on", "approved_base", "certificate_provided", "activity", "mode"),
)
CERTIFICATE = ("certificate_year", "exam_year", "exam_in_region", "passed")
FRONTLINE = ("medical_professional", "designated_hospital", "direct_treatment", "location")
TRANSFER = ("from", "to", "to_professional_post", "date")


def case_id_of(raw: Any) -> str:
    """The id of a case of the file. Raises BadField."""
    case_id = raw.get("case_id") if isinstance(raw, Mapping) else None
    if not isinstance(case_id, str) or not case_id:
        raise BadField("case_id", "每个案例都要有文字编号")
    return case_id


def read_case(raw: Any, place: str = "input") -> HoursCase:
    """The question that these values ask. Raises BadField with the place of the first value that can't be taken."""
    part = Part.of(raw, place, CASE)
    purpose = part.word("purpose", Purpose)
    level = part.word_or_none("target_level", Level)
    if purpose in LEVELS and level not in LEVELS[purpose]:
        words = "、".join(f"{one.code}（{one.zh}）" for one in LEVELS[purpose])
        raise part.bad("target_level", f"{purpose.zh}的级别应为{words}之一")
    review_on = part.day("review_date")
    person = _person(part.part("person", PERSON), purpose, review_on)
    ledger = tuple(_entry(one) for one in part.parts("ledger", ENTRY))
    _refuse_twins(part, ledger)
    certificates = tuple(_certificate(one) for one in part.parts("qualification_certificates", CERTIFICATE))
    return HoursCase(purpose, level, part.year("review_year"), review_on, person, ledger, certificates)


def _refuse_twins(part: Part, ledger: tuple[Entry, ...]) -> None:
    seen: set[str] = set()
    for place, entry in enumerate(ledger):
        if entry.id in seen:
            raise part.bad(f"ledger[{place}].entry_id", f"编号{entry.id}出现了两次")
        seen.add(entry.id)


def _person(part: Part, purpose: Purpose, review_on: date) -> Person:
    sex, born_on = part.word("sex", Sex), part.day("birth_date")
    if born_on > review_on:
        raise part.bad("birth_date", "出生日期晚于评审日期")
    degree = part.word_or_none("highest_degree", Degree)
    if degree is None and purpose is Purpose.RECOGNITION:
        raise part.bad("highest_degree", "考核认定须填写最高学历")
    front, move = part.part_or_none("epidemic_frontline", FRONTLINE), part.part_or_none("transfer", TRANSFER)
    return Person(
        sex,
        born_on,
        degree,
        part.word("employer_sector", Sector),
        part.flag("township_grassroots"),
        part.flag("sanke_teacher"),
        part.flag("skilled_talent"),
        _frontline(front) if front else None,
        _transfer(move, born_on, review_on) if move else None,
    )


def _frontline(part: Part) -> Frontline:
    return Frontline(*(part.flag(name) for name in FRONTLINE[:3]))


def _transfer(part: Part, born_on: date, review_on: date) -> Transfer:
    on = part.day("date")
    if not born_on < on <= review_on:
        raise part.bad("date", "转任日期应在出生之后、评审日期当日或之前")
    return Transfer(part.word("from", Side), part.word("to", Side), part.flag("to_professional_post"), on)


def _entry(part: Part) -> Entry:
    entry = Entry(
        part.text("entry_id"),
        part.year("credit_year"),
        part.word("subject_type", SubjectType),
        part.hours("hours"),
        part.word("source", Source),
        part.word("authority_level", Authority),
        part.word("verification", Verification),
        part.day_or_none("filing_accepted_on"),
        part.day_or_none("training_start_on"),
        part.flag("approved_base"),
        part.flag("certificate_provided"),
    )
    if needs_filing(entry.source, entry.subject, entry.authority):
        _require_filing(part, entry)
    return entry


def _require_filing(part: Part, entry: Entry) -> None:
    """Whoever leaves the facts out that decide an entry is told, not judged as if they were bad."""
    if entry.filing_accepted_on is not None and entry.training_starts_on is None:
        raise part.bad("training_start_on", "市本级专业科目培训须填写开班日期")
    if part.values.get("approved_base") is None:
        raise part.bad("approved_base", "市本级专业科目培训须填写是否在批准的基地举办")


def _certificate(part: Part) -> Certificate:
    return Certificate(part.year("certificate_year"), part.flag("exam_in_region"), part.flag("passed"))
