"""Parameters and moved days: what the bureau may set, each with its reason; terms already given do not change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from sqlalchemy.orm import Session

from workflows.calendar import is_workday
from workflows.cases.offices.actors import officer, reasoned
from workflows.cases.offices.trail import Deed, note
from workflows.model.offices import OfficeRefused
from workflows.model.parameters import KNOWN, Known, Parameter, parameters
from workflows.model.process import MovedDay
from workflows.model.refusals import Absent
from workflows.model.transaction import transaction
from workflows.model.vocabulary import Role

LIMITS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "wd": (1, 250),
        "rounds": (1, 99),
        "points": (0, 100),
        "sheets": (3, 15),
        "persons": (1, 1_000_000),
        "years": (1, 10),
        "copies": (1, 20),
    }
)
"""Lowest and highest value by unit; a unit that is not named here takes 0 to a thousand million."""
LONGEST_TEXT = 100


def set_parameter(key: str, value: str, reason: str, *, by: int, at: datetime) -> None:
    """Set a known parameter to a value of its own type; the row before stays. Acts from the next command on.

    Raises NotYours, OfficeRefused (parameter_unknown, value_wrong, reason_needed).
    """
    with transaction() as session:
        actor = officer(session, by, Role.SYS_ADMIN)
        known = KNOWN.get(key)
        if known is None:
            raise OfficeRefused("parameter_unknown")
        why, written = reasoned(reason), _typed(known, value)
        before = str(parameters(session)[key])
        session.add(Parameter(key=key, value=written, reason=why, by_id=actor.id, at=at))
        note(session, Deed("set", "parameter", key, key, why, {"from": before, "to": written}), actor, at)


def move_day(day: date, is_worked: bool, reason: str, *, by: int, at: datetime) -> None:
    """Say that a day is worked or off, above the national list (domain 11.5).

    Raises NotYours, OfficeRefused (day_as_it_is, reason_needed).
    """
    with transaction() as session:
        actor = officer(session, by, Role.SYS_ADMIN)
        why = reasoned(reason)
        if is_workday(day, parameters(session).moved_days) is is_worked:
            raise OfficeRefused("day_as_it_is", "day")
        session.merge(MovedDay(day=day.isoformat(), is_workday=is_worked, note=why))
        word = "worked" if is_worked else "off"
        note(session, Deed("moved", "day", day.isoformat(), day.isoformat(), why, {"day": word}), actor, at)


def clear_day(day: date, reason: str, *, by: int, at: datetime) -> None:
    """Take an entry back; the national list stands again. Raises NotYours, Absent, OfficeRefused (reason_needed)."""
    with transaction() as session:
        actor = officer(session, by, Role.SYS_ADMIN)
        session.delete(_moved(session, day))
        note(session, Deed("cleared", "day", day.isoformat(), day.isoformat(), reasoned(reason)), actor, at)


def limits_of(known: Known) -> tuple[int, int] | None:
    """Lowest and highest value of a number; None for a text."""
    return LIMITS.get(known.unit, (0, 10**9)) if _is_number(known) else None


def _moved(session: Session, day: date) -> MovedDay:
    row = session.get(MovedDay, day.isoformat())
    if row is None:
        raise Absent
    return row


def _typed(known: Known, text: str) -> str:
    """The value as it is stored: a whole number, points with at most two decimals, or a short text."""
    text = text.strip()
    if _is_number(known):
        return _number(known, text)
    if not 0 < len(text) <= LONGEST_TEXT:
        raise OfficeRefused("value_wrong", "value")
    return text


def _is_number(known: Known) -> bool:
    return isinstance(known.default, int) or known.unit == "points"


def _number(known: Known, text: str) -> str:
    lowest, highest = LIMITS.get(known.unit, (0, 10**9))
    decimals = 0 if isinstance(known.default, int) else 2
    try:
        number = Decimal(text)
        fits = lowest <= number <= highest and number == round(number, decimals)
    except InvalidOperation:
        fits = False
    if not fits or not text.isascii():
        raise OfficeRefused("value_wrong", "value")
    return str(int(number)) if decimals == 0 else f"{number:f}"
