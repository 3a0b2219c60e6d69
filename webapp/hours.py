"""The page that checks credit hours and says why, sentence by sentence; keeps nothing of what is asked."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from webapp.frame import Place, add_place, instant
from webapp.gates import members
from webapp.hours_form import MOST_ROWS, HoursForm
from webapp.packs import judged, pack_of
from workflows.hours.words import Outcome
from workflows.model.clock import LOCAL
from workflows.model.vocabulary import N_

hours = Blueprint("hours", __name__, url_prefix="/hours")
add_place(Place(N_("Check of hours"), "hours.check"))

TONES = {
    Outcome.MET: "done",
    Outcome.EXEMPT: "done",
    Outcome.REFERENCE_ONLY: "done",
    Outcome.NOT_MET: "bad",
    Outcome.NOT_COVERED: "wait",
    Outcome.MANUAL_REVIEW: "wait",
}


@hours.route("/check", methods=["GET", "POST"])
@members
def check() -> str | tuple[str, int]:
    """The questions; once they are answered, the verdict above them with its clauses (features 7)."""
    is_asked = request.method == "POST"
    form = HoursForm(request.form if is_asked else None, instant().astimezone(LOCAL).date())
    question = form.question() if is_asked else None
    page = render_template(
        "hours/check.html",
        form=form,
        verdict=judged(question) if question else None,
        pack=pack_of(question) if question else None,
        tones=TONES,
        most=MOST_ROWS,
    )
    return (page, 422) if is_asked and question is None else page
