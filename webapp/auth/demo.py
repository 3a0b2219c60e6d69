"""The list of demonstration accounts on the sign-in page; only ever asked for when the setting `demo` is on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from workflows.model import db
from workflows.model.accounts import Person
from workflows.model.vocabulary import N_, Role

PASSWORD = "hohhot-demo-2022"  # noqa: S105 — printed on the page, fictional data only
"""The password of every demonstration account."""

MAY = {
    Role.APPLICANT: N_("opens an application, fills in its sections, hands it in"),
    Role.APPLICANT_LEAD: N_("signs for the applicant unit or returns the application"),
    Role.SUPERVISOR: N_("writes the report and the recommendation of the department"),
    Role.COUNTY_HRSS: N_("endorses applications of units in its county"),
    Role.HRSS_CLERK: N_("accepts applications, takes the bound volume, hands out plaques"),
    Role.HRSS_REVIEWER: N_("reviews the conditions, verifies objections"),
    Role.HRSS_SECTION: N_("checks reviews, draws experts, publishes notices, hands tasks over"),
    Role.HRSS_LEADER: N_("decides in the meeting and approves"),
    Role.EXPERT: N_("declares conflicts of interest, scores on their own"),
    Role.EXPERT_HEAD: N_("heads the panel: visit, discussion, conclusion"),
    Role.INSPECTOR: N_("looks at bases on site"),
    Role.BASE_ADMIN: N_("runs the classes of a base"),
    Role.SYS_ADMIN: N_("looks after accounts and operation, decides nothing"),
    Role.SEC_ADMIN: N_("looks after rights, decides nothing"),
    Role.AUDIT_ADMIN: N_("reads the histories, changes nothing"),
}
WALK = (
    "applicant",
    "lead",
    "dept",
    "county",
    "clerk",
    "reviewer",
    "section",
    "leader",
    "expert1",
    "sysadmin",
    "auditadmin",
)
"""Whom one needs to walk an application from the first line to the plaque, in this order."""
MOST = 60


@dataclass(frozen=True)
class DemoAccount:
    """One line of the list: login name, person, unit, roles, what they may do (msgids)."""

    login: str
    name: str
    unit: str
    roles: tuple[Role, ...]

    @property
    def may(self) -> tuple[str, ...]:
        return tuple(MAY[role] for role in self.roles if role in MAY)


@dataclass(frozen=True)
class DemoAccounts:
    """The few one needs first, and the others in the order of the process."""

    walk: Sequence[DemoAccount]
    others: Sequence[DemoAccount]


def demo_accounts() -> DemoAccounts:
    """Every account that has a password."""
    accounts = {account.login: account for account in _all()}
    order = list(Role)
    others = [account for login, account in accounts.items() if login not in WALK]
    return DemoAccounts(
        [accounts[login] for login in WALK if login in accounts],
        sorted(others, key=lambda account: order.index(account.roles[0]) if account.roles else len(order)),
    )


def _all() -> list[DemoAccount]:
    people = db.session.scalars(
        select(Person).where(Person.password.is_not(None), Person.disabled_at.is_(None)).order_by(Person.id).limit(MOST)
    )
    return [
        DemoAccount(
            person.login, person.name, person.org.name, tuple(role for role in Role if role in person.role_codes)
        )
        for person in people
    ]
