"""Files and papers through the API: what is taken in, what comes out, and to whom."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from flask import Flask

from api.client import Program, Programs
from webapp.demo.samples import sample_pdf
from workflows.model.process import Case

PDF = sample_pdf()


def test_a_file_is_examined_stored_and_given_back_as_an_attachment(programs: Programs) -> None:
    clerk = programs("clerk")
    taken = clerk.upload("扫描 件.pdf", PDF)
    assert ("pdf", "application/pdf", hashlib.sha256(PDF).hexdigest()) == (
        taken["kind"],
        taken["media_type"],
        taken["sha256"],
    )
    response = clerk.ask("GET", f"/files/{taken['id']}")
    assert PDF == response.data
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert taken["sha256"] == response.headers["X-Content-SHA256"]
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_what_is_no_paper_is_refused_with_its_code(programs: Programs) -> None:
    clerk = programs("clerk")
    for name, content, code in (
        ("a.pdf", b"", "file_empty"),
        ("a.pdf", b"MZ\x90\x00", "file_type"),
        ("a.pdf", b"%PDF-1.7\n%%EOF", "file_damaged"),
        ("a.docx", PDF, "file_type"),
        ("page.html", b"<script>alert(1)</script>", "file_type"),
    ):
        refused = clerk.upload(name, content, 422)
        assert code == refused["code"], name
        assert refused["detail"]
    assert "file_type" == clerk.upload("a.pdf", PDF, 422, kinds="jpg,png")["code"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # werkzeug drops what was cut off
def test_a_body_without_its_file_is_never_taken_for_an_upload(programs: Programs) -> None:
    clerk = programs("clerk")
    whole = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n' + PDF + b"\r\n--b--\r\n"
    for body, media_type in (
        (whole, "multipart/form-data"),
        (whole, "multipart/form-data; boundary=other"),
        (whole[:-9], "multipart/form-data; boundary=b"),
        (b"", "multipart/form-data; boundary=b"),
        (PDF, "application/pdf"),
        (b"{}", "application/json"),
    ):
        response = clerk.ask("POST", "/files", data=body, content_type=media_type)
        assert (400, "file_missing") == (response.status_code, response.get_json()["code"]), media_type
    two = whole[: whole.rindex(b"--b--")] + whole
    response = clerk.ask("POST", "/files", data=two, content_type="multipart/form-data; boundary=b")
    assert (422, "file_one_only") == (response.status_code, response.get_json()["code"])


def test_papers_are_seen_by_those_who_see_the_case(
    app: Flask, programs: Programs, create_case: Callable[..., Case]
) -> None:
    case = create_case(at="review_preliminarily").public_id
    papers = programs("applicant").get(f"/cases/{case}/documents")["documents"]
    assert ["D-01", "dossier"] == [paper["kind"] for paper in papers]
    for paper in papers:
        assert programs("clerk").get(f"/documents/{paper['id']}").startswith(b"PK")
        assert 404 == programs("unit02").ask("GET", f"/documents/{paper['id']}").status_code
        assert 401 == Program(app, None).ask("GET", f"/documents/{paper['id']}").status_code
