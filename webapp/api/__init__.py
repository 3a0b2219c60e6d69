"""The same house for programs: JSON under /api/v1, the same questions, forms and commands as the pages."""

from flask import Flask, Request

from webapp.api import cases, openapi, papers, problems, registers, tasks
from webapp.api.door import Threshold, api
from webapp.api.reading import StrictProvider

__all__ = ["api", "cases", "install", "openapi", "papers", "registers", "tasks"]

problems.install(api)


def install(app: Flask) -> None:
    """Open the API: strict JSON, no cookies, no CSRF token where no cookie can speak."""
    app.json = StrictProvider(app)
    app.config.update(
        VALIDATION_ERROR_STATUS_CODE=422,
        VALIDATION_ERROR_DESCRIPTION="",
        BASE_RESPONSE_SCHEMA=None,
    )
    app.extensions["csrf"].exempt(api)
    app.login_manager.request_loader(_nobody)  # type: ignore[attr-defined]
    app.wsgi_app = Threshold(app.wsgi_app)  # type: ignore[method-assign]
    app.register_blueprint(api)


def _nobody(_request: Request) -> None:
    """The login library would parse bodies in search of tokens of its own, before anybody has weighed them."""
