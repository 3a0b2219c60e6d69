"""What the bureau may set: every number the notice does not give, with where it comes from (domain 11.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import ForeignKey, String, case, literal, select, union_all
from sqlalchemy.orm import Mapped, Session, mapped_column

from workflows.model.base import Model
from workflows.model.process import MovedDay
from workflows.model.vocabulary import N_


@dataclass(frozen=True)
class Known:
    """A parameter: default, unit, and whether the notice says it (S) or it is an assumption (A, C)."""

    default: Any
    unit: str
    provenance: str
    meaning: str


KNOWN: Mapping[str, Known] = MappingProxyType(
    {
        "sign.days": Known(5, "wd", "A", N_("Head of the unit signs")),
        "recommend.days": Known(10, "wd", "A", N_("Supervising department reports and recommends")),
        "endorse.days": Known(5, "wd", "A", N_("County office gives its opinion")),
        "accept.days": Known(5, "wd", "A R-101", N_("Acceptance check")),
        "correct.days": Known(10, "wd", "A R-102", N_("Applicant answers a correction request")),
        "hand_in.days": Known(10, "wd", "A", N_("Bound volume is handed in")),
        "prelim.days": Known(10, "wd", "A R-103", N_("Preliminary review")),
        "prelim_check.days": Known(3, "wd", "A", N_("Second check of the preliminary review")),
        "draw.days": Known(5, "wd", "A R-104", N_("Draw of the experts")),
        "declare.days": Known(2, "wd", "A", N_("Experts declare that they have no conflict")),
        "visit.days": Known(15, "wd", "A R-104", N_("Visit on site")),
        "scoring.days": Known(10, "wd", "A R-104", N_("Experts score")),
        "discuss.days": Known(3, "wd", "A", N_("Panel discusses a wide spread")),
        "conclude.days": Known(5, "wd", "A R-104", N_("Panel concludes")),
        "decide.days": Known(10, "wd", "A", N_("Meeting of the bureau")),
        "notice_publish.days": Known(3, "wd", "A", N_("Public notice is published")),
        "notice.days": Known(5, "wd", "C-PUB R-105", N_("Length of the public notice")),
        "objection.days": Known(15, "wd", "A R-106", N_("Objection is verified")),
        "approve.days": Known(10, "wd", "A R-107", N_("Approval by the leadership")),
        "plaque.days": Known(20, "wd", "A R-107", N_("Plaque and certificate are handed over")),
        "correction.max_rounds": Known(20, "rounds", "A", N_("Most correction rounds of one case")),
        "review.pass": Known("70", "points", "A-20", N_("Pass mark of the expert review")),
        "review.spread": Known("15", "points", "A-19", N_("Spread between sheets that calls a discussion")),
        "review.trim_from": Known(5, "sheets", "A-19", N_("Sheets from which highest and lowest are dropped")),
        "base.min_trained": Known(200, "persons", "S5.1.5", N_("Professionals a base trains each year")),
        "base.validity_years": Known(3, "years", "A-28", N_("Validity of the base status")),
        "dossier.copies": Known(3, "copies", "A-17", N_("Copies of the bound volume")),
        "id.fictional_region": Known(0, "0/1", "A-29", N_("Accept identity numbers of the fictional region 150199")),
        "office.name": Known("呼和浩特市人力资源和社会保障局", "", "S", N_("Name of the office on documents")),
        "office.phone": Known("0471-0000001", "", "A", N_("Telephone of the office")),
        "office.site": Known("呼和浩特市人力资源和社会保障局网站", "", "A", N_("Where notices are published")),
    }
)


class Parameter(Model):
    """A value an administrator has set instead of the default; the last row of a key stands."""

    __tablename__ = "parameter"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), index=True)
    value: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class Parameters:
    """The values in force and the days that were moved, read once, when the first of them is asked for."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    @property
    def values(self) -> Mapping[str, Any]:
        """Defaults under what administrators have set."""
        return self._read[0]

    @property
    def moved_days(self) -> Mapping[date, bool]:
        """Day -> whether it is worked, where an administrator has said so."""
        return self._read[1]

    @cached_property
    def _read(self) -> tuple[Mapping[str, Any], Mapping[date, bool]]:
        return _parsed(tuple((kind, key, value, place) for kind, key, value, place in self._session.execute(_BOTH)))


def parameters(session: Session) -> Parameters:
    """What is in force in this session's transaction."""
    return Parameters(session)


_BOTH = union_all(
    select(literal("value").label("kind"), Parameter.key, Parameter.value, Parameter.id.label("place")),
    select(literal("day"), MovedDay.day, case((MovedDay.is_workday, "worked"), else_="off"), literal(0)),
).order_by("place")


@lru_cache(maxsize=16)
def _parsed(rows: tuple[tuple[str, str, str, int], ...]) -> tuple[Mapping[str, Any], Mapping[date, bool]]:
    """The rows as values; an unknown key never gets in."""
    values = {key: known.default for key, known in KNOWN.items()}
    values |= {key: type(KNOWN[key].default)(value) for kind, key, value, _ in rows if kind == "value"}
    moved = {date.fromisoformat(day): word == "worked" for kind, day, word, _ in rows if kind == "day"}
    return MappingProxyType(values), MappingProxyType(moved)
