"""`serve` and `demo`: the service in one process, with its worker, on loopback unless told otherwise."""

from __future__ import annotations

import shutil
import threading

import click
from flask import Flask
from flask_security import hash_password
from sqlalchemy import select
from waitress import create_server

from webapp import database
from webapp.auth import links
from webapp.auth.demo import PASSWORD
from webapp.cli.apps import application, demonstration, settings_or_exit
from webapp.demo import found_city, stage_cases
from webapp.settings import Settings
from webapp.work import embedded_worker
from workflows.model import clock
from workflows.model.accounts import CITY, Organisation, Person, RoleGrant
from workflows.model.transaction import transaction
from workflows.model.vocabulary import Role

THREADS = 8


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="default 8000")
def serve(port: int | None) -> None:
    """The real thing; on an empty database it prints a one-time link for the first administrator."""
    settings = _with_port(settings_or_exit(), port)
    with application(settings) as app:
        click.echo(f"数据目录 {settings.data_dir.resolve()}；检查数据库…")
        database.prepare()
        link = _first_administrator(settings)
        if link:
            click.echo(f"首位管理员请在三天内打开（只能用一次）：\n  {link}")
        _listen(app, settings)


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="default 8000")
def demo(port: int | None) -> None:
    """A fresh fictional city; the accounts stand on the login page."""
    settings = _with_port(demonstration(settings_or_exit()), port)
    shutil.rmtree(settings.data_dir, ignore_errors=True)
    with application(settings) as app:
        click.echo("建立演示城市：机构、人员、账号…")
        database.prepare()
        city = found_city(clock.now(), hash_password(PASSWORD))
        staging = threading.Thread(target=_stage, args=(app, city), name="staging", daemon=True)
        staging.start()
        _listen(app, settings)


@click.command()
def worker() -> None:
    """Timers and jobs without pages, as many processes as there is work for."""
    settings = settings_or_exit()
    with application(settings), embedded_worker(settings):
        click.echo("继教 worker 运行中（Ctrl+C 结束）")
        threading.Event().wait()


def _stage(app: Flask, city: object) -> None:
    """Play the cases while the first pages are served already."""
    with app.app_context():
        stage_cases(city, app.extensions["files"], clock.now(), lambda scene: click.echo(f"  {scene}"))  # type: ignore[arg-type]
        click.echo("演示案件已就绪。")


def _listen(app: Flask, settings: Settings) -> None:
    server = create_server(
        app, host=settings.host, port=settings.port, threads=THREADS, ident="", max_request_body_size=2**31
    )
    click.echo(f"继教 http://{settings.host}:{settings.port}  （Ctrl+C 结束）")
    with embedded_worker(settings):
        try:
            server.run()
        finally:
            server.close()


def _first_administrator(settings: Settings) -> str | None:
    """A link for the first administrator of an empty installation, again as long as nobody has used one."""
    at = clock.now()
    with transaction() as session:
        person = session.scalars(select(Person).join(RoleGrant).where(RoleGrant.role == Role.SYS_ADMIN)).first()
        if person is not None and person.password is not None:
            return None
        if person is None:
            office = Organisation(name="呼和浩特市人力资源和社会保障局", kind="BUREAU", created_at=at)
            session.add(office)
            session.flush()
            person = Person(login="admin", name="系统管理员", org_id=office.id, created_at=at)
            person.grants.append(RoleGrant(role=Role.SYS_ADMIN, scope=CITY, granted_at=at))
            session.add(person)
            session.flush()
        person_id = person.id
    base = settings.public_url or f"http://{settings.host}:{settings.port}"
    return f"{base}/welcome/{links.issue(person_id, at)}"


def _with_port(settings: Settings, port: int | None) -> Settings:
    return settings.model_copy(update={"port": port}) if port else settings
