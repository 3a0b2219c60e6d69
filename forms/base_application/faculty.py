"""Part three of the application form: the faculty (domain 2.2, items 3.01 to 3.08; S5.1.1). Knows no other part."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from forms.fields import (
    ChoiceField,
    LongTextField,
    MonthField,
    NameField,
    Row,
    TableField,
    TextField,
    WholeField,
    YesNoField,
)
from forms.registry import answers_task
from forms.rules import equals_sum, in_order, not_above
from forms.sheet import Refusals
from forms.task_form import EXAMPLE_DAY, FileIds, Group, TaskForm, example_file
from workflows.model.vocabulary import N_, Education, Employment, Sex, TitleLevel, TitleSeries

TOO_YOUNG = N_("Check the month of birth: this person would be under 18")
FEW_TEACHERS = N_("Fewer than three teachers are listed for %(field)s")


class Teacher(Row):
    """One teacher (3.08); `engaged_to` blank means still engaged."""

    name = NameField(N_("Name"))
    sex = ChoiceField(N_("Sex"), Sex)
    born_on = MonthField(N_("Month of birth"), past=True)
    education = ChoiceField(N_("Education"), Education)
    title_name = TextField(N_("Professional title"), 40, hint=N_("Such as professor; write 无 when there is none"))
    title_level = ChoiceField(N_("Title level"), TitleLevel)
    field = ChoiceField(N_("Professional field"), TitleSeries)
    employer = TextField(N_("Employer"), 100)
    employment = ChoiceField(N_("Full-time or part-time"), Employment)
    is_frontline = YesNoField(N_("From research or production front line"))
    courses = TextField(N_("Courses taught"), 200)
    achievements = LongTextField(N_("Main achievements (influence, recognition)"), 500)
    engaged_from = MonthField(N_("Engaged from"))
    engaged_to = MonthField(N_("Engaged to"), required=False, hint=N_("Leave blank while the engagement lasts"))
    remark = TextField(N_("Remark"), 200, required=False)

    def refusals(self) -> Refusals:
        """Age and order of the engagement."""
        born = self.value("born_on")
        if born and (self.facts.today.year - born.year) * 12 + self.facts.today.month - born.month < 18 * 12:
            yield "born_on", self.say("date_invalid", TOO_YOUNG)
        yield from in_order(self, "engaged_from", "engaged_to")


_TITLES = {
    "full_senior_count": (TitleLevel.FULL_SENIOR,),
    "associate_senior_count": (TitleLevel.ASSOCIATE_SENIOR,),
    "intermediate_count": (TitleLevel.INTERMEDIATE,),
    "other_title_count": (TitleLevel.ASSISTANT, TitleLevel.TECHNICIAN, TitleLevel.NONE),
}
_EDUCATION = {
    "doctor_count": (Education.DOCTOR,),
    "master_count": (Education.MASTER,),
    "bachelor_count": (Education.BACHELOR,),
    "other_education_count": (Education.ASSOCIATE, Education.OTHER),
}
_COUNTED: dict[str, tuple[str, tuple[str, ...]]] = {
    "full_time_count": ("employment", (Employment.FULL_TIME,)),
    "part_time_count": ("employment", (Employment.PART_TIME,)),
    **{name: ("title_level", codes) for name, codes in _TITLES.items()},
    **{name: ("education", codes) for name, codes in _EDUCATION.items()},
    "frontline_count": ("is_frontline", ("true",)),
}


@answers_task
class FillFaculty(TaskForm):
    """Items 3.01–3.08; 3.01 to 3.05 are counted again from the table and must agree (DT-6 line 5)."""

    element: ClassVar[str] = "fill_faculty"
    title: ClassVar[str] = N_("Fill in the faculty")
    groups: ClassVar[tuple[Group, ...]] = (
        Group(
            N_("Teachers"),
            N_("At least three for each field of training; all totals are counted from here"),
            ("faculty_list",),
        ),
        Group(N_("Totals"), N_("They must agree with the list of teachers"), (*_COUNTED, "city_external_count")),
        Group(N_("Stability"), "", ("stability_note",)),
    )

    faculty_list = TableField(N_("List of teachers"), Teacher, least=1, most=300)
    full_time_count = WholeField(N_("Full-time teachers"))
    part_time_count = WholeField(N_("Part-time teachers"))
    full_senior_count = WholeField(N_("Teachers with a full senior title"))
    associate_senior_count = WholeField(N_("Teachers with an associate senior title"))
    intermediate_count = WholeField(N_("Teachers with an intermediate title"))
    other_title_count = WholeField(N_("Teachers with another title or none"))
    doctor_count = WholeField(N_("Teachers with a doctorate"))
    master_count = WholeField(N_("Teachers with a master's degree"))
    bachelor_count = WholeField(N_("Teachers with a bachelor's degree"))
    other_education_count = WholeField(N_("Teachers with other education"))
    frontline_count = WholeField(N_("Teachers from research or production front line"))
    city_external_count = WholeField(N_("Teachers engaged from elsewhere in the city"), required=False)
    stability_note = LongTextField(N_("Stability of the faculty (engagements of the past three years)"), 800)

    def refusals(self) -> Refusals:
        """Every total against the list."""
        for name, (column, codes) in _COUNTED.items():
            yield from equals_sum(self, name, self.value(name), self._ones(column, codes))
        yield from not_above(self, "city_external_count", self.value("city_external_count"), self.faculty_list.count)

    def remarks(self) -> Refusals:
        """Three teachers per field are customary (C-SHX); fewer only warn."""
        fields = self.faculty_list.column("field") or []
        for series in TitleSeries:
            if 0 < fields.count(series.code) < 3:
                yield "faculty_list", self.say("few_teachers", FEW_TEACHERS, field=self.gettext(series.label))

    def _ones(self, column: str, codes: tuple[str, ...]) -> list[int] | None:
        """One for each teacher whose `column` has one of `codes`."""
        values = self.faculty_list.column(column)
        return None if values is None else [1 for value in values if value in codes]

    @classmethod
    def example(cls, on: date = EXAMPLE_DAY, file: FileIds = example_file) -> dict[str, Any]:
        """Six teachers of two fields."""
        return {
            "faculty_list": [_example_teacher(place, on) for place in range(len(_EXAMPLE_TEACHERS))],
            "full_time_count": 4,
            "part_time_count": 2,
            "full_senior_count": 2,
            "associate_senior_count": 3,
            "intermediate_count": 1,
            "other_title_count": 0,
            "doctor_count": 2,
            "master_count": 3,
            "bachelor_count": 1,
            "other_education_count": 0,
            "frontline_count": 2,
            "city_external_count": 2,
            "stability_note": "近三年在聘教师人数稳定，专职教师无流失，兼职教师聘期均在两年以上。",
        }


_EXAMPLE_TEACHERS = (
    ("苏日娜", "F", "1978-05", "DOCTOR", "教授", "FULL_SENIOR", "ENGINEERING", True, True, "智能制造技术"),
    ("巴特尔", "M", "1975-06", "MASTER", "教授", "FULL_SENIOR", "ENGINEERING", True, False, "数控加工工艺"),
    ("李喆", "M", "1982-03", "MASTER", "副教授", "ASSOCIATE_SENIOR", "ENGINEERING", True, False, "工业机器人应用"),
    ("王堃", "M", "1984-11", "MASTER", "副教授", "ASSOCIATE_SENIOR", "AGRICULTURE", True, False, "乳品加工与质量安全"),
    ("张𬭎", "M", "1979-09", "DOCTOR", "高级工程师", "ASSOCIATE_SENIOR", "AGRICULTURE", False, True, "智慧牧场技术"),
    ("阿丽亚·示例", "F", "1988-02", "BACHELOR", "农艺师", "INTERMEDIATE", "AGRICULTURE", False, False, "设施农业"),
)


def _example_teacher(place: int, on: date) -> dict[str, Any]:
    name, sex, born, education, title, level, field, is_own, is_frontline, course = _EXAMPLE_TEACHERS[place]
    return {
        "name": name,
        "sex": sex,
        "born_on": born,
        "education": education,
        "title_name": title,
        "title_level": level,
        "field": field,
        "employer": "青城示例职业学院" if is_own else "敕勒川示例信息技术有限公司",
        "employment": "FULL_TIME" if is_own else "PART_TIME",
        "is_frontline": is_frontline,
        "courses": course,
        "achievements": "主持市级示例项目两项，获自治区教学成果奖，在本专业领域具有较高影响力和公认度。",
        "engaged_from": f"{on.year - 4}-09",
        "engaged_to": None,
        "remark": None,
    }
