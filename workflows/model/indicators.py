"""The indicator template as data: 18 indicators, 100 points, version by version (domain 2.3, A-19). Knows no sheet.

The notice names only the sheet; points and scoring methods are assumptions of the bureau's configuration.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from workflows.model.vocabulary import N_

PRACTICE = "3.4"  # counted at full points when no field is practice-intensive (S5.1.3)


@dataclass(frozen=True)
class Indicator:
    """One second-level indicator: what it is worth, how it is scored, what proves it; `zh…` as printed."""

    code: str
    label: str
    zh: str
    full: int
    scoring_zh: str
    evidence_zh: str

    @property
    def heading(self) -> str:
        """Code of its first-level indicator."""
        return self.code.partition(".")[0]


@dataclass(frozen=True)
class Heading:
    """One first-level indicator; `source` is the paragraph of the notice it copies."""

    code: str
    label: str
    zh: str
    full: int
    source: str


@dataclass(frozen=True)
class Template:
    """A version of the sheet; cases keep the version they began under."""

    version: int
    headings: tuple[Heading, ...]
    indicators: tuple[Indicator, ...]

    @property
    def total(self) -> int:
        """Points of all indicators together."""
        return sum(indicator.full for indicator in self.indicators)

    def under(self, heading: Heading) -> tuple[Indicator, ...]:
        """The indicators of a heading, in order."""
        return tuple(indicator for indicator in self.indicators if indicator.heading == heading.code)


_HEADINGS = (
    Heading("1", N_("Faculty"), "师资队伍", 20, "S5.1.1"),
    Heading("2", N_("Body and management rules"), "机构与管理制度", 20, "S5.1.2"),
    Heading("3", N_("Funds and equipment"), "经费与硬件", 20, "S5.1.3"),
    Heading("4", N_("Distance education and information systems"), "远程教育与信息化", 15, "S5.1.4"),
    Heading("5", N_("Training tasks and results"), "培训任务与成效", 25, "S5.1.5"),
)

_INDICATORS = (
    Indicator(
        "1.1",
        N_("Size and stability"),
        "规模与稳定性",
        7,
        "聘期两年以上教师10人及以上得7分，6—9人得5分，3—5人得3分，不足3人不得分",
        "师资名册、聘书",
    ),
    Indicator(
        "1.2",
        N_("Theory and practice"),
        "理论水平与实践经验",
        7,
        "副高级及以上职称占比60%及以上得7分，40%及以上得5分，20%及以上得3分，其余得1分",
        "职称证书",
    ),
    Indicator(
        "1.3",
        N_("Front line, influence and recognition"),
        "联系一线、影响力与公认度",
        6,
        "来自科研生产一线占比30%及以上得3分，15%及以上得2分，有得1分；荣誉、项目、标准等酌情0—3分",
        "相关证明",
    ),
    Indicator(
        "2.1",
        N_("Management body"),
        "管理机构",
        4,
        "发文成立专门机构得4分，由现有部门承担职责得2分，无机构不得分",
        "成立文件",
    ),
    Indicator(
        "2.2",
        N_("Full-time and part-time managers"),
        "专（兼）职管理人员",
        4,
        "3人及以上且至少1名专职得4分，2人及以上得3分，1人得1分",
        "人员名单",
    ),
    Indicator(
        "2.3",
        N_("Eight rule sets complete"),
        "八项制度健全",
        8,
        "①至⑧项制度齐全、完整并正式印发，每项得1分",
        "制度文本",
    ),
    Indicator(
        "2.4",
        N_("Rules applied, teaching archives kept"),
        "制度执行与教学档案",
        4,
        "抽查培训班档案，齐全得4分，略有欠缺得2—3分，严重欠缺得0—1分",
        "教学档案",
    ),
    Indicator(
        "3.1",
        N_("Matching funds"),
        "配套经费",
        5,
        "有专项预算且逐年支出得5分，只有预算得3分，只有承诺得1分",
        "预算、账目",
    ),
    Indicator(
        "3.2",
        N_("Fixed rooms and teaching equipment"),
        "固定教室与教学设备",
        7,
        "自有或长期租用教室200座及以上得7分，100—199座得5分，50—99座得3分，其余得1分",
        "产权或租赁证明、照片、设备清单",
    ),
    Indicator(
        "3.3",
        N_("Professional books"),
        "专业图书资料",
        3,
        "5000册及以上或有电子图书馆得3分，2000册及以上得2分，其余得1分",
        "图书清单",
    ),
    Indicator(
        PRACTICE,
        N_("Practice site or partner"),
        "实训场所或合作单位",
        5,
        "有自有场所或有效协议且已使用得5分，只有协议得3分，无不得分；不属于专业性强的领域的，不适用，按满分计",
        "协议、使用记录",
    ),
    Indicator(
        "4.1",
        N_("Equipment and infrastructure"),
        "设备与基础设施",
        4,
        "录播室、服务器、带宽满足需要得4分，部分满足得2分",
        "合同",
    ),
    Indicator(
        "4.2",
        N_("Training and management platform"),
        "培训和管理信息平台",
        6,
        "实现网上培训得2分，网络互动交流得2分，培训管理得2分",
        "平台演示",
    ),
    Indicator(
        "4.3",
        N_("Data link and information security"),
        "数据对接与信息安全",
        5,
        "与自治区系统对接得3分，完成等级保护备案得2分",
        "截图、备案证明",
    ),
    Indicator(
        "5.1",
        N_("Size of yearly training"),
        "年培训规模",
        10,
        "不足200人不得分，200人得6分，每增加50人加1分，最高10分",
        "培训花名册",
    ),
    Indicator(
        "5.2",
        N_("Fit with needs and key industries"),
        "契合需求与重点行业",
        4,
        "根据需求分析酌情0—4分",
        "需求分析",
    ),
    Indicator(
        "5.3",
        N_("Plans, filings, summaries and reports in order"),
        "计划、备案、总结、数据上报规范",
        6,
        "训前报计划、按时总结并上报数据的班次占比100%得6分，95%及以上得5分，90%及以上得4分，80%及以上得2分，其余不得分",
        "系统统计",
    ),
    Indicator(
        "5.4",
        N_("Evaluation and follow-up"),
        "效果评估与跟踪反馈",
        5,
        "平均满意率90%及以上得3分，80%及以上得2分，60%及以上得1分；开展跟踪回访得2分",
        "培训效果评估表",
    ),
)

TEMPLATES: Mapping[int, Template] = MappingProxyType({1: Template(1, _HEADINGS, _INDICATORS)})
CURRENT = TEMPLATES[1]
