"""`audit verify`: replay the chain of every case and of the offices, and name what does not follow."""

from __future__ import annotations

import click

from webapp.cli.apps import application
from workflows import cases
from workflows.cases import offices
from workflows.model import db


@click.group()
def audit() -> None:
    """The append-only history."""


@audit.command("verify")
def verify() -> None:
    """Exit 0 when every chain holds; else name each event that does not follow from the one before it."""
    with application():
        count, events, broken = cases.verify(db.session())
        acts, severed = offices.verify_offices(db.session())
    for fault in broken:
        click.echo(f"案件 {fault.case} 第 {fault.seq} 条事件：{_WORDS[fault.reason]}", err=True)
    for fault in severed:
        click.echo(f"机构管理 第 {fault.seq} 条事件：{_WORDS[fault.reason]}", err=True)
    if broken or severed:
        raise click.exceptions.Exit(1)
    click.echo(f"{count} 个案件的 {events} 条事件、机构管理的 {acts} 条事件，全部哈希链完整。")


_WORDS = {"altered": "内容被改动", "missing": "事件缺失或次序被改动"}
