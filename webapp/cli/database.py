"""`database`: bring the schema up, down or look whether it agrees with the tables."""

from __future__ import annotations

import click

from webapp import database as rooms
from webapp.cli.apps import application, settings_or_exit


@click.group()
def database() -> None:
    """The schema and its migrations."""


@database.command()
def upgrade() -> None:
    """Migrate to the newest schema and adopt the drawings."""
    with application(settings_or_exit()):
        rooms.prepare()
    click.echo("数据库已是最新。")


@database.command()
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Migrate down to a revision (base: empty)."""
    with application():
        rooms.downgrade(revision)
    click.echo(f"数据库已退回到 {revision}。")


@database.command()
@click.argument("message")
def revise(message: str) -> None:
    """Write a migration from what the tables have become."""
    with application(settings_or_exit()):
        rooms.revise(message)
