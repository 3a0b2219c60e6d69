"""What the flow diagram of a case marks: path walked, where it stands, clocks, notes; knows no browser."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from webapp.words import deadline, in_words, moment
from workflows.inbox import CaseView
from workflows.model.vocabulary import Role


def marks(view: CaseView, now: datetime) -> dict[str, Any]:
    """Element ids by mark, and a short text for each element that stands or is done."""
    current = list(dict.fromkeys(turn.element for turn in view.standing))
    late = [turn.element for turn in view.standing if turn.due_at and turn.due_at <= now]
    notes = {turn.element: (_short(turn), _standing_words(turn)) for turn in view.standing}
    done = [element for element in view.done if element not in current]
    return {
        "done": done,
        "current": current,
        "late": late,
        "notes": [{"element": element, "short": short, "text": text} for element, (short, text) in notes.items()],
        "titles": {turn.element: _done_words(turn) for turn in view.turns if turn.closed_at},
    }


def _short(turn: Any) -> str:
    """What fits above a box beside its neighbours: the day it is due, without the year."""
    return deadline(turn.due_at)[5:10] if turn.due_at else ""


def _standing_words(turn: Any) -> str:
    who = turn.holder or in_words(Role.of(turn.role))
    return f"{who} · {deadline(turn.due_at)}" if turn.due_at else who


def _done_words(turn: Any) -> str:
    who = turn.holder or in_words(Role.of(turn.role))
    return f"{who} · {moment(turn.closed_at)}"
