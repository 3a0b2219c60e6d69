"""Programs with tokens, for the tests of the API."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.conftest import NOW
from tests.web.api_client import Programs
from tests.web.api_client import programs as programs_of


@pytest.fixture
def programs(app: Flask, city: object) -> Programs:
    """`programs("clerk")` is a program with that person's token."""
    return programs_of(app, NOW)
