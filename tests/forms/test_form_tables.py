"""Tables: order, gaps, blanks, limits, fixed rows."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from forms import EXAMPLE_DAY, FORMS, Facts, TaskForm
from forms.fields import TableField
from forms.fields.table import Row

FACTS = Facts(EXAMPLE_DAY)
FACULTY = FORMS["fill_faculty"]


def posted_rows(*places: int) -> MultiDict[str, str]:
    """The example of the faculty with its rows posted under other indices."""
    answers = FACULTY.example()
    rows = answers.pop("faculty_list")
    posted = FACULTY.flatten(answers)
    for place, row in zip(places, rows, strict=True):
        for name, text in FACULTY.flatten(row).items():
            posted.add(f"faculty_list-{place}-{name}", text)
    return posted


def table(form: TaskForm, name: str) -> TableField:
    """A table of a bound form."""
    field = form.questions[name]
    assert isinstance(field, TableField)
    return field


def test_gaps_keep_the_order_of_the_numbers() -> None:
    bound = FACULTY.bind(posted_rows(3, 10, 12, 40, 100, 4000), None, FACTS)
    assert bound.validate(), bound.faults()
    assert bound.answers() == FACULTY.example()


def test_rows_moved_in_the_browser_come_in_their_new_order() -> None:
    bound = FACULTY.bind(posted_rows(5, 4, 3, 2, 1, 0), None, FACTS)
    assert bound.validate()
    assert list(reversed(FACULTY.example()["faculty_list"])) == bound.answers()["faculty_list"]


def test_faults_name_the_row_as_it_is_shown_again() -> None:
    posted = posted_rows(0, 1, 2, 3, 4, 7)
    posted["faculty_list-7-born_on"] = "1988-99"
    bound = FACULTY.bind(posted, None, FACTS)
    assert not bound.validate()
    fault = bound.faults()[0]
    assert (fault.pointer, fault.name) == ("/faculty_list/5/born_on", "faculty_list-5-born_on")
    cell = table(bound, "faculty_list").entries[5].questions["born_on"]
    assert (cell.name, cell._value()) == ("faculty_list-5-born_on", "1988-99")


def test_blank_rows_are_dropped() -> None:
    posted = posted_rows(0, 2, 3, 4, 5, 6)
    posted.setlist("faculty_list-1-name", [" "])
    posted.setlist("faculty_list-9-remark", [""])
    bound = FACULTY.bind(posted, None, FACTS)
    assert bound.validate()
    assert len(bound.answers()["faculty_list"]) == 6


def test_indices_in_other_writings_are_unknown() -> None:
    for name in ("faculty_list-01-name", "faculty_list-²-name", "faculty_list--1-name", "faculty_list-0-nobody"):
        posted = posted_rows(0, 1, 2, 3, 4, 5)
        posted.add(name, "x")
        bound = FACULTY.bind(posted, None, FACTS)
        assert not bound.validate()
        assert [(name, "field_unknown")] == [(fault.name, fault.code) for fault in bound.faults()]


def test_too_many_rows_are_counted_and_refused() -> None:
    answers = FACULTY.example()
    answers["faculty_list"] = answers["faculty_list"] * 200
    bound = FACULTY.bind(None, answers, FACTS)
    assert not bound.validate()
    first = bound.faults()[0]
    assert (first.pointer, first.code) == ("/faculty_list", "too_many")
    assert "1200" in first.message


def test_the_pattern_row_carries_the_place_to_replace() -> None:
    bound = FACULTY.bind(None, None, FACTS)
    blank: Row = table(bound, "faculty_list").blank()
    assert blank.questions["name"].name == "faculty_list-__index__-name"


def test_fixed_rows_are_always_there_in_their_order() -> None:
    form = FORMS["list_rules"]
    answers = form.example()
    answers["rules"] = list(reversed(answers["rules"]))
    bound = form.bind(None, answers, FACTS)
    assert bound.validate(), bound.faults()
    assert bound.answers() == form.example()


def test_a_missing_fixed_row_is_shown_and_asked_for() -> None:
    form = FORMS["list_rules"]
    answers = form.example()
    del answers["rules"][4]
    bound = form.bind(None, answers, FACTS)
    assert not bound.validate()
    assert {"/rules/4/rule_title", "/rules/4/issued_on", "/rules/4/files"} == {one.pointer for one in bound.faults()}
    assert table(bound, "rules").entries[4].word.zh == "培训经费管理"


def test_foreign_and_doubled_fixed_rows_are_refused() -> None:
    form = FORMS["list_rules"]
    for code in ("NINTH", "TEACHING", None):
        answers = form.example()
        answers["rules"][7]["rule_set"] = code
        bound = form.bind(None, answers, FACTS)
        assert not bound.validate()
        assert ("/rules", "row_unknown") in {(fault.pointer, fault.code) for fault in bound.faults()}
