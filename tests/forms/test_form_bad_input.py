"""The bad inputs of forms: each is refused at its place, with its code, and what was typed stays."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from forms import EXAMPLE_DAY, FORMS, Facts

UNIT = FORMS["fill_unit_profile"]


def refused(name: str, value: Any, element: str = "fill_unit_profile") -> list[tuple[str, str]]:
    """(pointer, code) of the faults when one answer of an example is exchanged."""
    form = FORMS[element]
    bound = form.bind(None, form.example() | {name: value}, Facts(EXAMPLE_DAY))
    assert bound.validate() is not bool(bound.faults())
    return [(fault.pointer, fault.code) for fault in bound.faults()]


@pytest.mark.parametrize("blank", [None, "", "   ", "\u200b", "\u3000", "\u00a0\ufeff\u2060", "\n\n"])
def test_blanks_of_every_kind_are_blank(blank: str | None) -> None:
    assert refused("legal_rep", blank) == [("/legal_rep", "required")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("乌" * 51, "too_long"),
        ("乌" * 1_000_000, "too_long"),
        ("a" + "\u0301" * 5, "text_invalid"),
        ("乌\x00云", "text_invalid"),
        ("乌\x0b云", "text_invalid"),
        ("乌云\x1f", "text_invalid"),
        ("乌\ud800云", "text_invalid"),
        ("乌\ufffe云", "text_invalid"),
        ("乌\n云", "text_invalid"),
        ("乌\u202e云", "text_bidi"),
        ("\u2067乌云", "text_bidi"),
    ],
)
def test_text_no_document_can_print_is_refused(text: str, code: str) -> None:
    assert [("/legal_rep", code)] == refused("legal_rep", text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  乌云其木格\u3000", "乌云其木格"),
        ("阿丽亚·示例", "阿丽亚·示例"),
        ("Anna  Maria", "Anna  Maria"),
        ("喆堃玥垚翀祎㛃䶮𬭎", "喆堃玥垚翀祎㛃䶮𬭎"),
        ("Ａ名", "Ａ名"),
        ("e\u0301", "é"),
        ("<script>{{7*7}}{% x %}", "<script>{{7*7}}{% x %}"),
        ("𬭎" * 50, "𬭎" * 50),
    ],
)
def test_names_are_kept_as_they_are(typed: str, kept: str) -> None:
    bound = UNIT.bind(None, UNIT.example() | {"legal_rep": typed}, Facts(EXAMPLE_DAY))
    assert bound.validate(), bound.faults()
    assert kept == bound.answers()["legal_rep"]


def test_lines_end_with_line_feeds_and_are_counted_in_code_points() -> None:
    bound = UNIT.bind(None, UNIT.example() | {"unit_intro": "一\r\n二\r三"}, Facts(EXAMPLE_DAY))
    assert bound.validate()
    assert bound.answers()["unit_intro"] == "一\n二\n三"
    assert refused("unit_intro", "字" * 1501) == [("/unit_intro", "too_long")]


def test_a_look_alike_name_is_shown_but_not_refused() -> None:
    bound = UNIT.bind(None, UNIT.example() | {"legal_rep": "李х明"}, Facts(EXAMPLE_DAY))
    assert bound.validate()
    assert [(fault.pointer, fault.code) for fault in bound.warnings()] == [("/legal_rep", "mixed_script")]


@pytest.mark.parametrize(
    "typed",
    ["1e3", "0x5A", "٩", "½", "²", "①", "+5", "1,000", "-1", "NaN", "1.5", "9223372036854775808", "1" + "0" * 400, "0"],
)
def test_numbers_that_are_no_whole_numbers_in_range_are_refused(typed: str) -> None:
    assert refused("staff_total", typed) == [("/staff_total", "number_range")]


def test_full_width_digits_are_digits() -> None:
    bound = UNIT.bind(
        None, UNIT.example() | {"staff_total": "９0１", "contact_mobile": "１4000000011"}, Facts(EXAMPLE_DAY)
    )
    assert bound.validate(), bound.faults()
    assert (bound.answers()["staff_total"], bound.answers()["contact_mobile"]) == (901, "14000000011")


@pytest.mark.parametrize(
    "typed", ["2022-02-30", "0000-01-01", "9999-12-31", "22/1/3", "2022-3-1", "20220301", "x" * 99]
)
def test_days_that_do_not_exist_are_refused(typed: str) -> None:
    assert refused("func_doc_date", typed) == [("/func_doc_date", "date_invalid")]


@pytest.mark.parametrize("typed", ["2022-13", "2022", "2022-00", "2022-04"])
def test_months_that_do_not_exist_or_lie_ahead_are_refused(typed: str) -> None:
    assert refused("founded_on", typed) == [("/founded_on", "date_invalid")]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("150199198203120019", "id_checksum"),
        ("150199197302290042", "id_date"),
        ("990199198203120018", "id_region"),
        ("15019919820312001", "code_invalid"),
        ("15019919820312001Y", "code_invalid"),
        ("150199203203120017", "id_date"),
    ],
)
def test_wrong_id_numbers_say_what_is_wrong(number: str, code: str) -> None:
    assert [("/base_admin_id_number", code)] == refused("base_admin_id_number", number, "fill_management")


@pytest.mark.parametrize(
    "number",
    ["150199198407210023", "150199197202290045", "150199196709150039", "15019919961231888x", "11010519491231002X"],
)
def test_right_id_numbers_pass_and_x_is_stored_large(number: str) -> None:
    form = FORMS["fill_management"]
    bound = form.bind(None, form.example() | {"base_admin_id_number": number}, Facts(EXAMPLE_DAY))
    assert bound.validate(), bound.faults()
    assert number.upper() == bound.answers()["base_admin_id_number"]


def test_the_fictional_region_is_for_demonstrations_only() -> None:
    form = FORMS["fill_management"]
    bound = form.bind(None, form.example(), Facts(EXAMPLE_DAY, limits={"id.fictional_region": False}))
    assert not bound.validate()
    assert [fault.code for fault in bound.faults()] == ["id_region"]


@pytest.mark.parametrize(
    ("code", "fault"),
    [("91350100M000100Y4Z", "code_invalid"), ("12150199MB0A00018E", "uscc_checksum"), ("1", "code_invalid")],
)
def test_wrong_credit_codes_are_refused(code: str, fault: str) -> None:
    assert [("/uscc", fault)] == refused("uscc", code)


@pytest.mark.parametrize(
    "code",
    [
        "91350100M000100Y43",
        "12150199mb0a00026a",
        "91150199MA0Q00019F",
        "51150199MJ0Y00019K",
        "52150199MJ0Y00027B",
        "11150199MB0A00093B",
    ],
)
def test_right_credit_codes_pass(code: str) -> None:
    assert refused("uscc", code) == []


def test_a_code_the_clerk_has_cleared_passes_in_spite_of_its_check_digit() -> None:
    cleared = Facts(EXAMPLE_DAY, limits={"uscc.cleared": ("12150199MB0A00018E",)})
    assert UNIT.bind(None, UNIT.example() | {"uscc": "12150199MB0A00018E"}, cleared).validate()


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("contact_mobile", "12000000001"),
        ("contact_phone", "0471 0000001"),
        ("postcode", "01001"),
        ("website", "javascript:alert(1)"),
        ("contact_email", "a@b"),
    ],
)
def test_codes_of_the_wrong_shape_are_refused(name: str, typed: str) -> None:
    assert [(f"/{name}", "code_invalid")] == refused(name, typed)


@pytest.mark.parametrize("typed", ["[2022]", "【2022】", "［２０２２］"])
def test_brackets_of_document_numbers_are_put_right(typed: str) -> None:
    form = FORMS["approve_accreditation"]
    bound = form.bind(None, form.example() | {"document_number": f"呼人社发{typed}12号"}, Facts(EXAMPLE_DAY))
    assert bound.validate(), bound.faults()
    assert bound.answers()["document_number"] == "呼人社发〔2022〕12号"


def test_choices_that_were_not_offered_are_refused() -> None:
    assert refused("org_subtype", "PALACE") == [("/org_subtype", "choice_invalid")]
    assert refused("platform_functions", ["ONLINE_TRAINING", "INTERACTION", "MAGIC"], "fill_distance_education") == [
        ("/platform_functions", "choice_invalid")
    ]


def test_files_must_be_among_those_the_person_may_use() -> None:
    form = FORMS["attach_qualification"]
    facts = Facts(EXAMPLE_DAY, choices={"files": [("other", "x.pdf")]})
    bound = form.bind(None, form.example(), facts)
    assert not bound.validate()
    assert [(fault.pointer, fault.code) for fault in bound.faults()] == [("/files", "file_gone")]
    assert refused("files", [f"f{n}" for n in range(11)], "attach_qualification") == [("/files", "too_many")]
    assert refused("files", ["../etc/passwd"], "attach_qualification") == [("/files", "file_gone")]


@pytest.mark.parametrize("value", [{"a": 1}, [{"a": {"b": 1}}], {"a": {"b": {"c": {"d": {"e": {"f": 1}}}}}}])
def test_shapes_that_do_not_fit_become_unknown_fields(value: Any) -> None:
    codes = {code for _, code in refused("legal_rep", value)}
    assert codes == {"required", "field_unknown"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=60)
@given(name=st.sampled_from(sorted(UNIT.example())), value=JSON)
def test_whatever_json_comes_the_form_answers_without_breaking(name: str, value: Any) -> None:
    bound = UNIT.bind(None, UNIT.example() | {name: value}, Facts(EXAMPLE_DAY))
    assert bound.validate() is not bool(bound.faults())
    for fault in bound.faults():
        (fault.pointer + fault.message).encode("utf-8")


@given(text=st.text(st.characters(), max_size=60))
def test_accepted_text_can_be_printed_and_is_accepted_again(text: str) -> None:
    bound = UNIT.bind(None, UNIT.example() | {"address": text}, Facts(EXAMPLE_DAY))
    if bound.validate():
        kept = bound.answers()["address"]
        assert kept.isprintable() or all(ord(char) > 0x9F for char in kept if not char.isprintable())
        again = UNIT.bind(None, bound.answers(), Facts(EXAMPLE_DAY))
        assert again.validate() and again.answers()["address"] == kept


@given(
    posted=st.lists(
        st.tuples(
            st.sampled_from(["faculty_list-0-name", "faculty_list-999999-sex", "faculty_list-01-name", "faculty_list",
                             "faculty_list-²-name", "stability_note", "full_time_count", "other"]),
            st.text(max_size=8),
        ),
        max_size=12,
    )
)  # fmt: skip
def test_whatever_is_posted_the_form_answers_without_breaking(posted: list[tuple[str, str]]) -> None:
    form = FORMS["fill_faculty"]
    bound = form.bind(MultiDict(posted), None, Facts(EXAMPLE_DAY))
    assert not bound.validate()
    assert bound.faults()
