"""Words about training: series, subjects, modes, rules. Knows no table, no form, no page."""

from __future__ import annotations

from workflows.model.words.word import N_, Word


class TitleSeries(Word):
    """The 27 national title series (domain 11.3); training fields are named by them (form 8.01)."""

    HIGHER_EDUCATION = "HIGHER_EDUCATION", N_("Teachers in higher education"), "高等学校教师"
    SOCIAL_SCIENCE = "SOCIAL_SCIENCE", N_("Philosophy and social science research"), "哲学社会科学研究"
    NATURAL_SCIENCE = "NATURAL_SCIENCE", N_("Natural science research"), "自然科学研究"
    HEALTH = "HEALTH", N_("Health"), "卫生"
    ENGINEERING = "ENGINEERING", N_("Engineering"), "工程"
    AGRICULTURE = "AGRICULTURE", N_("Agriculture"), "农业"
    NEWS = "NEWS", N_("Journalism"), "新闻"
    PUBLISHING = "PUBLISHING", N_("Publishing"), "出版"
    LIBRARY = "LIBRARY", N_("Library and documentation"), "图书资料"
    MUSEUM = "MUSEUM", N_("Cultural relics and museums"), "文物博物"
    ARCHIVES = "ARCHIVES", N_("Archives"), "档案"
    CRAFTS = "CRAFTS", N_("Arts and crafts"), "工艺美术"
    TECHNICAL_SCHOOL = "TECHNICAL_SCHOOL", N_("Teachers in technical schools"), "技工院校教师"
    SPORTS = "SPORTS", N_("Sports"), "体育"
    TRANSLATION = "TRANSLATION", N_("Translation"), "翻译"
    BROADCASTING = "BROADCASTING", N_("Broadcasting"), "播音主持"
    ACCOUNTING = "ACCOUNTING", N_("Accounting"), "会计"
    STATISTICS = "STATISTICS", N_("Statistics"), "统计"
    ECONOMICS = "ECONOMICS", N_("Economics"), "经济"
    LABORATORY = "LABORATORY", N_("Laboratory technique"), "实验技术"
    SECONDARY_VOCATIONAL = "SECONDARY_VOCATIONAL", N_("Teachers in secondary vocational schools"), "中等职业学校教师"
    SCHOOL = "SCHOOL", N_("Teachers in primary and secondary schools"), "中小学教师"
    ARTS = "ARTS", N_("Arts"), "艺术"
    LEGAL = "LEGAL", N_("Public legal services"), "公共法律服务"
    SHIPPING = "SHIPPING", N_("Shipping"), "船舶"
    AVIATION = "AVIATION", N_("Civil aviation"), "民用航空飞行"
    AUDITING = "AUDITING", N_("Auditing"), "审计"


class TrainingMode(Word):
    """How a class is held (domain 11.3)."""

    FACE_TO_FACE = "FACE_TO_FACE", N_("Face to face"), "面授"
    ONLINE = "ONLINE", N_("Online"), "网络"
    BLENDED = "BLENDED", N_("Blended"), "混合"


class SubjectType(Word):
    """Public or professional subject (S1)."""

    PUBLIC = "PUBLIC", N_("Public subject"), "公需科目"
    PROFESSIONAL = "PROFESSIONAL", N_("Professional subject"), "专业科目"


class RuleSet(Word):
    """The eight sets of rules that S5.1.2 names, in its order ①–⑧; all eight texts are required (R-062)."""

    TEACHING = "TEACHING", N_("Organisation of teaching"), "教学组织管理"
    EXAMINATION = "EXAMINATION", N_("Examination of trainees"), "学员考核管理"
    RESEARCH = "RESEARCH", N_("Teaching and research"), "教学科研管理"
    REGISTRATION = "REGISTRATION", N_("Registration of training"), "培训登记管理"
    FUNDS = "FUNDS", N_("Training funds"), "培训经费管理"
    LOGISTICS = "LOGISTICS", N_("Logistics"), "后勤保障管理"
    EVALUATION = "EVALUATION", N_("Evaluation of training effect"), "培训效果评估"
    FEEDBACK = "FEEDBACK", N_("Follow-up and feedback"), "跟踪反馈"


class Veto(Word):
    """One finding that decides by itself (一票否决, A-19)."""

    FALSIFICATION = "FALSIFICATION", N_("Falsification or illegal classes found"), "弄虚作假或违规办班"
    QUALIFICATION = "QUALIFICATION", N_("Material 5 missing or expired"), "职能配置批复或资质证书缺失或过期"
    TRAINED = "TRAINED", N_("Fewer than 200 persons trained in the assessed year"), "考核年度培训不足200人"
    HOURS = "HOURS", N_("Hours certified without attendance"), "未参训而认定学时"
