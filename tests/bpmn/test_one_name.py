"""One name, five places: drawings, forms, steps, roles, templates and the glossary must agree, in both directions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from forms import FORMS
from webapp.database import TABLES_OF
from webapp.packs import TABLES_OF_PACK, packs
from workflows.cases import PROCESSES
from workflows.engine import Drawing, Element, read_drawing
from workflows.model.parameters import KNOWN
from workflows.model.vocabulary import Role
from workflows.rules import read_table
from workflows.steps import elements_of, opening_of, step_of

ROOT = Path(__file__).resolve().parents[2]
DRAWINGS = sorted(path.stem for path in (ROOT / "bpmn").glob("*.bpmn"))
TEMPLATES = ROOT / "webapp" / "templates" / "tasks"
HANZI = re.compile(r"[\u4e00-\u9fff]")
LINE = re.compile(r"^\| (?P<zh>[^|]+) \| (?P<en>[^|]+) \| (?P<ids>(`\w+`(, )?)+) \|$")


@cache
def drawing(process: str) -> Drawing:
    elements = elements_of(process)
    xml = (ROOT / "bpmn" / f"{process}.bpmn").read_bytes()
    return read_drawing(xml, services=elements, tasks=elements, lanes=[role.value for role in Role])


def drawn(*kinds: str) -> Iterator[tuple[str, Element]]:
    for process in DRAWINGS:
        for element in drawing(process).elements.values():
            if not kinds or element.kind in kinds:
                yield process, element


def each(*kinds: str) -> pytest.MarkDecorator:
    found = list(drawn(*kinds))
    assert found, kinds
    return pytest.mark.parametrize(("process", "element"), found, ids=[element.id for _, element in found])


def escalating() -> list[Element]:
    return [element for _, element in drawn("boundaryEvent") if element.escalates_to]


@cache
def glossary() -> dict[str, tuple[str, str]]:
    """Identifier -> (Chinese, English), of every line of docs/glossary.md; twice the same identifier is a fault."""
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    lines = [match for match in map(LINE.match, text.splitlines()) if match]
    named = [(name, (line["zh"], line["en"])) for line in lines for name in re.findall(r"`(\w+)`", line["ids"])]
    elements = {element.id for _, element in drawn()} | {role.value for role in Role}
    twice = {name for name, count in Counter(name for name, _ in named).items() if count > 1}
    assert twice <= elements, twice  # a term of the field may be an element too; then both lines must say the same
    found: dict[str, tuple[str, str]] = {}
    for name, words in named:
        found[name] = words  # the drawing's own line comes last
    return found


@each("userTask")
def test_a_user_task_has_its_form_under_the_same_name(process: str, element: Element) -> None:
    form = FORMS[element.id]
    assert (element.id, "".join(part.title() for part in element.id.split("_"))) == (form.element, form.__name__)
    assert form.title
    assert not HANZI.search(form.title)


@each("userTask", "serviceTask")
def test_a_task_has_its_step(process: str, element: Element) -> None:
    assert callable(step_of(process, element.id))


@each("userTask", "serviceTask")
def test_a_task_stands_in_the_lane_of_a_role(process: str, element: Element) -> None:
    assert element.lane == Role.of(element.lane or "").value


@each("userTask")
def test_a_user_task_has_a_term_that_the_bureau_knows(process: str, element: Element) -> None:
    assert bool(element.term) is not bool(element.due)
    assert element.term is None or KNOWN[element.term].unit == "wd"
    assert (50, 80) == element.reminders


@each("userTask")
def test_a_user_task_is_shown_by_its_own_template_or_the_default_one(process: str, element: Element) -> None:
    own = TEMPLATES / f"{element.id}.html"
    assert own.is_file() or (TEMPLATES / "task.html").is_file()


@each()
def test_an_element_bears_a_chinese_name_and_a_documentation(process: str, element: Element) -> None:
    assert HANZI.search(element.name), element.id
    told = element.kind == "endEvent" and element.id.endswith("_overdue_told")  # its timer has the words
    assert told or HANZI.search(element.documentation), element.id


@each()
def test_an_element_stands_in_the_glossary_in_both_languages(process: str, element: Element) -> None:
    zh, en = glossary()[element.id]
    assert element.name == zh
    assert re.search(r"[A-Za-z]{2}", en)
    assert not HANZI.search(en)


@each("userTask")
def test_the_glossary_calls_a_user_task_as_its_form_does(process: str, element: Element) -> None:
    assert FORMS[element.id].title == glossary()[element.id][1]


@pytest.mark.parametrize("lane", sorted({element.lane for _, element in drawn() if element.lane}))
def test_a_lane_is_a_role_and_stands_in_the_glossary(lane: str) -> None:
    role = Role.of(lane)
    assert (role.zh, role.label) == glossary()[lane]


@pytest.mark.parametrize("timer", escalating(), ids=lambda element: element.id)
def test_an_escalation_goes_to_a_role_that_the_drawing_knows(timer: Element) -> None:
    lanes = {element.lane for _, element in drawn()}
    assert timer.escalates_to in lanes
    assert not timer.interrupting
    assert "due" == timer.due_expression
    assert timer.id.endswith("_overdue"), "a timer is a noun"


@pytest.mark.parametrize("process", DRAWINGS)
def test_every_deadline_of_a_task_with_a_term_goes_one_role_up(process: str) -> None:
    elements = drawing(process).elements.values()
    watched = {element.attached_to for element in elements if element.escalates_to}
    assert {element.id for element in elements if element.term} == watched


@pytest.mark.parametrize("process", DRAWINGS)
def test_no_step_is_registered_that_is_drawn_nowhere(process: str) -> None:
    tasks = {
        element.id for element in drawing(process).elements.values() if element.kind in ("userTask", "serviceTask")
    }
    assert tasks == elements_of(process)


def test_no_form_is_registered_that_is_drawn_nowhere() -> None:
    assert {element.id for _, element in drawn("userTask")} == set(FORMS)


def test_every_drawing_has_its_process_and_every_process_its_drawing() -> None:
    assert DRAWINGS == sorted(PROCESSES) == sorted(TABLES_OF)
    assert all(callable(opening_of(process)) for process in DRAWINGS)
    assert DRAWINGS == [drawing(process).process for process in DRAWINGS]


def test_every_decision_table_belongs_to_a_process_or_to_a_policy_pack() -> None:
    used = [table for owners in (TABLES_OF, TABLES_OF_PACK) for tables in owners.values() for table in tables]
    assert sorted(path.stem for path in (ROOT / "bpmn").glob("*.dmn")) == sorted(used)
    assert sorted(TABLES_OF_PACK) == sorted(pack.id for pack in packs().values())


def test_every_table_of_a_process_is_asked_by_a_step() -> None:
    for process, tables in TABLES_OF.items():
        asked = set(re.findall(r'tables\["(\w+)"\]', source(ROOT / "workflows" / "steps" / process)))
        assert set(tables) == asked
        assert all(read_table((ROOT / "bpmn" / f"{table}.dmn").read_bytes()) for table in tables)


def test_no_term_may_be_set_that_nothing_counts_by() -> None:
    terms = {key for key, known in KNOWN.items() if known.unit == "wd"}
    counted = set(re.findall(r'parameters\["([\w.]+)"\]', source(ROOT / "workflows")))
    assert terms == {element.term for _, element in drawn("userTask") if element.term} | (counted & terms)


def test_no_template_of_a_task_is_left_without_its_drawing() -> None:
    door = source(ROOT / "webapp")
    tasks = {element.id for _, element in drawn("userTask")}
    strays = [path.stem for path in TEMPLATES.glob("*.html") if path.stem not in tasks]
    assert [] == [stray for stray in strays if f'"tasks/{stray}.html"' not in door]


def test_the_glossary_holds_no_line_that_nothing_uses() -> None:
    code = "".join(source(ROOT / room) for room in ("workflows", "forms", "dossier", "webapp"))
    used = set(re.findall(r"\w+", code)) | {element.id for _, element in drawn()} | set(DRAWINGS)
    assert [] == sorted(set(glossary()) - used)


def test_no_id_is_drawn_twice_and_all_are_plain_words() -> None:
    ids = Counter(element.id for _, element in drawn())
    assert [] == [name for name, count in ids.items() if count > 1]
    assert [] == [name for name in ids if not re.fullmatch(r"[a-z]+(_[a-z]+)*", name)]


@cache
def source(folder: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.py")))
