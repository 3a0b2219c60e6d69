"""The application as a command needs it: settings read, refusals to start said in one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import Flask

from webapp import create_app
from webapp.settings import Settings, UnsafeSettings, read_settings
from webapp.work import lend_tools

DEMO = "demo"


def settings_or_exit() -> Settings:
    """The settings of the environment; a refusal ends the command with its reason."""
    try:
        return read_settings()
    except UnsafeSettings as refusal:
        raise click.ClickException(str(refusal)) from None


def demonstration(settings: Settings) -> Settings:
    """The same settings for the demonstration city, which lives in a folder of its own: no real store, no real mail."""
    own = {
        "data_dir": settings.data_dir / DEMO,
        "database_url": "",
        "files_url": "",
        "mail_backend": "file",
        "demo": True,
    }
    return settings.model_copy(update=own)


def standing_installation() -> Settings:
    """The installation that is here: the real one, or else the demonstration; says which. Exits when there is none."""
    real = settings_or_exit()
    if real.database_url or _has_database(real):
        return real
    demo = demonstration(real)
    if not _has_database(demo):
        raise click.ClickException("这里还没有数据：先运行 ./run serve 或 ./run demo")
    click.echo(f"（演示数据 {demo.data_dir}）", err=True)
    return demo


@contextmanager
def application(settings: Settings | None = None) -> Iterator[Flask]:
    """An application inside its context, able to enqueue jobs; without settings that of the standing installation."""
    settings = settings or standing_installation()
    app = create_app(settings)
    with app.app_context():
        lend_tools(app, settings)
        yield app


def _has_database(settings: Settings) -> bool:
    return (settings.data_dir / "jijiao.sqlite3").is_file()
