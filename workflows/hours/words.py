"""Words of the hours: purposes, levels, sources of hours, outcomes (domain 10). Knows no rule."""

from __future__ import annotations

from workflows.model.vocabulary import N_, Word


class Purpose(Word):
    """What the hours are asked for (S2)."""

    TITLE_REVIEW = "TITLE_REVIEW", N_("Title review"), "职称评审"
    RECOGNITION = "RECOGNITION", N_("Recognition by degree"), "考核认定"
    ANNUAL_STUDY = "ANNUAL_STUDY", N_("Annual study"), "年度学习"


class Level(Word):
    """Level applied for; junior covers assistant and technician in a review (S2.1), recognition names the level."""

    SENIOR = "SENIOR", N_("Senior"), "高级"
    INTERMEDIATE = "INTERMEDIATE", N_("Intermediate"), "中级"
    JUNIOR = "JUNIOR", N_("Junior"), "初级"
    ASSISTANT = "ASSISTANT", N_("Assistant"), "助理级"


class Degree(Word):
    """Highest degree; asked by recognition only (S2.2)."""

    SECONDARY_VOCATIONAL = "SECONDARY_VOCATIONAL", N_("Secondary vocational"), "中专"
    ASSOCIATE = "ASSOCIATE", N_("College diploma"), "专科"
    BACHELOR = "BACHELOR", N_("Bachelor"), "本科"
    MASTER = "MASTER", N_("Master"), "硕士"
    DOCTOR = "DOCTOR", N_("Doctor"), "博士"


class Sector(Word):
    """Where the person works (S3.2)."""

    PUBLIC_INSTITUTION = "PUBLIC_INSTITUTION", N_("Public institution"), "事业单位"
    STATE_OWNED_ENTERPRISE = "STATE_OWNED_ENTERPRISE", N_("State-owned enterprise"), "国有企业"
    NON_PUBLIC = "NON_PUBLIC", N_("Non-public sector"), "非公有制单位"


class Side(Word):
    """Either end of a move (S3.7)."""

    PARTY_GOV_ORGAN = "PARTY_GOV_ORGAN", N_("Party or government organ"), "党政机关"
    PUBLIC_INSTITUTION = "PUBLIC_INSTITUTION", N_("Public institution"), "事业单位"
    STATE_OWNED_ENTERPRISE = "STATE_OWNED_ENTERPRISE", N_("State-owned enterprise"), "国有企业"
    NON_PUBLIC = "NON_PUBLIC", N_("Non-public sector"), "非公有制单位"


class Source(Word):
    """Where an entry of the ledger comes from (S1, S3.5, S3.6, S3.8, S3.9)."""

    PUBLIC_ONLINE = "PUBLIC_ONLINE", N_("Public subject, online"), "公需科目网络培训"
    BASE_TRAINING = "BASE_TRAINING", N_("Training at a base"), "培训基地的培训"
    SANKE_TRAINING = "SANKE_TRAINING", N_("Training of teachers of the three subjects"), "“三科”教师培训"
    SEMINAR_CONVERSION = "SEMINAR_CONVERSION", N_("Converted: seminar, forum, exchange, study"), "高研班、论坛等折合"
    SKILL_CONVERSION = "SKILL_CONVERSION", N_("Converted: skills training"), "技能培训折合"
    OTHER_LEAGUE_TRAINING = "OTHER_LEAGUE_TRAINING", N_("Training in another league or city"), "区内其他盟市培训"
    OUT_OF_REGION_TRAINING = "OUT_OF_REGION_TRAINING", N_("Training outside the region"), "自治区以外的培训"


class Authority(Word):
    """Whose authority the training falls under (管理权限)."""

    MUNICIPAL = "MUNICIPAL", N_("Municipal"), "市本级"
    COUNTY = "COUNTY", N_("Banner, county or district"), "旗县区"
    REGION = "REGION", N_("Autonomous region"), "自治区本级"
    OTHER_LEAGUE = "OTHER_LEAGUE", N_("Another league or city"), "区内其他盟市"
    OUT_OF_REGION = "OUT_OF_REGION", N_("Outside the region"), "自治区以外"


class Verification(Word):
    """Whether the territorial office has verified the hours (S3.9)."""

    VERIFIED = "VERIFIED", N_("Verified"), "已核定"
    PENDING = "PENDING", N_("Not yet verified"), "待核定"
    REJECTED = "REJECTED", N_("Verification refused"), "核定未通过"


class Outcome(Word):
    """What a check ends with (DT-4)."""

    MET = "MET", N_("Hours complete"), "学时达到要求"
    NOT_MET = "NOT_MET", N_("Hours missing"), "学时未达到要求"
    EXEMPT = "EXEMPT", N_("No hours required"), "不要求学时"
    REFERENCE_ONLY = "REFERENCE_ONLY", N_("Hours are a reference only"), "学时仅作参考"
    NOT_COVERED = "NOT_COVERED", N_("Not covered by the notice"), "通知未作规定"
    MANUAL_REVIEW = "MANUAL_REVIEW", N_("To be judged by an officer"), "须人工审核"
