"""Every route by every method for one visitor: what is refused looks absent and changes nothing. Knows no page."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pysqlite3.dbapi2
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
SAFE = ("GET", "HEAD")
ABSENT = "absent0absent0ab"
SESSIONS = ("web_session", "login_failure", "rate_limit")
CHANGING = re.compile(r'(name="csrf_token"[^>]*value="[^"]*")|(content="[\w.-]{40,}")')


@dataclass(frozen=True)
class Door:
    """One method at one address pattern; `endpoint` is None where the address does not know the method."""

    rule: Rule
    method: str
    endpoint: str | None

    def __str__(self) -> str:
        return f"{self.method} {self.rule.rule}"


def doors(app: Flask) -> Iterator[Door]:
    """All methods at all address patterns, the static files left out."""
    by_address: dict[str, dict[str, Rule]] = {}
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":
            by_address.setdefault(rule.rule, {}).update(dict.fromkeys(rule.methods or (), rule))
    for known in by_address.values():
        for method in METHODS:
            rule = known.get(method)
            yield Door(rule or next(iter(known.values())), method, rule.endpoint if rule else None)


class State:
    """The database of the application, seen from outside; it can be put back."""

    def __init__(self, path: Path, kept: Path) -> None:
        self._live = pysqlite3.dbapi2.connect(str(path), timeout=30)
        self._kept = pysqlite3.dbapi2.connect(str(kept))
        self.keep()

    def keep(self) -> None:
        """This is the beginning from now on."""
        self._live.backup(self._kept)
        self._version, self._hash = self._now(), self.hash()

    def settle(self) -> bool:
        """Whether any row differs from the beginning, but for logins; then, or after any commit, it is put back."""
        if self._now() == self._version:
            return False
        differs = self.hash() != self._hash
        self._kept.backup(self._live)
        self._version = self._now()
        return differs

    def hash(self) -> str:
        whole = hashlib.sha256()
        tables = self._live.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        for (name,) in tables:
            if name not in SESSIONS:
                rows = self._live.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608
                whole.update(repr((name, sorted(map(repr, rows)))).encode())
        return whole.hexdigest()

    def close(self) -> None:
        self._live.close()
        self._kept.close()

    def _now(self) -> int:
        return int(self._live.execute("PRAGMA data_version").fetchone()[0])


@dataclass
class Visitor:
    """Somebody with a browser and a token; `sees` names the objects that exist for this person, by kind."""

    app: Flask
    state: State
    cookie: str | None = None
    token: str | None = None
    sees: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def knock(self, door: Door, values: Mapping[str, object]) -> TestResponse:
        """One request with an empty form, or an empty object for a program."""
        with self.app.test_request_context():
            address = self.app.url_map.bind("localhost").build(door.rule.endpoint, dict(values), method=None)
        client: FlaskClient = self.app.test_client()
        if self.cookie:
            client.set_cookie("sid", self.cookie)
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        body: dict[str, Any] = {"json": {}} if "/api/" in address else {"data": {}}
        return client.open(address, method=door.method, headers=headers, **({} if door.method in SAFE else body))


def plain(response: TestResponse, values: Mapping[str, object]) -> tuple[int, str]:
    """Status and text without what differs from request to request."""
    text = response.get_data().decode(errors="replace")
    for value in values.values():
        text = text.replace(str(value), "ID")
    request_id = response.headers.get("X-Request-ID")
    text = text.replace(request_id, "REQUEST") if request_id else text
    return response.status_code, CHANGING.sub("", text)


Objects = Callable[[Rule], list[tuple[str, Mapping[str, object]]]]


def absent(rule: Rule) -> dict[str, object]:
    """Values that lead nowhere."""
    values: dict[str, object] = {}
    for name in rule.arguments:
        is_number = f"<int:{name}>" in rule.rule
        values[name] = 2**31 - 1 if is_number else "2022-02-30" if name == "day" else ABSENT
    return values
