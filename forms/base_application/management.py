"""Part two of the application form: management body and staff (domain 2.2, items 2.01 to 2.08; S5.1.2)."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from forms.fields import (
    ChoiceField,
    MobileField,
    MonthField,
    NameField,
    PersonalIdField,
    PhoneField,
    Row,
    TableField,
    TextField,
    WholeField,
)
from forms.registry import answers_task
from forms.rules import equals_sum
from forms.sheet import Refusals
from forms.task_form import EXAMPLE_DAY, FileIds, Group, TaskForm, example_file
from workflows.model.vocabulary import N_, Education, Employment, Sex

NOBODY = N_("Name at least one person, full-time or part-time, who manages continuing education")
FEW_MANAGERS = N_("Fewer than three managers are named; three are recommended")


class Manager(Row):
    """One person of the management staff (2.08)."""

    name = NameField(N_("Name"))
    sex = ChoiceField(N_("Sex"), Sex)
    born_on = MonthField(N_("Month of birth"), past=True)
    education = ChoiceField(N_("Education"), Education)
    position = TextField(N_("Position and title"), 60)
    employment = ChoiceField(N_("Full-time or part-time"), Employment)
    duties = TextField(N_("Duties"), 100)
    phone = PhoneField(N_("Telephone"))


@answers_task
class FillManagement(TaskForm):
    """Items 2.01–2.08; the numbers of staff are counted again from the table."""

    element: ClassVar[str] = "fill_management"
    title: ClassVar[str] = N_("Fill in the management body and staff")
    groups: ClassVar[tuple[Group, ...]] = (
        Group(
            N_("Management body"),
            N_("The body of the unit that manages continuing education"),
            ("mgmt_name", "mgmt_founded_on", "mgmt_doc_no"),
        ),
        Group(
            N_("Head of the body"), "", ("mgmt_head_name", "mgmt_head_position", "mgmt_head_title", "mgmt_head_phone")
        ),
        Group(
            N_("Administrator of the base"),
            N_("This person gets the account of the base once it is accredited"),
            ("base_admin_name", "base_admin_phone", "base_admin_id_number"),
        ),
        Group(
            N_("Management staff"),
            N_("The numbers must agree with the list"),
            ("mgmt_staff", "mgmt_full_time", "mgmt_part_time"),
        ),
    )

    mgmt_name = TextField(N_("Name of the body"), 60)
    mgmt_founded_on = MonthField(N_("Founded in"), past=True, required=False)
    mgmt_doc_no = TextField(N_("Number of the founding document"), 60, required=False)
    mgmt_head_name = NameField(N_("Name"))
    mgmt_head_position = TextField(N_("Position"), 30, required=False)
    mgmt_head_title = TextField(N_("Professional title"), 40, required=False)
    mgmt_head_phone = PhoneField(N_("Telephone"))
    base_admin_name = NameField(N_("Name"))
    base_admin_phone = MobileField(N_("Mobile"))
    base_admin_id_number = PersonalIdField(N_("Citizen ID number"), hint=N_("Kept encrypted and shown only masked"))
    mgmt_staff = TableField(N_("List of management staff"), Manager, most=100)
    mgmt_full_time = WholeField(N_("Full-time managers"))
    mgmt_part_time = WholeField(N_("Part-time managers"))

    def refusals(self) -> Refusals:
        """At least one manager; both numbers against the list."""
        kinds = self.mgmt_staff.column("employment")
        for name, kind in (("mgmt_full_time", Employment.FULL_TIME), ("mgmt_part_time", Employment.PART_TIME)):
            ones = None if kinds is None else [1 for one in kinds if one == kind]
            yield from equals_sum(self, name, self.value(name), ones)
        if self._number() == 0:
            yield "mgmt_full_time", self.say("too_few", NOBODY)

    def remarks(self) -> Refusals:
        """Three are recommended (2.06, A)."""
        number = self._number()
        if number is not None and 0 < number < 3:
            yield "mgmt_staff", self.say("few_managers", FEW_MANAGERS)

    def _number(self) -> int | None:
        full, part = self.value("mgmt_full_time"), self.value("mgmt_part_time")
        return None if full is None or part is None else full + part

    @classmethod
    def example(cls, on: date = EXAMPLE_DAY, file: FileIds = example_file) -> dict[str, Any]:
        """A centre with three managers."""
        return {
            "mgmt_name": "继续教育中心",
            "mgmt_founded_on": "2010-09",
            "mgmt_doc_no": "青示院发〔2010〕31号",
            "mgmt_head_name": "苏日娜",
            "mgmt_head_position": "主任",
            "mgmt_head_title": "教授",
            "mgmt_head_phone": "0471-0000012",
            "base_admin_name": "李喆",
            "base_admin_phone": "14000000012",
            "base_admin_id_number": "150199198203120018",
            "mgmt_staff": [
                _example_manager("苏日娜", "F", "1978-05", "主任/教授", "FULL_TIME", "全面工作", "0471-0000012"),
                _example_manager("李喆", "M", "1982-03", "干事/讲师", "FULL_TIME", "班务与学时登记", "14000000012"),
                _example_manager("其其格", "F", "1984-07", "干事/会计师", "PART_TIME", "培训经费", "14000000013"),
            ],
            "mgmt_full_time": 2,
            "mgmt_part_time": 1,
        }


def _example_manager(
    name: str, sex: str, born: str, position: str, employment: str, duties: str, phone: str
) -> dict[str, Any]:
    return {
        "name": name,
        "sex": sex,
        "born_on": born,
        "education": "MASTER",
        "position": position,
        "employment": employment,
        "duties": duties,
        "phone": phone,
    }
