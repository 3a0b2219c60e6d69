"""What a person has: each entry of the ledger and each certificate put to its table (DT-3, R-037). Knows no duty."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from workflows.hours.facts import Certificate, Entry, HoursCase
from workflows.hours.pack import Pack
from workflows.hours.requirement import NO_HOURS, Row
from workflows.hours.verdict import Excluded, Hours
from workflows.hours.words import Source, Verification
from workflows.model.vocabulary import SubjectType
from workflows.rules import decide

READINGS = frozenset({"A-10", "A-11", "A-13"})
"""The assumptions by which entries are judged; a draft that changes another one judges them alike."""


@dataclass(frozen=True)
class Judged:
    """An entry with the rule that decides it, and the one that would decide it once a pending entry is verified."""

    entry: Entry
    row: Row
    once_verified: Row

    @property
    def counts(self) -> bool:
        return bool(self.row["counts"])


@dataclass(frozen=True)
class Ledger:
    """Entries by year, subject and id, whatever order they came in; certificates by year."""

    entries: tuple[Judged, ...]
    certificates: tuple[tuple[Certificate, Row], ...]

    def counted(self, years: Iterable[int]) -> tuple[Hours, ...]:
        """Hours that count in each of the years, without deemed ones; no year helps another (R-026)."""
        return tuple(
            Hours(year, self._sum(year, SubjectType.PUBLIC), self._sum(year, SubjectType.PROFESSIONAL))
            for year in years
        )

    def _sum(self, year: int, subject: SubjectType) -> Decimal:
        chosen = (one.entry for one in self.entries if one.counts)
        return sum((one.hours for one in chosen if (one.year, one.subject) == (year, subject)), NO_HOURS)

    def excluded(self) -> tuple[Excluded, ...]:
        """Every entry that does not count, by id."""
        lost = (Excluded(one.entry.id, str(one.row["reason"])) for one in self.entries if not one.counts)
        return tuple(sorted(lost, key=lambda one: one.entry_id))

    def credits(self, years: Iterable[int]) -> tuple[str, ...]:
        """Codes of the policies by which entries count in these years (S3.5, S3.6, S3.8)."""
        wanted = set(years)
        useful = (one for one in self.entries if one.counts and one.entry.year in wanted and one.entry.hours)
        return tuple(sorted({str(one.row["code"]) for one in useful if one.row["code"]}))

    def deemed(self, years: Iterable[int]) -> tuple[int, ...]:
        """The years among these whose professional subject a certificate completes (R-037)."""
        obtained = {certificate.year for certificate, row in self.certificates if row["deems"]}
        return tuple(sorted(obtained & set(years)))


def ledger_of(pack: Pack, case: HoursCase) -> Ledger:
    """Every entry and certificate of the case, judged."""
    entries = sorted(case.ledger, key=lambda one: (one.year, one.subject == SubjectType.PROFESSIONAL, one.id))
    certificates = sorted(case.certificates, key=lambda one: (one.year, one.passed, one.exam_in_region))
    return Ledger(
        tuple(_judged(pack, case, entry) for entry in entries),
        tuple((certificate, _certificate_row(pack, certificate)) for certificate in certificates),
    )


def _judged(pack: Pack, case: HoursCase, entry: Entry) -> Judged:
    row = _entry_row(pack, case, entry)
    if entry.verification is not Verification.PENDING:
        return Judged(entry, row, row)
    return Judged(entry, row, _entry_row(pack, case, replace(entry, verification=Verification.VERIFIED)))


def _entry_row(pack: Pack, case: HoursCase, entry: Entry) -> Row:
    return decide(
        pack.entry,
        {
            "verification": entry.verification.code,
            "source": entry.source.code,
            "subject": entry.subject.code,
            "authority": entry.authority.code,
            "filed_before": _is_filed_before(pack, entry),
            "base_ok": entry.at_approved_base or pack.reading("A-11") == "count",
            "sanke_teacher": case.person.sanke_teacher,
            "certificate": entry.has_certificate,
            "skilled_talent": case.person.skilled_talent,
            "out_of_region_ok": pack.reading("A-13") == "count",
        },
    ).only


def _is_filed_before(pack: Pack, entry: Entry) -> bool:
    """Accepted on an earlier calendar day than the training starts (R-010, A-10); unknown days prove nothing."""
    accepted, starts = entry.filing_accepted_on, entry.training_starts_on
    if accepted is None or starts is None:
        return False
    return accepted < starts or (accepted == starts and pack.reading("A-10") == "same_day")


def _certificate_row(pack: Pack, certificate: Certificate) -> Row:
    facts = {"passed": certificate.passed, "exam_in_region": certificate.exam_in_region}
    return decide(pack.certificate, facts).only


def needs_filing(source: Source, subject: SubjectType, authority: str) -> bool:
    """Whether the facts of filing and base decide an entry (R-010, R-012): municipal professional training."""
    return (source, subject, authority) == (Source.BASE_TRAINING, SubjectType.PROFESSIONAL, "MUNICIPAL")
