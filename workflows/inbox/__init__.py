"""The questions: whose turn is it, what is due, what happened. Changes nothing."""

from workflows.inbox.cases import CaseView, case_for, history, letter_for, letters_of, section_states, view_of
from workflows.inbox.facts import form_facts
from workflows.inbox.files import file_for, file_names
from workflows.inbox.lists import Counts, Filter, Line, Page, counts, done, groups, mine, started
from workflows.inbox.tasks import draft_of, is_answerable, standing_answers, task_for

__all__ = [
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
    "letter_for",
    "letters_of",
    "mine",
    "section_states",
    "standing_answers",
    "started",
    "task_for",
    "view_of",
]
