"""The description of the API (OpenAPI 3.1), generated from endpoints, envelopes and forms; knows no case."""

from __future__ import annotations

from functools import cache
from typing import Any, cast

from apiflask import APIFlask
from flask import Response, jsonify

from forms import FORMS, TaskForm
from webapp.api.door import api
from webapp.api.replies import Problem
from webapp.gates import anybody

Spec = dict[str, Any]
PROBLEM = {"schema": {"$ref": "#/components/schemas/Problem"}}
EVERYWHERE = {"400": "The request could not be read", "429": "Too many requests", "503": "Busy; try again"}
OF_TOKENS = {"401": "No valid token"}
OF_BODIES = {
    "413": "Larger than 1 MiB",
    "415": "Not application/json, or compressed",
    "422": "Understood and refused; `errors` says where",
}
OF_PARAMETERS = {"404": "Not there, or not for this token", "422": "Understood and refused; `errors` says where"}
ABOUT = """\
The same questions, forms and commands as the pages, for programs. Show a token as `Authorization: Bearer …`; cookies
count for nothing here. Read a task, answer it by its schema, complete it with the version that was read. A retry with
the same `Idempotency-Key` gets the first answer again. What is foreign and what is absent are both 404. Refusals are
problem details (RFC 9457) in Chinese, or in English by `Accept-Language: en`; their `code` never changes."""
UPLOAD = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "properties": {
                    "file": {"type": "string", "format": "binary"},
                    "kinds": {"type": "string", "description": "Accepted kinds, such as pdf,jpg,png"},
                },
                "required": ["file"],
            }
        }
    },
}


@api.get("/openapi.json")
@anybody
@api.doc(hide=True)
def show_description() -> Response:
    """This description."""
    return jsonify(description())


@cache
def description() -> Spec:
    """The whole description, made once per process."""
    pages = APIFlask("webapp", title="Jijiao API", version="1", spec_path=None, docs_path=None)
    pages.config.update(
        OPENAPI_VERSION="3.1.0",
        AUTO_OPERATION_ID=False,
        AUTO_SERVERS=False,
        AUTO_AUTH_ERROR_RESPONSE=False,
        AUTO_404_RESPONSE=False,
        AUTO_VALIDATION_ERROR_RESPONSE=False,
        HTTP_ERROR_SCHEMA={"type": "object"},  # replaced below by Problem, for every refusal
    )
    pages.register_blueprint(api)
    return complete(cast(Spec, pages.spec))


def complete(spec: Spec) -> Spec:
    """Add what is the same everywhere: the answers of every form, the refusals, stable names of operations."""
    spec["info"]["description"] = ABOUT
    schemas = spec["components"]["schemas"]
    schemas.pop("HTTPError", None)
    schemas["Problem"] = _problem(schemas)
    schemas.update({f"Answers{form.__name__}": answers(form) for form in FORMS.values()})
    for envelope in ("Completion", "Amendment"):
        schemas[envelope]["properties"]["answers"]["anyOf"] = [
            {"$ref": f"#/components/schemas/Answers{form.__name__}"} for form in FORMS.values()
        ]
    for path, operations in spec["paths"].items():
        for method, operation in operations.items():
            operation["operationId"] = _name(path, method)
            _refusals(operation)
            operation.get("requestBody", {})["required"] = True
    spec["paths"]["/api/v1/files"]["post"]["requestBody"] = UPLOAD
    return spec


def answers(form: type[TaskForm]) -> Spec:
    """Schema of the answers of a form, with its example."""
    schema = {key: value for key, value in form.schema().items() if key != "$schema"}
    return schema | {"description": form.title, "examples": [form.example()]}


def _problem(schemas: Spec) -> Spec:
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs"))
    return problem


def _refusals(operation: Spec) -> None:
    responses = operation["responses"]
    for holds, more in (
        (True, EVERYWHERE),
        (bool(operation.get("security")), OF_TOKENS),
        ("requestBody" in operation, OF_BODIES),
        (bool(operation["parameters"]), OF_PARAMETERS),
    ):
        for status, said in more.items() if holds else ():
            responses.setdefault(status, {"description": said})
    for status, response in responses.items():
        if status >= "400":
            response["content"] = {"application/problem+json": PROBLEM}


def _name(path: str, method: str) -> str:
    """`get_tasks_task_id` for GET /api/v1/tasks/{task_id}."""
    words = path.removeprefix("/api/v1/").replace("{", "").replace("}", "").replace("/", "_").replace("-", "_")
    return f"{method}_{words}"
