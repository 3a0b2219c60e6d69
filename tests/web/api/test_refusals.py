"""What the API refuses in the course of a case: each refusal with its code, its pointer and what a program needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from api.client import Program, Programs
from webapp.demo import City, Driver
from webapp.demo.samples import sample_pdf
from workflows.model import clock, db
from workflows.model.accreditation import Batch
from workflows.model.process import Case, CaseEvent
from workflows.model.transaction import transaction

CreateCase = Callable[..., Case]


def task_at(program: Program, element: str, list_: str = "mine") -> dict[str, Any]:
    """The program's task of this element, whole."""
    found = next(task for task in program.tasks(list_) if task["element"] == element)
    whole: dict[str, Any] = program.get(f"/tasks/{found['id']}")
    return whole


def completion(program: Program, task: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {"answers": program.with_real_files(task["example"]) | changes, "seen": task["version"]}


def pointers(problem: dict[str, Any]) -> dict[str, str]:
    return {error["pointer"]: error["code"] for error in problem["errors"]}


def events() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(CaseEvent)) or 0


def test_a_retry_with_the_same_key_gets_the_first_answer_again(programs: Programs, create_case: CreateCase) -> None:
    create_case(at="accept_application")
    clerk = programs("clerk")
    task = task_at(clerk, "accept_application", "groups")
    sent, key = completion(clerk, task), {"Idempotency-Key": "k-1"}
    first = clerk.post(f"/tasks/{task['id']}/complete", sent, headers=key)
    count = events()
    assert first == clerk.post(f"/tasks/{task['id']}/complete", sent, headers=key)
    assert first == clerk.post(f"/tasks/{task['id']}/complete", sent | {"answers": {}}, headers=key)
    assert count == events()

    other = task_at(clerk, "hand_in_volume", "groups")
    refused = clerk.post(f"/tasks/{other['id']}/complete", sent, 422, headers=key)
    assert "key_reused" == refused["code"]
    assert "key_reused" == clerk.put(f"/tasks/{task['id']}/answers", {"answers": {}}, 422, headers=key)["code"]
    malformed = clerk.post(f"/tasks/{other['id']}/complete", sent, 422, headers={"Idempotency-Key": "k 1"})
    assert [("idempotency_key", "code_invalid")] == [
        (error["parameter"], error["code"]) for error in malformed["errors"]
    ]


def test_two_persons_may_choose_the_same_key(programs: Programs, create_case: CreateCase, city: City) -> None:
    sent = {"process": "base_application", "batch": programs("applicant").get("/batches")["batches"][0]["id"]}
    key = {"Idempotency-Key": "same"}
    cases = [programs(login).post("/cases", sent, 201, headers=key)["case"] for login in ("applicant", "unit02")]
    assert 2 == len(set(cases))
    assert cases[0] == programs("applicant").post("/cases", sent, 201, headers=key)["case"]


def test_a_closed_task_says_who_and_when(programs: Programs, create_case: CreateCase) -> None:
    create_case(at="accept_application")
    first, second = programs("clerk"), programs("clerk2")
    task = task_at(first, "accept_application", "groups")
    sent = completion(first, task)
    first.post(f"/tasks/{task['id']}/complete", sent)
    for refused in (
        second.post(f"/tasks/{task['id']}/complete", sent, 409),
        second.post(f"/tasks/{task['id']}/claim", status=409),
        second.put(f"/tasks/{task['id']}/draft", {"answers": {}}, 409),
        first.put(f"/tasks/{task['id']}/answers", {"answers": sent["answers"]}, 409),
        second.post(f"/tasks/{task['id']}/hand-over", {"to": "nobody", "reason": "x"}, 409),
    ):
        assert ("already_done", "苏雅", "completed") == (refused["code"], refused["who"], refused["how"])
        assert "苏雅" in refused["detail"]
        assert refused["at"].startswith("2022-03-")


def test_a_task_that_changed_meanwhile_keeps_what_was_typed(programs: Programs, create_case: CreateCase) -> None:
    create_case(at="accept_application")
    clerk = programs("clerk")
    task = task_at(clerk, "accept_application", "groups")
    clerk.post(f"/tasks/{task['id']}/claim")
    refused = clerk.post(f"/tasks/{task['id']}/complete", completion(clerk, task), 409)
    assert ("changed_meanwhile", 0, 1) == (refused["code"], refused["seen"], refused["current"])


def test_a_task_in_other_hands_is_403_and_names_them(programs: Programs, create_case: CreateCase) -> None:
    create_case(at="accept_application")
    task = task_at(programs("clerk"), "accept_application", "groups")
    programs("clerk").post(f"/tasks/{task['id']}/claim")
    late = programs("clerk2")
    for refused in (
        late.post(f"/tasks/{task['id']}/claim", status=403),
        late.post(f"/tasks/{task['id']}/release", status=403),
        late.post(f"/tasks/{task['id']}/complete", {"answers": {"rubbish": 1}, "seen": 1}, 403),
    ):
        assert ("not_yours", "苏雅") == (refused["code"], refused["who"])
    assert not late.get(f"/tasks/{task['id']}")["is_answerable"]


def test_foreign_and_absent_are_the_same_404(programs: Programs, create_case: CreateCase) -> None:
    case = create_case(at="accept_application")
    task = task_at(programs("clerk"), "accept_application", "groups")["id"]
    file = programs("clerk").upload("a.pdf", sample_pdf())["id"]
    letter = "nothing-like-it"
    stranger = programs("unit02")
    for method, here, there in (
        ("GET", f"/tasks/{task}", "/tasks/absent"),
        ("PUT", f"/tasks/{task}/draft", "/tasks/absent/draft"),
        ("POST", f"/tasks/{task}/complete", "/tasks/absent/complete"),
        ("PUT", f"/tasks/{task}/answers", "/tasks/absent/answers"),
        ("POST", f"/tasks/{task}/claim", "/tasks/absent/claim"),
        ("GET", f"/tasks/{task}/colleagues", "/tasks/absent/colleagues"),
        ("GET", f"/cases/{case.public_id}", "/cases/absent"),
        ("GET", f"/cases/{case.public_id}/history", "/cases/0"),
        ("GET", f"/cases/{case.public_id}/documents", "/cases/-1"),
        ("POST", f"/cases/{case.public_id}/withdraw", "/cases/absent/withdraw"),
        ("GET", f"/files/{file}", "/files/" + "9" * 400),
        ("GET", f"/documents/{file}", f"/documents/{letter}"),
        ("GET", "/processes/nothing/drawing", "/processes/%00/drawing"),
    ):
        body: dict[str, Any] = {"json": {"answers": {}, "seen": 0}} if method != "GET" else {}
        if "draft" in here or "answers" in here:
            body = {"json": {"answers": {}}}
        body = {"json": {"reason": "x"}} if "withdraw" in here else body
        said = [stranger.ask(method, path, **body) for path in (here, there)]
        assert [(404, "not_found")] * 2 == [(one.status_code, one.get_json()["code"]) for one in said], here


def test_an_unknown_field_and_wrong_answers_have_their_pointers(programs: Programs, create_case: CreateCase) -> None:
    create_case(at="fill_faculty")
    applicant = programs("applicant")
    task = task_at(applicant, "fill_faculty")
    sent = completion(applicant, task)
    teachers = [dict(row) for row in sent["answers"]["faculty_list"]]
    teachers[1] |= {"name": " \u3000\u200b", "title_level": "KING", "salary": 1}
    address = f"/tasks/{task['id']}/complete"
    refused = applicant.post(address, {**sent, "answers": sent["answers"] | {"faculty_list": teachers}}, 422)
    assert {"/answers/faculty_list/1/salary": "field_unknown"} == pointers(refused)

    del teachers[1]["salary"]
    changed = sent["answers"] | {"faculty_list": teachers, "full_time_count": 40, "stability_note": None}
    refused = applicant.post(address, {**sent, "answers": changed}, 422)
    assert {
        "/answers/faculty_list/1/name": "required",
        "/answers/faculty_list/1/title_level": "choice_invalid",
        "/answers/full_time_count": "sum_mismatch",
        "/answers/stability_note": "required",
    } == pointers(refused)
    assert "invalid" == refused["code"]
    assert {"请填写此项"} == {error["message"] for error in refused["errors"] if error["code"] == "required"}


def test_a_file_of_somebody_else_is_gone(programs: Programs, create_case: CreateCase) -> None:
    create_case(at="recommend_application")
    department = programs("dept")
    task = task_at(department, "recommend_application", "groups")
    foreign = programs("unit02").upload("a.pdf", sample_pdf())["id"]
    for file in (foreign, "A" * 16, "example-report"):
        sent = {"answers": task["example"] | {"report_files": [file]}, "seen": task["version"]}
        refused = department.post(f"/tasks/{task['id']}/complete", sent, 422)
        assert {"/answers/report_files": "file_gone"} == pointers(refused)


def test_submitting_reviewing_and_approving_are_different_persons(
    programs: Programs, create_case: CreateCase, person: Callable[[str], Any]
) -> None:
    create_case(at="review_preliminarily")
    reviewer = programs("reviewer")
    with transaction() as session:
        session.merge(person("reviewer")).org_id = person("applicant").org_id
    task = task_at(reviewer, "review_preliminarily", "groups")
    assert "separation_of_duties" == reviewer.post(f"/tasks/{task['id']}/claim", status=403)["code"]


def test_a_section_is_amended_until_the_application_is_submitted(programs: Programs, create_case: CreateCase) -> None:
    case = create_case(at="check_and_submit")
    applicant = programs("applicant")
    done = next(task for task in applicant.tasks("done") if task["element"] == "fill_funding")
    task = applicant.get(f"/tasks/{done['id']}")
    assert task["is_amendable"]
    changed = task["answers"] | {"funding_promise": "承诺经费专款专用。"}
    applicant.put(f"/tasks/{task['id']}/answers", {"answers": changed})
    assert changed == applicant.get(f"/tasks/{task['id']}")["answers"]
    assert 422 == applicant.ask("PUT", f"/tasks/{task['id']}/answers", json={"answers": {}}).status_code

    applicant.complete(task_at(applicant, "check_and_submit")["id"])
    refused = applicant.put(f"/tasks/{task['id']}/answers", {"answers": changed}, 409)
    assert "already_done" == refused["code"]
    assert "sign_application" == applicant.get(f"/cases/{case.public_id}")["standing"][0]["element"]


def test_a_draft_is_kept_and_never_an_answer(programs: Programs, create_case: CreateCase) -> None:
    create_case(at="fill_faculty")
    applicant = programs("applicant")
    task = task_at(applicant, "fill_faculty")
    address = f"/tasks/{task['id']}/draft"
    typed = {"full_time_count": 4, "faculty_list": [{"name": "苏日娜"}]}
    assert 1 == applicant.put(address, {"answers": typed, "seen": 0})["version"]
    stale = applicant.put(address, {"answers": typed, "seen": 0}, 409)
    assert ("changed_meanwhile", 1) == (stale["code"], stale["current"])
    task = applicant.get(f"/tasks/{task['id']}")
    assert (1, 4, "苏日娜") == (
        task["draft"]["version"],
        task["answers"]["full_time_count"],
        task["answers"]["faculty_list"][0]["name"],
    )
    wrong = applicant.put(address, {"answers": {"admin": True}}, 422)
    assert {"/answers/admin": "field_unknown"} == pointers(wrong)
    assert "fill_faculty" in {one["element"] for one in applicant.tasks()}


def test_one_application_at_a_time_by_its_own_clerk_in_an_open_window(
    programs: Programs, create_case: CreateCase, city: City
) -> None:
    standing = create_case(at="accept_application")
    batch = programs("applicant").get("/batches")["batches"][0]["id"]
    opening = {"process": "base_application", "batch": batch}
    refused = programs("applicant").post("/cases", opening, 409)
    assert ("already_open", standing.public_id) == (refused["code"], refused["case"])
    assert "not_yours" == programs("dept").post("/cases", opening, 403)["code"]
    unit = programs("unit02")
    for changes, pointer in (
        ({"process": "nothing"}, "/process"),
        ({"batch": "absent"}, "/batch"),
        ({"organisation": standing.org.public_id}, "/organisation"),
        ({"organisation": "absent"}, "/organisation"),
    ):
        assert {pointer: "choice_invalid"} == pointers(unit.post("/cases", opening | changes, 422))
    with transaction() as session:
        session.get_one(Batch, city.batch_id).closes_at = clock.now()
    refused = unit.post("/cases", opening, 409)
    assert "window_closed" == refused["code"]
    assert refused["detail"]


def test_withdrawing_ends_the_case_once(programs: Programs, create_case: CreateCase) -> None:
    case = create_case(at="accept_application").public_id
    applicant, key = programs("applicant"), {"Idempotency-Key": "w"}
    assert applicant.get(f"/cases/{case}")["may_withdraw"]
    assert {"/reason": "required"} == pointers(applicant.post(f"/cases/{case}/withdraw", {"reason": ""}, 422))
    assert "not_yours" == programs("clerk").post(f"/cases/{case}/withdraw", {"reason": "误报"}, 403)["code"]
    first = applicant.post(f"/cases/{case}/withdraw", {"reason": "误报"}, headers=key)
    assert first == applicant.post(f"/cases/{case}/withdraw", {"reason": "误报"}, headers=key)
    assert "withdrawn" == first["outcome"]
    refused = applicant.post(f"/cases/{case}/withdraw", {"reason": "误报"}, 409)
    assert ("case_ended", "withdrawn") == (refused["code"], refused["outcome"])


def test_after_the_panel_has_met_it_is_not_now(programs: Programs, create_case: CreateCase) -> None:
    case = create_case(at="score_application").public_id
    refused = programs("applicant").post(f"/cases/{case}/withdraw", {"reason": "误报"}, 409)
    assert ("not_now", ["score_application"]) == (refused["code"], refused["stands_at"])
    names = {turn["holder"] for turn in programs("applicant").get(f"/cases/{case}")["standing"]}
    assert {None} == names


def test_a_task_goes_from_hand_to_hand(programs: Programs, create_case: CreateCase) -> None:
    create_case(at="accept_application")
    giver, taker = programs("clerk"), programs("clerk2")
    task = task_at(giver, "accept_application", "groups")["id"]
    assert "苏雅" == giver.post(f"/tasks/{task}/claim")["holder"]
    colleague = giver.get(f"/tasks/{task}/colleagues")["colleagues"]
    assert ["石磊磊"] == [one["name"] for one in colleague]
    missing = giver.post(f"/tasks/{task}/hand-over", {"to": "absent", "reason": "休假"}, 422)
    assert {"/to": "choice_invalid"} == pointers(missing)
    handed = giver.post(f"/tasks/{task}/hand-over", {"to": colleague[0]["id"], "reason": "休假"})
    assert "石磊磊" == handed["holder"]
    assert task in {one["id"] for one in taker.tasks()}
    assert None is taker.post(f"/tasks/{task}/release")["holder"]


def test_a_deadline_that_passed_before_the_answer_came_happens_first(
    app: Flask, programs: Programs, create_case: CreateCase, driver: Driver
) -> None:
    case = create_case(at="fill_faculty").public_id
    applicant = programs("applicant")
    task = task_at(applicant, "fill_faculty")
    sent = completion(applicant, task)
    with clock.fixed(clock.now() + timedelta(days=46)):
        refused = applicant.post(f"/tasks/{task['id']}/complete", sent, 409)
        assert ("already_done", "cancelled") == (refused["code"], refused["how"])
        assert "lapsed" == applicant.get(f"/cases/{case}")["outcome"]
