"""One JSON line per request and event, without any form content, query string or address of a person."""

from __future__ import annotations

import logging
import secrets
import time

import structlog
from flask import Flask, Response, g, request

QUIET = ("spiff", "SpiffWorkflow", "waitress.queue", "alembic", "werkzeug")
"""Libraries whose debug lines would carry case data or noise."""

log = structlog.get_logger()


def configure(level: str) -> None:
    """Set the process's logging to JSON lines on standard error at `level`."""
    logging.basicConfig(level=level, format="%(message)s", force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )


def _begin() -> None:
    """A context may outlive a request (a command, a test): nothing of the last one is left for this one."""
    for name in list(g):
        g.pop(name)
    g.request_id = secrets.token_hex(6)
    g.request_began = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _end(response: Response) -> Response:
    if "request_id" not in g:
        return response
    response.headers["X-Request-Id"] = g.request_id
    if request.endpoint != "static":
        spent = round((time.perf_counter() - g.request_began) * 1000, 1)
        log.info("request", method=request.method, endpoint=request.endpoint, status=response.status_code, ms=spent)
    return response


def install(app: Flask) -> None:
    """Give each request an id (header `X-Request-Id`) and a line in the log."""
    app.before_request(_begin)
    app.after_request(_end)
