"""Parts five and six of the application form: distance education and funding (domain 2.2; S5.1.3, S5.1.4)."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from forms.facts import When
from forms.fields import (
    ChoiceField,
    ChoicesField,
    LongTextField,
    MoneyField,
    Row,
    TableField,
    TextField,
    WebsiteField,
    WholeField,
)
from forms.registry import answers_task
from forms.rules import equals_sum
from forms.sheet import Refusals
from forms.task_form import EXAMPLE_DAY, FileIds, Group, TaskForm, example_file
from workflows.model.vocabulary import N_, BuildMode, FundingSource, PlatformFunction, RegionalLink

NO_TRAINING = N_("The notice asks for online training and online interaction; the platform should offer both")
YEARS = N_("List each of the years %(years)s once")


@answers_task
class FillDistanceEducation(TaskForm):
    """Items 5.01–5.10; online training and interaction are what S5.1.4 asks for, their absence only warns."""

    element: ClassVar[str] = "fill_distance_education"
    title: ClassVar[str] = N_("Fill in the conditions of distance education")
    groups: ClassVar[tuple[Group, ...]] = (
        Group(
            N_("Platform"),
            N_("Where trainees study online"),
            ("platform_name", "platform_url", "icp_no", "build_mode", "build_partner"),
        ),
        Group(
            N_("Functions and capacity"),
            "",
            ("platform_functions", "max_concurrency", "course_count", "course_hours"),
        ),
        Group(
            N_("Security and data link"),
            "",
            ("protection_level", "protection_filing_no", "regional_link"),
        ),
        Group(N_("Equipment and infrastructure"), "", ("distance_equipment",)),
    )

    platform_name = TextField(N_("Name of the platform"), 100)
    platform_url = WebsiteField(N_("Address of the platform"))
    icp_no = TextField(N_("ICP filing number"), 60, required=False)
    build_mode = ChoiceField(N_("How it was built"), BuildMode)
    build_partner = TextField(
        N_("Partner"), 100, when=When("build_mode", (BuildMode.JOINT.code, BuildMode.RENTED.code))
    )
    platform_functions = ChoicesField(N_("Functions"), PlatformFunction)
    max_concurrency = WholeField(N_("Most users at a time"), 1, 10_000_000, required=False)
    course_count = WholeField(N_("Courses"), required=False)
    course_hours = WholeField(N_("Hours of all courses"), required=False)
    protection_level = WholeField(N_("Level of graded protection"), 1, 5, required=False)
    protection_filing_no = TextField(N_("Filing number of graded protection"), 60, required=False)
    regional_link = ChoiceField(N_("Link with the regional verification system"), RegionalLink)
    distance_equipment = LongTextField(N_("Teaching equipment and infrastructure"), 800)

    def remarks(self) -> Refusals:
        """The two functions the notice names."""
        needed = {PlatformFunction.ONLINE_TRAINING.code, PlatformFunction.INTERACTION.code}
        if not needed <= set(self.plain("platform_functions")):
            yield "platform_functions", self.say("function_missing", NO_TRAINING)

    @classmethod
    def example(cls, on: date = EXAMPLE_DAY, file: FileIds = example_file) -> dict[str, Any]:
        """A platform built with a partner."""
        return {
            "platform_name": "青城示例继续教育在线",
            "platform_url": "https://study.example.cn",
            "icp_no": "蒙ICP备00000000号-1",
            "build_mode": "JOINT",
            "build_partner": "敕勒川示例信息技术有限公司",
            "platform_functions": ["ONLINE_TRAINING", "INTERACTION", "MANAGEMENT", "ONLINE_EXAM", "HOUR_STATISTICS"],
            "max_concurrency": 3000,
            "course_count": 126,
            "course_hours": 980,
            "protection_level": 2,
            "protection_filing_no": "15010000000-00001",
            "regional_link": "CONNECTING",
            "distance_equipment": "专用服务器4台，出口带宽1000M，录播教室2间，配备直播与监考设备。",
        }


class YearOfFunds(Row):
    """What one year cost (6.01), in 10,000 yuan; the sum is written and checked."""

    year = WholeField(N_("Year"), 1990, 2100)
    construction = MoneyField(N_("Construction"))
    operations = MoneyField(N_("Daily work"))
    total = MoneyField(N_("Sum"))

    def refusals(self) -> Refusals:
        """Construction and daily work make the sum."""
        parts = [self.value("construction"), self.value("operations")]
        yield from equals_sum(self, "total", self.value("total"), None if None in parts else parts)


class Fee(Row):
    """One fee (6.05), with what allows it (25号令 art. 17)."""

    item = TextField(N_("Fee"), 100)
    standard = TextField(N_("Rate"), 100)
    basis = TextField(N_("Basis"), 200)


@answers_task
class FillFunding(TaskForm):
    """Items 6.01–6.05; the three full calendar years before the batch, each once."""

    element: ClassVar[str] = "fill_funding"
    title: ClassVar[str] = N_("Fill in the funding")
    groups: ClassVar[tuple[Group, ...]] = (
        Group(N_("Spending of the past three years"), N_("In 10,000 yuan"), ("funding_history",)),
        Group(N_("Funds of this year"), "", ("budget_this_year", "funding_sources", "funding_promise")),
        Group(N_("Fees"), N_("Leave the table empty when no fee is taken"), ("fee_items",)),
    )

    funding_history = TableField(N_("Spending by year"), YearOfFunds, least=3, most=3)
    budget_this_year = MoneyField(N_("Budget of this year"))
    funding_sources = ChoicesField(N_("Sources of funds"), FundingSource, required=False)
    funding_promise = LongTextField(N_("Promise of matching funds"), 800)
    fee_items = TableField(N_("Fees, rates and their basis"), Fee, least=0, most=50)

    def refusals(self) -> Refusals:
        """The three years, each once."""
        years = self.funding_history.column("year")
        if years is not None and len(years) == 3 and set(years) != set(self.facts.years):
            listed = ", ".join(map(str, self.facts.years))
            yield "funding_history", self.say("year_invalid", YEARS, years=listed)

    @classmethod
    def prefill(cls, facts: Any) -> dict[str, Any]:
        """The three years stand in the table already."""
        return {"funding_history": [{"year": year} for year in facts.years]}

    @classmethod
    def example(cls, on: date = EXAMPLE_DAY, file: FileIds = example_file) -> dict[str, Any]:
        """Rising spending."""
        return {
            "funding_history": [
                {"year": on.year - 3, "construction": "42.5", "operations": "18", "total": "60.5"},
                {"year": on.year - 2, "construction": "55", "operations": "21.25", "total": "76.25"},
                {"year": on.year - 1, "construction": "61.8", "operations": "24.2", "total": "86"},
            ],
            "budget_this_year": "95",
            "funding_sources": ["BUDGET", "OWN"],
            "funding_promise": "学院每年安排不少于80万元专项经费，用于基地基本建设和日常工作。",
            "fee_items": [
                {"item": "专业科目面授培训", "standard": "每人每期480元", "basis": "示发改费字〔2020〕6号"},
            ],
        }
