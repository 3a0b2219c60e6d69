"""The commands: everything that can happen to a case, one transaction each; actors and time are arguments."""

from workflows.cases.adopting import adopt
from workflows.cases.commands import amend_section, complete_task, is_amendable, open_case
from workflows.cases.events import verify
from workflows.cases.experts import replace_expert
from workflows.cases.firing import fire_timer
from workflows.cases.holding import candidates, claim, hand_over, release, save_draft
from workflows.cases.outside import object_to, withdraw
from workflows.cases.receipts import Receipt
from workflows.cases.uploads import register_file
from workflows.steps import base_application

PROCESSES = (base_application.PROCESS,)  # importing a process registers its steps

__all__ = [
    "PROCESSES",
    "Receipt",
    "adopt",
    "amend_section",
    "candidates",
    "claim",
    "complete_task",
    "fire_timer",
    "hand_over",
    "is_amendable",
    "object_to",
    "open_case",
    "register_file",
    "release",
    "replace_expert",
    "save_draft",
    "verify",
    "withdraw",
]
