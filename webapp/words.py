"""Languages and how instants, days and sizes are written; knows no page. Run as a module it extracts and compiles."""

from __future__ import annotations

import functools
import math
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, Response, has_request_context, request
from flask_babel import Babel, Domain, gettext, ngettext

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = (ROOT / "webapp" / "translations", ROOT / "forms" / "translations")
"""The folder of the domains `messages`, `offices` and `hours`, and that of the domain `forms`."""

LANGUAGES = {"zh_CN": "中文", "en": "English"}
DEFAULT = "zh_CN"
LOCAL = ZoneInfo("Asia/Shanghai")
WEEKDAYS = {"zh_CN": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
COOKIE = "lang"
YEAR = 365 * 24 * 3600


def language() -> str:
    """The language of this request: `?lang=`, the cookie, else Chinese."""
    if not has_request_context():
        return DEFAULT
    for asked in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if asked in LANGUAGES:
            return asked
    return DEFAULT


class _Catalogues(Domain):  # type: ignore[misc]
    """Flask-Babel's door to our catalogues: it would look for `zh_Hans_CN`, a name no folder of ours has."""

    def get_translations(self) -> NullTranslations:
        return form_translations()


def form_translations() -> NullTranslations:
    """What a form is bound with: the catalogue `forms` of the request's language, ours as the fallback."""
    return _catalogues(language())


@functools.cache
def _catalogues(here: str) -> NullTranslations:
    ours = Translations.load(str(CATALOGUES[0]), [here], "messages")
    theirs = Translations.load(str(CATALOGUES[1]), [here], "forms")
    offices = Translations.load(str(CATALOGUES[0]), [here], "offices")
    hours = Translations.load(str(CATALOGUES[0]), [here], "hours")
    hours.add_fallback(ours)
    offices.add_fallback(hours)
    theirs.add_fallback(offices)
    return theirs


def in_words(text: object) -> str:
    """A msgid of any room (a word's label, a form's title) in the request's language; a `Word` may be given itself."""
    msgid = str(getattr(text, "label", text) or "")
    return form_translations().gettext(msgid) if msgid else ""


def day(value: date | datetime | str | None) -> str:
    """`2022-04-01`, of an instant the day in Hohhot."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return (value.astimezone(LOCAL) if isinstance(value, datetime) else value).strftime("%Y-%m-%d")


def weekday(value: date | datetime) -> str:
    """`五` or `Fri`."""
    there = value.astimezone(LOCAL) if isinstance(value, datetime) else value
    return WEEKDAYS[language()][there.weekday()]


def with_weekday(value: date | datetime | None) -> str:
    """`2022-04-01（五）` or `2022-04-01 (Fri)`: how a deadline's day is written."""
    if value is None:
        return ""
    return f"{day(value)}（{weekday(value)}）" if language() == DEFAULT else f"{day(value)} ({weekday(value)})"


def moment(value: datetime | None) -> str:
    """`2022-04-01 14:03`, the time in Hohhot."""
    return value.astimezone(LOCAL).strftime("%Y-%m-%d %H:%M") if value else ""


def second(value: datetime | None) -> str:
    """`2022-04-01 14:03:27`: what a receipt says, in Hohhot."""
    return value.astimezone(LOCAL).strftime("%Y-%m-%d %H:%M:%S") if value else ""


def deadline(value: datetime | None) -> str:
    """`2022-04-01（五）24:00`: an instant at midnight belongs to the day that it ends."""
    if value is None:
        return ""
    there = value.astimezone(LOCAL)
    if (there.hour, there.minute, there.second) == (0, 0, 0):
        return with_weekday(there.date() - timedelta(days=1)) + _gap() + "24:00"
    return with_weekday(there) + _gap() + there.strftime("%H:%M")


def _gap() -> str:
    return "" if language() == DEFAULT else " "


def time_left(due: datetime, now: datetime) -> str:
    """`剩 3 天`, `剩 5 小时`, `逾期 2 天`: what remains of a term, in words."""
    seconds = (due - now).total_seconds()
    hours = math.ceil(abs(seconds) / 3600)
    days = abs(seconds) // 86400 if seconds > 0 else math.ceil(abs(seconds) / 86400)
    if seconds <= 0:
        return str(ngettext("%(num)d day overdue", "%(num)d days overdue", int(days)))
    if seconds < 86400:
        return str(ngettext("%(num)d hour left", "%(num)d hours left", hours))
    return str(ngettext("%(num)d day left", "%(num)d days left", int(days)))


def urgency(due: datetime | None, now: datetime) -> str:
    """`late`, `soon` (a day or less) or nothing: the colour beside the words of `time_left`."""
    if due is None:
        return ""
    return "late" if due <= now else "soon" if due - now <= timedelta(days=1) else ""


def share(since: datetime, due: datetime, now: datetime) -> int:
    """Percent of a term that has passed, 0 to 100."""
    term = (due - since).total_seconds()
    return 100 if term <= 0 else max(0, min(100, round((now - since).total_seconds() / term * 100)))


def size(count: int) -> str:
    """`820 KB`, `3.4 MB`."""
    return f"{max(1, round(count / 1024))} KB" if count < 1024 * 1024 else f"{count / 1024 / 1024:.1f} MB"


def _remember(response: Response) -> Response:
    asked = request.args.get("lang")
    if asked in LANGUAGES:
        response.set_cookie(COOKIE, asked, max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure)
    return response


def install(app: Flask) -> None:
    """Set up the languages, the filters of the templates and the cookie that remembers the choice."""
    app.config.update(
        BABEL_DEFAULT_LOCALE=DEFAULT,
        BABEL_DEFAULT_TIMEZONE="Asia/Shanghai",
    )
    Babel(app, locale_selector=language)
    app.extensions["babel"].instance.domain_instance = _Catalogues()
    app.after_request(_remember)
    filters: dict[str, Any] = {
        "day": day,
        "moment": moment,
        "second": second,
        "with_weekday": with_weekday,
        "deadline": deadline,
        "size": size,
        "time_left": time_left,
        "urgency": urgency,
        "words": in_words,
    }
    app.jinja_env.filters.update(filters)
    app.jinja_env.globals.update(share=share, languages=LANGUAGES, language=language)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]


def compile_catalogues() -> list[Path]:
    """Write the .mo beside each .po that is newer; the catalogues written."""
    written = []
    for source in sorted(path for folder in CATALOGUES for path in folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as text, target.open("wb") as binary:
            write_mo(binary, read_po(text))
        written.append(target)
    return written


if __name__ == "__main__":
    if sys.argv[1:] != ["compile"]:
        sys.exit("usage: python -m webapp.words compile")
    for catalogue in compile_catalogues():
        print(catalogue.relative_to(ROOT))
