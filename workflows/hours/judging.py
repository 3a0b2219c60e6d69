"""One person judged by one pack: requirement, ledger and table of verdicts put together. Knows no case and no web."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from workflows.hours.facts import HoursCase
from workflows.hours.ledger import Ledger, ledger_of
from workflows.hours.pack import Pack
from workflows.hours.requirement import (
    EXEMPT,
    NO_HOURS,
    NONE,
    REFERENCE_ONLY,
    Base,
    Row,
    base_of,
    nothing,
    preferences_of,
    softened,
    strongest,
)
from workflows.hours.verdict import Hours, Verdict
from workflows.hours.words import Outcome
from workflows.rules import decide


@dataclass(frozen=True)
class Weighed:
    """The verdict with the rules that made it; without base and ledger where the pack gives no answer."""

    verdict: Verdict
    conclusion: Row
    base: Base | None = None
    preferences: tuple[Row, ...] = ()
    passed_over: tuple[Row, ...] = ()
    ledger: Ledger | None = None


def weigh(pack: Pack, case: HoursCase, ledger: Ledger | None = None) -> Weighed:
    """The verdict of the pack, not yet explained (DT-4, rows in their order); a ledger judged alike may be given."""
    if case.review_year != pack.year:
        return _without_answer(pack, has_pack=False)
    base = base_of(pack, case)
    if not base.row["covered"]:
        return _without_answer(pack, base=base)
    preferences = preferences_of(pack, case)
    ledger = ledger or ledger_of(pack, case)
    effect = strongest(preferences)
    asked = softened(pack, case, base, preferences)
    missing = () if effect == EXEMPT else _shortfall(asked, ledger)
    conclusion = _conclude(pack, effect=effect, complete=not missing)
    working, passed_over = (preferences, ()) if effect == NONE else (preferences[:1], preferences[1:])
    figures = Verdict(
        Outcome.of(conclusion["verdict"]),
        conclusion["blocks"],
        required=asked if effect == NONE else nothing(base),
        counted=ledger.counted(one.year for one in base.hours),
        shortfall=missing if effect == NONE else (),
        reference_required=asked if effect == REFERENCE_ONLY else (),
        reference_shortfall=missing if effect == REFERENCE_ONLY else (),
        excluded_entries=ledger.excluded(),
        also_applicable=_once(row["code"] for row in passed_over),
    )
    verdict = _with_codes(figures, base, working, ledger, conclusion)
    return Weighed(verdict, conclusion, base, working, passed_over, ledger)


def _without_answer(pack: Pack, has_pack: bool = True, base: Base | None = None) -> Weighed:
    conclusion = _conclude(pack, has_pack=has_pack, covered=False)
    codes = _once([base.row["code"] if base else None, conclusion["code"]])
    verdict = Verdict(Outcome.of(conclusion["verdict"]), conclusion["blocks"], reason_codes=codes)
    return Weighed(verdict, conclusion, base)


def _conclude(
    pack: Pack, has_pack: bool = True, covered: bool = True, effect: str = NONE, complete: bool = False
) -> Row:
    facts = {"has_pack": has_pack, "covered": covered, "effect": effect, "complete": complete}
    return decide(pack.verdict, facts).only


def _with_codes(figures: Verdict, base: Base, working: tuple[Row, ...], ledger: Ledger, conclusion: Row) -> Verdict:
    """Codes: base, what works, ledger policies of required years, then what is short or that all is met."""
    years = [one.year for one in figures.required]
    deemed = ledger.deemed(years)
    codes = [
        base.row["code"],
        *(row["code"] for row in working),
        *ledger.credits(years),
        *(row["code"] for certificate, row in ledger.certificates if row["deems"] and certificate.year in deemed),
        *_short_codes(figures.shortfall),
        conclusion["code"],
    ]
    return replace(figures, deemed_professional_years=deemed, reason_codes=_once(codes))


def _short_codes(shortfall: tuple[Hours, ...]) -> Iterator[str]:
    for hours in shortfall:
        if hours.public:
            yield f"SHORT_PUBLIC_{hours.year}"
        if hours.professional:
            yield f"SHORT_PROFESSIONAL_{hours.year}"


def _shortfall(asked: tuple[Hours, ...], ledger: Ledger) -> tuple[Hours, ...]:
    """What is missing by year and subject; no surplus of one helps the other (R-026, R-027)."""
    years = [one.year for one in asked]
    deemed = ledger.deemed(years)
    pairs = zip(asked, ledger.counted(years), strict=True)
    missing = (_missing(want, have, want.year in deemed) for want, have in pairs)
    return tuple(one for one in missing if one)


def _missing(want: Hours, have: Hours, is_deemed: bool) -> Hours:
    professional = NO_HOURS if is_deemed else _less(want.professional, have.professional)
    return Hours(want.year, _less(want.public, have.public), professional)


def _less(want: Decimal, have: Decimal) -> Decimal:
    return max(NO_HOURS, want - have)


def _once(codes: Iterable[object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(code) for code in codes if code))
