"""Flask-Security set up over our tables: argon2, our own pages, sessions as rows; nothing else of it is switched on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask, redirect, request, url_for
from flask_security import Security
from werkzeug.wrappers import Response

from webapp.auth.account import Accounts
from webapp.auth.pages import auth
from webapp.errors import answer, plain, wants_json
from webapp.settings import Settings


def _must_sign_in(mechanisms: Any = None, headers: Any = None) -> Response:
    if wants_json() or request.method != "GET":
        return answer(plain(401))
    return redirect(url_for("auth.login", next=request.full_path.rstrip("?")))


def install(app: Flask, settings: Settings) -> None:
    """Set up accounts and sessions; `secret_key` must be in the configuration."""
    app.config.update(
        SESSION_COOKIE_NAME="__Host-sid" if settings.https else "sid",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=settings.session_hours),
        SESSION_REFRESH_EACH_REQUEST=False,
        SECURITY_PASSWORD_SALT="argon2 salts each password itself",  # noqa: S106 — unused with single hashing
        SECURITY_PASSWORD_HASH="argon2",  # noqa: S106 — the name of the algorithm
        SECURITY_PASSWORD_SCHEMES=["argon2"],
        SECURITY_PASSWORD_SINGLE_HASH=True,
        SECURITY_DEPRECATED_PASSWORD_SCHEMES=[],
        SECURITY_REGISTERABLE=False,
        SECURITY_WEBAUTHN=False,
    )
    security = Security(app, Accounts(), register_blueprint=False)
    security.unauthn_handler(_must_sign_in)
    app.login_manager.unauthorized_callback = _must_sign_in  # type: ignore[attr-defined]
    app.login_manager.session_protection = None  # type: ignore[attr-defined]
    app.register_blueprint(auth)
