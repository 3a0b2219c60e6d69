"""The pages of the door: sign in, sign out, change the password, use a one-time link; they know no table."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_security.utils import login_user
from werkzeug.wrappers import Response

from webapp.auth import links, passwords, sessions
from webapp.auth.account import Account
from webapp.auth.demo import PASSWORD, demo_accounts
from webapp.auth.forms import ChangePassword, NewPassword, SignIn
from webapp.frame import HOME, here_person, instant, signed_in
from webapp.gates import anybody, members
from webapp.limits import limiter
from webapp.settings import Settings
from webapp.words import in_words

auth = Blueprint("auth", __name__)
Answer = Response | str | tuple[str, int]


def _settings() -> Settings:
    return current_app.extensions["settings"]  # type: ignore[no-any-return]


@auth.get("/login")
@anybody
def login() -> Answer:
    """The sign-in page; with demonstration data it lists who is there and what each may do."""
    if signed_in():
        return redirect(HOME)
    return _sign_in_page(SignIn(next=request.args.get("next", "")))


@auth.post("/login")
@anybody
@limiter.limit("30 per minute")
def sign_in() -> Answer:
    """One answer and one duration for a wrong name, a wrong password, a locked and a disabled account."""
    form = SignIn()
    if not form.validate():
        return _sign_in_page(form), 422
    account = passwords.authenticate(form.login.data or "", form.password.data or "", instant())
    if account is None:
        form.password.errors = [_("Name or password do not fit. After five wrong attempts the name waits 15 minutes.")]
        return _sign_in_page(form), 401
    _enter(account)
    return redirect(_own_address(form.next.data))


def _sign_in_page(form: SignIn) -> str:
    shown = demo_accounts() if _settings().demo else None
    return render_template("auth/login.html", form=form, faults=form.errors, accounts=shown, demo_password=PASSWORD)


def _enter(account: Account) -> None:
    session.clear()
    session.permanent = True
    sessions.begin(session, account.id, instant(), _settings().session_hours)
    login_user(account, remember=False)


def _own_address(asked: str | None) -> str:
    """Only a path of this service: no host, no scheme, no backslash."""
    parts = urlsplit(asked or "")
    is_own = bool(asked) and not parts.scheme and not parts.netloc and "\\" not in (asked or "")
    return asked if asked and is_own and asked.startswith("/") and not asked.startswith("//") else HOME


@auth.post("/logout")
@anybody
def logout() -> Response:
    """End the session's row; the browser drops its cache, drafts stay (decisions 25)."""
    sessions.end(session)
    session.clear()
    response = redirect(url_for("auth.login"))
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@auth.route("/password", methods=["GET", "POST"])
@members
@limiter.limit("10 per minute", methods=["POST"])
def change_password() -> Answer:
    """A new password ends every login of the person; then one signs in again with it."""
    form = ChangePassword()
    person = here_person()
    if not form.is_submitted():
        return render_template("auth/password.html", form=form, faults={})
    if _acceptable(form, person.login) and not passwords.authenticate(person.login, form.present.data or "", instant()):
        form.present.errors = [_("This is not your present password")]
    if form.errors:
        return render_template("auth/password.html", form=form, faults=form.errors), 422
    passwords.change(person.id, form.password.data or "")
    session.clear()
    flash(_("The password is changed. Please sign in with it."), "done")
    return redirect(url_for("auth.login"))


@auth.route("/welcome/<token>", methods=["GET", "POST"])
@anybody
@limiter.limit("20 per minute")
def welcome(token: str) -> Answer:
    """A one-time link: choose the first password."""
    person = links.owner(token, instant())
    form = NewPassword()
    if not form.is_submitted() or not _acceptable(form, person.login):
        page = render_template("auth/welcome.html", form=form, faults=form.errors, owner=person)
        return (page, 422) if form.is_submitted() else page
    links.use(token, form.password.data or "", instant())
    flash(_("The password is set. Please sign in with it."), "done")
    return redirect(url_for("auth.login"))


def _acceptable(form: NewPassword, login: str) -> bool:
    if not form.validate():
        return False
    found = passwords.complaints(form.password.data or "", login)
    form.password.errors = [in_words(msgid) for msgid in found]
    return not found
