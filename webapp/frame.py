"""What every page is framed with: places of the header, theme, versioned static files, the instant of the request."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlencode

from flask import Flask, Response, current_app, g, request, url_for
from flask_login import current_user
from werkzeug.exceptions import Unauthorized

from webapp.phrases import step, term_note
from webapp.settings import Settings
from webapp.words import YEAR
from workflows.model import clock
from workflows.model.accounts import Person
from workflows.model.vocabulary import N_, Conclusion, CorrectionKind, Role

THEMES = ("light", "dark")
HOME = "/"
"""Where the name of the product leads."""


@dataclass(frozen=True)
class Place:
    """One entry of the header: its word, where it leads, who finds it there (nobody in particular: everybody)."""

    word: str
    endpoint: str
    roles: frozenset[str] = frozenset()
    signed_in: bool = True


_places: list[Place] = [
    Place(N_("My tasks"), "inbox.page"),
    Place(N_("Cases"), "cases.listing"),
]
_counts: dict[str, Callable[[Person], int]] = {}


def add_place(place: Place, count: Callable[[Person], int] | None = None) -> None:
    """Put an entry into the header, at the definition of its pages; the same endpoint twice is refused."""
    if any(known.endpoint == place.endpoint for known in _places):
        raise ValueError(f"{place.endpoint} is in the header already")
    _places.append(place)
    if count is not None:
        _counts[place.endpoint] = count


def count_at(endpoint: str, count: Callable[[Person], int]) -> None:
    """Show a number beside an entry of the header."""
    _counts[endpoint] = count


def signed_in() -> Person | None:
    """The person of this request, or nobody."""
    return current_user.person if current_user and current_user.is_authenticated else None


def here_person() -> Person:
    """The person of a page that only people signed in reach. Raises Unauthorized otherwise."""
    person = signed_in()
    if person is None:
        raise Unauthorized
    return person


def instant() -> datetime:
    """The instant of this request, read once (decisions 6)."""
    if "now" not in g:
        g.now = clock.now()
    return cast(datetime, g.now)


def static_url(name: str) -> str:
    """Address of a static file with its content's mark, so that it may be cached for a year."""
    marks: dict[str, str] = current_app.extensions.setdefault("static_marks", {})
    if name not in marks or current_app.debug:
        path = Path(current_app.static_folder or "") / name
        marks[name] = hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else "absent"
    return url_for("static", filename=name, v=marks[name])


def here_with(**changes: str) -> str:
    """The present address with other arguments in its query."""
    kept = {name: value for name, value in request.args.items() if name not in ("lang", "theme")}
    view = request.view_args or {}
    if not request.endpoint or request.method != "GET":
        return f"{HOME}?{urlencode(changes)}"
    values: dict[str, Any] = {**kept, **changes, **view}
    return url_for(request.endpoint, **values)


def _theme() -> str:
    for asked in (request.args.get("theme"), request.cookies.get("theme")):
        if asked in THEMES:
            return asked
    return THEMES[0]


def _remember(response: Response) -> Response:
    asked = request.args.get("theme")
    if asked in THEMES:
        response.set_cookie("theme", asked, max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure)
    return response


def _shown(person: Person | None) -> Iterable[dict[str, Any]]:
    for place in _places:
        if place.endpoint not in current_app.view_functions or (place.signed_in and person is None):
            continue
        if place.roles and (person is None or person.role_codes.isdisjoint(place.roles)):
            continue
        count = _counts.get(place.endpoint)
        room = place.endpoint.partition(".")[0]
        yield {
            "word": place.word,
            "url": url_for(place.endpoint),
            "current": request.blueprint == room,
            "count": count(person) if count and person else 0,
        }


def _context() -> dict[str, Any]:
    person = signed_in()
    settings: Settings = current_app.extensions["settings"]
    searchable = person is not None and "inbox.page" in current_app.view_functions
    return {
        "person": person,
        "settings": settings,
        "theme": _theme(),
        "home": HOME,
        "places": list(_shown(person)),
        "search_url": url_for("inbox.page") if searchable else None,
        "now": instant(),
        "request_id": g.get("request_id"),
        "Role": Role,
        "CorrectionKind": CorrectionKind,
        "Conclusion": Conclusion,
    }


def install(app: Flask) -> None:
    """Give every template the frame."""
    app.context_processor(_context)
    app.after_request(_remember)
    app.jinja_env.globals.update(
        step=step,
        term_note=term_note,
        static_url=static_url,
        here_with=here_with,
        here_in=lambda code: here_with(lang=code),
    )
