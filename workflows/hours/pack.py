"""A policy pack: the law of one year as decision tables, with the readings it rests on. Knows no person and no file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from workflows.hours.assumptions import READINGS_2022, Assumption
from workflows.rules import Table, read_table


@dataclass(frozen=True)
class Pack:
    """Tables DT-1 to DT-4 and that of certificates, the document they quote, and its assumptions by id."""

    id: str
    year: int
    document: str
    issued_on: date
    requirement: Table
    preference: Table
    entry: Table
    certificate: Table
    verdict: Table
    assumptions: Mapping[str, Assumption]

    @property
    def years(self) -> tuple[int, ...]:
        """The years for which the table of requirements has columns."""
        names = (re.fullmatch(r"public_(\d{4})", column.name) for column in self.requirement.outputs)
        return tuple(sorted(int(name[1]) for name in names if name))

    def reading(self, id_: str) -> str:
        """The value of an assumption; KeyError for one the pack does not make."""
        return self.assumptions[id_].value

    def draft(self, id_: str, value: str) -> Pack:
        """This pack under another reading; the pack itself stays as it is. Raises ValueError for an unknown one."""
        held = self.assumptions[id_]
        if value not in held.others:
            raise ValueError(f"{id_} {held.key} has no reading {value!r}")
        changed = replace(held, value=value, says=held.others[value], others=MappingProxyType({}))
        return replace(self, assumptions=MappingProxyType({**self.assumptions, id_: changed}))

    def drafts(self) -> Iterator[tuple[Assumption, str, Pack]]:
        """Every other reading that can be judged by: the assumption, the value put in its place, the pack with it."""
        for held in self.assumptions.values():
            for value in held.others:
                yield held, value, self.draft(held.id, value)


TABLES = ("hours_requirement", "hours_preference", "hours_entry", "hours_certificate", "hours_verdict")
"""Names of the tables a pack is read from, in the order of its fields."""


def pack_2022(tables: Mapping[str, bytes]) -> Pack:
    """HHHT-2022 from the bytes of its tables by name. Raises TableRefused, KeyError."""
    requirement, preference, entry, certificate, verdict = (read_table(tables[name]) for name in TABLES)
    return Pack(
        id="HHHT-2022",
        year=2022,
        document="关于做好全市2022年专业技术人员继续教育工作的通知",
        issued_on=date(2021, 12, 27),
        requirement=requirement,
        preference=preference,
        entry=entry,
        certificate=certificate,
        verdict=verdict,
        assumptions=MappingProxyType({held.id: held for held in READINGS_2022}),
    )


def pack_for(packs: Mapping[int, Pack], year: int) -> Pack:
    """The pack of a year; without one the newest, whose table of verdicts leaves other years to an officer (R-001)."""
    return packs.get(year) or packs[max(packs)]
