"""Drawings of the engine tests and random walks through them; a walk is a seed."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workflows.engine import Drawing, Snapshot, begin, complete, fire, read_drawing, send
from workflows.engine.moves import snapshot
from workflows.engine.passage import Passage

DRAWINGS = Path(__file__).parent / "drawings"
START: Mapping[str, Any] = {"sections": ["alpha"], "experts": ["e1", "e2"], "voters": ["v1", "v2", "v3"]}


class Everything:
    """A registry in which every id is registered."""

    def __contains__(self, element: object) -> bool:
        return True

    def __iter__(self) -> Any:
        return iter(())

    def __len__(self) -> int:
        return 0


def drawing(name: str) -> Drawing:
    return read(DRAWINGS / f"{name}.bpmn")


def read(path: Path) -> Drawing:
    return read_drawing(path.read_bytes(), services=Everything(), tasks=Everything())


def serve(element: str, variables: Mapping[str, Any]) -> Mapping[str, Any]:
    """A step that counts how often it ran and changes nothing else."""
    return {f"{element}_runs": variables.get(f"{element}_runs", 0) + 1}


class Stored:
    """The case as the application keeps it: bytes after every move."""

    def __init__(self, of: Drawing, variables: Mapping[str, Any] = START) -> None:
        self.drawing = of
        self.now: Snapshot = begin(of, variables, serve)

    def move(self, kind: str, what: str, variables: Mapping[str, Any]) -> None:
        if kind == "complete":
            self.now = complete(self.drawing, self.now.state, what, variables, serve)
        elif kind == "fire":
            self.now = fire(self.drawing, self.now.state, what, serve)
        else:
            self.now = send(self.drawing, self.now.state, what, variables, serve)


class Remembering:
    """The same case in one object that is never stored and forgets nothing."""

    def __init__(self, of: Drawing) -> None:
        self.passage = Passage(of, START, serve)
        self.passage.begin()
        self.now: Snapshot = snapshot(self.passage)

    def move(self, kind: str, what: str, variables: Mapping[str, Any]) -> None:
        self.passage.passed.clear()
        if kind == "complete":
            self.passage.complete(what, variables)
        elif kind == "fire":
            self.passage.fire(what)
        else:
            self.passage.send(what, variables)
        self.now = snapshot(self.passage)


def random_move(chance: random.Random, now: Snapshot, last: bool) -> tuple[str, str, dict[str, Any]]:
    """One of the moves that are possible now, with variables that decide at random where the gateways lead."""
    moves = [("complete", task.id) for task in now.tasks] * 2
    moves += [("fire", timer.id) for timer in now.timers if "deadline" not in timer.element or chance.random() < 0.1]
    moves += [("send", message) for message in sorted(now.awaits)]
    sections = ["alpha", "beta", "gamma", "delta"]
    variables = {
        "final": last or chance.random() < 0.1,
        "cheap": last or chance.random() < 0.4,
        "verdict": "good" if last else "bad",
        "sections": chance.sample(sections, chance.randint(0, 4)),
        "experts": [f"e{number}" for number in range(chance.randint(0, 4))],
        "voters": [f"v{number}" for number in range(chance.randint(0, 5))],
    }
    return *chance.choice(moves), variables
