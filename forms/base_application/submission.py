"""The last look before the head signs: all parts are read again together (DT-6 lines 1 to 6). Knows no reviewer."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from forms.facts import Answers, Facts
from forms.fields import DateField, TickField
from forms.registry import FORMS, answers_task
from forms.sheet import Refusals
from forms.task_form import EXAMPLE_DAY, FileIds, Group, TaskForm, example_file
from workflows.model.vocabulary import N_, Section

NOT_FILLED = N_("Fill in the section first: %(section)s")
TO_CORRECT = N_("Go back to the section %(section)s: %(count)d to correct; first: %(first)s")


@answers_task
class CheckAndSubmit(TaskForm):
    """Declaration and date; every section is judged again with what the others say now."""

    element: ClassVar[str] = "check_and_submit"
    title: ClassVar[str] = N_("Check and submit")
    groups: ClassVar[tuple[Group, ...]] = (
        Group(
            N_("Declaration"),
            N_("Afterwards the head of the unit signs"),
            ("declaration", "filled_on"),
        ),
    )

    declaration = TickField(N_("I have checked the application; it is complete and true"))
    filled_on = DateField(N_("Date of filling in"), past=True)

    @classmethod
    def prefill(cls, facts: Facts) -> Answers:
        """Today."""
        return {"filled_on": facts.today.isoformat()}

    def refusals(self) -> Refusals:
        """Sections that are missing or no longer right; the place is the form itself."""
        for section in Section:
            name = self.gettext(section.label)
            if not self.facts.section(section.code):
                yield "", self.say("section_missing", NOT_FILLED, section=name)
                continue
            form = FORMS[section.code].bind(None, self.facts.section(section.code), self.facts, self.translations)
            if not form.validate():
                faults = form.faults()
                values = {"section": name, "count": len(faults), "first": faults[0].message}
                yield "", self.say("section_faulty", TO_CORRECT, **values)

    def remarks(self) -> Refusals:
        """The warnings of the sections, once more."""
        for section in Section:
            if answers := self.facts.section(section.code):
                form = FORMS[section.code].bind(None, answers, self.facts, self.translations)
                yield from (("", self.say(found.code, found.message)) for found in form.warnings())

    @classmethod
    def example(cls, on: date = EXAMPLE_DAY, file: FileIds = example_file) -> dict[str, Any]:
        """Declared on the day."""
        return {"declaration": True, "filled_on": on.isoformat()}
