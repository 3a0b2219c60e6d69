"""The description of the API: consistent, complete, and true of what the API answers, to sense and to nonsense."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema import Draft202012Validator
from werkzeug.test import TestResponse

from api.client import Program, Programs
from forms import FORMS
from webapp.api.openapi import description
from workflows.model.process import Case

PATH = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")


def validator(schema: dict[str, Any]) -> Draft202012Validator:
    """Of a schema that points into the components."""
    return Draft202012Validator({**schema, "components": description()["components"]})


def must_be_as_described(operation: dict[str, Any], response: TestResponse) -> None:
    """A documented status, a documented media type, and a body of the documented shape."""
    described = operation["responses"].get(str(response.status_code))
    assert described is not None, (response.status_code, response.text[:300])
    content = described["content"]
    if "application/octet-stream" in content:
        return
    assert response.mimetype in content
    if response.mimetype != "application/xml":
        validator(content[response.mimetype]["schema"]).validate(response.get_json())


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def test_every_endpoint_is_described_and_nothing_else(app: Flask) -> None:
    served = {
        (method.lower(), PATH.sub(r"{\1}", rule.rule))
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/") and rule.endpoint != "api.show_description"
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    described = {(method, path) for path, item in description()["paths"].items() for method in item}
    assert served == described


def test_every_reference_leads_somewhere_and_every_name_is_used_once() -> None:
    whole = description()
    for name, schema in whole["components"]["schemas"].items():
        Draft202012Validator.check_schema(schema), name
    known = {f"#/components/schemas/{name}" for name in whole["components"]["schemas"]}
    assert set(references(whole)) <= known
    names = [operation["operationId"] for item in whole["paths"].values() for operation in item.values()]
    assert len(set(names)) == len(names) == 22
    assert "3.1.0" == whole["openapi"]


@pytest.mark.parametrize("element", FORMS)
def test_the_answers_of_every_form_are_described_with_a_valid_example(element: str) -> None:
    schema = description()["components"]["schemas"][f"Answers{FORMS[element].__name__}"]
    assert [] == list(validator(schema).iter_errors(schema["examples"][0]))
    assert list(validator(schema).iter_errors({"unknown": 1}))


def test_every_refusal_is_described_as_problem_details() -> None:
    for path, item in description()["paths"].items():
        for method, operation in item.items():
            refusals = {status for status in operation["responses"] if status >= "400"}
            assert {"400", "429", "503"} <= refusals, (method, path)
            assert ("401" in refusals) is bool(operation.get("security")), (method, path)
            assert "{" not in path or "404" in refusals, (method, path)
            assert "requestBody" not in operation or {"413", "422"} <= refusals, (method, path)
            for status in refusals:
                assert ["application/problem+json"] == list(operation["responses"][status]["content"])


def test_only_the_register_and_the_description_are_open_to_all(app: Flask, city: object) -> None:
    stranger = Program(app, None)
    assert description() == stranger.get("/openapi.json")
    assert [] == stranger.get("/bases")["bases"]
    guarded = [path for path, item in description()["paths"].items() for one in item.values() if one.get("security")]
    assert {"/api/v1/bases"} == set(description()["paths"]) - set(guarded)


def test_answers_are_as_described(programs: Programs, create_case: Callable[..., Case]) -> None:
    case = create_case(at="accept_application").public_id
    for login in ("clerk", "applicant"):
        program = programs(login)
        task = (program.tasks("groups") or program.tasks("done"))[0]["id"]
        file = program.upload("a.pdf", b"%PDF-1.7", 422)
        assert file["code"]
        document = program.get(f"/cases/{case}/documents")["documents"]
        names = {"case_id": case, "task_id": task, "process": "base_application"}
        names["file_id"] = names["document_id"] = document[-1]["id"] if document else "absent"
        for path, item in description()["paths"].items():
            if "get" in item:
                must_be_as_described(item["get"], program.ask("GET", path.format(**names)))


def test_nonsense_made_from_the_description_is_answered_as_described(programs: Programs, city: object) -> None:
    for found in schemathesis.openapi.from_dict(description()).get_all_operations():
        _ask_nonsense(programs("clerk"), found.ok())


def _ask_nonsense(program: Program, operation: schemathesis.APIOperation) -> None:
    described = description()["paths"][operation.path][operation.method]

    @given(case=operation.as_strategy())
    @settings(
        max_examples=3,
        database=None,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def answer(case: schemathesis.Case) -> None:
        sent = case.as_transport_kwargs(base_url="http://localhost")
        body = {"json": sent["json"]} if "json" in sent else {"data": sent.get("data")}
        query, headers = case.query or None, _plain(case.headers)
        response = program.ask(case.method, case.formatted_path, query_string=query, headers=headers, **body)
        must_be_as_described(described, response)

    answer()


def _plain(headers: Any) -> dict[str, str]:
    """The key only: whose token it is, the program says itself."""
    return {name: value for name, value in (headers or {}).items() if name.lower() == "idempotency-key"}
