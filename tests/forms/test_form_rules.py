"""The rules between questions: each refuses at its place with a code, and says both numbers where two disagree."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from forms import FORMS, Facts

Change = Callable[[dict[str, Any]], None]


def put(path: str, value: Any) -> Change:
    """Exchange one answer, by its path."""

    def change(answers: dict[str, Any]) -> None:
        *way, last = [int(step) if step.isdigit() else step for step in path.split("/")]
        place: Any = answers
        for step in way:
            place = place[step]
        place[last] = value

    return change


def both(*changes: Change) -> Change:
    """Several exchanges."""

    def change(answers: dict[str, Any]) -> None:
        for one in changes:
            one(answers)

    return change


_RETURN = both(put("verdict", "returned"), put("reason", "见清单"))

REFUSALS: list[tuple[str, Change, str, str]] = [
    ("fill_unit_profile", put("pt_total", 421), "/pt_total", "sum_mismatch"),
    ("fill_unit_profile", put("pt_senior", 300), "/pt_total", "sum_mismatch"),
    ("fill_unit_profile", put("func_doc_no", None), "/func_doc_no", "required"),
    ("fill_unit_profile", put("org_type", "SOCIAL_ORG"), "/license_name", "required"),
    (
        "fill_unit_profile",
        both(put("authority_level", "COUNTY"), put("district_code", "150100")),
        "/district_code",
        "choice_invalid",
    ),
    (
        "fill_unit_profile",
        both(
            put("org_type", "OTHER"),
            put("license_name", "示例许可证"),
            put("license_no", "1"),
            put("license_authority", "示例局"),
            put("license_valid_from", "2019-01-01"),
            put("license_valid_to", "2022-02-28"),
        ),
        "/license_valid_to",
        "expired",
    ),
    ("fill_management", put("mgmt_full_time", 3), "/mgmt_full_time", "sum_mismatch"),
    ("fill_management", put("mgmt_staff", []), "/mgmt_staff", "required"),
    ("fill_faculty", put("full_time_count", 5), "/full_time_count", "sum_mismatch"),
    ("fill_faculty", put("doctor_count", 1), "/doctor_count", "sum_mismatch"),
    ("fill_faculty", put("other_title_count", 1), "/other_title_count", "sum_mismatch"),
    ("fill_faculty", put("frontline_count", 0), "/frontline_count", "sum_mismatch"),
    ("fill_faculty", put("city_external_count", 7), "/city_external_count", "sum_mismatch"),
    ("fill_faculty", put("faculty_list/1/born_on", "2010-01"), "/faculty_list/1/born_on", "date_invalid"),
    ("fill_faculty", put("faculty_list/2/engaged_to", "2001-01"), "/faculty_list/2/engaged_to", "date_order"),
    ("fill_facilities", put("equipment_value", "139.81"), "/equipment_value", "sum_mismatch"),
    ("fill_facilities", put("equipment_value", "1.234"), "/equipment_value", "number_range"),
    ("fill_facilities", put("multimedia_room_count", 13), "/multimedia_room_count", "sum_mismatch"),
    ("fill_facilities", put("practice_sites", []), "/practice_sites", "required"),
    ("fill_facilities", put("practice_sites/1/partner", None), "/practice_sites/1/partner", "required"),
    ("fill_facilities", put("practice_intensive", None), "/practice_intensive", "required"),
    ("fill_distance_education", put("build_partner", ""), "/build_partner", "required"),
    ("fill_funding", put("funding_history/0/total", "60"), "/funding_history/0/total", "sum_mismatch"),
    ("fill_funding", put("funding_history/0/year", 2021), "/funding_history", "year_invalid"),
    (
        "fill_training_history",
        put("trained_persons/0/participants", 261),
        "/trained_persons/0/participants",
        "sum_mismatch",
    ),
    ("fill_training_history", put("trained_persons/0/persons", 261), "/trained_persons/0/persons", "sum_mismatch"),
    ("fill_training_history", put("trained_persons/0/year", 2018), "/trained_persons", "year_invalid"),
    ("fill_training_history", put("history_classes/0/passed", 121), "/history_classes/0/passed", "sum_mismatch"),
    ("fill_training_history", put("history_classes/0/end_on", "2019-05-01"), "/history_classes/0/end_on", "date_order"),
    ("fill_training_history", put("history_classes/0/end_on", "2020-06-15"), "/history_classes/0/end_on", "date_order"),
    ("fill_training_history", put("history_classes/0/year", 2020), "/history_classes/0/year", "year_invalid"),
    ("fill_training_history", put("history_classes/0/year", 2018), "/history_classes/0/year", "year_invalid"),
    ("fill_training_plan", put("yearly_persons", 199), "/yearly_persons", "number_range"),
    ("fill_training_plan", put("training_fields", []), "/training_fields", "required"),
    ("list_rules", put("rules/3/files", []), "/rules/3/files", "required"),
    ("score_indicators", put("total", "95"), "/total", "sum_mismatch"),
    ("score_indicators", put("indicators/0/points", "7.5"), "/indicators/0/points", "number_range"),
    ("score_indicators", put("indicators/0/points", "6.3"), "/indicators/0/points", "number_range"),
    ("attach_qualification", put("kind", "LICENCE"), "/kind", "choice_invalid"),
    ("attach_qualification", put("same_as_original", False), "/same_as_original", "required"),
    ("check_and_submit", put("declaration", False), "/declaration", "required"),
    ("sign_application", put("truth_statement", False), "/truth_statement", "required"),
    ("sign_application", put("verdict", "returned"), "/reason", "required"),
    ("sign_application", _RETURN, "/corrections", "required"),
    ("sign_application", put("signed_on", "2022-03-02"), "/signed_on", "date_invalid"),
    ("recommend_application", put("report_files", []), "/report_files", "required"),
    ("recommend_application", put("verdict", "disagreed"), "/reason", "required"),
    ("endorse_application", put("opinion", " "), "/opinion", "required"),
    ("accept_application", put("materials/4/result", "not_ok"), "/materials/4/remark", "required"),
    (
        "accept_application",
        both(put("materials/4/result", "not_ok"), put("materials/4/remark", "过期")),
        "/verdict",
        "verdict_invalid",
    ),
    ("accept_application", put("materials/0/result", "na"), "/materials/0/result", "choice_invalid"),
    ("accept_application", put("verdict", "refused"), "/reason", "required"),
    ("hand_in_volume", put("edition", 2), "/edition", "volume_other"),
    ("hand_in_volume", put("sha256_prefix", "f" * 16), "/sha256_prefix", "volume_other"),
    ("hand_in_volume", put("bound_in_order", False), "/bound_in_order", "required"),
    (
        "review_preliminarily",
        both(put("conditions/1/result", "not_met"), put("conditions/1/remark", "缺三项制度")),
        "/verdict",
        "verdict_invalid",
    ),
    ("review_preliminarily", put("conditions/1/result", "with_remark"), "/conditions/1/remark", "required"),
    ("review_preliminarily", put("verified_persons/0/year", 2010), "/verified_persons", "year_invalid"),
    ("check_preliminary_review", put("verdict", "sent_back"), "/reason", "required"),
    ("draw_experts", put("panel_size", "4"), "/panel_size", "choice_invalid"),
    ("draw_experts", put("panel_size", "7"), "/panel_size", "too_few"),
    ("draw_experts", put("head", "nobody"), "/head", "choice_invalid"),
    (
        "draw_experts",
        both(put("head", "expert-1"), put("excluded", [{"expert": "expert-1", "excluded_for": "曾受聘"}])),
        "/head",
        "choice_invalid",
    ),
    ("draw_experts", put("excluded", [{"expert": "expert-1", "excluded_for": "x"}] * 2), "/excluded", "repeated"),
    ("declare_no_conflict", put("statement", False), "/statement", "required"),
    ("declare_no_conflict", put("verdict", "declined"), "/reason", "required"),
    ("visit_site", put("findings/2/text", None), "/findings/2/text", "required"),
    ("score_application", put("total", "93.5"), "/total", "sum_mismatch"),
    ("score_application", put("indicators/0/deduction_note", None), "/indicators/0/deduction_note", "required"),
    ("score_application", put("vetoes", ["FALSIFICATION"]), "/veto_reason", "required"),
    ("discuss_scores", put("sheets_stay", False), "/revised_sheets", "required"),
    ("conclude_panel", put("verdict", "rectify"), "/verdict", "verdict_invalid"),
    ("conclude_panel", put("verdict", "rejected"), "/reason", "required"),
    ("decide_in_meeting", put("verdict", "refused"), "/reason", "required"),
    ("publish_notice", put("starts_on", "2022-02-28"), "/starts_on", "date_invalid"),
    ("verify_objection", put("verdict", "founded"), "/reason", "required"),
    ("approve_accreditation", put("document_number", "12号"), "/document_number", "code_invalid"),
    ("approve_accreditation", put("validity_years", 0), "/validity_years", "number_range"),
    ("award_plaque", put("handed_on", "2022-03-02"), "/handed_on", "date_invalid"),
]


@pytest.mark.parametrize(("element", "change", "pointer", "code"), REFUSALS)
def test_a_broken_rule_is_refused_at_its_place(
    element: str, change: Change, pointer: str, code: str, facts: Facts
) -> None:
    answers = deepcopy(FORMS[element].example())
    change(answers)
    bound = FORMS[element].bind(None, answers, facts)
    assert not bound.validate()
    found = {(fault.pointer, fault.code): fault for fault in bound.faults()}
    assert (pointer, code) in found
    assert found[pointer, code].name == pointer.strip("/").replace("/", "-")


def test_every_form_has_a_rule_in_this_list() -> None:
    assert set(FORMS) == {element for element, *_ in REFUSALS}


def test_a_wrong_sum_names_both_numbers(facts: Facts) -> None:
    bound = FORMS["fill_faculty"].bind(None, FORMS["fill_faculty"].example() | {"full_time_count": 5}, facts)
    bound.validate()
    assert [fault.message for fault in bound.faults()] == ["Make these agree: 5 is written here, the table gives 4"]


def test_sums_wait_until_every_row_can_be_read(facts: Facts) -> None:
    answers = deepcopy(FORMS["fill_faculty"].example())
    answers["faculty_list"][0]["employment"] = None
    answers["full_time_count"] = 99
    bound = FORMS["fill_faculty"].bind(None, answers, facts)
    bound.validate()
    assert [fault.pointer for fault in bound.faults()] == ["/faculty_list/0/employment"]


@pytest.mark.parametrize("element", ["score_indicators", "score_application"])
def test_an_indicator_that_does_not_apply_counts_in_full(element: str, facts: Facts) -> None:
    sections = {**facts.sections, "fill_facilities": {"practice_intensive": False}}
    answers = deepcopy(FORMS[element].example())
    bound = FORMS[element].bind(None, answers, replace(facts, sections=sections))
    assert not bound.validate()
    assert [(one.pointer, one.code) for one in bound.faults()] == [("/indicators/10/points", "not_applicable")]


def test_an_agreed_return_needs_no_opinion_but_a_list(facts: Facts) -> None:
    form = FORMS["sign_application"]
    answers = form.example() | {
        "verdict": "returned",
        "reason": "请核对师资名册。",
        "opinion": None,
        "truth_statement": False,
        "corrections": [{"section": "fill_faculty", "item": None, "kind": "WRONG", "text": "第2行姓名有误"}],
    }
    bound = form.bind(None, answers, facts)
    assert bound.validate(), bound.faults()
    assert bound.answers() == answers


def test_submitting_reads_all_sections_again(facts: Facts) -> None:
    form = FORMS["check_and_submit"]
    sections = dict(facts.sections)
    del sections["fill_funding"]
    sections["fill_faculty"] = {**sections["fill_faculty"], "doctor_count": 9}
    bound = form.bind(None, form.example(), replace(facts, sections=sections))
    assert not bound.validate()
    assert [(one.pointer, one.code) for one in bound.faults()] == [("", "section_faulty"), ("", "section_missing")]
    assert "Faculty" in bound.faults()[0].message


def test_a_licence_that_ran_out_since_stops_the_submission(facts: Facts) -> None:
    profile = {
        **facts.sections["fill_unit_profile"],
        "org_type": "OTHER",
        "license_name": "示例许可证",
        "license_no": "1",
        "license_authority": "示例局",
        "license_valid_from": "2019-01-01",
        "license_valid_to": "2022-02-28",
    }
    sections = {**facts.sections, "fill_unit_profile": profile}
    form = FORMS["check_and_submit"]
    bound = form.bind(None, form.example(), replace(facts, sections=sections))
    assert not bound.validate()
    assert {"section_faulty"} == {fault.code for fault in bound.faults()}


WARNINGS: list[tuple[str, Change, str, str]] = [
    ("fill_faculty", put("faculty_list/0/field", "LEGAL"), "/faculty_list", "few_teachers"),
    (
        "fill_management",
        both(lambda answers: answers["mgmt_staff"].pop(), put("mgmt_part_time", 0)),
        "/mgmt_staff",
        "few_managers",
    ),
    ("fill_distance_education", put("platform_functions", ["MOBILE"]), "/platform_functions", "function_missing"),
    ("fill_training_history", put("trained_persons/2/persons", 199), "/trained_persons/2/persons", "few_trained"),
    ("attach_qualification", put("doc_no", "另号"), "/doc_no", "other_number"),
    ("hand_in_volume", put("copy_count", 2), "/copy_count", "few_copies"),
    ("review_preliminarily", put("verified_persons/2/persons", 199), "/verified_persons/2/persons", "few_trained"),
    (
        "review_preliminarily",
        both(put("conditions/4/result", "not_met"), put("conditions/4/remark", "首次申报，计划见第八部分")),
        "/conditions",
        "few_trained",
    ),
]


@pytest.mark.parametrize(("element", "change", "pointer", "code"), WARNINGS)
def test_a_warning_is_shown_and_does_not_block(
    element: str, change: Change, pointer: str, code: str, facts: Facts
) -> None:
    answers = deepcopy(FORMS[element].example())
    change(answers)
    bound = FORMS[element].bind(None, answers, facts)
    assert bound.validate(), bound.faults()
    assert (pointer, code) in {(fault.pointer, fault.code) for fault in bound.warnings()}
