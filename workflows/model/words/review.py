"""Words of the accreditation procedure: sections, materials, conditions, verdicts. Knows no table, no form, no page."""

from __future__ import annotations

from workflows.model.words.word import N_, Word


class Section(Word):
    """The parts an applicant fills; the code is the id of its user task (domain 2.2, 2.3, 5.3)."""

    UNIT_PROFILE = "fill_unit_profile", N_("Unit profile"), "单位基本情况"
    MANAGEMENT = "fill_management", N_("Management body and staff"), "继续教育管理机构及人员"
    FACULTY = "fill_faculty", N_("Faculty"), "师资队伍"
    FACILITIES = "fill_facilities", N_("Teaching conditions"), "教学条件"
    DISTANCE_EDUCATION = "fill_distance_education", N_("Distance education"), "现代远程教育条件"
    FUNDING = "fill_funding", N_("Funding"), "经费保障"
    TRAINING_HISTORY = "fill_training_history", N_("Training of the past three years"), "近三年培训情况"
    TRAINING_PLAN = "fill_training_plan", N_("Training to be undertaken"), "拟承担培训"
    RULES = "list_rules", N_("Management rules"), "管理规章制度"
    INDICATORS = "score_indicators", N_("Self-score by indicators"), "指标自评"
    QUALIFICATION = "attach_qualification", N_("Approval of functions or licence"), "职能配置批复或资质证书"


class Material(Word):
    """The five materials in the order in which they are bound (S5.2, R-070, R-071)."""

    REPORT = "REPORT", N_("Application report of the supervising department"), "主管部门出具的申报报告"
    APPLICATION = "APPLICATION", N_("Application form"), "专业技术人员继续教育基地申报表"
    INDICATORS = "INDICATORS", N_("Indicator sheet with points"), "继续教育基地考核评估指标参考分值表"
    RULES = "RULES", N_("Rules of continuing-education management"), "继续教育管理工作规章制度"
    QUALIFICATION = (
        "QUALIFICATION",
        N_("Material 5: approval of functions or licence"),
        "职能配置批复或培训资质许可证书、文件",
    )


class Check(Word):
    """Result of looking at one material."""

    OK = "ok", N_("In order"), "符合要求"
    NOT_OK = "not_ok", N_("Not in order"), "不符合要求"
    NA = "na", N_("Not applicable"), "不适用"


class Condition(Word):
    """The five basic conditions of S5.1.1–S5.1.5 by the number of their rule."""

    FACULTY = "R-061", N_("Condition 1: faculty"), "条件一：师资队伍"
    MANAGEMENT = "R-062", N_("Condition 2: body, staff and eight rule sets"), "条件二：管理机构、人员与八项制度"
    FACILITIES = "R-063", N_("Condition 3: funding, rooms and equipment"), "条件三：经费、教室与设备"
    DISTANCE = "R-064", N_("Condition 4: distance education"), "条件四：现代化远程教育条件"
    TRAINED = "R-065", N_("Condition 5: 200 persons trained every year"), "条件五：每年培训不少于200名"


class Met(Word):
    """Whether a condition is met."""

    MET = "met", N_("Met"), "符合"
    NOT_MET = "not_met", N_("Not met"), "不符合"
    WITH_REMARK = "with_remark", N_("Met, with a remark"), "基本符合（有说明）"


class CorrectionKind(Word):
    """What is wrong with an item that goes back to the applicant."""

    WRONG = "WRONG", N_("Wrong"), "错误"
    MISSING = "MISSING", N_("Missing"), "缺失"
    OUTDATED = "OUTDATED", N_("Out of date"), "过期"


class Signature(Word):
    """What the head of the unit decides."""

    SIGNED = "signed", N_("Sign"), "同意申报"
    RETURNED = "returned", N_("Return for correction"), "退回修改"


class Recommendation(Word):
    """Opinion of the supervising department (OP-2)."""

    AGREED = "agreed", N_("Recommend"), "同意推荐"
    RETURNED = "returned", N_("Return for correction"), "退回修改"
    DISAGREED = "disagreed", N_("Do not recommend"), "不同意推荐"


class Endorsement(Word):
    """Opinion of the county office (OP-3)."""

    AGREED = "agreed", N_("Agree"), "同意"
    RETURNED = "returned", N_("Return for correction"), "退回修改"


class Acceptance(Word):
    """Result of the acceptance check (D-01, D-02, D-03)."""

    ACCEPTED = "accepted", N_("Accept"), "予以受理"
    RETURNED = "returned", N_("Return for correction"), "退回修改"
    REFUSED = "refused", N_("Do not accept"), "不予受理"


class HandIn(Word):
    """Whether the bound volume is the one that was accepted."""

    MATCHED = "matched", N_("Volume matches"), "核对一致"
    RETURNED = "returned", N_("Return for correction"), "退回修改"


class Preliminary(Word):
    """Result of the preliminary review."""

    PASSED = "passed", N_("Passed"), "初审通过"
    RETURNED = "returned", N_("Return for correction"), "退回修改"
    REFUSED = "refused", N_("Not passed"), "初审不通过"


class SecondCheck(Word):
    """Whether the head of section agrees with the preliminary review."""

    CONFIRMED = "confirmed", N_("Confirm"), "复核同意"
    SENT_BACK = "sent_back", N_("Send back"), "退回重审"


class PanelSize(Word):
    """How many experts are drawn; odd, so that there is a majority (domain 2.3, A)."""

    THREE = "3", N_("3 experts"), "3名"
    FIVE = "5", N_("5 experts"), "5名"
    SEVEN = "7", N_("7 experts"), "7名"


class Declaration(Word):
    """An expert's answer to the call (R-114)."""

    ACCEPTED = "accepted", N_("No conflict, I take part"), "无需回避，接受邀请"
    DECLINED = "declined", N_("I withdraw"), "回避或谢绝"


class Conclusion(Word):
    """Conclusion of the panel (OP-4)."""

    RECOMMENDED = "recommended", N_("Recommend accreditation"), "建议认定"
    RECTIFY = "rectify", N_("Accredit after rectification"), "建议整改后认定"
    REJECTED = "rejected", N_("Do not accredit"), "不建议认定"


class Meeting(Word):
    """Decision of the bureau's meeting."""

    AGREED = "agreed", N_("Agree"), "同意"
    SENT_BACK = "sent_back", N_("Send back to the panel"), "退回专家组"
    REFUSED = "refused", N_("Refuse"), "不予认定"


class ObjectionFinding(Word):
    """What the check of an objection found."""

    FOUNDED = "founded", N_("Objection founded"), "异议成立"
    UNFOUNDED = "unfounded", N_("Objection unfounded"), "异议不成立"


class Approval(Word):
    """Decision of the leadership (OP-5)."""

    APPROVED = "approved", N_("Approve"), "批准认定"
    SENT_BACK = "sent_back", N_("Send back to the meeting"), "退回局务会"
    REFUSED = "refused", N_("Refuse"), "不予认定"
