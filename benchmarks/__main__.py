"""`python -m benchmarks [NAME] [--json FILE] [--check] [flags of the bench]`; knows the benches by name only."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks import http, start, step
from benchmarks.measure import Report

BENCHES: Mapping[str, Callable[..., list[Report]]] = {"step": step.run, "http": http.run, "start": start.run}


def main(arguments: list[str]) -> int:
    """Run one bench or all of them; 1 when `--check` finds a missed target, 2 for an unknown name."""
    target = _taken(arguments, "--json")
    check = "--check" in arguments
    flags = [word for word in arguments if word.startswith("--") and word != "--check"]
    names = [word for word in arguments if not word.startswith("--")] or list(BENCHES)
    if unknown := [name for name in names if name not in BENCHES]:
        print(f"no bench {', '.join(unknown)}; there are {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    logging.disable(logging.ERROR)
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, load {os.getloadavg()[0]:.1f}")
    reports = [report for name in names for report in _shown(BENCHES[name](*flags))]
    if target:
        Path(target).write_text(json.dumps([report.as_json() for report in reports], indent=1), encoding="utf-8")
    missed = [ratio for report in reports for ratio in report.ratios if not ratio.holds]
    return 1 if check and missed else 0


def _taken(arguments: list[str], option: str) -> str | None:
    """The value of an option, removed from the arguments."""
    if option not in arguments:
        return None
    place = arguments.index(option)
    value = arguments[place + 1]
    del arguments[place : place + 2]
    return value


def _shown(reports: list[Report]) -> list[Report]:
    for report in reports:
        print(report, flush=True)
    return reports


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
