"""The public register of bases: who is accredited, in which fields, until when; no sign-in, no personal data."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from flask import Blueprint, render_template, request

from webapp.frame import Place, add_place, instant, signed_in
from webapp.gates import anybody
from webapp.phrases import State
from webapp.words import in_words
from workflows.inbox import registers
from workflows.model import db
from workflows.model.clock import today
from workflows.model.vocabulary import N_, District, TitleSeries

bases = Blueprint("bases", __name__, url_prefix="/bases")
add_place(Place(N_("Bases"), "bases.register", signed_in=False))

STATUSES: Mapping[str, State] = MappingProxyType(
    {
        "ACTIVE": State(N_("In force"), "done"),
        "SUSPENDED": State(N_("Suspended"), "wait"),
        "EXPIRED": State(N_("Expired"), ""),
        "REVOKED": State(N_("Revoked"), "bad"),
    }
)
FIELDS = {word.code: word for word in TitleSeries}
DISTRICTS = {word.code: word for word in District}


@bases.get("")
@anybody
def register() -> str:
    """A page of the register; a filter nobody knows is no filter."""
    chosen = registers.BaseFilter(
        words=request.args.get("q", "").strip()[:50],
        field=_known("field", FIELDS),
        status=_known("status", STATUSES),
        district=_known("district", DISTRICTS),
        after=request.args.get("after", "")[:20],
    )
    return render_template(
        "bases/register.html",
        found=registers.bases(db.session(), chosen, today(instant())),
        chosen=chosen,
        statuses=STATUSES,
        fields=FIELDS,
        districts=DISTRICTS,
        field_word=field_word,
    )


@bases.get("/<public_id>")
@anybody
def show(public_id: str) -> str:
    """One base: what is printed on its plaque, its term, and every change of its status."""
    line = registers.base_for(db.session(), public_id, today(instant()))
    return render_template(
        "bases/show.html",
        line=line,
        base=line.base,
        statuses=STATUSES,
        districts=DISTRICTS,
        field_word=field_word,
        case=registers.case_of(db.session(), line.base, signed_in()),
    )


def field_word(code: str) -> str:
    """A training field in words; what is not in the list was written by hand."""
    return in_words(FIELDS[code]) if code in FIELDS else code


def _known(name: str, list_: Mapping[str, object]) -> str:
    asked = request.args.get(name, "")
    return asked if asked in list_ else ""
