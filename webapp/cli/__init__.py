"""The commands: serve, demo, worker, run-due, audit, token, database, hours; each says what it did."""

from __future__ import annotations

import click

from webapp.cli.audit import audit
from webapp.cli.database import database
from webapp.cli.hours import hours
from webapp.cli.serving import demo, serve, worker
from webapp.cli.time import run_due
from webapp.cli.tokens import token


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Jijiao 继教: the commands of an installation."""


for command in (serve, demo, worker, run_due, audit, token, database, hours):
    cli.add_command(command)
