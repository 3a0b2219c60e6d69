"""Readings that the notice of 2022 does not settle (domain 9, 11.4: A-01 to A-15, A-35): assumed, shown, never law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True)
class Assumption:
    """One reading: its key, the value in force, what that says, on what it rests.

    `others` holds the readings that can be put in its place, with what they say; without any it is held by the cells of
    a table, or is a definition, and changes with a new edition of the pack.
    """

    id: str
    key: str
    value: str
    says: str
    basis: str
    others: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def _assume(id_: str, key: str, value: str, says: str, basis: str, **others: str) -> Assumption:
    return Assumption(id_, key, value, says, basis, MappingProxyType(others))


READINGS_2022 = (
    _assume(
        "A-01",
        "age.reached_on",
        "birthday",
        "生日当日即为“满”周岁",
        "惯例；通知未写明",
        next_day="生日次日起才算“满”周岁",
    ),
    _assume("A-02", "age.third_scope", "year_and_subject", "三分之一按每年度、每科目分别计算", "“规定学时”的字面意思"),
    _assume(
        "A-03",
        "age.leap_day",
        "feb_28",
        "2月29日出生的，平年以2月28日为生日",
        "比照民法典第二百零二条",
        mar_1="2月29日出生的，平年以3月1日为生日",
    ),
    _assume("A-04", "age.reference", "review_date", "年龄按评审日计算", "“参加职称评审时”"),
    _assume(
        "A-05",
        "transfer.years",
        "after_move_year",
        "转任年限从转任次年起按年度计算",
        "对“按转任年限”的理解",
        with_move_year="转任年限从转任当年起按年度计算",
        completed_years="转任年限按转任后满的年数计算",
    ),
    _assume(
        "A-06",
        "transfer.with_third",
        "both",
        "转任年限与三分之一并用，先定年度再按比例",
        "对通知三（一）、（七）的理解",
    ),
    _assume(
        "A-07",
        "pref.literal_review_only",
        "true",
        "写明“参加职称评审”的倾斜政策不用于考核认定和年度学习",
        "字面意思",
        false="写明“参加职称评审”的倾斜政策也用于考核认定和年度学习",
    ),
    _assume(
        "A-08",
        "p4.purposes",
        "review_and_recognition",
        "“申报职称”包括职称评审和考核认定",
        "字面意思",
        review_only="“申报职称”只指职称评审",
    ),
    _assume(
        "A-09", "p3.flag_by", "hrss_certificate", "是否属于乡镇等基层一线，以人力资源社会保障部门的证明为准", "惯例"
    ),
    _assume(
        "A-10",
        "filing.strictly_before",
        "earlier_day",
        "备案受理日早于开班日才算事前备案",
        "“事前”的字面意思",
        same_day="开班当日受理也算事前备案",
    ),
    _assume(
        "A-11",
        "filing.base_required",
        "exclude",
        "不在批准的基地举办的专业科目培训不予认定",
        "通知一（二）的目的；后果未写明",
        count="不在批准的基地举办的专业科目培训仍予认定",
    ),
    _assume("A-12", "pref.precedence", "most_favourable", "几项倾斜政策并存时，适用最有利的一项", "通知未规定先后"),
    _assume(
        "A-13",
        "scope.out_of_region",
        "exclude",
        "自治区以外的培训不直接认可，只能依通知三（六）折合",
        "通知三（九）的字面意思",
        count="自治区以外的培训经核定也予认可",
    ),
    _assume("A-14", "annual.non_public", "compute", "非公有制单位人员的年度学习照常计算，没有后果", "通知一、三（二）"),
    _assume("A-15", "policy.no_extrapolation", "true", "通知只用于2022年度，不推及其他年度", "通知标题"),
    _assume(
        "A-35", "deemed.counts_for_total", "true", "视同完成的专业科目也算在全年90学时之内", "“视同完成”的字面意思"
    ),
)
