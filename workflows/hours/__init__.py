"""Hours that explain themselves: one person judged by a dated policy pack. Knows no case of a process and no web.

`read_case` makes a question of plain values, `judge` answers it: figures, codes, and sentences with their clauses.
"""

from __future__ import annotations

from dataclasses import replace

from workflows.hours.assumptions import Assumption
from workflows.hours.explaining import explain
from workflows.hours.facts import HoursCase
from workflows.hours.judging import weigh
from workflows.hours.pack import TABLES, Pack, pack_2022, pack_for
from workflows.hours.reading import BadField, case_id_of, read_case
from workflows.hours.verdict import Excluded, Hours, Sentence, Verdict

__all__ = [
    "TABLES",
    "Assumption",
    "BadField",
    "Excluded",
    "Hours",
    "HoursCase",
    "Pack",
    "Sentence",
    "Verdict",
    "case_id_of",
    "judge",
    "pack_2022",
    "pack_for",
    "read_case",
]


def judge(pack: Pack, case: HoursCase) -> Verdict:
    """What the pack says of this person, with its reasons (DT-1 to DT-5). Pure: no clock, no file, no table of rows.

    A review year that the pack is not made for is left to an officer (R-001, A-15).
    """
    weighed = weigh(pack, case)
    return replace(weighed.verdict, explanation=explain(pack, case, weighed))
