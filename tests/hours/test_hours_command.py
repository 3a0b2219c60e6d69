"""`hours check`: one line a case, errors that name the field, and an exit status that says what happened."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.hours.people import PERSON, raw
from webapp.cli import cli

OWN = Path(__file__).with_name("cases.json")
FIELDS = (
    *("case_id", "verdict", "blocks_application", "required", "counted", "shortfall", "reference_required"),
    *("reference_shortfall", "deemed_professional_years", "excluded_entries", "reason_codes", "also_applicable"),
)


def run(file: Path, *options: str) -> Result:
    return CliRunner().invoke(cli, ["hours", "check", "--cases", str(file), *options])


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def written(folder: Path, text: str | bytes) -> Path:
    file = folder / "cases.json"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_every_case_is_a_line_in_the_order_of_the_file() -> None:
    result = run(OWN)
    cases = json.loads(OWN.read_text(encoding="utf-8"))["cases"]
    assert 0 == result.exit_code
    assert [case["case_id"] for case in cases] == [line["case_id"] for line in lines(result)]
    assert all(FIELDS == tuple(line) for line in lines(result))
    assert [case["expected"]["verdict"] for case in cases] == [line["verdict"] for line in lines(result)]


def test_half_hours_are_numbers() -> None:
    (line,) = (line for line in lines(run(OWN)) if line["case_id"] == "own-02")
    assert [{"year": 2021, "public": 0, "professional": 0.5}] == line["shortfall"]


def test_the_sentences_are_added_when_asked_for() -> None:
    first = lines(run(OWN, "--explain"))[0]
    assert "通知二（一）" in first["explanation"][0]["clause"]


def test_an_invalid_case_names_its_field_and_the_others_are_judged(tmp_path: Path) -> None:
    nameless = {key: value for key, value in PERSON.items() if key != "birth_date"}
    cases = [
        {"case_id": "a", "input": {**raw(), "person": nameless}},
        {"case_id": "b", "input": raw(), "expected": {"verdict": "whatever"}},
        {"input": raw()},
        {"case_id": "d"},
        7,
    ]
    result = run(written(tmp_path, json.dumps({"meta": {}, "cases": cases})))
    found = lines(result)
    assert 1 == result.exit_code
    assert [("a", "input.person.birth_date"), ("b", None), (None, "case_id"), ("d", "input"), (None, "case_id")] == [
        (line["case_id"], line.get("error", {}).get("field")) for line in found
    ]
    assert "NOT_MET" == found[1]["verdict"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"cases": {}}',
        '{"cases": [], "cases": []}',
        '{"cases": [NaN]}',
        b'{"cases": ["\xff"]}',
        '{"cases": ' + "[" * 100 + "]" * 100 + "}",
    ],
)
def test_a_broken_file_is_said_to_be_broken(tmp_path: Path, text: str | bytes) -> None:
    result = run(written(tmp_path, text))
    assert (2, "") == (result.exit_code, result.stdout)
    assert "cases.json" in result.stderr


def test_an_unknown_file_is_said_to_be_unknown(tmp_path: Path) -> None:
    result = run(tmp_path / "nowhere.json")
    assert (2, "") == (result.exit_code, result.stdout)
    assert "nowhere.json" in result.stderr


def test_a_place_is_told_where_the_text_stops_being_json(tmp_path: Path) -> None:
    assert "第2行" in run(written(tmp_path, '{"cases": [\n nonsense]}')).stderr
