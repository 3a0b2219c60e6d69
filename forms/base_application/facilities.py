"""Part four of the application form: teaching conditions (domain 2.2, items 4.01 to 4.10; S5.1.3)."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, ClassVar

from forms.facts import When
from forms.fields import (
    ChoiceField,
    DecimalField,
    LongTextField,
    MoneyField,
    MonthField,
    Row,
    TableField,
    TextField,
    WholeField,
    YesNoField,
)
from forms.registry import answers_task
from forms.rules import equals_sum, not_above
from forms.sheet import Refusals
from forms.task_form import EXAMPLE_DAY, FileIds, Group, TaskForm, example_file
from workflows.model.vocabulary import N_, Tenure


class Equipment(Row):
    """One kind of teaching equipment (4.04)."""

    name = TextField(N_("Name of the equipment"), 60)
    model = TextField(N_("Model"), 60, required=False)
    quantity = WholeField(N_("Quantity"), 1, 100_000)
    bought_on = MonthField(N_("Bought in"), past=True)
    unit_price = MoneyField(N_("Unit price"))


class PracticeSite(Row):
    """One practice site (4.09), own or by agreement with a partner."""

    name = TextField(N_("Name of the site"), 100)
    tenure = ChoiceField(N_("Own or partner's"), Tenure)
    partner = TextField(N_("Partner"), 100, when=When("tenure", (Tenure.PARTNER.code,)))
    address = TextField(N_("Address"), 200)
    area = DecimalField(N_("Area"), unit=N_("m²"))
    capacity = WholeField(N_("Capacity"), 1, 100_000, unit=N_("persons"))
    agreement = TextField(N_("Number and term of the agreement"), 100, when=When("tenure", (Tenure.PARTNER.code,)))


@answers_task
class FillFacilities(TaskForm):
    """Items 4.01–4.10; the equipment is summed again from its table; practice sites only where 4.08 says so."""

    element: ClassVar[str] = "fill_facilities"
    title: ClassVar[str] = N_("Fill in the teaching conditions")
    groups: ClassVar[tuple[Group, ...]] = (
        Group(
            N_("Rooms"),
            N_("Fixed rooms, owned or rented for long"),
            (
                "room_count",
                "room_area",
                "room_seats",
                "multimedia_room_count",
                "computer_room_count",
                "computer_count",
            ),
        ),
        Group(N_("Equipment"), N_("The total value follows from the list"), ("equipment_list", "equipment_value")),
        Group(
            N_("Library and other means"), "", ("book_count", "journal_count", "e_resource_count", "other_facilities")
        ),
        Group(
            N_("Practice"),
            N_("Needed only in practice-intensive fields"),
            ("practice_intensive", "practice_sites"),
        ),
        Group(N_("Board and lodging"), "", ("lodging_note",)),
    )

    room_count = WholeField(N_("Fixed classrooms"), 1, 10_000)
    room_area = DecimalField(N_("Total area of the classrooms"), least="1", unit=N_("m²"))
    room_seats = WholeField(N_("Seats"), 1, 100_000)
    multimedia_room_count = WholeField(N_("Multimedia classrooms"), required=False)
    computer_room_count = WholeField(N_("Computer rooms"), required=False)
    computer_count = WholeField(N_("Computers in them"), required=False)
    equipment_list = TableField(N_("Teaching equipment"), Equipment)
    equipment_value = MoneyField(N_("Total value of the equipment"))
    book_count = WholeField(N_("Number of professional books"), most=100_000_000, unit=N_("volumes"))
    journal_count = WholeField(N_("Journals"))
    e_resource_count = WholeField(N_("Electronic resources"), most=100_000_000)
    other_facilities = LongTextField(N_("Other facilities"), 500)
    practice_intensive = YesNoField(N_("Is a practice-intensive field taught?"))
    practice_sites = TableField(N_("Practice sites"), PracticeSite, most=50, when=When("practice_intensive", ("true",)))
    lodging_note = TextField(N_("Capacity for board and lodging"), 200, required=False)

    def refusals(self) -> Refusals:
        """4.05 against the table; special rooms are among the rooms."""
        yield from equals_sum(self, "equipment_value", self.value("equipment_value"), self._values())
        for name in ("multimedia_room_count", "computer_room_count"):
            yield from not_above(self, name, self.value(name), self.value("room_count"))

    def _values(self) -> list[Decimal] | None:
        """Value of each kind, in 10,000 yuan with two places."""
        quantities = self.equipment_list.column("quantity")
        prices = self.equipment_list.column("unit_price")
        if quantities is None or prices is None:
            return None
        cent = Decimal("0.01")
        pairs = zip(quantities, prices, strict=True)
        return [(number * price).quantize(cent, ROUND_HALF_UP) for number, price in pairs]

    @classmethod
    def example(cls, on: date = EXAMPLE_DAY, file: FileIds = example_file) -> dict[str, Any]:
        """Twelve rooms and two practice sites."""
        return {
            "room_count": 12,
            "room_area": "1680.5",
            "room_seats": 760,
            "multimedia_room_count": 8,
            "computer_room_count": 2,
            "computer_count": 110,
            "equipment_list": [
                {
                    "name": "智慧黑板",
                    "model": "示例-86",
                    "quantity": 12,
                    "bought_on": f"{on.year - 2}-08",
                    "unit_price": "2.35",
                },
                {
                    "name": "工业机器人实训台",
                    "model": None,
                    "quantity": 6,
                    "bought_on": f"{on.year - 1}-05",
                    "unit_price": "18.6",
                },
            ],
            "equipment_value": "139.8",
            "book_count": 52_000,
            "journal_count": 180,
            "e_resource_count": 3_200,
            "other_facilities": "学术报告厅1个（300座）、录播教室2间、图书馆阅览室4间。",
            "practice_intensive": True,
            "practice_sites": [
                {
                    "name": "智能制造实训中心",
                    "tenure": "OWN",
                    "partner": None,
                    "address": "呼和浩特市赛罕区示例路1号",
                    "area": "860",
                    "capacity": 120,
                    "agreement": None,
                },
                {
                    "name": "示例牧场实训基地",
                    "tenure": "PARTNER",
                    "partner": "敕勒川示例信息技术有限公司",
                    "address": "土默特左旗示例路8号",
                    "area": "1200.75",
                    "capacity": 80,
                    "agreement": f"示协〔{on.year - 1}〕3号，有效期三年",
                },
            ],
            "lodging_note": "可同时接待200人食宿。",
        }
