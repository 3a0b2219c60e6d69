"""The memory: tables, clock, vocabulary, and transaction(), the one place that commits."""

from workflows.model import accounts, accreditation, facts, offices, parameters, process
from workflows.model.base import db
from workflows.model.transaction import TooBusy, install_recipe, transaction

__all__ = [
    "TooBusy",
    "accounts",
    "accreditation",
    "db",
    "facts",
    "install_recipe",
    "offices",
    "parameters",
    "process",
    "transaction",
]
