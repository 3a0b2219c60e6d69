"""The commands of the offices: what they do, what they refuse, and the trail that each of them leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError

from tests.conftest import NOW, day
from webapp.demo import City
from workflows import cases, inbox
from workflows.calendar import is_workday
from workflows.cases import offices
from workflows.inbox import offices as asked
from workflows.model import clock, db, transaction
from workflows.model.accounts import Organisation, Person, RoleGrant
from workflows.model.accreditation import Batch
from workflows.model.offices import OfficeEvent, OfficeRefused
from workflows.model.parameters import parameters
from workflows.model.process import Case, UserTask
from workflows.model.refusals import NotYours
from workflows.model.vocabulary import Role, TitleSeries

Who = Callable[[str], Person]


def refused(code: str, act: Callable[[], Any]) -> None:
    with pytest.raises(OfficeRefused) as refusal:
        act()
    assert code == refusal.value.code


def open_batch(by: int, opens_on: date = date(2022, 5, 1), closes_on: date = date(2022, 5, 31)) -> str:
    return offices.open_batch(
        year=2022,
        title="2022年第二批",
        fields=[TitleSeries.HEALTH],
        notice=None,
        opens_on=opens_on,
        closes_on=closes_on,
        by=by,
        at=NOW,
    )


def invite(org: Organisation, by: int, login: str = "newcomer", roles: tuple[Role, ...] = (Role.APPLICANT,)) -> int:
    return offices.invite_person(org=org.public_id, login=login, name="新同事", roles=roles, by=by, at=NOW)


def verbs() -> list[str]:
    return list(db.session.scalars(select(OfficeEvent.verb).order_by(OfficeEvent.seq)))


def test_a_batch_is_open_from_its_first_day_to_the_end_of_its_last(city: City, person: Who) -> None:
    public_id = open_batch(person("section").id)
    batch = db.session.scalars(select(Batch).where(Batch.public_id == public_id)).one()
    assert ("2022-05-01T00:00:00+08:00", "2022-06-01T00:00:00+08:00") == (
        batch.opens_at.astimezone(clock.LOCAL).isoformat(),
        batch.closes_at.astimezone(clock.LOCAL).isoformat(),
    )
    assert (["HEALTH"], ["opened"]) == (batch.fields, verbs())


def test_a_batch_is_refused_backwards_in_the_past_and_to_others(city: City, person: Who) -> None:
    section = person("section").id
    refused("window_backwards", lambda: open_batch(section, date(2022, 5, 2), date(2022, 5, 1)))
    refused("window_over", lambda: open_batch(section, date(2022, 1, 1), date(2022, 2, 28)))
    for login in ("leader", "sysadmin", "applicant"):
        with pytest.raises(NotYours):
            open_batch(person(login).id)
    assert [] == verbs()


def test_an_organisation_enters_the_list_once(city: City, person: Who) -> None:
    by = person("sysadmin").id
    offices.add_organisation(name="新示例学院", kind="UNIT", uscc="12150199mb0a00018f", by=by, at=NOW)
    refused("name_taken", lambda: offices.add_organisation(name="新示例学院", kind="UNIT", by=by, at=NOW))
    refused(
        "code_taken",
        lambda: offices.add_organisation(name="另一", kind="UNIT", uscc="12150199MB0A00018F", by=by, at=NOW),
    )
    refused(
        "code_wrong",
        lambda: offices.add_organisation(name="另一", kind="UNIT", uscc="12150199MB0A00018X", by=by, at=NOW),
    )
    refused("district_needed", lambda: offices.add_organisation(name="某局", kind="COUNTY", by=by, at=NOW))
    with pytest.raises(NotYours):
        offices.add_organisation(name="另一", kind="UNIT", by=person("secadmin").id, at=NOW)
    assert ["added"] == verbs()


def test_a_unit_has_several_staff_invited_by_its_head(city: City, person: Who) -> None:
    head = person("lead")
    person_id = invite(head.org, head.id, roles=(Role.APPLICANT, Role.APPLICANT_LEAD))
    assert {"APPLICANT", "APPLICANT_LEAD"} == db.session.get_one(Person, person_id).role_codes
    assert "newcomer" in [one.login for one in asked.staff(db.session(), head.org_id)]


def test_a_head_reaches_neither_other_units_nor_other_roles(city: City, person: Who) -> None:
    head, other = person("lead"), person("unit02")
    with pytest.raises(NotYours):
        invite(other.org, head.id)
    with pytest.raises(NotYours):
        invite(head.org, head.id, roles=(Role.BASE_ADMIN,))
    with pytest.raises(NotYours):
        offices.grant_role(other.id, Role.APPLICANT_LEAD, by=head.id, at=NOW)
    with pytest.raises(NotYours):
        offices.renew_link(person("applicant").id, by=head.id, at=NOW)  # has a password: not a head's affair


@pytest.mark.parametrize(
    ("login", "roles", "code"),
    [
        ("X", (Role.APPLICANT,), "login_wrong"),
        ("applicant", (Role.APPLICANT,), "name_taken"),
        ("newcomer", (), "role_needed"),
        ("newcomer", (Role.HRSS_LEADER,), "role_foreign"),
    ],
)
def test_an_invitation_is_refused(city: City, person: Who, login: str, roles: tuple[Role, ...], code: str) -> None:
    org, by = person("lead").org, person("sysadmin").id
    refused(code, lambda: invite(org, by, login, roles))
    assert [] == verbs()


def test_the_three_administrators_are_never_one_person(city: City, person: Who) -> None:
    by, clerk = person("secadmin").id, person("clerk")
    refused("one_administrator", lambda: offices.grant_role(clerk.id, Role.AUDIT_ADMIN, by=by, at=NOW))
    refused("one_administrator", lambda: offices.grant_role(person("auditadmin").id, Role.SYS_ADMIN, by=by, at=NOW))
    refused("one_administrator", lambda: offices.grant_role(person("sysadmin").id, Role.HRSS_CLERK, by=by, at=NOW))
    bureau, system = clerk.org, person("sysadmin").id
    refused("one_administrator", lambda: invite(bureau, system, roles=(Role.SYS_ADMIN, Role.AUDIT_ADMIN)))


def test_the_database_itself_refuses_a_second_administrators_office(city: City, person: Who) -> None:
    audit = person("auditadmin").id
    with pytest.raises(IntegrityError), transaction() as session:
        session.add(RoleGrant(person_id=audit, role="SYS_ADMIN", scope="city", granted_at=NOW))


def test_roles_are_given_and_ended_by_others_with_a_reason(city: City, person: Who) -> None:
    by, clerk = person("secadmin"), person("clerk")
    grant = offices.grant_role(clerk.id, Role.HRSS_REVIEWER, by=by.id, at=NOW)
    refused("role_held", lambda: offices.grant_role(clerk.id, Role.HRSS_REVIEWER, by=by.id, at=NOW))
    refused("oneself", lambda: offices.grant_role(by.id, Role.AUDIT_ADMIN, by=by.id, at=NOW))
    refused("reason_needed", lambda: offices.end_role(grant, " ", by=by.id, at=NOW))
    offices.end_role(grant, "调岗", by=by.id, at=day(1))
    refused("not_in_force", lambda: offices.end_role(grant, "调岗", by=by.id, at=day(1)))
    assert {"HRSS_CLERK"} == db.session.get_one(Person, clerk.id, populate_existing=True).role_codes
    assert ["granted", "ended"] == verbs()


def test_the_last_system_administrator_stays(city: City, person: Who) -> None:
    grant = person("sysadmin").grants[0].id
    by = person("secadmin").id
    refused("last_administrator", lambda: offices.end_role(grant, "离任", by=by, at=NOW))


def test_tasks_of_a_disabled_person_go_back_to_their_trays(create_case: Callable[..., Case], person: Who) -> None:
    case_id, at = create_case(at="accept_application").id, day(30)
    clerk, by = person("clerk").id, person("sysadmin").id
    query = select(UserTask.id).where(UserTask.case_id == case_id, UserTask.closed_at.is_(None))
    task_id = db.session.scalars(query).one()
    cases.claim(task_id, by=clerk, at=at)
    done = offices.disable_person(clerk, "退休", by=by, at=at)
    assert ("accept_application",) == done.put_back
    colleague = inbox.groups(db.session(), person("clerk2"), inbox.Filter())
    assert ["accept_application"] == [line.element for line in colleague.lines]
    assert (1, []) == cases.verify(db.session())[::2]
    refused("not_in_force", lambda: offices.disable_person(clerk, "退休", by=by, at=at))
    offices.enable_person(clerk, "返聘", by=by, at=at)
    assert ["disabled", "enabled"] == verbs()


def test_nobody_disables_the_own_account_and_only_the_system_administrator_disables(city: City, person: Who) -> None:
    by = person("sysadmin").id
    refused("oneself", lambda: offices.disable_person(by, "离任", by=by, at=NOW))
    with pytest.raises(NotYours):
        offices.disable_person(person("clerk").id, "离任", by=person("section").id, at=NOW)


def test_an_expert_has_no_tray_to_give_a_task_back_to(create_case: Callable[..., Case], person: Who) -> None:
    create_case(at="score_application")
    holder = db.session.scalars(
        select(Person).join(UserTask, UserTask.assignee_id == Person.id).where(UserTask.element == "score_application")
    ).first()
    assert holder is not None
    done = offices.disable_person(holder.id, "退出专家库", by=person("sysadmin").id, at=day(60))
    assert ((), ("score_application",)) == (done.put_back, done.stranded)


def test_a_parameter_keeps_its_type_its_limits_and_its_reason(city: City, person: Who) -> None:
    by = person("sysadmin").id
    offices.set_parameter("accept.days", " 7 ", "局务会决定", by=by, at=NOW)
    offices.set_parameter("review.pass", "72.5", "局务会决定", by=by, at=NOW)
    assert (7, "72.5") == tuple(parameters(db.session())[key] for key in ("accept.days", "review.pass"))
    for key, value in (
        ("accept.days", "0"),
        ("accept.days", "2.5"),
        ("accept.days", "many"),
        ("accept.days", "７"),
        ("review.pass", "101"),
        ("review.pass", "70.555"),
        ("review.pass", "NaN"),
        ("office.name", "  "),
        ("office.name", "局" * 101),
    ):
        refused("value_wrong", lambda key=key, value=value: offices.set_parameter(key, value, "理由", by=by, at=NOW))
    refused("parameter_unknown", lambda: offices.set_parameter("made.up", "1", "理由", by=by, at=NOW))
    refused("reason_needed", lambda: offices.set_parameter("accept.days", "5", "", by=by, at=NOW))
    with pytest.raises(NotYours):
        offices.set_parameter("accept.days", "5", "理由", by=person("leader").id, at=NOW)


def test_a_day_is_moved_and_taken_back(city: City, person: Who) -> None:
    by, festival = person("sysadmin").id, date(2022, 7, 11)
    offices.move_day(festival, False, "那达慕", by=by, at=NOW)
    assert not is_workday(festival, parameters(db.session()).moved_days)
    refused("day_as_it_is", lambda: offices.move_day(festival, False, "那达慕", by=by, at=NOW))
    offices.clear_day(festival, "改期", by=by, at=NOW)
    assert is_workday(festival, parameters(db.session()).moved_days)
    assert ["moved", "cleared"] == verbs()


@pytest.mark.parametrize(
    ("harm", "found"),
    [
        (update(OfficeEvent).where(OfficeEvent.seq == 2).values(why="别的理由"), [(2, "altered")]),
        (text("DELETE FROM office_event WHERE seq = 2"), [(3, "missing")]),
        (text("DELETE FROM office_event WHERE seq = 3"), [(3, "missing")]),
    ],
)
def test_the_trail_shows_what_was_done_to_it(city: City, person: Who, harm: Any, found: list[Any]) -> None:
    by = person("sysadmin").id
    for value in ("6", "7", "8"):
        offices.set_parameter("accept.days", value, "试行", by=by, at=NOW)
    assert (3, []) == offices.verify_offices(db.session())
    with transaction() as session:
        session.execute(harm)
    assert found == [(fault.seq, fault.reason) for fault in offices.verify_offices(db.session())[1]]
