"""`token`: bearer tokens of the API made, listed, revoked; a token is shown once and never again."""

from __future__ import annotations

import click

from webapp.api import tokens
from webapp.cli.apps import application
from workflows.model import clock, db


@click.group()
def token() -> None:
    """Bearer tokens for the JSON API."""


@token.command()
@click.option("--user", "login", required=True, help="login of the account")
@click.option("--days", type=click.IntRange(1, tokens.LONGEST), default=90, show_default=True)
@click.option("--label", default="", help="what it is for; shown in the list")
def create(login: str, days: int, label: str) -> None:
    """Make a token of this person; the only line on standard output is the token."""
    with application():
        try:
            made = tokens.create(login, label[:100], days, at=clock.now())
        except tokens.NoSuchPerson:
            raise click.ClickException(f"没有可用的账号：{login}") from None
    click.echo(f"有效期 {days} 天，只显示这一次：", err=True)
    click.echo(made)


@token.command()
@click.argument("number", type=click.IntRange(1, 2**31))
def revoke(number: int) -> None:
    """Make the token with this number (see list) worthless from now on."""
    with application():
        try:
            tokens.revoke(number, at=clock.now())
        except tokens.NoSuchToken:
            raise click.ClickException(f"没有编号为 {number} 的有效令牌。") from None
    click.echo(f"令牌 {number} 已作废。")


@token.command("list")
def list_tokens() -> None:
    """Every token: number, login, label, end, whether it opens anything."""
    with application():
        now = clock.now()
        for row in tokens.standing(db.session()):
            state = "已作废" if row.revoked_at else "已过期" if row.ends_at <= now else "有效"
            end = row.ends_at.astimezone(clock.LOCAL)
            click.echo(f"{row.id}\t{row.person.login}\t{row.label}\t{end:%Y-%m-%d %H:%M}\t{state}")
