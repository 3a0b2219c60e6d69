"""The questions: whose turn is it, what is due, what happened. Changes nothing."""

from workflows.inbox.applying import may_apply, open_windows, own_application, window
from workflows.inbox.cases import CaseView, case_for, history, letter_for, letters_of, section_states, view_of
from workflows.inbox.facts import form_facts, reading_facts
from workflows.inbox.files import file_for, file_names
from workflows.inbox.listing import CaseLine, CasePage, visible
from workflows.inbox.lists import Counts, Filter, Line, Page, counts, done, groups, mine, started
from workflows.inbox.tasks import draft_of, is_answerable, is_section, standing_answers, task_for

__all__ = [
    "CaseLine",
    "CasePage",
    "CaseView",
    "Counts",
    "Filter",
    "Line",
    "Page",
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
    "open_windows",
    "own_application",
    "reading_facts",
    "section_states",
    "standing_answers",
    "started",
    "task_for",
    "view_of",
    "visible",
    "window",
]
