"""Words about applicant units, places and means. Knows no table, no form, no page."""

from __future__ import annotations

from workflows.model.words.word import N_, Word


class OrgType(Word):
    """Nature of the unit (form 1.03); decides which paper is material 5 (R-072)."""

    PUBLIC_INSTITUTION = "PUBLIC_INSTITUTION", N_("Public institution"), "事业单位"
    ENTERPRISE_STATE = "ENTERPRISE_STATE", N_("State-owned enterprise"), "国有企业"
    ENTERPRISE_NON_PUBLIC = "ENTERPRISE_NON_PUBLIC", N_("Non-public enterprise"), "非公企业"
    SOCIAL_ORG = "SOCIAL_ORG", N_("Social organisation"), "社会组织"
    OTHER = "OTHER", N_("Other"), "其他"


class OrgSubtype(Word):
    """Kind of institution (form 1.04)."""

    UNIVERSITY = "UNIVERSITY", N_("University or college"), "高等院校"
    VOCATIONAL_COLLEGE = "VOCATIONAL_COLLEGE", N_("Vocational college"), "职业院校"
    RESEARCH_INSTITUTE = "RESEARCH_INSTITUTE", N_("Research institute"), "科研院所"
    TRAINING_ORG = "TRAINING_ORG", N_("Training organisation"), "培训机构"
    ASSOCIATION = "ASSOCIATION", N_("Trade association or learned society"), "行业协会（学会）"
    ENTERPRISE_CENTRE = "ENTERPRISE_CENTRE", N_("Training centre of an enterprise"), "企业培训中心"
    MEDICAL = "MEDICAL", N_("Medical and health institution"), "医疗卫生机构"
    OTHER = "OTHER", N_("Other"), "其他"


class AuthorityLevel(Word):
    """Whose unit it is: the city's own or a county's (管理权限); decides whether the county office endorses."""

    MUNICIPAL = "MUNICIPAL", N_("Municipal"), "市本级"
    COUNTY = "COUNTY", N_("Banner, county or district"), "旗县区"


class District(Word):
    """The ten offices of attachment 1 and the municipal level; 150172 is a statistical code only (domain 2.1)."""

    MUNICIPAL = "150100", N_("Hohhot, municipal level"), "市本级"
    XINCHENG = "150102", N_("Xincheng District"), "新城区"
    HUIMIN = "150103", N_("Huimin District"), "回民区"
    YUQUAN = "150104", N_("Yuquan District"), "玉泉区"
    SAIHAN = "150105", N_("Saihan District"), "赛罕区"
    TUMED_LEFT = "150121", N_("Tumed Left Banner"), "土默特左旗"
    TOGTOH = "150122", N_("Togtoh County"), "托克托县"
    HORINGER = "150123", N_("Horinger County"), "和林格尔县"
    QINGSHUIHE = "150124", N_("Qingshuihe County"), "清水河县"
    WUCHUAN = "150125", N_("Wuchuan County"), "武川县"
    DEVELOPMENT_ZONE = "150172", N_("Hohhot Economic and Technological Development Zone"), "呼和浩特经济技术开发区"


class ApplicationKind(Word):
    """First application or renewal at the end of the term (cover of attachment 2)."""

    INITIAL = "INITIAL", N_("First application"), "首次申报"
    RENEWAL = "RENEWAL", N_("Renewal at expiry"), "期满重新认定"


class QualificationKind(Word):
    """The two papers that may be material 5 (S5.2.5, R-072)."""

    FUNCTION_APPROVAL = "FUNCTION_APPROVAL", N_("Approval of functions"), "职能配置批复"
    LICENCE = "LICENCE", N_("Training licence or approved document"), "培训资质许可证书或文件"


class Tenure(Word):
    """Whose practice site it is (form 4.09)."""

    OWN = "OWN", N_("Own"), "自有"
    PARTNER = "PARTNER", N_("Partner's"), "合作"


class BuildMode(Word):
    """How the platform came about (form 5.04)."""

    OWN = "OWN", N_("Built by the unit"), "自建"
    JOINT = "JOINT", N_("Built with a partner"), "合作"
    RENTED = "RENTED", N_("Rented"), "租用"


class PlatformFunction(Word):
    """What the platform can do (form 5.05); the first two are asked for by S5.1.4."""

    ONLINE_TRAINING = "ONLINE_TRAINING", N_("Online training"), "网上培训"
    INTERACTION = "INTERACTION", N_("Online interaction"), "网络互动交流"
    MANAGEMENT = "MANAGEMENT", N_("Training management"), "培训管理"
    ONLINE_EXAM = "ONLINE_EXAM", N_("Online examination"), "在线考试"
    HOUR_STATISTICS = "HOUR_STATISTICS", N_("Hour statistics"), "学时统计"
    ANTI_CHEATING = "ANTI_CHEATING", N_("Guard against cheating"), "过程防作弊"
    MOBILE = "MOBILE", N_("Mobile access"), "移动端"


class RegionalLink(Word):
    """State of the link with the regional verification system (form 5.09, S4.1)."""

    CONNECTED = "CONNECTED", N_("Connected"), "已对接"
    CONNECTING = "CONNECTING", N_("Being connected"), "对接中"
    NOT_CONNECTED = "NOT_CONNECTED", N_("Not connected"), "未对接"


class FundingSource(Word):
    """Where the money comes from (form 6.03)."""

    BUDGET = "BUDGET", N_("Public budget"), "财政"
    OWN = "OWN", N_("Own funds"), "自筹"
    FEES = "FEES", N_("Tuition fees"), "学费"
    OTHER = "OTHER", N_("Other"), "其他"
