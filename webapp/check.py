"""`./run check`: every rule of the house that a machine can judge, each said in one line, all of them tried."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click
from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from forms import FORMS
from webapp.database import ROOT, TABLES_OF
from webapp.packs import TABLES_OF_PACK
from workflows.engine import DrawingRefused, read_drawing
from workflows.model.vocabulary import Role
from workflows.rules import TableRefused, read_table
from workflows.steps import elements_of

CODE = ("dossier", "workflows", "forms", "webapp", "benchmarks", "tests", "migrations/env.py")
BIN = Path(sys.executable).parent
LONGEST = 300
"""A file over this many lines has a second story in it."""


def main() -> None:
    """Run every check; exit 1 when one complains, after all have spoken."""
    failed = [name for name, check in CHECKS.items() if not _judged(name, check)]
    if failed:
        click.echo(f"✗ {', '.join(failed)}", err=True)
        sys.exit(1)


def _judged(name: str, check: Callable[[], list[str]]) -> bool:
    began = time.monotonic()
    complaints = check()
    click.echo(f"{'✗' if complaints else '✓'} {name} ({time.monotonic() - began:.1f} s)")
    for complaint in complaints:
        click.echo(f"    {complaint}", err=True)
    return not complaints


def _tool(*command: str) -> list[str]:
    """The output lines of a tool that complained; none when it was content."""
    run = subprocess.run([str(BIN / command[0]), *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    return [] if run.returncode == 0 else (run.stdout + run.stderr).strip().splitlines()


def drawings() -> list[str]:
    """Every drawing loads under its registered steps, forms and lanes, every table can be honoured."""
    drawn = [complaint for process in TABLES_OF for complaint in _drawing(process)]
    return drawn + [complaint for tables in TABLES_OF_PACK.values() for complaint in _tables(tables)]


def _drawing(process: str) -> Iterator[str]:
    elements = elements_of(process)
    xml = (ROOT / "bpmn" / f"{process}.bpmn").read_bytes()
    try:
        drawing = read_drawing(xml, services=elements, tasks=set(FORMS) & elements, lanes=[role.value for role in Role])
        drawn = {element.id for element in drawing.elements.values() if element.kind in ("userTask", "serviceTask")}
        yield from (f"{process}: the step {name} is drawn nowhere" for name in sorted(elements - drawn))
    except DrawingRefused as refusal:
        yield from (f"{process}.bpmn:{one.line}: {one.element}: {one.reason}" for one in refusal.complaints)
    yield from _tables(TABLES_OF[process])


def _tables(names: Sequence[str]) -> Iterator[str]:
    for table in names:
        try:
            read_table((ROOT / "bpmn" / f"{table}.dmn").read_bytes())
        except TableRefused as refusal:
            yield from (f"{table}.dmn:{line}: {where}: {reason}" for line, where, reason in refusal.complaints)


def catalogues() -> list[str]:
    """Every msgid of code and templates has its Chinese text, and nothing else is kept."""
    known: dict[str, str] = {}
    for path in ROOT.glob("*/translations/zh_CN/LC_MESSAGES/*.po"):
        with path.open("rb") as file:
            known.update(_texts(read_po(file, locale="zh_CN")))
    used = set(_msgids())
    missing = [f"no Chinese text: {msgid!r}" for msgid in sorted(used) if not known.get(msgid)]
    return missing + [f"no longer used: {msgid!r}" for msgid in sorted(set(known) - used)]


def _texts(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    for message in catalogue:
        if message.id and not message.fuzzy:
            yield _first(message.id), _first(message.string)


def _msgids() -> Iterator[str]:
    methods = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
    keywords = {"_": None, "N_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2), "say": (2,)}
    for room in ("webapp", "forms", "workflows"):
        found = extract_from_dir(ROOT / room, methods, keywords=keywords)
        for _file, _line, message, _comments, _context in found:
            yield from filter(None, [_first(message)])


def _first(text: str | Sequence[str] | None) -> str:
    """The singular of a text that may have several forms."""
    if isinstance(text, str):
        return text
    return next(iter(text or ()), "")


def lengths() -> list[str]:
    """Files of our own that have grown past what one story needs."""
    long = []
    for room in ("dossier", "workflows", "forms", "webapp", "benchmarks"):
        for path in (ROOT / room).rglob("*.py"):
            lines = len(path.read_text(encoding="utf-8").splitlines())
            if lines > LONGEST:
                long.append(f"{path.relative_to(ROOT)}: {lines} lines; look for the second story")
    return long


CHECKS: dict[str, Callable[[], list[str]]] = {
    "lint": lambda: _tool("ruff", "check", "--quiet", "--output-format", "concise", *CODE),
    "format": lambda: _tool("ruff", "format", "--check", "--quiet", *CODE),
    "types": lambda: _tool("mypy"),
    "architecture": lambda: _tool("lint-imports"),
    "drawings": drawings,
    "catalogues": catalogues,
    "lengths": lengths,
}

if __name__ == "__main__":
    main()
