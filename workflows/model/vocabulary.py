"""The words everybody shares: roles, code lists, verdicts. Knows no table, no form, no page.

Each word carries its English text (a gettext msgid) and the Chinese one that official documents print.
"""

from __future__ import annotations

from enum import StrEnum


def N_(text: str) -> str:
    """Mark an English msgid for extraction; the door translates it when it shows it."""
    return text


class Word(StrEnum):
    """A code with its English msgid (`label`) and the Chinese word of the documents (`zh`)."""

    label: str
    zh: str

    def __new__(cls, code: str, label: str, zh: str) -> Word:
        word = str.__new__(cls, code)
        word._value_ = code
        word.label = label
        word.zh = zh
        return word


class Role(Word):
    """Who acts, one lane each (domain 5.1); the id of a lane is the code of its role."""

    APPLICANT = "APPLICANT", N_("Applicant's clerk"), "申报单位经办人"
    APPLICANT_LEAD = "APPLICANT_LEAD", N_("Head of the applicant unit"), "申报单位负责人"
    SUPERVISOR = "SUPERVISOR", N_("Supervising department"), "主管部门"
    COUNTY_HRSS = "COUNTY_HRSS", N_("County HRSS office"), "旗县区人社局"
    HRSS_CLERK = "HRSS_CLERK", N_("Bureau acceptance desk"), "市人社局受理岗"
    HRSS_REVIEWER = "HRSS_REVIEWER", N_("Bureau reviewer"), "市人社局审核岗"
    HRSS_SECTION = "HRSS_SECTION", N_("Head of section"), "科室负责人"
    HRSS_LEADER = "HRSS_LEADER", N_("Bureau leader"), "局领导"
    EXPERT = "EXPERT", N_("Review expert"), "评审专家"
    EXPERT_HEAD = "EXPERT_HEAD", N_("Head of the expert panel"), "专家组组长"
    INSPECTOR = "INSPECTOR", N_("Inspector"), "督查人员"
    BASE_ADMIN = "BASE_ADMIN", N_("Base administrator"), "继续教育基地管理员"
    SYS_ADMIN = "SYS_ADMIN", N_("System administrator"), "系统管理员"
    SEC_ADMIN = "SEC_ADMIN", N_("Security administrator"), "安全管理员"
    AUDIT_ADMIN = "AUDIT_ADMIN", N_("Audit administrator"), "审计管理员"
