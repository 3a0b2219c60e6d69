"""The questions: whose turn is it, what is due, what happened. Changes nothing."""

from workflows.inbox.applying import may_apply, open_windows, own_application, window
from workflows.inbox.cases import (
    CaseView,
    Correction,
    Turn,
    case_for,
    history,
    letter_for,
    letters_of,
    notice_of,
    section_states,
    view_of,
)
from workflows.inbox.facts import form_facts, reading_facts
from workflows.inbox.files import file_for, file_names
from workflows.inbox.listing import CaseLine, CasePage, visible
from workflows.inbox.lists import Counts, Filter, Line, Page, counts, done, groups, mine, started
from workflows.inbox.panels import PanelView, panels_of
from workflows.inbox.tasks import draft_of, is_answerable, is_section, own_tasks, standing_answers, task_for

__all__ = [
    "CaseLine",
    "CasePage",
    "CaseView",
    "Correction",
    "Counts",
    "Filter",
    "Line",
    "Page",
    "PanelView",
    "Turn",
    "case_for",
    "counts",
    "done",
    "draft_of",
    "file_for",
    "file_names",
    "form_facts",
    "groups",
    "history",
    "is_answerable",
    "is_section",
    "letter_for",
    "letters_of",
    "may_apply",
    "mine",
    "notice_of",
    "open_windows",
    "own_application",
    "own_tasks",
    "panels_of",
    "reading_facts",
    "section_states",
    "standing_answers",
    "started",
    "task_for",
    "view_of",
    "visible",
    "window",
]
