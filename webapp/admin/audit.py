"""The trails: what the offices did, and whether every chain still holds; the audit administrator changes nothing."""

from __future__ import annotations

from flask import request

from webapp.admin.room import AUDIT, Answer, admin, page
from webapp.frame import instant
from webapp.gates import officers
from workflows import cases
from workflows.cases import offices
from workflows.inbox import offices as asked
from workflows.model import db


@admin.get("/audit")
@officers(AUDIT)
def audit() -> Answer:
    """The latest acts of the offices."""
    return page("audit", found=asked.trail(db.session(), request.args.get("after", type=int)), result=None)


@admin.post("/audit")
@officers(AUDIT)
def verify() -> Answer:
    """Replay every chain of cases and the one of the offices, and say what was found."""
    count, events, broken = cases.verify(db.session())
    acts, torn = offices.verify_offices(db.session())
    result = {"cases": count, "events": events, "acts": acts, "broken": broken, "torn": torn, "at": instant()}
    return page("audit", found=asked.trail(db.session(), None), result=result)
