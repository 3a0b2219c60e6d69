"""However people act, however late they are: no answer is lost, nothing happens twice, every case can go on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from lives import Lives
from people import VERDICTS, World
from standing import Stand

from forms import FORMS

StandAt = Callable[[str], Stand]
CALM = {"deadline": None, "database": None, "suppress_health_check": list(HealthCheck), "print_blob": True}
SHORT = settings(max_examples=25, stateful_step_count=30, derandomize=True, phases=[Phase.generate], **CALM)
LONG = settings(max_examples=300, stateful_step_count=50, **CALM)


def live(stand: StandAt, places: Path, how: settings) -> None:
    world = World(stand("accredited"), places)
    run_state_machine_as_test(type("LivesHere", (Lives,), {"world": world}), settings=how)


@pytest.mark.timeout(400)
def test_random_lives_keep_every_promise(stand: StandAt, places: Path) -> None:
    live(stand, places, SHORT)


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_many_long_random_lives_keep_every_promise(stand: StandAt, places: Path) -> None:
    live(stand, places, LONG)


@pytest.mark.parametrize("element", VERDICTS)
def test_the_lives_know_every_verdict_that_a_form_offers(element: str) -> None:
    field = FORMS[element].verdict
    assert set(VERDICTS[element]) == {word.value for word in field.args[1]}
