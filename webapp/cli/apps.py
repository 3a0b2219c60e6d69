"""The application as a command needs it: settings read, refusals to start said in one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import Flask

from webapp import create_app
from webapp.settings import Settings, UnsafeSettings, read_settings
from webapp.work import lend_tools


def settings_or_exit() -> Settings:
    """The settings of the environment; a refusal ends the command with its reason."""
    try:
        return read_settings()
    except UnsafeSettings as refusal:
        raise click.ClickException(str(refusal)) from None


@contextmanager
def application(settings: Settings | None = None) -> Iterator[Flask]:
    """An application inside its context, able to enqueue jobs."""
    settings = settings or settings_or_exit()
    app = create_app(settings)
    lend_tools(app, settings)
    with app.app_context():
        yield app
