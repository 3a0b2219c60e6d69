"""Parts seven and eight of the application form: training done and to be done (domain 2.2; S5.1, S5.1.5, R-065)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any, ClassVar

from forms.facts import Answers, Facts
from forms.fields import (
    ChoiceField,
    ChoicesField,
    DateField,
    DecimalField,
    LongTextField,
    Row,
    TableField,
    TextField,
    WholeField,
)
from forms.registry import answers_task
from forms.rules import equals_sum, in_order, not_above
from forms.sheet import Refusals
from forms.task_form import EXAMPLE_DAY, FileIds, Group, TaskForm, example_file
from workflows.model.vocabulary import N_, SubjectType, TitleSeries, TrainingMode

TOO_LONG = N_("Check the days: a class lasts at most 366 days")
OTHER_YEAR = N_("Give the year in which the class began or ended")
NOT_THREE = N_("List only classes of the years %(years)s")
YEARS = N_("List each of the years %(years)s once")
FEW_TRAINED = N_("Fewer than %(least)d persons were trained in %(year)d; explain in the plan how this will be reached")
FEW_PLANNED = N_("Plan at least %(least)d persons a year, as the notice asks")


class PastClass(Row):
    """One class of the past three years (part seven)."""

    year = WholeField(N_("Year"), 1990, 2100)
    class_no = TextField(N_("Number of the class"), 30)
    class_title = TextField(N_("Title of the training"), 100)
    subject_type = ChoiceField(N_("Subject"), SubjectType)
    mode = ChoiceField(N_("Mode"), TrainingMode)
    audience = TextField(N_("For whom (industry, level)"), 100)
    start_on = DateField(N_("First day"), past=True)
    end_on = DateField(N_("Last day"), past=True)
    hours = DecimalField(N_("Hours"), 1, "0.5", "9999", unit=N_("credit hours"))
    participants = WholeField(N_("Participants"), 1)
    passed = WholeField(N_("Participants who passed"))
    client = TextField(N_("Ordered by"), 100, required=False)
    evidence_no = TextField(N_("Number of the proof"), 60, required=False)

    def refusals(self) -> Refusals:
        """Days in order, a year of the class, no more passed than took part."""
        yield from in_order(self, "start_on", "end_on")
        yield from not_above(self, "passed", self.value("passed"), self.value("participants"))
        begin, end, year = self.value("start_on"), self.value("end_on"), self.value("year")
        if begin and end and (end - begin).days > 365:
            yield "end_on", self.say("date_order", TOO_LONG)
        if begin and end and year is not None and not begin.year <= year <= end.year:
            yield "year", self.say("year_invalid", OTHER_YEAR)


class YearOfTraining(Row):
    """Totals of one year: participants as counted in the table, and how many different persons they were (A-18)."""

    year = WholeField(N_("Year"), 1990, 2100)
    participants = WholeField(N_("Participants in all classes"))
    persons = WholeField(N_("Different persons trained"))

    def refusals(self) -> Refusals:
        """A person counts once."""
        yield from not_above(self, "persons", self.value("persons"), self.value("participants"))


@answers_task
class FillTrainingHistory(TaskForm):
    """Part seven; yearly totals are summed again from the classes, fewer than 200 persons only warn (AMB-18)."""

    element: ClassVar[str] = "fill_training_history"
    title: ClassVar[str] = N_("Fill in the training of the past three years")
    groups: ClassVar[tuple[Group, ...]] = (
        Group(N_("Classes"), N_("One row for each class; leave empty when there was none"), ("history_classes",)),
        Group(
            N_("Totals by year"),
            N_("Participants must agree with the classes; persons count once"),
            ("trained_persons",),
        ),
    )

    history_classes = TableField(N_("Classes of the past three years"), PastClass, least=0, most=500)
    trained_persons = TableField(N_("Persons trained by calendar year"), YearOfTraining, least=3, most=3)

    @classmethod
    def prefill(cls, facts: Facts) -> Answers:
        """The three years stand in the table already."""
        return {"trained_persons": [{"year": year} for year in facts.years]}

    def refusals(self) -> Refusals:
        """The right years, and participants per year against the classes (DT-6 line 5)."""
        listed = ", ".join(map(str, self.facts.years))
        for place, row in enumerate(self.history_classes.entries):
            if row.value("year") is not None and row.value("year") not in self.facts.years:
                yield f"history_classes/{place}/year", self.say("year_invalid", NOT_THREE, years=listed)
        years = self.trained_persons.column("year")
        if years is not None and len(years) == 3 and set(years) != set(self.facts.years):
            yield "trained_persons", self.say("year_invalid", YEARS, years=listed)
        yield from self._sums()

    def _sums(self) -> Refusals:
        years, numbers = self.history_classes.column("year"), self.history_classes.column("participants")
        if years is None or numbers is None:
            return
        summed: Counter[int] = Counter()
        for year, number in zip(years, numbers, strict=True):
            summed[year] += number
        for place, row in enumerate(self.trained_persons.entries):
            typed, year = row.value("participants"), row.value("year")
            if year is not None:
                yield from equals_sum(self, f"trained_persons/{place}/participants", typed, [summed[year]])

    def remarks(self) -> Refusals:
        """R-065 year by year."""
        least = int(self.facts.limits.get("base.min_trained", 200))
        for place, row in enumerate(self.trained_persons.entries):
            year, persons = row.value("year"), row.value("persons")
            if year is not None and persons is not None and persons < least:
                message = self.say("few_trained", FEW_TRAINED, least=least, year=year)
                yield f"trained_persons/{place}/persons", message

    @classmethod
    def example(cls, on: date = EXAMPLE_DAY, file: FileIds = example_file) -> dict[str, Any]:
        """Two classes a year."""
        years = (on.year - 3, on.year - 2, on.year - 1)
        return {
            "history_classes": [row for year in years for row in _example_classes(year)],
            "trained_persons": [{"year": year, "participants": 260, "persons": 248} for year in years],
        }


def _example_classes(year: int) -> list[dict[str, Any]]:
    row = {
        "year": year,
        "class_no": "1",
        "class_title": "智能制造专业科目培训班",
        "subject_type": "PROFESSIONAL",
        "mode": "FACE_TO_FACE",
        "audience": "装备制造行业中、高级专业技术人员",
        "start_on": f"{year}-05-11",
        "end_on": f"{year}-05-18",
        "hours": "60",
        "participants": 120,
        "passed": 117,
        "client": "呼和浩特市示例工程技术培训中心",
        "evidence_no": f"证-{year}-01",
    }
    second = {
        "class_no": "2",
        "class_title": "乳品质量安全专业科目培训班",
        "mode": "BLENDED",
        "audience": "乳品加工行业专业技术人员",
        "start_on": f"{year}-09-07",
        "end_on": f"{year}-09-20",
        "hours": "64.5",
        "participants": 140,
        "passed": 138,
        "client": None,
        "evidence_no": f"证-{year}-02",
    }
    return [row, row | second]


class Course(Row):
    """One course offered (8.04)."""

    name = TextField(N_("Course"), 100)
    hours = DecimalField(N_("Hours"), 1, "0.5", "999", unit=N_("credit hours"))
    lecturer = TextField(N_("Lecturer"), 50)
    textbook = TextField(N_("Textbook"), 100)
    subject_type = ChoiceField(N_("Subject"), SubjectType)


@answers_task
class FillTrainingPlan(TaskForm):
    """Items 8.01–8.05; at least 200 persons a year (S5.1.5)."""

    element: ClassVar[str] = "fill_training_plan"
    title: ClassVar[str] = N_("Fill in the training to be undertaken")
    groups: ClassVar[tuple[Group, ...]] = (
        Group(N_("Fields and needs"), "", ("training_fields", "demand_analysis", "yearly_persons")),
        Group(N_("Courses and textbooks"), "", ("courses",)),
        Group(N_("Three-year plan"), "", ("three_year_plan",)),
    )

    training_fields = ChoicesField(N_("Fields of training"), TitleSeries)
    demand_analysis = LongTextField(N_("Key industries of the city served, and analysis of needs"), 1500)
    yearly_persons = WholeField(N_("Persons planned a year"), 1)
    courses = TableField(N_("Courses and textbooks"), Course)
    three_year_plan = LongTextField(N_("Plan of construction for three years"), 2000)

    def refusals(self) -> Refusals:
        """8.03 reaches the number of the notice."""
        least = int(self.facts.limits.get("base.min_trained", 200))
        planned = self.value("yearly_persons")
        if planned is not None and planned < least:
            yield "yearly_persons", self.say("number_range", FEW_PLANNED, least=least)

    @classmethod
    def example(cls, on: date = EXAMPLE_DAY, file: FileIds = example_file) -> dict[str, Any]:
        """Two fields, two courses."""
        return {
            "training_fields": ["ENGINEERING", "AGRICULTURE"],
            "demand_analysis": "围绕我市乳业、装备制造、新能源等重点产业，对示例企业开展了培训需求调研。",
            "yearly_persons": 320,
            "courses": [
                {
                    "name": "智能制造技术应用",
                    "hours": "36",
                    "lecturer": "苏日娜",
                    "textbook": "《智能制造技术》（自编）",
                    "subject_type": "PROFESSIONAL",
                },
                {
                    "name": "乳品质量安全控制",
                    "hours": "28.5",
                    "lecturer": "王堃",
                    "textbook": "《乳品质量安全》（示例出版社）",
                    "subject_type": "PROFESSIONAL",
                },
            ],
            "three_year_plan": "第一年完善课程体系，第二年建成示例在线课程三十门，第三年形成示范效应。",
        }
