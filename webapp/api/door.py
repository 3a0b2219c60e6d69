"""The entrance of the JSON API: bearer tokens only, no cookies, one language per request; knows no endpoint."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import Any, TypeVar, cast

from apiflask import APIBlueprint, HTTPTokenAuth
from flask import Response, request
from flask_babel import gettext as _
from flask_limiter.util import get_remote_address
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from webapp.api.problems import problem
from webapp.api.reading import LARGEST
from webapp.api.tokens import person_of
from webapp.errors import Wording, plain
from webapp.frame import instant
from webapp.limits import limiter
from webapp.words import COOKIE, DEFAULT
from workflows.model import db
from workflows.model.accounts import Person

V = TypeVar("V", bound=Callable[..., Any])

BEARER = "bearer"
UPLOADS = "60 per minute"
REQUESTS = "600 per minute"
WRONG_TOKENS = "30 per minute"
LANGUAGES = {"zh": DEFAULT, "zh-CN": DEFAULT, "zh-Hans": DEFAULT, "en": "en"}
MULTIPART = frozenset({"api.receive_file"})

api = APIBlueprint("api", __name__, url_prefix="/api/v1")
auth = HTTPTokenAuth(scheme="Bearer", description="A token made by `./run cli token create --user NAME`.")


class Threshold:
    """WSGI: takes every cookie off a request to the API, so that no session of a browser can ever act there.

    What `Accept-Language` asks for goes on in the place where the pages look for a language.
    """

    def __init__(self, inside: Callable[..., Iterable[bytes]]) -> None:
        self.inside = inside

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ.get("PATH_INFO", "").startswith("/api/"):
            environ["HTTP_COOKIE"] = f"{COOKIE}={asked_language(environ.get('HTTP_ACCEPT_LANGUAGE', ''))}"
        return self.inside(environ, start_response)


def asked_language(header: str) -> str:
    """Chinese unless English is preferred."""
    accepted = parse_accept_header(header, LanguageAccept)
    return LANGUAGES[accepted.best_match(LANGUAGES, "zh") or "zh"]


def bearer(view: V) -> V:
    """Let in who shows a token; every endpoint says this or that it is public."""
    guarded = api.auth_required(auth)(view)
    guarded.gate = BEARER  # type: ignore[attr-defined]
    return guarded


def caller() -> Person:
    """The person of the token."""
    return cast(Person, auth.current_user)


@auth.verify_token  # type: ignore[untyped-decorator]
def _whose(token: str) -> Person | None:
    return person_of(db.session(), token, instant()) if token else None


@auth.error_processor
def _refuse_token(_error: object) -> Response:
    said = _("Send a valid token in the header Authorization: Bearer …")
    response = problem(Wording(401, "token_invalid", _("No valid token"), said))
    response.headers["WWW-Authenticate"] = 'Bearer realm="jijiao"'
    return response


@api.before_request
def _weigh() -> Response | None:
    """Before a byte of the body is read: how large it may be, and that it is what the endpoint reads."""
    if request.endpoint in MULTIPART:
        return None
    request.max_content_length = LARGEST
    has_body = bool(request.content_length) or "Transfer-Encoding" in request.headers
    if request.headers.get("Content-Encoding") or (has_body and request.mimetype != "application/json"):
        return problem(plain(415))
    return None


@api.after_request
def _tell_caches(response: Response) -> Response:
    response.vary.update(["Authorization", "Accept-Language"])
    return response


def _by_token() -> str:
    """Each token has its own count; without one, each address."""
    shown = request.headers.get("Authorization", "")
    return hashlib.sha256(shown.encode()).hexdigest() if shown else get_remote_address()


limiter.limit(REQUESTS, key_func=_by_token)(api)
limiter.limit(WRONG_TOKENS, key_func=get_remote_address, deduct_when=lambda response: response.status_code == 401)(api)
