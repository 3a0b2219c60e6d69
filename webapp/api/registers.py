"""What stands open to read: the processes with their drawings, the open windows, the public register; knows no case."""

from __future__ import annotations

from typing import Any

from flask import Response, url_for
from sqlalchemy import select

from webapp.api.door import api, bearer
from webapp.api.envelopes import BaseQuery, DrawingQuery
from webapp.api.replies import BasePage, Batches, Processes
from webapp.frame import instant
from webapp.gates import anybody
from webapp.phrases import step
from workflows import cases, inbox
from workflows.engine import Element
from workflows.inbox import registers
from workflows.inbox.registers import BaseLine
from workflows.law import law_in_force
from workflows.model import db
from workflows.model.accreditation import Batch
from workflows.model.clock import today
from workflows.model.parameters import Parameters, parameters
from workflows.model.process import StoredDrawing
from workflows.model.refusals import Absent

Reply = dict[str, Any]
Answered = dict[int | str, dict[str, str | dict[str, dict[str, Any]]]]
BPMN: Answered = {200: {"description": "BPMN 2.0", "content": {"application/xml": {"schema": {"type": "string"}}}}}


@api.get("/processes")
@bearer
@api.output(Processes)
def list_processes() -> Reply:
    """Each process as drawn now: its elements with their names, roles and terms."""
    return {"processes": [_process(name) for name in cases.PROCESSES]}


@api.get("/processes/<process>/drawing")
@bearer
@api.input(DrawingQuery, location="query", arg_name="asked")
@api.doc(responses=BPMN)
def show_drawing(process: str, asked: DrawingQuery) -> Response:
    """The drawing of a process as BPMN, the newest edition or the one asked for."""
    query = select(StoredDrawing.xml).where(StoredDrawing.process == process)
    if asked.version is not None:
        query = query.where(StoredDrawing.version == asked.version)
    xml = db.session.scalar(query.order_by(StoredDrawing.version.desc()).limit(1))
    if xml is None:
        raise Absent
    return Response(xml, content_type="application/xml; charset=utf-8")


@api.get("/batches")
@bearer
@api.output(Batches)
def list_batches() -> Reply:
    """The windows that are open at this instant, the one that closes first in front."""
    return {"batches": [_batch(batch) for batch in inbox.open_windows(db.session(), instant())]}


@api.get("/bases")
@anybody
@api.input(BaseQuery, location="query", arg_name="asked")
@api.output(BasePage)
def list_bases(asked: BaseQuery) -> Reply:
    """The public register of bases as it stands today, 25 at a time; no token is needed."""
    words = registers.BaseFilter(asked.q, asked.field, asked.status or "", asked.district or "", asked.after)
    page = registers.bases(db.session(), words, today(instant()))
    more = asked.model_dump(exclude_defaults=True) | {"after": page.after}
    return {
        "bases": [_base(line) for line in page.lines],
        "after": page.after,
        "next": url_for("api.list_bases", **more) if page.after else None,
    }


def _process(name: str) -> Reply:
    session = db.session()
    drawing_id, law = law_in_force(session, name)
    row = session.get_one(StoredDrawing, drawing_id)
    terms = parameters(session)
    return {
        "id": name,
        "name": law.drawing.name,
        "version": row.version,
        "sha256": row.sha256,
        "adopted_at": row.adopted_at,
        "elements": [_element(element, terms) for element in law.drawing.elements.values()],
    }


def _element(element: Element, terms: Parameters) -> Reply:
    return {
        "id": element.id,
        "kind": element.kind,
        "name": step(element.id, element.name),
        "role": element.lane,
        "parent": element.parent,
        "attached_to": element.attached_to,
        "term": terms[element.term] if element.term else None,
    }


def _batch(batch: Batch) -> Reply:
    kept = ("year", "title", "fields", "notice", "opens_at", "closes_at")
    return {"id": batch.public_id, **{name: getattr(batch, name) for name in kept}}


def _base(line: BaseLine) -> Reply:
    kept = ("code", "fields", "decision_number", "valid_from", "valid_to", "plaque_no")
    return {
        "id": line.base.public_id,
        "unit": line.base.org.name,
        "status": line.status,
        "district": line.district,
        **{name: getattr(line.base, name) for name in kept},
    }
