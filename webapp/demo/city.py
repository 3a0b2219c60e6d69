"""The fictional city founded: organisations, accounts, roles and an open batch; no case yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from webapp.demo.people import BASES, BUREAU, CLERKS, COUNTIES, DEPARTMENTS, EXPERTS, LEADS, UNITS, Unit
from workflows.calendar import end_of_day
from workflows.model.accounts import CITY, Organisation, Person, RoleGrant, district_scope, org_scope
from workflows.model.accreditation import Batch
from workflows.model.clock import today
from workflows.model.parameters import Parameter
from workflows.model.transaction import transaction
from workflows.model.vocabulary import Role, TitleSeries


@dataclass(frozen=True)
class City:
    """Ids by which the rest of the demonstration finds its way."""

    batch_id: int
    units: Sequence[int]
    bases: Sequence[int]


def found_city(at: datetime, password: str | None) -> City:
    """Write the people of the city, all with the one (hashed) password, and a batch that is open at `at`."""
    with transaction() as session:
        founder = _Founder(session, at - timedelta(days=400), password)
        founder.bureau()
        founder.departments()
        founder.counties()
        founder.experts()
        units = [founder.unit(number, unit) for number, unit in enumerate(UNITS, start=1)]
        bases = [founder.unit(number, unit) for number, unit in enumerate(BASES, start=len(UNITS) + 1)]
        batch = Batch(
            year=at.year,
            title=f"{at.year}年市级专业技术人员继续教育基地申报",
            fields=[TitleSeries.ENGINEERING, TitleSeries.AGRICULTURE, TitleSeries.ACCOUNTING],
            notice="申报材料按顺序装订成册，一式三份。",
            opens_at=end_of_day(today(at) - timedelta(days=151)),
            closes_at=end_of_day(today(at) + timedelta(days=45)),
            opened_by_id=founder.people["section"].id,
            opened_at=at - timedelta(days=151),
        )
        session.add(batch)
        by_id = founder.people["sysadmin"].id
        session.add(Parameter(key="id.fictional_region", value="1", reason="演示数据", by_id=by_id, at=founder.at))
        session.flush()
        return City(batch.id, units, bases)


class _Founder:
    """Adds organisations and people to one session; remembers who has which login."""

    def __init__(self, session: Session, at: datetime, password: str | None) -> None:
        self.session, self.at, self.password = session, at, password
        self.people: dict[str, Person] = {}
        self._departments: list[Organisation] = []

    def bureau(self) -> None:
        office = self._organisation("呼和浩特市人力资源和社会保障局", "BUREAU", phone="0471-0000001")
        for login, name, role in BUREAU:
            self._person(login, name, office, [(role, CITY)])

    def departments(self) -> None:
        for number, name in enumerate(DEPARTMENTS, start=1):
            office = self._organisation(name, "DEPARTMENT", phone=f"0471-00001{number:02d}")
            self._departments.append(office)
            login = "dept" if number == 1 else f"dept{number}"
            self._person(login, f"{'赵钱孙周吴'[number - 1]}主办", office, [(Role.SUPERVISOR, org_scope(office.id))])

    def counties(self) -> None:
        for number, (code, name) in enumerate(COUNTIES.items(), start=1):
            office = self._organisation(name, "COUNTY", district=code, phone=f"0471-00002{number:02d}")
            login = "county" if code == "150121" else f"county{number}"
            self._person(
                login, f"{'郝田梅姜汤尹黎易常武'[number - 1]}县办", office, [(Role.COUNTY_HRSS, district_scope(code))]
            )

    def experts(self) -> None:
        college = self._organisation("内蒙古示例师范学院", "UNIT", org_type="PUBLIC_INSTITUTION")
        for login, name, field in EXPERTS:
            person = self._person(login, name, college, [(Role.EXPERT, CITY), (Role.EXPERT_HEAD, CITY)])
            person.field, person.title = field, "教授"

    def unit(self, number: int, unit: Unit) -> int:
        department = self._departments[unit.department]
        office = self._organisation(unit.name, "UNIT", district=unit.district, org_type=unit.org_type)
        office.supervising_id = department.id
        scope = org_scope(office.id)
        clerk = "applicant" if number == 1 else f"unit{number:02d}"
        lead = "lead" if number == 1 else f"unit{number:02d}-lead"
        self._person(clerk, CLERKS[number - 1], office, [(Role.APPLICANT, scope)])
        self._person(lead, LEADS[number - 1], office, [(Role.APPLICANT_LEAD, scope)])
        return office.id

    def _organisation(
        self,
        name: str,
        kind: str,
        *,
        district: str | None = None,
        phone: str | None = None,
        org_type: str | None = None,
    ) -> Organisation:
        office = Organisation(
            name=name, kind=kind, district_code=district, phone=phone, org_type=org_type, created_at=self.at
        )
        self.session.add(office)
        self.session.flush()
        return office

    def _person(self, login: str, name: str, office: Organisation, grants: Sequence[tuple[Role, str]]) -> Person:
        number = len(self.people) + 1
        person = Person(
            login=login,
            name=name,
            email=f"{login}@example.cn",
            mobile=f"1400000{number:04d}",
            org_id=office.id,
            password=self.password,
            created_at=self.at,
        )
        person.grants.extend(RoleGrant(role=role, scope=scope, granted_at=self.at) for role, scope in grants)
        self.session.add(person)
        self.session.flush()
        self.people[login] = person
        return person
