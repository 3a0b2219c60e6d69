"""The room of the three administrators: its blueprint, its entry in the header, the tabs each of them finds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from webapp.frame import Place, add_place, here_person
from webapp.gates import officers
from webapp.small_forms import SmallForm
from workflows import policy
from workflows.model.offices import ADMINISTRATORS
from workflows.model.vocabulary import N_, Role

admin = Blueprint("admin", __name__, url_prefix="/admin")
add_place(Place(N_("Administration"), "admin.start", frozenset(role.value for role in ADMINISTRATORS)))

SYSTEM, RIGHTS, AUDIT = Role.SYS_ADMIN, Role.SEC_ADMIN, Role.AUDIT_ADMIN
Answer = Response | str | tuple[str, int]
TABS: Sequence[tuple[str, str, tuple[Role, ...]]] = (
    ("admin.operations", N_("Operations"), (SYSTEM,)),
    ("admin.organisations", N_("Organisations"), (SYSTEM,)),
    ("admin.accounts", N_("Accounts"), (SYSTEM, RIGHTS)),
    ("admin.parameters", N_("Parameters"), (SYSTEM,)),
    ("admin.days", N_("Working days"), (SYSTEM,)),
    ("admin.audit", N_("Trails"), (AUDIT,)),
)


@admin.get("")
@officers(*ADMINISTRATORS)
def start() -> Response:
    """The first page that the office of this person has."""
    return redirect(url_for(_own_tabs()[0][0]))


def page(template: str, form: SmallForm | None = None, **words: Any) -> Answer:
    """A page of this room; with a form that has faults it answers 422."""
    faults = form.errors if form is not None else {}
    tabs = [(_(word), url_for(endpoint), request.endpoint == endpoint, None) for endpoint, word, _roles in _own_tabs()]
    shown = render_template(f"admin/{template}.html", form=form, faults=faults, room_tabs=tabs, **words)
    return (shown, 422) if faults else shown


def _own_tabs() -> list[tuple[str, str, tuple[Role, ...]]]:
    return [tab for tab in TABS if policy.has_role(here_person(), *tab[2])]
