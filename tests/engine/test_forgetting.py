"""A case that forgets its history after every move goes the same way as one that forgets nothing."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest

from .walks import Remembering, Stored, drawing, random_move

CONSTRUCTS = ["loop", "deadlines", "parallel", "sections", "panel", "preparation", "events", "rework"]
MOVES = 40


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("name", CONSTRUCTS)
def test_forgetting_changes_nothing(name: str, seed: int) -> None:
    chance = random.Random(f"{name} {seed}")
    stored, remembering = Stored(drawing(name)), Remembering(drawing(name))
    for number in range(MOVES):
        assert replace(remembering.now, state=b"") == replace(stored.now, state=b"")
        if stored.now.ended is not None:
            break
        move = random_move(chance, stored.now, last=number > MOVES - 15)
        stored.move(*move)
        remembering.move(*move)
    assert remembering.now.state == stored.now.state


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_random_walks_pass_every_element(name: str) -> None:
    passed: Counter[str] = Counter()
    for seed in range(60):
        chance, case = random.Random(seed), Stored(drawing(name))
        passed.update(case.now.passed)
        for number in range(MOVES):
            if case.now.ended is None:
                case.move(*random_move(chance, case.now, last=number > MOVES - 15))
                passed.update(case.now.passed)
    assert set(drawing(name).elements) == set(passed)
