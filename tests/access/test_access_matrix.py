"""Who comes in where: every route, every method, every office, one's own, a foreign and an absent object (P17, P26)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from matrix import SAFE, Door, State, Visitor, absent, doors, plain
from sqlalchemy import select
from standing import Stand
from werkzeug.routing import Rule

from webapp.api import tokens
from webapp.auth.demo import PASSWORD
from webapp.gates import ANYBODY, gate_of
from workflows import policy
from workflows.model import db
from workflows.model.facts import FileUse, StoredFile

BEARER = "bearer"
BUREAU = frozenset({"own", "foreign"})
# login -> kind -> which of the two objects exist for the person: "own" belongs to the first unit's application,
# which lies at the acceptance desk, "foreign" to the second unit's draft; whatever is not named looks absent
SEES: Mapping[str, Mapping[str, frozenset[str]]] = {
    "applicant": {"case": frozenset({"own"}), "file": frozenset({"own"})},
    "unit02": {"case": frozenset({"foreign"}), "task": frozenset({"foreign"}), "file": frozenset({"foreign"})},
    "clerk": {"case": BUREAU, "task": frozenset({"own"}), "file": frozenset({"own"})},
    "reviewer": {"case": BUREAU, "file": frozenset({"own"})},
    "section": {"case": BUREAU, "file": frozenset({"own"})},
    "leader": {"case": BUREAU, "file": frozenset({"own"})},
    "expert1": {},
    "sysadmin": {},
}
KINDS = {"tasks": "task", "cases": "case", "files": "file"}
API = {"task_id": "task", "case_id": "case", "file_id": "file"}


@dataclass(frozen=True)
class House:
    """The application, the ids of its objects by kind and relation, and its state."""

    here: Stand
    state: State
    ids: Mapping[str, Mapping[str, str]]

    @property
    def app(self) -> Flask:
        return self.here.app

    def visitor(self, login: str) -> Visitor:
        client = self.app.test_client()
        client.post("/login", data={"login": login, "password": PASSWORD})
        cookie = client.get_cookie("sid")
        assert cookie is not None
        token = tokens.create(login, "matrix", 30, at=self.here.driver.at)
        self.state.keep()
        return Visitor(self.app, self.state, cookie.value, token, SEES[login])


@pytest.fixture
def house(stand: Callable[[str], Stand], tmp_path: Path) -> Iterator[House]:
    here = stand("accept_application")
    here.app.config["WTF_CSRF_ENABLED"] = False  # here it is asked who may, below whether a forged form may
    own = db.session.scalars(
        select(StoredFile.public_id).join(FileUse, FileUse.file_id == StoredFile.id).where(FileUse.element != "")
    ).first()
    draft = here.driver.standing(here.driver.case(here.neighbour_id))[0]
    ids = {
        "case": {"own": here.case_id, "foreign": here.neighbour_id},
        "task": {"own": here.turn.public_id, "foreign": draft.public_id},
        "file": {"own": own or "", "foreign": here.driver.upload(here.person("unit02"), "foreign")},
    }
    db.session.rollback()
    state = State(here.settings.data_dir / "jijiao.sqlite3", tmp_path / "kept.sqlite3")
    yield House(here, state, ids)
    state.close()


def kind_of(rule: Rule) -> tuple[str, str] | None:
    """The argument that names a known kind of object, and the kind."""
    room = rule.endpoint.partition(".")[0]
    if room == "api":
        return next(((name, API[name]) for name in rule.arguments if name in API), None)
    return ("public_id", KINDS[room]) if room in KINDS and "public_id" in rule.arguments else None


def test_every_route_says_who_may_come(stand: Callable[[str], Stand]) -> None:
    app = stand("accept_application").app
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
    assert len(rules) > 40
    assert [] == [rule.endpoint for rule in rules if gate_of(app.view_functions[rule.endpoint]) is None]


@pytest.mark.timeout(300)
def test_nobody_in_particular_comes_to_public_pages_only(house: House) -> None:
    stranger, faults = Visitor(house.app, house.state), []
    for door in doors(house.app):
        response = stranger.knock(door, absent(door.rule))
        if not _stranger_is_answered(house.app, door, response.status_code, response.headers.get("Location", "")):
            faults.append(f"{door}: {response.status_code}")
        if house.state.settle():
            faults.append(f"{door}: wrote")
    assert not faults, "\n".join(faults)


def _stranger_is_answered(app: Flask, door: Door, status: int, location: str) -> bool:
    if door.endpoint is None:
        return status == 405
    gate = gate_of(app.view_functions[door.endpoint])
    if gate == ANYBODY:
        return status < 500 and status != 401
    return status == 401 or (gate != BEARER and door.method == "GET" and status == 302 and "/login" in location)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("login", SEES)
def test_what_is_refused_looks_absent_and_changes_nothing(house: House, login: str) -> None:
    visitor = house.visitor(login)
    person = house.here.person(login)
    faults = {fault for door in doors(house.app) for fault in visit(house, visitor, door, person.role_codes)}
    assert not faults, "\n".join(sorted(faults))


def visit(house: House, visitor: Visitor, door: Door, roles: frozenset[str]) -> Iterator[str]:
    """What is wrong at one door for one person; that unknown methods are refused, the stranger has found out."""
    if door.endpoint is None:
        return
    nowhere = absent(door.rule)
    response = visitor.knock(door, nowhere)
    yield from changed(house, door, "absent", response.status_code)
    gate = gate_of(house.app.view_functions[door.endpoint])
    open_to_all = not isinstance(gate, frozenset) or not gate.isdisjoint(roles)
    if not open_to_all and response.status_code != 404:
        yield f"{door}: closed to {sorted(roles)}, yet {response.status_code}"
    if response.status_code >= 500 or (open_to_all and _plain_page(door) and response.status_code >= 400):
        yield f"{door}: {response.status_code}"
    found = kind_of(door.rule)
    if found is not None:
        yield from objects(house, visitor, door, found, plain(response, nowhere))


def _plain_page(door: Door) -> bool:
    return door.method in SAFE and not door.rule.arguments


def objects(
    house: House, visitor: Visitor, door: Door, found: tuple[str, str], nothing: tuple[int, str]
) -> Iterator[str]:
    """One's own and the foreign object: what the person does not see answers like nothing at all."""
    name, kind = found
    for relation, number in house.ids[kind].items():
        values = {**absent(door.rule), name: number}
        response = visitor.knock(door, values)
        answer = plain(response, values)
        if relation in visitor.sees.get(kind, ()):
            if response.status_code in (401, 404) or response.status_code >= 500:
                yield f"{door}: {relation} {kind}: {response.status_code}"
        elif answer != nothing or response.status_code < 400:
            yield f"{door}: {relation} {kind}: {response.status_code} is not what an absent one gets ({nothing[0]})"
        elif any(number in answer[1] for of_kind in house.ids.values() for number in of_kind.values()):
            yield f"{door}: {relation} {kind}: names somebody else's object"
        yield from changed(house, door, f"{relation} {kind}", response.status_code)


def changed(house: House, door: Door, what: str, status: int) -> Iterator[str]:
    """A page that is only read, or a refusal, that wrote something; afterwards the state is as before."""
    if house.state.settle() and (door.method in SAFE or status >= 400):
        yield f"{door}: {what}: {status} and wrote"


def test_a_form_without_its_token_is_never_accepted(house: House) -> None:
    visitor, faults = house.visitor("sysadmin"), []
    house.app.config["WTF_CSRF_ENABLED"] = True
    for door in doors(house.app):
        if door.endpoint is None or door.method in SAFE or door.endpoint in ("reports.receive",):
            continue
        if gate_of(house.app.view_functions[door.endpoint]) != BEARER:
            status = visitor.knock(door, absent(door.rule)).status_code
            faults += [] if status == 400 and not house.state.settle() else [f"{door}: {status}"]
    assert not faults, "\n".join(faults)


def test_the_table_of_this_test_is_what_the_policy_says(house: House) -> None:
    cases = {relation: house.here.driver.case(number).id for relation, number in house.ids["case"].items()}
    for login, sees in SEES.items():
        person = house.here.person(login)
        seen = {relation for relation, case_id in cases.items() if policy.may_see(db.session(), person, case_id)}
        assert set(sees.get("case", ())) == seen, login
