"""The security headers of every response, and what each kind of page may load; knows no page (promises 5.3, 5.4)."""

from __future__ import annotations

import structlog
from flask import Blueprint, Flask, Response, request
from secure import (
    ContentSecurityPolicy,
    CrossOriginOpenerPolicy,
    CrossOriginResourcePolicy,
    CustomHeader,
    PermissionsPolicy,
    ReferrerPolicy,
    Secure,
    StrictTransportSecurity,
    XContentTypeOptions,
    XFrameOptions,
)

from webapp.gates import anybody

PAGES = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; "
    "report-uri /csp-reports; report-to csp"
)
"""What a page may load: our own files and nothing else, no inline script or style."""

DOWNLOADS = "default-src 'none'; sandbox"
"""What a downloaded file may do if a browser opens it all the same: nothing."""

log = structlog.get_logger()
reports = Blueprint("reports", __name__)


def _policy(csp: str) -> Secure:
    return Secure(
        csp=ContentSecurityPolicy().set(csp),
        hsts=StrictTransportSecurity().max_age(31_536_000).include_subdomains(),
        xcto=XContentTypeOptions().nosniff(),
        referrer=ReferrerPolicy().set("same-origin"),
        coop=CrossOriginOpenerPolicy().set("same-origin"),
        corp=CrossOriginResourcePolicy().set("same-origin"),
        permissions=PermissionsPolicy().set("camera=(), microphone=(), geolocation=()"),
        xfo=XFrameOptions().deny(),
        custom=[CustomHeader("Reporting-Endpoints", 'csp="/csp-reports"')],
    )


FOR_PAGES = _policy(PAGES).header_items()
FOR_DOWNLOADS = _policy(DOWNLOADS).header_items()


def dress(response: Response) -> Response:
    """Add the headers; a view that set one itself (a QR page its referrer policy, a map its geolocation) keeps it."""
    attached = response.headers.get("Content-Disposition", "").startswith("attachment")
    for name, value in FOR_DOWNLOADS if attached else FOR_PAGES:
        response.headers.setdefault(name, value)
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
        response.vary.update(["Cookie", "HX-Request"])
    return response


@reports.post("/csp-reports")
@anybody
def receive() -> tuple[str, int]:
    """A browser tells that a page broke the policy: count it in the log, without the address it names."""
    log.warning("csp_report", bytes=request.content_length)
    return "", 204


def install(app: Flask) -> None:
    """Put the headers on every response of the application, errors included."""
    app.after_request(dress)
    app.register_blueprint(reports)
