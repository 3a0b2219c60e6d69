"""Who may come to a page: everybody, who is signed in, or certain offices; a closed gate looks like an absent page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from flask import current_app

from webapp.frame import signed_in
from workflows import policy
from workflows.model.refusals import Absent
from workflows.model.vocabulary import Role

P = ParamSpec("P")
R = TypeVar("R")

ANYBODY = "anybody"
MEMBERS = "members"
Gate = str | frozenset[Role]


def anybody(view: Callable[P, R]) -> Callable[P, R]:
    """Declare that a page is public."""
    view.gate = ANYBODY  # type: ignore[attr-defined]
    return view


def members(view: Callable[P, R]) -> Callable[P, R]:
    """Let in who is signed in; others are sent to the sign-in page."""
    return _closed(view, frozenset(), MEMBERS)


def officers(*roles: Role) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let in who holds one of the roles; whoever is signed in without them finds nothing here."""
    return lambda view: _closed(view, frozenset(roles), frozenset(roles))


def gate_of(view: Callable[..., object]) -> Gate | None:
    """What a view was declared with."""
    return getattr(view, "gate", None)


def _closed(view: Callable[P, R], roles: frozenset[Role], gate: Gate) -> Callable[P, R]:
    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        person = signed_in()
        if person is None:
            return cast(R, current_app.login_manager.unauthorized())  # type: ignore[attr-defined]
        if roles and not policy.has_role(person, *roles):
            raise Absent
        return view(*args, **kwargs)

    guarded.gate = gate  # type: ignore[attr-defined]
    return guarded
