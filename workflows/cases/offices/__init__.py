"""The commands of the offices: batches, organisations, people, rights, parameters, days; each leaves a trail."""

from workflows.cases.offices.batches import open_batch
from workflows.cases.offices.evidence import register_evidence
from workflows.cases.offices.organisations import add_organisation
from workflows.cases.offices.people import Disabled, disable_person, enable_person, invite_person, renew_link
from workflows.cases.offices.repairs import retry_edition, retry_job, retry_timer
from workflows.cases.offices.rights import end_role, grant_role, grantable
from workflows.cases.offices.settings import clear_day, limits_of, move_day, set_parameter
from workflows.cases.offices.trail import verify_offices

__all__ = [
    "Disabled",
    "add_organisation",
    "clear_day",
    "disable_person",
    "enable_person",
    "end_role",
    "grant_role",
    "grantable",
    "invite_person",
    "limits_of",
    "move_day",
    "open_batch",
    "register_evidence",
    "renew_link",
    "retry_edition",
    "retry_job",
    "retry_timer",
    "set_parameter",
    "verify_offices",
]
