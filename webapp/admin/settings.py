"""Parameters with where each comes from, and the days that were moved against the national calendar."""

from __future__ import annotations

from datetime import date

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from webapp.admin.forms import DayForm, ParameterForm, ReasonForm
from webapp.admin.room import SYSTEM, Answer, admin, page
from webapp.frame import here_person, instant
from webapp.gates import officers
from workflows.calendar import is_announced
from workflows.cases import offices
from workflows.inbox import offices as asked
from workflows.model import db
from workflows.model.clock import today
from workflows.model.refusals import Absent
from workflows.model.vocabulary import N_

UNITS = {
    "wd": N_("working days"),
    "rounds": N_("rounds"),
    "points": N_("points"),
    "sheets": N_("sheets"),
    "persons": N_("persons"),
    "years": N_("years"),
    "copies": N_("copies"),
}


@admin.get("/parameters")
@officers(SYSTEM)
def parameters() -> Answer:
    """Every parameter: value, default, and whether the notice says it or it is an assumption."""
    return page("parameters", settings=asked.settings(db.session()), units=UNITS)


@admin.route("/parameters/<key>", methods=["GET", "POST"])
@officers(SYSTEM)
def parameter(key: str) -> Answer:
    """Set one parameter, with the reason; acts on what begins afterwards."""
    setting = asked.setting_for(db.session(), key)
    form = ParameterForm(request.form if request.method == "POST" else None)
    if request.method == "POST" and form.validate():
        value, reason = form.value.data or "", form.reason.data or ""
        form.carry_out(lambda: offices.set_parameter(key, value, reason, by=here_person().id, at=instant()))
        if not form.errors:
            flash(_("The parameter is set."), "done")
            return redirect(url_for("admin.parameters"), 303)
    limits = offices.limits_of(setting.known)
    acts = asked.trail(db.session(), None, key)
    return page("parameter", form, setting=setting, units=UNITS, limits=limits, told=acts.lines)


@admin.route("/days", methods=["GET", "POST"])
@officers(SYSTEM)
def days() -> Answer:
    """The days entered by hand, and the form for another one."""
    form = DayForm(request.form if request.method == "POST" else None)
    if request.method == "POST" and form.validate():
        form.carry_out(lambda: _move(form))
        if not form.errors:
            flash(_("The day is entered. Terms that have been given already stay as they are."), "done")
            return redirect(url_for("admin.days"), 303)
    year = today(instant()).year
    announced = [(each, is_announced(each)) for each in (year, year + 1)]
    return page("days", form, moved=asked.moved_days(db.session()), announced=announced, day_of=date.fromisoformat)


@admin.route("/days/<day>/clear", methods=["GET", "POST"])
@officers(SYSTEM)
def clear_day(day: str) -> Answer:
    """Take an entry back, with the reason."""
    form = ReasonForm(request.form if request.method == "POST" else None)
    when = _day(day)
    if request.method == "POST" and form.validate():
        reason = form.reason.data or ""
        form.carry_out(lambda: offices.clear_day(when, reason, by=here_person().id, at=instant()))
        if not form.errors:
            flash(_("The entry is taken back; the national calendar stands again."), "done")
            return redirect(url_for("admin.days"), 303)
    return page("clear_day", form, day=when)


def _move(form: DayForm) -> None:
    offices.move_day(
        form.day.data,  # type: ignore[arg-type] # validated: the day is there
        form.kind.data == "worked",
        form.reason.data or "",
        by=here_person().id,
        at=instant(),
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as no_day:
        raise Absent from no_day
