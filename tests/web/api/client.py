"""A program that talks to the API with one bearer token and nothing else, as a neighbour's system would."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from webapp.api import tokens
from webapp.demo.samples import sample_pdf
from workflows.model import db

ROOT = "/api/v1"


class Program:
    """One token; every request is a request of its own, with nothing kept between them."""

    def __init__(self, app: Flask, token: str | None) -> None:
        self.app = app
        self.browser = app.test_client(use_cookies=False)
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.file: str | None = None

    def ask(self, method: str, path: str, **sent: Any) -> TestResponse:
        """Whatever is sent, in a context of its own as in the service."""
        db.session.rollback()
        headers = {**self.headers, **sent.pop("headers", {})}
        address = path if path.startswith("/api/") else ROOT + path
        with self.app.app_context():
            return self.browser.open(address, method=method, headers=headers, **sent)

    def get(self, path: str, status: int = 200, **sent: Any) -> Any:
        return self._read(self.ask("GET", path, **sent), status)

    def post(self, path: str, body: Any = None, status: int = 200, **sent: Any) -> Any:
        return self._read(self.ask("POST", path, **({} if body is None else {"json": body}), **sent), status)

    def put(self, path: str, body: Any, status: int = 200, **sent: Any) -> Any:
        return self._read(self.ask("PUT", path, json=body, **sent), status)

    def upload(self, name: str, content: bytes, status: int = 201, **parts: str) -> Any:
        form = {"file": (io.BytesIO(content), name), **parts}
        return self._read(self.ask("POST", "/files", data=form), status)

    def tasks(self, list_: str = "mine") -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.get(f"/tasks?list={list_}")["tasks"]
        return found

    def complete(self, task_id: str, **changes: Any) -> dict[str, Any]:
        """Read the task, take its example, upload what the example names, send it."""
        task = self.get(f"/tasks/{task_id}")
        answers = self.with_real_files(task["example"]) | changes
        receipt: dict[str, Any] = self.post(f"/tasks/{task_id}/complete", {"answers": answers, "seen": task["version"]})
        return receipt

    def with_real_files(self, value: Any) -> Any:
        """The example with `example-…` replaced by a file that was uploaded, one for all to save time."""
        if isinstance(value, str) and value.startswith("example-"):
            self.file = self.file or self.upload(f"{value}.pdf", sample_pdf())["id"]
            return self.file
        if isinstance(value, dict):
            return {key: self.with_real_files(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.with_real_files(inner) for inner in value]
        return value

    @staticmethod
    def _read(response: TestResponse, status: int) -> Any:
        assert response.status_code == status, (response.status_code, response.text[:1000])
        is_json = response.mimetype in ("application/json", "application/problem+json")
        return response.get_json() if is_json else response.data


Programs = Callable[[str], Program]


def programs(app: Flask, at: datetime) -> Programs:
    """The program of each login, with a token made for it."""
    known: dict[str, Program] = {}

    def of(login: str) -> Program:
        if login not in known:
            known[login] = Program(app, tokens.create(login, "test", 366, at=at))
        return known[login]

    return of
