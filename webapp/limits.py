"""How often one place may ask: generous for people, narrow at the login; in memory, or in Redis past one machine."""

from __future__ import annotations

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from webapp.settings import Settings

limiter = Limiter(get_remote_address, default_limits=["1200 per minute"], headers_enabled=False)


def install(app: Flask, settings: Settings) -> None:
    """Count per address; static files are not counted."""
    app.config.update(RATELIMIT_STORAGE_URI=settings.rate_limit_storage, RATELIMIT_ENABLED=settings.rate_limits)
    limiter.init_app(app)
