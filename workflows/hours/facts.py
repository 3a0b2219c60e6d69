"""What is known of one person when the hours are asked for; plain values, judged by nobody here (domain 10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from workflows.hours.words import Authority, Degree, Level, Purpose, Sector, Side, Source, Verification
from workflows.model.vocabulary import Sex, SubjectType


@dataclass(frozen=True)
class Frontline:
    """Service against the epidemic (S3.4); only all three together count."""

    medical_professional: bool
    designated_hospital: bool
    direct_treatment: bool


@dataclass(frozen=True)
class Transfer:
    """A move from one employer to another (S3.7)."""

    origin: Side
    target: Side
    to_professional_post: bool
    on: date


@dataclass(frozen=True)
class Person:
    """The applicant; the flags are verified standings, not claims."""

    sex: Sex
    born_on: date
    degree: Degree | None
    sector: Sector
    township_grassroots: bool = False
    sanke_teacher: bool = False
    skilled_talent: bool = False
    frontline: Frontline | None = None
    transfer: Transfer | None = None


@dataclass(frozen=True)
class Entry:
    """A row of the ledger: credit hours (halves occur) of one year and subject."""

    id: str
    year: int
    subject: SubjectType
    hours: Decimal
    source: Source
    authority: Authority
    verification: Verification
    filing_accepted_on: date | None = None
    training_starts_on: date | None = None
    at_approved_base: bool = False
    has_certificate: bool = False


@dataclass(frozen=True)
class Certificate:
    """A certificate of a professional qualification; `year` is the one in which it was obtained (S3.6)."""

    year: int
    exam_in_region: bool
    passed: bool


@dataclass(frozen=True)
class HoursCase:
    """The question: may this person apply for this, as far as hours go? Age is judged on `review_on` (A-04)."""

    purpose: Purpose
    level: Level | None
    review_year: int
    review_on: date
    person: Person
    ledger: tuple[Entry, ...] = ()
    certificates: tuple[Certificate, ...] = ()
