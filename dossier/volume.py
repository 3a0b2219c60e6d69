"""What a bound volume is made of: plain frozen values, already in Chinese. Knows no document format and no database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

Answers = Mapping[str, Any]


class PartRefused(Exception):
    """An uploaded part that cannot be bound; `name` is the file as uploaded, `what_to_do` a Chinese sentence."""

    def __init__(self, name: str, what_to_do: str) -> None:
        super().__init__(f"{name}：{what_to_do}")
        self.name = name
        self.what_to_do = what_to_do


class VolumeTooLarge(Exception):
    """The bound file would be larger than an office can send and print (domain 8.3: 100 MB)."""


@dataclass(frozen=True)
class Attachment:
    """One uploaded file: its name, its media type (as found by looking inside) and its bytes."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Opinion:
    """A filled opinion block (OP-1 … OP-5): `slot` like "OP-2", verdict in Chinese, text, who signed and when."""

    slot: str
    label: str
    verdict: str = ""
    text: str = ""
    signer: str = ""
    signed_on: date | None = None


@dataclass(frozen=True)
class IndicatorRow:
    """One of the 18 second-level indicators (attachment 3); scores are texts, empty while not given.

    `group` is the first-level indicator, whose cells are merged; `page` the dossier page of the evidence.
    """

    code: str
    group: str
    name: str
    method: str
    full: str
    evidence: str = ""
    page: str = ""
    self_score: str = ""
    expert_score: str = ""
    remark: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """Material 1, the supervising department's own paper: its number, issuer, date and the uploaded files."""

    number: str = ""
    issuer: str = ""
    dated_on: date | None = None
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Volume:
    """Everything printed in one edition (domain 8.3, R-070, R-071).

    `title` the lines of the cover title; `filed_on` the day of filing (today for a preview), also the only date in the
    file's properties; `copies` how many are bound (A-17: 3) and `copy` which one this is, 1 being the original, None to
    leave it to the pen. `sections` the answers by element id; `words` Chinese by list and code ("OrgType.OTHER" → 其他,
    in printing order; "departments.<code>" for references); `pages` first and last page by material number, when known.
    """

    number: str
    title: tuple[str, ...]
    organisation: str
    department: str
    kind: str
    filed_on: date
    edition: int = 1
    draft: bool = False
    demo: bool = False
    copies: int = 3
    copy: int | None = None
    sections: Mapping[str, Answers] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    opinions: Sequence[Opinion] = ()
    report: Report | None = None
    indicators: Sequence[IndicatorRow] = ()
    files: Mapping[str, Attachment] = field(default_factory=dict)
    pages: Mapping[int, tuple[int, int]] = field(default_factory=dict)

    def section(self, element: str) -> Answers | None:
        """Answers of one section, None while it has none."""
        return self.sections.get(element)

    def opinion(self, slot: str) -> Opinion | None:
        """The opinion in one block, None while nobody has given it."""
        return next((opinion for opinion in self.opinions if opinion.slot == slot), None)

    @cached_property
    def facts_hash(self) -> str:
        """First 16 hex digits of the SHA-256 of all facts and files: printed, scanned and compared at hand-in."""
        facts = {
            "number": self.number,
            "organisation": self.organisation,
            "department": self.department,
            "kind": self.kind,
            "filed_on": self.filed_on,
            "edition": self.edition,
            "sections": self.sections,
            "opinions": [vars(opinion) for opinion in self.opinions],
            "report": vars(self.report) if self.report else None,
            "indicators": [vars(row) for row in self.indicators],
            "files": {key: hashlib.sha256(file.content).hexdigest() for key, file in self.files.items()},
        }
        text = json.dumps(facts, ensure_ascii=True, sort_keys=True, default=str, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:16]
