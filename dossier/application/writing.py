"""A part of the form written as tables: blanks in lines, prose, long tables of 200 rows. Knows no particular part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from dossier.application.layout import Blank, Block, Column, Grid, Line, Part, Prose
from dossier.application.values import NOTHING, Words, boxes, day, flag, masked, plain, span
from dossier.binding import Body
from dossier.markup import cell, framed, lines, literal, para, row, table, twips
from dossier.paper import FORM, WIDE
from dossier.volume import Answers

UNITS = 24  # the column grid of a part
LABEL_UNITS = {1: 5, 2: 4, 3: 4, 4: 3}
WRITTEN = {"flag": flag, "day": day, "month": day, "masked": masked}
ROWS_PER_TABLE = 200  # LibreOffice lays out longer tables in quadratic time
LINE_HEIGHT = 9  # mm


def write_part(body: Body, part: Part, answers: Answers, words: Words) -> None:
    """The part's heading and its blocks in order; neighbouring lines and prose share one table."""
    first = part.blocks[0]
    if isinstance(first, Grid) and first.turned:
        body.turn_to(WIDE)
    body.add(para(part.title, "JjPart", keep_next=True))
    for is_grid, blocks in groupby(part.blocks, key=lambda block: isinstance(block, Grid)):
        if is_grid:
            for block in blocks:
                _grid_on_its_paper(body, part, block, answers, words)
        else:
            body.add(_sheet(list(blocks), answers, words))


def _grid_on_its_paper(body: Body, part: Part, block: Block, answers: Answers, words: Words) -> None:
    if not isinstance(block, Grid):
        return
    if block.turned and block is not part.blocks[0]:
        body.turn_to(WIDE)
    width = WIDE.width if block.turned else FORM.width
    body.add(para(block.label, "JjCaption", keep_next=True))
    body.add_all(grid_tables(block, answers.get(block.field) or [], words, width))
    if block.turned:
        body.turn_to(FORM)


def _sheet(blocks: Sequence[Block], answers: Answers, words: Words) -> str:
    unit = twips(FORM.width) // UNITS
    rows = "".join(_block_rows(block, answers, words, unit) for block in blocks)
    return table([rows], [unit] * UNITS)


def _block_rows(block: Block, answers: Answers, words: Words, unit: int) -> str:
    if isinstance(block, Prose):
        return _prose_row(block, answers, unit)
    return _line_row(block, answers, words, unit) if isinstance(block, Line) else ""


def _line_row(line: Line, answers: Answers, words: Words, unit: int) -> str:
    count = len(line.blanks)
    label = LABEL_UNITS[count]
    value = UNITS // count - label
    cells = []
    for blank in line.blanks:
        style = "JjValue" if count == 1 or blank.boxes else "JjValueCentre"
        cells.append(cell(para(blank.label, "JjLabel"), label * unit, span=label))
        cells.append(cell(para(shown(blank, answers, words), style), value * unit, span=value))
    return row(cells, height=twips(LINE_HEIGHT))


def _prose_row(prose: Prose, answers: Answers, unit: int) -> str:
    text = str(answers.get(prose.field) or "") or NOTHING
    label = LABEL_UNITS[1]
    cells = [
        cell(para(prose.label, "JjLabel"), label * unit, span=label),
        cell(lines(text, "JjProse"), (UNITS - label) * unit, span=UNITS - label, align="top"),
    ]
    return row(cells, height=twips(prose.height), split=True)


def shown(blank: Blank, answers: Answers, words: Words) -> str:
    """What stands in a blank: 无 where the answer is empty (no blanks are left open, 填表说明)."""
    value = answers.get(blank.field)
    if blank.boxes:
        return boxes(value, words, blank.listed)
    if blank.until:
        return span(value, answers.get(blank.until), in_words=True) or NOTHING
    text = WRITTEN[blank.kind](value) if blank.kind else plain(value, words, blank.listed)
    return f"{text}{blank.unit}" if text else NOTHING


def grid_tables(grid: Grid, rows: Sequence[Answers], words: Words, width: float) -> Iterator[str]:
    """The rows numbered from 1, in tables of 200 with the head repeated; one row 无 when there are none."""
    size = "Small" if len(grid.columns) > 8 else ""
    widths = _widths(grid.columns, width)
    heads = zip(_heads(grid), widths, strict=True)
    head = row((cell(para(text, f"Jj{size}Head"), wide) for text, wide in heads), head=True)
    template = _row_template(grid.columns, widths, size)
    if not rows:
        yield table([head, row([cell(para(NOTHING, "JjCell"), sum(widths), span=len(widths))])], widths)
    for start in range(0, len(rows), ROWS_PER_TABLE):
        if start:
            yield para("", "JjBreak")
        block = enumerate(rows[start : start + ROWS_PER_TABLE], start + 1)
        yield table([head, *(template % _texts(number, line, grid.columns, words) for number, line in block)], widths)


def _heads(grid: Grid) -> list[str]:
    return ["序号", *(column.head for column in grid.columns)]


def _widths(columns: Sequence[Column], width: float) -> list[int]:
    number = 10.0
    scale = (width - number) / sum(column.width for column in columns)
    return [twips(number), *(twips(column.width * scale) for column in columns)]


def _row_template(columns: Sequence[Column], widths: Sequence[int], size: str) -> str:
    """A row with %s for each text: the markup around 70,000 cells is built once."""
    centre = f"Jj{size}" if size else "JjCell"
    styles = [centre, *(f"{centre}Left" if column.left else centre for column in columns)]
    text = '<w:r><w:t xml:space="preserve">%s</w:t></w:r>'
    return row(cell(framed(text, style), wide) for style, wide in zip(styles, widths, strict=True))


def _texts(number: int, line: Answers, columns: Sequence[Column], words: Words) -> tuple[str, ...]:
    return (str(number), *(_text(line, column, words) for column in columns))


def _text(line: Answers, column: Column, words: Words) -> str:
    value: Any = line.get(column.field)
    text = span(value, line.get(column.until)) if column.until else plain(value, words, column.listed)
    return literal(text).replace("\n", "</w:t><w:br/><w:t>") if text else "—"
