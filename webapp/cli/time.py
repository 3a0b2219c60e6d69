"""`run-due`: let happen what is due at an instant; only where the data are fictional."""

from __future__ import annotations

from datetime import datetime

import click

from webapp.cli.apps import application, standing_installation
from workflows.model import clock
from workflows.worker import run_due as fire_due


@click.command("run-due")
@click.option("--as-of", "as_of", help="an instant with its offset, e.g. 2022-04-02T00:00:00+08:00; now when absent")
def run_due(as_of: str | None) -> None:
    """Fire every timer that is due, in due order (an --as-of on real data is refused)."""
    settings = standing_installation()
    if as_of and not settings.demo:
        raise click.ClickException("--as-of is for demonstration data only")
    with application(settings):
        at = _instant(as_of) if as_of else clock.now()
        with clock.fixed(at):
            fired = fire_due(at)
    click.echo(f"{fired} 个到期事项已处理（截至 {at.astimezone(clock.LOCAL):%Y-%m-%d %H:%M:%S}）。")


def _instant(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise click.ClickException(f"not an instant: {text}") from None
    return at if at.tzinfo else at.replace(tzinfo=clock.LOCAL)
