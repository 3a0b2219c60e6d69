"""Programs with tokens, for the tests of the API."""

from __future__ import annotations

import pytest
from flask import Flask

from api.client import Programs
from api.client import programs as programs_of
from workflows.model import clock


@pytest.fixture
def programs(app: Flask, city: object) -> Programs:
    """`programs("clerk")` is a program with that person's token."""
    return programs_of(app, clock.now())
