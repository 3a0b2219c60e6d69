"""What the API reads and what it refuses to read: the JSON files of the bad-input catalogue and their like."""

from __future__ import annotations

import json
from typing import Any

import pytest
from werkzeug.test import TestResponse

from api.client import Program, Programs
from webapp.api.reading import Unreadable, loads


@pytest.fixture
def section(programs: Programs) -> tuple[Program, str]:
    """A program and its open task `fill_faculty`."""
    program = programs("applicant")
    batch = program.get("/batches")["batches"][0]["id"]
    program.post("/cases", {"process": "base_application", "batch": batch}, 201)
    return program, next(task["id"] for task in program.tasks() if task["element"] == "fill_faculty")


def send(section: tuple[Program, str], body: bytes, media_type: str = "application/json") -> TestResponse:
    program, task = section
    return program.ask("POST", f"/tasks/{task}/complete", data=body, content_type=media_type)


def answers(text: str) -> bytes:
    return b'{"seen":0,"answers":' + text.encode() + b"}"


CANNOT_BE_READ = {
    "deep": (b"[" * 100_000 + b"]" * 100_000, "json_invalid"),
    "deep_in_answers": (answers('{"a":' * 20 + "1" + "}" * 20), "json_invalid"),
    "huge_int": (answers('{"full_time_count":' + "9" * 5000 + "}"), "json_invalid"),
    "nan": (answers('{"full_time_count":NaN}'), "json_invalid"),
    "infinity": (answers('{"full_time_count":-Infinity}'), "json_invalid"),
    "dup_key": (answers('{"verdict":"refused","verdict":"approved"}'), "json_duplicate_key"),
    "dup_key_escaped": (answers('{"verdict":"refused","verdic\\u0074":"approved"}'), "json_duplicate_key"),
    "bom": (b"\xef\xbb\xbf{}", "json_invalid"),
    "utf16": ("{}".encode("utf-16"), "json_invalid"),
    "utf16_without_bom": ("{}".encode("utf-16-le"), "json_invalid"),
    "latin1": ('{"seen":"é"}'.encode("latin-1"), "json_invalid"),
    "empty": (b"", "json_invalid"),
    "trailing": (b"{}{}", "json_invalid"),
    "unfinished": (b'{"seen":"', "json_invalid"),
    "half_an_escape": (b'{"seen":"\\', "json_invalid"),
    "comment": (b'{"seen":0} // yes', "json_invalid"),
    "single_quotes": (b"{'seen':0}", "json_invalid"),
}
IS_REFUSED = {
    "int64_over": ('{"full_time_count":9223372036854775808}', "/answers/full_time_count", "number_range"),
    "exponent_to_infinity": ('{"full_time_count":1e999}', "/answers/full_time_count", "number_range"),
    "neg_zero": ('{"full_time_count":-0.0}', "/answers/full_time_count", "number_range"),
    "fraction": ('{"full_time_count":4.0}', "/answers/full_time_count", "number_range"),
    "negative": ('{"full_time_count":-4}', "/answers/full_time_count", "number_range"),
    "bool_as_int": ('{"full_time_count":true}', "/answers/full_time_count", "number_range"),
    "text_as_int": ('{"full_time_count":"4"}', "/answers/full_time_count", "number_range"),
    "list_as_int": ('{"full_time_count":[4]}', "/answers/full_time_count", "number_range"),
    "int_as_text": ('{"stability_note":4}', "/answers/stability_note", "json_shape"),
    "object_as_text": ('{"stability_note":{"a":1}}', "/answers/stability_note", "json_shape"),
    "text_as_table": ('{"faculty_list":"none"}', "/answers/faculty_list", "json_shape"),
    "object_as_table": ('{"faculty_list":{"0":{}}}', "/answers/faculty_list", "json_shape"),
    "text_as_row": ('{"faculty_list":["苏日娜"]}', "/answers/faculty_list/0", "json_shape"),
    "null_as_row": ('{"faculty_list":[null]}', "/answers/faculty_list/0", "json_shape"),
    "int_as_bool": ('{"faculty_list":[{"is_frontline":1}]}', "/answers/faculty_list/0/is_frontline", "json_shape"),
    "proto": ('{"__proto__":{"admin":true}}', "/answers/__proto__", "field_unknown"),
    "builtins": ('{"__builtins__":{}}', "/answers/__builtins__", "field_unknown"),
    "shadow": ('{"len":"x","print":1}', "/answers/len", "field_unknown"),
    "mass_assign": ('{"role":"admin","org_id":2}', "/answers/role", "field_unknown"),
    "flattened": ('{"faculty_list-0-name":"甲"}', "/answers/faculty_list-0-name", "field_unknown"),
    "in_a_row": ('{"faculty_list":[{"admin":true}]}', "/answers/faculty_list/0/admin", "field_unknown"),
    "odd_name": ('{"a/b~c":1}', "/answers/a~1b~0c", "field_unknown"),
    "surrogate": ('{"stability_note":"\\ud800"}', "/answers/stability_note", "text_invalid"),
    "nul": ('{"stability_note":"a\\u0000b"}', "/answers/stability_note", "text_invalid"),
    "nul_in_name": ('{"a\\u0000":1}', "/answers", "text_invalid"),
    "control": ('{"stability_note":"a\\u000bb"}', "/answers/stability_note", "text_invalid"),
    "bidi": ('{"stability_note":"\\u202e"}', "/answers/stability_note", "text_bidi"),
    "too_long": ('{"stability_note":"' + "长" * 900 + '"}', "/answers/stability_note", "too_long"),
    "big_list": ('{"faculty_list":[' + ",".join(["{}"] * 50_000) + "]}", "/answers/faculty_list", "too_many"),
}


def test_a_body_that_cannot_be_read_is_400_and_says_why(section: tuple[Program, str]) -> None:
    for name, (body, code) in CANNOT_BE_READ.items():
        response = send(section, body)
        assert (400, code) == (response.status_code, response.get_json()["code"]), name
        assert "application/problem+json" == response.mimetype


def test_what_is_read_but_wrong_is_422_with_a_pointer(section: tuple[Program, str]) -> None:
    program, task = section
    for name, (text, pointer, code) in IS_REFUSED.items():
        assert (pointer, code) in faults(send(section, answers(text))), name
    assert program.get(f"/tasks/{task}")["closed_at"] is None


def faults(response: TestResponse) -> set[tuple[str, str]]:
    assert 422 == response.status_code, response.text
    return {(error["pointer"], error["code"]) for error in response.get_json()["errors"]}


ENVELOPES: dict[str, tuple[Any, str, str]] = {
    "array": ([], "", "json_shape"),
    "null": (None, "/answers", "required"),
    "number": (4, "", "json_shape"),
    "text": ("{}", "", "json_shape"),
    "nothing_in_it": ({}, "/seen", "required"),
    "unknown": ({"seen": 0, "answers": {}, "by": "admin"}, "/by", "field_unknown"),
    "answers_as_list": ({"seen": 0, "answers": []}, "/answers", "json_shape"),
    "answers_as_text": ({"seen": 0, "answers": "{}"}, "/answers", "json_shape"),
    "seen_as_bool": ({"seen": True, "answers": {}}, "/seen", "number_range"),
    "seen_as_text": ({"seen": "0", "answers": {}}, "/seen", "number_range"),
    "seen_too_large": ({"seen": 2**63, "answers": {}}, "/seen", "number_range"),
}


def test_an_envelope_of_another_shape_is_422(section: tuple[Program, str]) -> None:
    for name, (body, pointer, code) in ENVELOPES.items():
        assert (pointer, code) in faults(send(section, json.dumps(body).encode())), name


def test_other_media_types_compression_and_floods_are_refused_before_they_are_read(
    section: tuple[Program, str],
) -> None:
    program, task = section
    address = f"/tasks/{task}/complete"
    assert 415 == send(section, b"seen=0", "application/x-www-form-urlencoded").status_code
    assert 415 == send(section, b"{}", "text/plain").status_code
    compressed = program.ask(
        "POST", address, data=b"{}", content_type="application/json", headers={"Content-Encoding": "gzip"}
    )
    assert 415 == compressed.status_code
    assert 413 == send(section, answers('{"stability_note":"' + "a" * 1_100_000 + '"}')).status_code


def test_a_flood_of_brackets_and_quotes_is_read_in_one_pass() -> None:
    for body in (b"[]," * 300_000, b'"' + b'\\"' * 400_000, b'"' * 900_000, b'{"a":"' + b"\\" * 900_001):
        with pytest.raises(Unreadable):
            loads(body)
    assert {"a": ["]" * 30, {"深": "{" * 30}]} == loads(json.dumps({"a": ["]" * 30, {"深": "{" * 30}]}).encode())
