"""Where a case stands in a sentence, who has it, until when, and the one thing its reader can do; knows no table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.phrases import step, term_note
from webapp.words import deadline, in_words
from workflows.inbox import CaseView, Turn
from workflows.model.accreditation import PublicNotice
from workflows.model.process import UserTask
from workflows.model.vocabulary import N_, Role

ENDS: Mapping[str, str] = MappingProxyType(
    {
        "accredited": N_("The unit is a base now; the public register shows it."),
        "refused": N_("The application is refused; the letter with the reasons lies under Papers."),
        "withdrawn": N_("The unit has taken the application back. It can apply again while a window is open."),
        "lapsed": N_("The preparation ended before the application was submitted."),
    }
)


@dataclass(frozen=True)
class Standing:
    """`who` has the case, since when and until when (`note`: where the term comes from); a sentence; one button."""

    who: str
    since: datetime | None
    due: datetime | None
    note: str
    sentence: str
    button: str = ""
    url: str = ""


def standing(view: CaseView, own: Sequence[UserTask], notice: PublicNotice | None) -> Standing:
    """What the head of the case page says to this reader; `own` are the open tasks the reader can send."""
    turns = view.standing
    next_ = min((turn for turn in turns if turn.due_at), key=lambda turn: turn.due_at or turn.opened_at, default=None)
    who = "、".join(dict.fromkeys(turn.holder or in_words(Role.of(turn.role)) for turn in turns))
    if view.case.ended_at:
        return Standing("", None, None, "", in_words(ENDS.get(view.case.outcome or "", "")))
    if not turns:
        return _on_notice(notice)
    since, due = (next_.opened_at, next_.due_at) if next_ else (None, None)
    note = term_note(next_.term) if next_ else ""
    if own:
        return Standing(who, since, due, note, *_own(view, own))
    steps = dict.fromkeys(step(turn.element, turn.name) for turn in turns)
    waits = _("Waits for %(who)s: %(steps)s. There is nothing for you to do now.", who=who, steps=_few(list(steps)))
    return Standing(who, since, due, note, waits)


def is_preparing(view: CaseView) -> bool:
    """Whether the applicant has the volume in hands, so that it can be looked at before it is bound."""
    return any(turn.role == Role.APPLICANT for turn in view.standing)


def _own(view: CaseView, own: Sequence[UserTask]) -> tuple[str, str, str]:
    task = own[0]
    name = step(task.element, view.names.get(task.element, ""))
    url = url_for("tasks.show", public_id=task.public_id)
    if len(own) == 1:
        return _("It is your turn: %(step)s.", step=name), name, url
    if task.round > 1:
        sentence = ngettext("%(num)d section is to be corrected.", "%(num)d sections are to be corrected.", len(own))
    else:
        sentence = ngettext("%(num)d section is yours to fill in.", "%(num)d sections are yours to fill in.", len(own))
    return sentence, _("Go on: %(step)s", step=name), url


def _on_notice(notice: PublicNotice | None) -> Standing:
    if notice is None:
        return Standing("", None, None, "", _("The next step follows by itself."))
    until = deadline(notice.ends_at)
    sentence = _("On public notice until %(until)s; the case goes on by itself when nobody objects.", until=until)
    return Standing(
        _("everybody who wants to object"), notice.starts_at, notice.ends_at, term_note("notice.days"), sentence
    )


def _few(names: Sequence[str]) -> str:
    """At most three names; the others as a number."""
    if len(names) <= 3:
        return "、".join(names)
    return str(_("%(names)s and %(n)s more", names="、".join(names[:3]), n=len(names) - 3))


def turn_of(view: CaseView, public_id: str) -> Turn | None:
    """The turn that belongs to a task."""
    return next((turn for turn in view.turns if turn.task == public_id), None)
