"""The door: `create_app` puts settings, tables, languages, login and pages together; it holds no rule of its own."""

from __future__ import annotations

import pysqlite3.dbapi2
from flask import Flask
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp import (
    admin,
    api,
    auth,
    bases,
    batches,
    cases,
    errors,
    files,
    frame,
    headers,
    hours,
    inbox,
    letters,
    limits,
    logs,
    notices,
    render,
    tasks,
    words,
)
from webapp.settings import Settings, read_settings, secret_key
from workflows.crypto import keyring
from workflows.filestore import file_store
from workflows.model import db, install_recipe
from workflows.model.guarded import guard_with

csrf = CSRFProtect()


def create_app(settings: Settings | None = None) -> Flask:
    """The application for these settings (else those of the environment).

    Raises UnsafeSettings and UnsafeDatabase; then nothing has been opened.
    """
    settings = settings or read_settings()
    app = Flask(__name__, static_folder=None)
    app.extensions["settings"] = settings
    _configure(app, settings)
    _serve_static(app)
    _open_database(app, settings)
    logs.install(app)
    limits.install(app, settings)
    csrf.init_app(app)
    csrf.exempt(headers.reports)
    words.install(app)
    headers.install(app)
    errors.install(app)
    frame.install(app)
    render.install(app)
    auth.install(app, settings)
    _register_rooms(app, settings)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=secret_key(settings),
        DEBUG=False,
        TRUSTED_HOSTS=list(settings.trusted_hosts),
        MAX_CONTENT_LENGTH=settings.upload_megabytes * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=4 * 1024 * 1024,  # a full table of 300 persons is about 400 kB
        MAX_FORM_PARTS=20_000,
        PROVIDE_AUTOMATIC_OPTIONS=False,
        PREFERRED_URL_SCHEME="https" if settings.https else "http",
        SEND_FILE_MAX_AGE_DEFAULT=words.YEAR,
        WTF_CSRF_TIME_LIMIT=settings.session_hours * 3600,
        TEMPLATES_AUTO_RELOAD=False,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]


def _serve_static(app: Flask) -> None:
    """After the configuration, or Flask would answer OPTIONS here."""
    app.static_folder = "static"
    app.add_url_rule("/static/<path:filename>", endpoint="static", view_func=app.send_static_file)


def _open_database(app: Flask, settings: Settings) -> None:
    options: dict[str, object] = {"hide_parameters": True}  # no value of a statement in any log
    if settings.database.startswith("sqlite"):
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        options["module"] = pysqlite3.dbapi2
    else:
        options["pool_pre_ping"] = True  # a connection that the server has closed is replaced, not handed out
    app.config.update(SQLALCHEMY_DATABASE_URI=settings.database, SQLALCHEMY_ENGINE_OPTIONS=options)
    db.init_app(app)
    guard_with(keyring(app.config["SECRET_KEY"].encode()))
    with app.app_context():
        install_recipe(db.engine)


def _register_rooms(app: Flask, settings: Settings) -> None:
    """The pages, room by room."""
    app.extensions["files"] = file_store(settings.files)
    for room in (
        inbox.inbox,
        tasks.tasks,
        cases.cases,
        files.files,
        letters.letters,
        bases.bases,
        notices.notices,
        hours.hours,
        batches.batches,
        admin.admin,
        admin.staff.staff,
    ):
        app.register_blueprint(room)
    api.install(app)
