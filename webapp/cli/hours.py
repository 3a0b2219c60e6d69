"""`hours check`: the credit hours of the persons in a file judged, one JSON object a line; needs no database."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from webapp.api.reading import Unreadable, loads
from webapp.packs import judged
from workflows.hours import BadField, case_id_of, read_case

BROKEN = 2
"""Exit status when the file can't be read at all; 1 means that some case in it is invalid."""


class BrokenFile(click.ClickException):
    """The file as a whole is no list of cases."""

    exit_code = BROKEN


@click.group()
def hours() -> None:
    """Credit hours of continuing education (policy pack HHHT-2022)."""


@hours.command()
@click.option("--cases", "file", required=True, type=click.Path(path_type=Path), help="JSON file with a list `cases`")
@click.option("--explain", is_flag=True, help="add the sentences with their clauses")
def check(file: Path, explain: bool) -> None:
    """Judge every case; exit 1 when one is invalid, 2 when the file is."""
    answers = [_answer(raw, explain) for raw in _cases_in(file)]
    for answer in answers:
        click.echo(json.dumps(answer, ensure_ascii=False))
    sys.exit(1 if any("error" in answer for answer in answers) else 0)


def _answer(raw: Any, explain: bool) -> dict[str, Any]:
    """The line of one case: its verdict, or the first field that can't be taken."""
    given = raw if isinstance(raw, Mapping) else {}
    try:
        case_id = case_id_of(raw)
        verdict = judged(read_case(given.get("input")))
    except BadField as refusal:
        return {"case_id": given.get("case_id"), "error": {"field": refusal.field, "message": refusal.message}}
    reasons = {"explanation": verdict.reasons()} if explain else {}
    return {"case_id": case_id, **verdict.plain(), **reasons}


def _cases_in(file: Path) -> list[Any]:
    try:
        body = file.read_bytes()
        content = loads(body)
    except OSError as error:
        raise BrokenFile(f"读不了文件 {file}：{error.strerror}") from None
    except Unreadable:
        raise BrokenFile(f"{file} 不是有效的 JSON（UTF-8，同一字段不重复）{_place(body)}") from None
    cases = content.get("cases") if isinstance(content, dict) else None
    if not isinstance(cases, list):
        raise BrokenFile(f"{file}：最外层应为对象，其中 cases 为案例列表。")
    return cases


def _place(body: bytes) -> str:
    """Where the text stops being JSON, when a parser can tell."""
    try:
        json.loads(body.decode("utf-8"))
    except json.JSONDecodeError as error:
        return f"：第{error.lineno}行第{error.colno}列"
    except ValueError:
        return "：编码有误"
    return "。"
