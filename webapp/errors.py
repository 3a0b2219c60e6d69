"""Every refusal in words: what happened, what to do, whom to ask; the one place where domain errors get a status."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import structlog
from flask import Flask, Response, current_app, g, jsonify, make_response, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from webapp.phrases import step
from webapp.words import moment
from workflows.model import TooBusy, refusals
from workflows.model.vocabulary import N_

log = structlog.get_logger()


@dataclass(frozen=True)
class Wording:
    """What a page or an API answer says: HTTP status, stable code, title, one sentence, what to do next."""

    status: int
    code: str
    title: str
    sentence: str
    next: str = ""
    retry_after: int | None = None


def _closed(error: refusals.TaskClosed) -> Wording:
    if error.how == "completed":
        said = _("%(who)s finished this task at %(at)s.", who=error.who or "", at=moment(error.at))
    else:
        said = _("This task fell away at %(at)s, because the case went another way.", at=moment(error.at))
    return Wording(
        409, error.code, _("Already done"), said, _("Nothing of yours was changed. The case shows what happened.")
    )


def _not_yours(error: refusals.NotYours) -> Wording:
    said = _("%(who)s has this task now.", who=error.holder) if error.holder else _("This act is not yours.")
    return Wording(403, error.code, _("Not your task"), said, _("Ask the head of your section to hand it over."))


def _changed(error: refusals.ChangedMeanwhile) -> Wording:
    return Wording(
        409,
        error.code,
        _("Changed meanwhile"),
        _("Somebody changed this task after you opened it."),
        _("Your text is kept as a draft. Open the task again and compare."),
    )


def _not_now(error: refusals.NotNow) -> Wording:
    at = ", ".join(step(element) for element in error.stands_at)
    said = _("The case stands at: %(at)s.", at=at) if at else _("The case does not stand where this act belongs.")
    return Wording(409, error.code, _("Not now"), said, _("Open the case to see what can be done."))


def _ended(error: refusals.CaseEnded) -> Wording:
    return Wording(409, error.code, _("The case has ended"), _("Nothing more can happen to this case."))


def _separate(error: refusals.SeparationOfDuties) -> Wording:
    return Wording(
        403,
        error.code,
        _("Somebody else must do this"),
        _(
            "You have acted in this case before, or for the applicant. "
            "Submitting, reviewing and approving are done by different persons."
        ),
        _("Release the task so that a colleague can take it."),
    )


def _returned(error: refusals.ReturnLimit) -> Wording:
    return Wording(
        422, error.code, _("Returned too often"), _("A case may be returned %(n)s times at most.", n=error.rounds)
    )


def _open_already(error: refusals.AlreadyOpen) -> Wording:
    return Wording(
        409,
        error.code,
        _("An application is open already"),
        _("Your unit has an open application. One unit has one at a time."),
        _("Continue with the open one."),
    )


def _few_experts(error: refusals.NotEnoughExperts) -> Wording:
    return Wording(
        422,
        error.code,
        _("Too few experts"),
        _(
            "%(needed)s experts are needed, %(available)s without an interest are in the pool.",
            needed=error.needed,
            available=error.available,
        ),
    )


def _fixed(status: int, title: str, sentence: str, following: str = "") -> Callable[[refusals.Refusal], Wording]:
    return lambda error: Wording(status, error.code, _(title), _(sentence), _(following) if following else "")


DOMAIN: Mapping[type[refusals.Refusal], Callable[..., Wording]] = {
    refusals.Absent: lambda error: plain(404),
    refusals.TaskClosed: _closed,
    refusals.NotYours: _not_yours,
    refusals.ChangedMeanwhile: _changed,
    refusals.CaseEnded: _ended,
    refusals.NotNow: _not_now,
    refusals.SeparationOfDuties: _separate,
    refusals.ReturnLimit: _returned,
    refusals.AlreadyOpen: _open_already,
    refusals.NotEnoughExperts: _few_experts,
    refusals.WindowClosed: _fixed(
        409,
        N_("The window is closed"),
        N_("Applications are taken only while the window of a batch is open."),
        N_("Wait for the next batch; it is announced by the bureau."),
    ),
    refusals.KeyReused: _fixed(
        422,
        N_("Key used before"),
        N_("This key was used for another act; nothing was done now."),
        N_("Use a new key for each act, and the old one only to repeat it."),
    ),
}
"""How each refusal of the house is worded; one that is missing here is worded by its nearest ancestor."""


def plain(status: int) -> Wording:
    """The wording of an HTTP status of its own."""
    wordings = {
        400: (
            "bad_request",
            _("Not understood"),
            _("The request could not be read."),
            _("Go back, load the page again and repeat."),
        ),
        401: (
            "not_signed_in",
            _("Please sign in"),
            _("Your session has ended."),
            _("Sign in again; what you typed is kept in this browser."),
        ),
        403: ("forbidden", _("Not allowed"), _("Your account may not do this."), ""),
        404: (
            "not_found",
            _("Not found"),
            _("This address leads nowhere, or not for your account."),
            _("Check the number, or look for it in your tasks and cases."),
        ),
        405: ("method_not_allowed", _("Not possible"), _("This address does not know this kind of request."), ""),
        409: ("conflict", _("Changed meanwhile"), _("Something else was done first."), _("Open the page again.")),
        413: (
            "too_large",
            _("Too large"),
            _("The file or the text is larger than allowed."),
            _("Scan with a lower resolution, or split the file."),
        ),
        415: ("media_type", _("Kind not accepted"), _("This kind of content is not accepted here."), ""),
        422: ("invalid", _("Please correct"), _("Some entries need correcting."), ""),
        429: (
            "too_many",
            _("Too many requests"),
            _("Too many requests came from your place."),
            _("Wait a minute and try again."),
        ),
        503: (
            "busy",
            _("Busy"),
            _("Many people are saving at this moment; nothing was lost."),
            _("Press the button again in a moment."),
        ),
    }
    broken = (
        "broken",
        _("Our fault"),
        _("Something broke on our side; it has been recorded."),
        _("What you sent was not saved. Try again; if it happens again, call us."),
    )
    code, title, sentence, following = wordings.get(status, broken)
    return Wording(status, code, title, sentence, following)


def wording_of(error: refusals.Refusal) -> Wording:
    """The wording of a refusal of the house."""
    for kind in type(error).__mro__:
        if kind in DOMAIN:
            return DOMAIN[kind](error)
    return Wording(422, error.code, _("Not possible"), str(error))


def wants_json() -> bool:
    """Whether a program asks (the API, an upload, an autosave) and not a person's browser window."""
    best = request.accept_mimetypes.best_match(
        ["text/html", "application/json", "application/problem+json"], "text/html"
    )
    return request.path.startswith("/api/") or best != "text/html"


def answer(wording: Wording) -> Response:
    """The refusal as a page, or as problem details (RFC 9457) for a program."""
    if wants_json():
        response = jsonify(
            type="about:blank",
            title=wording.title,
            status=wording.status,
            code=wording.code,
            detail=wording.sentence,
            request_id=g.get("request_id"),
        )
        response.content_type = "application/problem+json"
    else:
        response = make_response(_page(wording))
    response.status_code = wording.status
    if wording.retry_after is not None:
        response.headers["Retry-After"] = str(wording.retry_after)
    return response


def _page(wording: Wording) -> str:
    """A page in the usual frame; when we are broken or busy, one that asks the database nothing."""
    if wording.status < 500:
        return render_template("error.html", refusal=wording)
    bare = current_app.jinja_env.get_template("broken.html")
    return bare.render(refusal=wording, settings=current_app.extensions["settings"], request_id=g.get("request_id"))


def _on_refusal(error: refusals.Refusal) -> Response:
    return answer(wording_of(error))


def _on_busy(error: TooBusy) -> Response:
    wording = plain(503)
    return answer(Wording(503, wording.code, wording.title, wording.sentence, wording.next, retry_after=1))


def _on_csrf(error: CSRFError) -> Response:
    return answer(
        Wording(
            400,
            "csrf",
            _("This page was too old"),
            _("For your safety the page you sent from is no longer accepted; nothing was saved."),
            _("Go back, load the page again and send once more. What you typed is kept in this browser."),
        )
    )


def _on_foreign_host(error: SecurityError) -> Response:
    """A host we do not answer for gets no page of ours and no address."""
    return Response("Unknown host\n", status=400, content_type="text/plain; charset=utf-8")


def _on_http(error: HTTPException) -> Response:
    if error.response is not None or (error.code or 500) < 400:
        return error.get_response()  # type: ignore[return-value]
    response = answer(plain(error.code or 500))
    if error.code == 405 and getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(sorted(set(error.valid_methods) - {"OPTIONS"}))  # type: ignore[attr-defined]
    if error.code == 429:
        response.headers["Retry-After"] = "60"
    return response


def _on_bug(error: Exception) -> Response:
    cause = getattr(error, "original_exception", None) or error
    log.error("bug", exc_info=cause, endpoint=request.endpoint)
    return answer(plain(500))


def install(app: Flask) -> None:
    """Translate refusals, HTTP errors and our own mistakes once, here."""
    app.register_error_handler(refusals.Refusal, _on_refusal)
    app.register_error_handler(TooBusy, _on_busy)
    app.register_error_handler(CSRFError, _on_csrf)
    app.register_error_handler(SecurityError, _on_foreign_host)
    app.register_error_handler(HTTPException, _on_http)
    app.register_error_handler(500, _on_bug)
