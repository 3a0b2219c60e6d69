"""Administration: organisations, accounts and rights, parameters and days, operations, the trails; decides no case."""

from webapp.admin import accounts, audit, operations, organisations, settings, staff
from webapp.admin.room import admin

__all__ = ["accounts", "admin", "audit", "operations", "organisations", "settings", "staff"]
