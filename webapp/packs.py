"""The policy packs of this edition, read from bpmn/ when first asked for; knows no page and no person."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from webapp.database import ROOT
from workflows.hours import TABLES, HoursCase, Pack, Verdict, judge, pack_2022, pack_for

TABLES_OF_PACK = {"HHHT-2022": TABLES}
"""Names of the .dmn files that each pack consists of."""


@functools.cache
def packs() -> Mapping[int, Pack]:
    """Every pack by its review year."""
    return {2022: pack_2022(_bytes_of("HHHT-2022"))}


def judged(case: HoursCase) -> Verdict:
    """The verdict by the pack of the review year."""
    return judge(pack_of(case), case)


def pack_of(case: HoursCase) -> Pack:
    """The pack that judges this case."""
    return pack_for(packs(), case.review_year)


def _bytes_of(pack: str) -> dict[str, bytes]:
    return {name: (ROOT / "bpmn" / f"{name}.dmn").read_bytes() for name in TABLES_OF_PACK[pack]}
