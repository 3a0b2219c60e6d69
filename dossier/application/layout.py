"""How a part of the form is described: lines of blanks, prose, tables. Knows neither answers nor markup."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Blank:
    """One labelled cell. `listed` names the code list (empty: plain value), `boxes` prints all its choices as □ and √.

    `kind` "day" or "month" writes a date in words, "flag" a yes or no in boxes; `until` is the field where a span ends.
    """

    label: str
    field: str
    unit: str = ""
    listed: str = ""
    boxes: bool = False
    kind: str = ""
    until: str = ""


@dataclass(frozen=True)
class Line:
    """A table row of one to four blanks."""

    blanks: tuple[Blank, ...]


@dataclass(frozen=True)
class Prose:
    """Long text under its label, at least `height` mm high."""

    label: str
    field: str
    height: float = 40


@dataclass(frozen=True)
class Column:
    """A table column `width` parts wide; `until` the field where a span ends, `left` for text rather than figures."""

    head: str
    field: str
    width: float
    listed: str = ""
    until: str = ""
    left: bool = False


@dataclass(frozen=True)
class Grid:
    """A table of rows with a running number in front; `turned` puts it on a landscape sheet."""

    label: str
    field: str
    columns: tuple[Column, ...]
    turned: bool = False


Block = Line | Prose | Grid


@dataclass(frozen=True)
class Part:
    """One of the numbered parts; `element` is the task that fills it."""

    element: str
    title: str
    blocks: tuple[Block, ...]
