"""Words about persons and roles. Knows no table, no form, no page."""

from __future__ import annotations

from workflows.model.words.word import N_, Word


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


class Sex(Word):
    """Sex as on the identity card; digit 17 of the ID number must agree (domain 7.1)."""

    M = "M", N_("Male"), "男"
    F = "F", N_("Female"), "女"


class Education(Word):
    """Highest degree or schooling (domain 6)."""

    DOCTOR = "DOCTOR", N_("Doctor"), "博士"
    MASTER = "MASTER", N_("Master"), "硕士"
    BACHELOR = "BACHELOR", N_("Bachelor"), "本科"
    ASSOCIATE = "ASSOCIATE", N_("College diploma"), "专科"
    OTHER = "OTHER", N_("Other"), "其他"


class TitleLevel(Word):
    """Level of a professional title (domain 6); senior = the first two, junior = assistant and technician."""

    FULL_SENIOR = "FULL_SENIOR", N_("Full senior"), "正高级"
    ASSOCIATE_SENIOR = "ASSOCIATE_SENIOR", N_("Associate senior"), "副高级"
    INTERMEDIATE = "INTERMEDIATE", N_("Intermediate"), "中级"
    ASSISTANT = "ASSISTANT", N_("Assistant"), "助理级"
    TECHNICIAN = "TECHNICIAN", N_("Technician"), "员级"
    NONE = "NONE", N_("No title"), "无"


class Employment(Word):
    """Full-time or part-time (S5.1.1, S5.1.2: 专（兼）职)."""

    FULL_TIME = "FULL_TIME", N_("Full-time"), "专职"
    PART_TIME = "PART_TIME", N_("Part-time"), "兼职"
