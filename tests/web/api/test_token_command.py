"""`./run cli token`: made, listed, revoked from the terminal; the token itself is told once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from api.client import Program
from webapp.api import tokens
from webapp.cli.tokens import token
from webapp.settings import Settings
from workflows.model import clock, db


@pytest.fixture
def terminal(app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[CliRunner]:
    """A terminal on the same data folder; the engine that a command opens is put away after it."""
    monkeypatch.setenv("JIJIAO_DATA_DIR", str(settings.data_dir))
    yield CliRunner()


def run(terminal: CliRunner, *words: str) -> Result:
    result = terminal.invoke(token, words)
    db.session.remove()
    return result


def test_a_token_is_made_listed_and_revoked(app: Flask, terminal: CliRunner) -> None:
    made = run(terminal, "create", "--user", "clerk", "--days", "7", "--label", "登记系统")
    assert 0 == made.exit_code, made.output
    assert made.stdout.strip().startswith(tokens.PREFIX)
    program = Program(app, made.stdout.strip())
    assert 200 == program.ask("GET", "/tasks").status_code

    listed = run(terminal, "list").stdout
    assert ["clerk", "登记系统", "有效"] == [listed.split("\t")[place].strip() for place in (1, 2, 4)]
    assert made.stdout.strip() not in listed

    assert 0 == run(terminal, "revoke", listed.split("\t")[0]).exit_code
    assert 401 == program.ask("GET", "/tasks").status_code
    assert "已作废" in run(terminal, "list").stdout
    assert 1 == run(terminal, "revoke", "1").exit_code


def test_nobody_and_too_long_are_refused(terminal: CliRunner) -> None:
    assert "没有可用的账号" in run(terminal, "create", "--user", "nobody").stderr
    assert 2 == run(terminal, "create", "--user", "clerk", "--days", "400").exit_code
    with pytest.raises(ValueError, match="from 1 to 366"):
        tokens.create("clerk", "", 367, at=clock.now())
