"""Lends the worker what it needs from the door, and runs it inside this process for the embedded edition."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from flask_mailman import EmailMessage, Mail

from webapp.settings import Settings
from workflows import jobs
from workflows.worker import Tools, equip, work


def lend_tools(app: Flask, settings: Settings) -> None:
    """Make jobs possible in this process: their tables, the file store, the mail."""
    folder = settings.data_dir / "mail"
    if settings.mail_backend == "file":
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    app.config.update(
        MAIL_BACKEND=settings.mail_backend,
        MAIL_FILE_PATH=str(folder),
        MAIL_SERVER=settings.mail_server,
        MAIL_PORT=settings.mail_port,
        MAIL_USERNAME=settings.mail_user or None,
        MAIL_PASSWORD=settings.mail_password.get_secret_value() or None,
        MAIL_USE_TLS=settings.mail_tls,
        MAIL_DEFAULT_SENDER=settings.mail_sender,
    )
    Mail(app)
    equip(Tools(app.app_context, app.extensions["files"], _send, settings.demo))
    jobs.connect(settings.database)


@contextmanager
def embedded_worker(settings: Settings) -> Iterator[None]:
    """Timers and jobs in this very process, for as long as the body runs."""
    stop = threading.Event()
    loop = threading.Thread(target=work, args=(stop,), name="timers", daemon=True)
    jobs.launch(settings.database)
    loop.start()
    try:
        yield
    finally:
        stop.set()
        loop.join(timeout=10)
        jobs.shutdown()


def _send(address: str, subject: str, text: str) -> None:
    EmailMessage(subject=subject, body=text, to=[address]).send()
