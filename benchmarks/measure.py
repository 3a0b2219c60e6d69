"""Figures and their limits: medians, ratios, peak memory; knows no product."""

from __future__ import annotations

import resource
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Ratio:
    """Two things measured in turn in one run, and the most that was promised; `most` None: reported only."""

    name: str
    value: float
    most: float | None = None
    least: float | None = None

    @property
    def holds(self) -> bool:
        return (self.most is None or self.value <= self.most) and (self.least is None or self.value >= self.least)

    def __str__(self) -> str:
        bounds = [f"<= {self.most}" if self.most is not None else "", f">= {self.least}" if self.least else ""]
        bound = " ".join(filter(None, bounds))
        verdict = ("holds" if self.holds else "MISSES") if bound else ""
        return f"  {self.name:<58}{self.value:>9.2f}   {bound:<8} {verdict}"


@dataclass
class Report:
    """What one bench found."""

    bench: str
    times: dict[str, list[float]] = field(default_factory=dict)  # seconds
    ratios: list[Ratio] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def time(self, name: str, seconds: float) -> None:
        self.times.setdefault(name, []).append(seconds)

    def median(self, name: str) -> float:
        return statistics.median(self.times[name])

    def as_json(self) -> dict[str, Any]:
        return {
            "bench": self.bench,
            "milliseconds": {name: _spread(times) for name, times in self.times.items()},
            "ratios": {ratio.name: {"value": ratio.value, "holds": ratio.holds} for ratio in self.ratios},
            "notes": self.notes,
            "peak_mib": peak_mib(),
        }

    def __str__(self) -> str:
        lines = [f"{self.bench}", f"  {'milliseconds':<58}{'median':>9}{'p95':>9}{'n':>7}"]
        for name, times in self.times.items():
            spread = _spread(times)
            lines.append(f"  {name:<58}{spread['median']:>9.2f}{spread['p95']:>9.2f}{len(times):>7}")
        lines += [str(ratio) for ratio in self.ratios]
        lines += [f"  {note}" for note in self.notes]
        return "\n".join([*lines, f"  peak memory {peak_mib():.0f} MiB"])


def peak_mib() -> float:
    """The most memory this process has had resident."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _spread(times: Sequence[float]) -> dict[str, float]:
    return {"median": statistics.median(times) * 1000, "p95": quantile(times, 0.95) * 1000}
