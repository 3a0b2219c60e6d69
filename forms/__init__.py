"""What a human may answer: one form class per user task. Knows no database and no request."""

from forms import base_application
from forms.facts import Facts, When
from forms.faults import Fault
from forms.registry import FORMS
from forms.task_form import EXAMPLE_DAY, Group, TaskForm

__all__ = ["EXAMPLE_DAY", "FORMS", "Facts", "Fault", "Group", "TaskForm", "When", "base_application"]
