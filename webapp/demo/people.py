"""Who lives in the fictional city: every name, number and address is made up by the conventions of domain 7."""

from __future__ import annotations

from typing import NamedTuple

from workflows.model.vocabulary import Role


class Unit(NamedTuple):
    """A unit of the city: full name, kind of registration, county code when it belongs to a county."""

    name: str
    org_type: str
    district: str
    county: bool
    department: int  # place in DEPARTMENTS


DEPARTMENTS = (
    "呼和浩特市示例教育局",
    "呼和浩特市示例卫生健康委员会",
    "呼和浩特市示例工业和信息化局",
    "呼和浩特市示例住房和城乡建设局",
    "呼和浩特市示例农牧局",
)

COUNTIES = {
    "150102": "新城区人力资源和社会保障局",
    "150103": "回民区人力资源和社会保障局",
    "150104": "玉泉区人力资源和社会保障局",
    "150105": "赛罕区人力资源和社会保障局",
    "150121": "土默特左旗人力资源和社会保障局",
    "150122": "托克托县人力资源和社会保障局",
    "150123": "和林格尔县人力资源和社会保障局",
    "150124": "清水河县人力资源和社会保障局",
    "150125": "武川县人力资源和社会保障局",
    "150172": "呼和浩特经济技术开发区产业发展和应急管理局",
}

UNITS = (
    Unit("青城示例职业学院", "PUBLIC_INSTITUTION", "150105", False, 0),
    Unit("呼和浩特市示例工程技术培训中心", "PUBLIC_INSTITUTION", "150102", False, 2),
    Unit("敕勒川示例信息技术有限公司", "ENTERPRISE_NON_PUBLIC", "150172", False, 2),
    Unit("大青山示例医院", "PUBLIC_INSTITUTION", "150103", False, 1),
    Unit("呼和浩特市示例建筑业协会", "SOCIAL_ORG", "150102", False, 3),
    Unit("土默川示例农牧业技术推广站", "PUBLIC_INSTITUTION", "150121", True, 4),
    Unit("青城示例学前教育培训学校", "SOCIAL_ORG", "150104", False, 0),
    Unit("哈素海示例水利科学研究所", "PUBLIC_INSTITUTION", "150121", False, 4),
    Unit("昭君示例护理培训中心", "PUBLIC_INSTITUTION", "150104", False, 1),
    Unit("盛乐示例数据科技有限公司", "ENTERPRISE_STATE", "150123", False, 2),
    Unit("白塔示例轨道交通培训中心", "ENTERPRISE_STATE", "150105", False, 3),
    Unit("黄河湾示例职业技术学校", "PUBLIC_INSTITUTION", "150122", False, 0),
    Unit("金川示例乳品检测技术研究院", "PUBLIC_INSTITUTION", "150172", False, 4),
    Unit("呼和浩特市示例档案与图书情报学会暨古籍保护修复技术联合培训中心", "SOCIAL_ORG", "150102", False, 0),
    Unit("武川示例马铃薯工程技术中心", "PUBLIC_INSTITUTION", "150125", False, 4),
)

BASES = (
    Unit("呼和浩特示例开放大学", "PUBLIC_INSTITUTION", "150105", False, 0),
    Unit("内蒙古示例医药专科学校", "PUBLIC_INSTITUTION", "150103", False, 1),
    Unit("呼和浩特市示例会计继续教育中心", "PUBLIC_INSTITUTION", "150102", False, 2),
    Unit("青城示例建设工程质量培训中心", "PUBLIC_INSTITUTION", "150104", False, 3),
    Unit("阴山示例林草科学研究院", "PUBLIC_INSTITUTION", "150121", False, 4),
    Unit("赛罕示例中小学教师发展中心", "PUBLIC_INSTITUTION", "150105", False, 0),
    Unit("呼和浩特示例智能制造实训基地有限公司", "ENTERPRISE_STATE", "150172", False, 2),
    Unit("托克托示例化工安全培训中心", "PUBLIC_INSTITUTION", "150122", False, 2),
)

CLERKS = (
    "乌云其木格",
    "李喆",
    "王堃",
    "张玥",
    "苏日娜",
    "赵垚",
    "陈翀",
    "刘祎",
    "孟根",
    "高娃",
    "杨帆",
    "周敏",
    "萨仁",
    "吴桐",
    "郑安",
    "何静",
    "林溪",
    "罗晨",
    "其其格",
    "宋岩",
    "唐悦",
    "韩冰",
    "冯雪",
)
LEADS = (
    "哈斯额尔敦",
    "马骏",
    "胡杨",
    "朱明",
    "郭立",
    "巴特尔",
    "谢宁",
    "许衡",
    "邓岚",
    "曹越",
    "彭程",
    "曾毅",
    "田野",
    "董平",
    "袁青",
    "潘岳山",
    "于谦和",
    "蒋文清",
    "余庆",
    "杜若",
    "叶知秋",
    "魏来",
    "任远",
)

BUREAU = (
    ("clerk", "苏雅", Role.HRSS_CLERK),
    ("clerk2", "石磊磊", Role.HRSS_CLERK),
    ("reviewer", "白音", Role.HRSS_REVIEWER),
    ("reviewer2", "康宁宁", Role.HRSS_REVIEWER),
    ("section", "崔浩然", Role.HRSS_SECTION),
    ("leader", "斯琴其木格", Role.HRSS_LEADER),
    ("inspector", "图雅", Role.INSPECTOR),
    ("sysadmin", "丁一凡", Role.SYS_ADMIN),
    ("secadmin", "方知行", Role.SEC_ADMIN),
    ("auditadmin", "尹见微", Role.AUDIT_ADMIN),
)

EXPERTS = (
    ("expert1", "那顺", "教育"),
    ("expert2", "黎昕", "工程"),
    ("expert3", "塔娜", "卫生"),
    ("expert4", "戴云飞", "农业"),
    ("expert5", "贺兰", "会计"),
    ("expert6", "孔令和", "教育"),
    ("expert7", "乌兰图雅", "工程"),
    ("expert8", "毛远志", "卫生"),
    ("expert9", "沈括之", "信息"),
)
