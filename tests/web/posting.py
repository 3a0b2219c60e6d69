"""What tests of plain pages share: send a form with the page's own token, ask the database anew."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient

from workflows.model import db


def post(client: FlaskClient, page: str, data: dict[str, Any], to: str | None = None, **rest: Any) -> Any:
    token = client.get(page).text.split('csrf-token" content="')[1].split('"')[0]
    return client.post(to or page, data={**data, "csrf_token": token}, **rest)


def fresh(query: Any) -> Any:
    db.session.rollback()
    return db.session.scalars(query).unique().first()
