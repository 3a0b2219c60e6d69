"""The engine agrees with a naive token game after every move of random walks, and so does the law itself."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from workflows.engine import Snapshot

from .test_base_application import BPMN
from .test_forgetting import CONSTRUCTS, MOVES
from .token_game import TokenGame
from .walks import DRAWINGS, START, Stored, drawing, random_move, read, serve

VERDICTS: Mapping[str, tuple[Any, ...]] = {
    "signature": ("signed", "signed", "returned"),
    "recommended": (True, False),
    "recommendation": ("agreed", "agreed", "returned", "disagreed"),
    "in_county": (True, False),
    "endorsement": ("agreed", "agreed", "returned"),
    "completeness": ("complete", "complete", "complete", "incomplete", "duplicate"),
    "acceptance": ("accepted", "accepted", "accepted", "returned", "refused"),
    "hand_in": ("matched", "matched", "returned"),
    "preliminary": ("passed", "passed", "passed", "returned", "refused"),
    "second_check": ("confirmed", "confirmed", "sent_back"),
    "declarers": (["王"], ["李", "王"], []),
    "experts": (["王", "李"], ["赵"], []),
    "panel_complete": (True, True, False),
    "visit_needed": (True, False),
    "spread_wide": (True, False),
    "conclusion": ("recommended", "recommended", "rectify", "rejected"),
    "meeting": ("agreed", "agreed", "sent_back", "refused"),
    "objection": ("founded", "unfounded", "unfounded"),
    "approval": ("approved", "approved", "sent_back", "refused"),
    "sections": (["fill_faculty", "list_rules"], ["score_indicators"], []),
}

Move = tuple[str, str, dict[str, Any]]


def assert_same(game: TokenGame, now: Snapshot) -> None:
    assert game.open() == Counter((task.element, task.item) for task in now.tasks)
    assert game.armed() == Counter(timer.element for timer in now.timers)
    assert (game.awaits(), game.ended, game.variables) == (now.awaits, now.ended, now.variables)


def play(case: Stored, game: TokenGame, choose: Callable[[Snapshot, int], Move], moves: int) -> None:
    """Make the same moves in both until the case ends."""
    for number in range(moves):
        assert_same(game, case.now)
        if case.now.ended is not None:
            return
        kind, what, variables = choose(case.now, number)
        if kind == "complete":
            task = next(task for task in case.now.tasks if task.id == what)
            game.complete(task.element, task.item, variables)
        elif kind == "fire":
            game.fire(next(timer.element for timer in case.now.timers if timer.id == what))
        else:
            game.send(what, variables)
        case.move(kind, what, variables)


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("name", CONSTRUCTS)
def test_the_engine_agrees_with_the_token_game(name: str, seed: int) -> None:
    chance = random.Random(f"game {name} {seed}")
    game = TokenGame((DRAWINGS / f"{name}.bpmn").read_bytes(), START, serve)
    play(Stored(drawing(name)), game, lambda now, number: random_move(chance, now, number > MOVES - 15), MOVES)


@pytest.mark.parametrize("seed", range(40))
def test_the_application_goes_the_way_that_is_drawn(seed: int) -> None:
    chance = random.Random(f"application {seed}")
    variables = {name: chance.choice(values) for name, values in VERDICTS.items()}
    case = Stored(read(BPMN), variables)
    rarely = {"preparation_deadline", "withdrawal"}

    def choose(now: Snapshot, number: int) -> Move:
        kind, what, _ = random_move(chance, now, last=False)
        named = {timer.id: timer.element for timer in now.timers}.get(what, what)
        if named in rarely and now.tasks and chance.random() < 0.95:
            kind, what = "complete", chance.choice(now.tasks).id
        return kind, what, {name: chance.choice(values) for name, values in VERDICTS.items()}

    play(case, TokenGame(BPMN.read_bytes(), variables, serve), choose, moves=150)
