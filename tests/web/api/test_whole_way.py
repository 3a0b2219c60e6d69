"""The whole way of an application through the API alone: ten persons, ten tokens, real files, example answers."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from api.client import Programs
from webapp.demo import City
from workflows.model import clock, db
from workflows.model.facts import DossierEdition
from workflows.worker import bind_dossier, run_due

BY_ROLE = {
    "APPLICANT": "applicant",
    "APPLICANT_LEAD": "lead",
    "SUPERVISOR": "dept",
    "HRSS_CLERK": "clerk",
    "HRSS_REVIEWER": "reviewer",
    "HRSS_SECTION": "section",
    "HRSS_LEADER": "leader",
}
EXPERTS = [f"expert{number}" for number in range(1, 10)]


def test_an_application_is_accredited_by_ten_programs_with_ten_tokens(
    app: Flask, city: City, programs: Programs
) -> None:
    applicant, at, acted = programs("applicant"), clock.now(), set()
    batch = applicant.get("/batches")["batches"][0]
    case_id = applicant.post("/cases", {"process": "base_application", "batch": batch["id"]}, 201)["case"]
    for _ in range(200):
        with clock.fixed(at):
            case = applicant.get(f"/cases/{case_id}")
            if case["outcome"]:
                break
            if case["standing"]:
                acted.add(_do_one(programs, case_id, case["standing"][0]["role"]))
                at += timedelta(hours=3)
            else:
                at += timedelta(days=3)
        _let_time_do_its_work(at)

    assert case["outcome"] == "accredited"
    assert len(acted) == 10
    with clock.fixed(at):
        _look_back(programs, case_id)


def _do_one(programs: Programs, case_id: str, role: str) -> str:
    """Whoever finds a task of this case in the own lists takes it, if it lies in a tray, and does it."""
    for login in EXPERTS if role in ("EXPERT", "EXPERT_HEAD") else [BY_ROLE[role]]:
        program = programs(login)
        for list_ in ("mine", "groups"):
            for task in program.tasks(list_):
                if task["case"] != case_id:
                    continue
                if list_ == "groups":
                    program.post(f"/tasks/{task['id']}/claim")
                changes = {"visit_needed": False} if task["element"] == "draw_experts" else {}
                assert program.complete(task["id"], **changes)["case"] == case_id
                return login
    raise AssertionError(f"nobody has a task of {role}")


def _let_time_do_its_work(at: object) -> None:
    for edition_id in db.session.scalars(select(DossierEdition.id).where(DossierEdition.made_at.is_(None))).all():
        bind_dossier(edition_id)
    run_due(at)
    db.session.rollback()


def _look_back(programs: Programs, case_id: str) -> None:
    applicant = programs("applicant")
    events = applicant.get(f"/cases/{case_id}/history")["events"]
    assert list(range(len(events), 0, -1)) == [event["seq"] for event in events]
    assert {None} == {event["who"] for event in events if event["element"] == "score_application"}
    assert {None} == {event["verdict"] for event in events if event["element"] == "conclude_panel"}
    bureau = programs("clerk").get(f"/cases/{case_id}/history")["events"]
    assert None not in {event["who"] for event in bureau if event["element"] == "score_application"}

    documents = applicant.get(f"/cases/{case_id}/documents")["documents"]
    assert {"dossier", "D-01"} <= {document["kind"] for document in documents}
    for document in documents:
        content = applicant.get(f"/documents/{document['id']}")
        assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(content)).namelist()
        assert document["sha256"] in (None, hashlib.sha256(content).hexdigest())

    base = applicant.get("/bases")["bases"][0]
    assert ("青城示例职业学院", "ACTIVE") == (base["unit"], base["status"])
    assert [case_id] == [line["id"] for line in applicant.get("/cases?state=ended")["cases"]]
    assert 12 == len(applicant.tasks("done"))  # eleven sections and the check
