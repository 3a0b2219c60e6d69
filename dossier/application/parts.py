"""Parts one to eight of attachment 2 as on paper (domain 2.2). Knows the names of answers, not their values."""

from __future__ import annotations

from dossier.application.layout import Blank, Column, Grid, Line, Part, Prose

UNIT = Part(
    "fill_unit_profile",
    "一、单位基本情况",
    (
        Line((Blank("单位名称（全称）", "org_name"),)),
        Line((Blank("统一社会信用代码", "uscc"), Blank("主管部门", "supervising_dept", listed="departments"))),
        Line((Blank("申报类别", "application_kind", listed="ApplicationKind", boxes=True),)),
        Line((Blank("管理权限", "authority_level", listed="AuthorityLevel", boxes=True),)),
        Line((Blank("单位性质", "org_type", listed="OrgType", boxes=True),)),
        Line((Blank("机构类型", "org_subtype", listed="OrgSubtype", boxes=True),)),
        Line(
            (
                Blank("法定代表人（负责人）", "legal_rep"),
                Blank("职务", "legal_rep_title"),
                Blank("成立时间", "founded_on", kind="month"),
            )
        ),
        Line((Blank("所在旗县区", "district_code", listed="District"), Blank("邮编", "postcode"))),
        Line((Blank("办公地址", "address"),)),
        Line((Blank("网址", "website"),)),
        Line((Blank("联系人", "contact_name"), Blank("电话", "contact_phone"))),
        Line((Blank("手机", "contact_mobile"), Blank("邮箱", "contact_email"))),
        Line((Blank("职工总数", "staff_total", "人"), Blank("专业技术人员总数", "pt_total", "人"))),
        Line(
            (
                Blank("其中高级", "pt_senior", "人"),
                Blank("其中中级", "pt_middle", "人"),
                Blank("其中初级", "pt_junior", "人"),
            )
        ),
        Line((Blank("职能配置批复机关", "func_doc_authority"),)),
        Line((Blank("批复文号", "func_doc_no"), Blank("批复日期", "func_doc_date", kind="day"))),
        Line((Blank("培训资质许可证书或文件名称", "license_name"),)),
        Line((Blank("证书（文件）编号", "license_no"), Blank("批准部门", "license_authority"))),
        Line((Blank("证书有效期", "license_valid_from", until="license_valid_to"),)),
        Prose("单位简介及在本地区、本行业影响力", "unit_intro", 60),
        Prose("培养培训专业技术人员的经验", "training_experience", 60),
    ),
)

MANAGEMENT = Part(
    "fill_management",
    "二、继续教育管理机构及人员",
    (
        Line((Blank("机构名称", "mgmt_name"),)),
        Line((Blank("成立时间", "mgmt_founded_on", kind="month"), Blank("成立文件文号", "mgmt_doc_no"))),
        Line((Blank("负责人", "mgmt_head_name"), Blank("职务", "mgmt_head_position"))),
        Line((Blank("职称", "mgmt_head_title"), Blank("电话", "mgmt_head_phone"))),
        Line(
            (Blank("专职管理人员", "mgmt_full_time", "人"), Blank("兼职管理人员", "mgmt_part_time", "人")),
        ),
        Line(
            (
                Blank("继续教育基地管理员", "base_admin_name"),
                Blank("电话", "base_admin_phone"),
            )
        ),
        Line((Blank("管理员身份证号", "base_admin_id_number", kind="masked"),)),
        Grid(
            "继续教育管理人员名册",
            "mgmt_staff",
            (
                Column("姓名", "name", 18),
                Column("性别", "sex", 9, "Sex"),
                Column("出生年月", "born_on", 17),
                Column("学历", "education", 12, "Education"),
                Column("职务/职称", "position", 26),
                Column("专职/兼职", "employment", 14, "Employment"),
                Column("分管工作", "duties", 32, left=True),
                Column("联系电话", "phone", 24),
            ),
        ),
    ),
)

FACULTY = Part(
    "fill_faculty",
    "三、师资队伍",
    (
        Line((Blank("专职教师", "full_time_count", "人"), Blank("兼职教师", "part_time_count", "人"))),
        Line(
            (
                Blank("正高级", "full_senior_count", "人"),
                Blank("副高级", "associate_senior_count", "人"),
                Blank("中级", "intermediate_count", "人"),
                Blank("其他职称", "other_title_count", "人"),
            )
        ),
        Line(
            (
                Blank("博士", "doctor_count", "人"),
                Blank("硕士", "master_count", "人"),
                Blank("本科", "bachelor_count", "人"),
                Blank("其他学历", "other_education_count", "人"),
            )
        ),
        Line(
            (
                Blank("来自科研生产一线", "frontline_count", "人"),
                Blank("本市外聘", "city_external_count", "人"),
            )
        ),
        Prose("稳定性说明（近三年在聘情况）", "stability_note", 50),
        Grid(
            "师资名册",
            "faculty_list",
            (
                Column("姓名", "name", 15),
                Column("性别", "sex", 7, "Sex"),
                Column("出生\n年月", "born_on", 13),
                Column("学历\n学位", "education", 9, "Education"),
                Column("专业技术职务", "title_name", 16),
                Column("职称\n级别", "title_level", 12, "TitleLevel"),
                Column("专业领域", "field", 17, "TitleSeries"),
                Column("工作单位", "employer", 26, left=True),
                Column("专/兼职", "employment", 9, "Employment"),
                Column("是否来自一线", "is_frontline", 10),
                Column("主讲课程", "courses", 25, left=True),
                Column("主要业绩（影响力、公认度）", "achievements", 44, left=True),
                Column("聘任起止", "engaged_from", 17, until="engaged_to"),
                Column("备注", "remark", 13, left=True),
            ),
            turned=True,
        ),
    ),
)

FACILITIES = Part(
    "fill_facilities",
    "四、教学条件",
    (
        Line(
            (
                Blank("固定教室", "room_count", "间"),
                Blank("总面积", "room_area", "㎡"),
                Blank("座位数", "room_seats", "个"),
            )
        ),
        Line(
            (
                Blank("多媒体教室", "multimedia_room_count", "间"),
                Blank("计算机教室", "computer_room_count", "间"),
                Blank("计算机终端", "computer_count", "台"),
            )
        ),
        Line(
            (
                Blank("专业图书", "book_count", "册"),
                Blank("期刊", "journal_count", "种"),
                Blank("电子资源", "e_resource_count", "种"),
            )
        ),
        Line((Blank("教学设备总值", "equipment_value", "万元"), Blank("食宿接待能力", "lodging_note"))),
        Prose("其他硬件设施", "other_facilities", 25),
        Line((Blank("是否专业性强的领域", "practice_intensive", kind="flag"),)),
        Grid(
            "教学设备",
            "equipment_list",
            (
                Column("名称", "name", 45, left=True),
                Column("型号", "model", 35, left=True),
                Column("数量", "quantity", 18),
                Column("购置时间", "bought_on", 22),
                Column("单价（万元）", "unit_price", 24),
            ),
        ),
        Grid(
            "实训场所",
            "practice_sites",
            (
                Column("名称", "name", 28, left=True),
                Column("自有/合作", "tenure", 14, "Tenure"),
                Column("合作单位", "partner", 26, left=True),
                Column("地址", "address", 30, left=True),
                Column("面积（㎡）", "area", 16),
                Column("可容纳人数", "capacity", 14),
                Column("协议编号及期限", "agreement", 40, left=True),
            ),
        ),
    ),
)

DISTANCE = Part(
    "fill_distance_education",
    "五、现代远程教育条件",
    (
        Line((Blank("平台名称", "platform_name"),)),
        Line((Blank("网址", "platform_url"),)),
        Line((Blank("ICP备案号", "icp_no"),)),
        Line((Blank("建设方式", "build_mode", listed="BuildMode", boxes=True), Blank("合作方", "build_partner"))),
        Line((Blank("功能", "platform_functions", listed="PlatformFunction", boxes=True),)),
        Line(
            (
                Blank("最大并发", "max_concurrency", "人"),
                Blank("课程数", "course_count", "门"),
                Blank("总学时", "course_hours", "学时"),
            )
        ),
        Line((Blank("等保级别", "protection_level"), Blank("等保备案编号", "protection_filing_no"))),
        Line((Blank("与自治区继续教育审验系统对接情况", "regional_link", listed="RegionalLink", boxes=True),)),
        Prose("教学设备和基础设施说明", "distance_equipment", 50),
    ),
)

FUNDING = Part(
    "fill_funding",
    "六、经费保障",
    (
        Line((Blank("本年度预算", "budget_this_year", "万元"),)),
        Line((Blank("经费来源", "funding_sources", listed="FundingSource", boxes=True),)),
        Prose("配套经费承诺", "funding_promise", 30),
        Grid(
            "近三年投入",
            "funding_history",
            (
                Column("年度", "year", 24),
                Column("基本建设（万元）", "construction", 40),
                Column("日常工作（万元）", "operations", 40),
                Column("合计（万元）", "total", 40),
            ),
        ),
        Grid(
            "收费项目及标准、依据",
            "fee_items",
            (
                Column("收费项目", "item", 45, left=True),
                Column("标准", "standard", 40, left=True),
                Column("依据", "basis", 60, left=True),
            ),
        ),
    ),
)

HISTORY = Part(
    "fill_training_history",
    "七、近三年培训情况",
    (
        Grid(
            "近三年培训班次",
            "history_classes",
            (
                Column("年度", "year", 12),
                Column("班次\n序号", "class_no", 11),
                Column("培训名称", "class_title", 44, left=True),
                Column("公需/专业", "subject_type", 16, "SubjectType"),
                Column("面授/网络/混合", "mode", 14, "TrainingMode"),
                Column("对象（行业、层次）", "audience", 34, left=True),
                Column("起止日期", "start_on", 28, until="end_on"),
                Column("学时", "hours", 11),
                Column("参训\n人数", "participants", 12),
                Column("合格\n人数", "passed", 12),
                Column("委托单位", "client", 28, left=True),
                Column("证明材料编号", "evidence_no", 20),
            ),
            turned=True,
        ),
        Grid(
            "各年度培训人数",
            "trained_persons",
            (
                Column("年度", "year", 30),
                Column("参训人次", "participants", 50),
                Column("培训人数（按人计）", "persons", 50),
            ),
        ),
    ),
)

PLAN = Part(
    "fill_training_plan",
    "八、拟承担培训",
    (
        Line((Blank("培训专业领域", "training_fields", listed="TitleSeries", boxes=True),)),
        Prose("对应我市重点行业领域及需求分析", "demand_analysis", 60),
        Line((Blank("年度计划培训人数", "yearly_persons", "人"),)),
        Prose("三年建设规划", "three_year_plan", 80),
        Grid(
            "课程与教材",
            "courses",
            (
                Column("课程", "name", 45, left=True),
                Column("学时", "hours", 14),
                Column("主讲", "lecturer", 24),
                Column("教材", "textbook", 45, left=True),
                Column("类型", "subject_type", 22, "SubjectType"),
            ),
        ),
    ),
)

PARTS = (UNIT, MANAGEMENT, FACULTY, FACILITIES, DISTANCE, FUNDING, HISTORY, PLAN)
