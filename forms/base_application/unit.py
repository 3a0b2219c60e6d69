"""Part one of the application form: who applies (domain 2.2, items 1.01 to 1.21). Knows no other part."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from forms.facts import When
from forms.fields import (
    ChoiceField,
    CreditCodeField,
    DateField,
    EmailField,
    LongTextField,
    MobileField,
    MonthField,
    NameField,
    PhoneField,
    PostcodeField,
    TextField,
    WebsiteField,
    WholeField,
)
from forms.registry import answers_task
from forms.rules import in_order, not_above, parts_within
from forms.sheet import Refusals
from forms.task_form import EXAMPLE_DAY, FileIds, Group, TaskForm, example_file
from workflows.model.vocabulary import N_, ApplicationKind, AuthorityLevel, District, OrgSubtype, OrgType

_INSTITUTION = When("org_type", (OrgType.PUBLIC_INSTITUTION.code,))
_NO_INSTITUTION = When("org_type", tuple(kind.code for kind in OrgType if kind is not OrgType.PUBLIC_INSTITUTION))
EXPIRED = N_("Give a licence that is valid today; this one ended on %(day)s")
NO_COUNTY = N_("Choose the banner, county or district whose unit this is")


@answers_task
class FillUnitProfile(TaskForm):
    """Items 1.01–1.21 and the category on the cover; `func_*` or `license_*` by nature of the unit (R-072)."""

    element: ClassVar[str] = "fill_unit_profile"
    title: ClassVar[str] = N_("Fill in the unit profile")
    groups: ClassVar[tuple[Group, ...]] = (
        Group(
            N_("Application"),
            N_("As on the cover of the application form"),
            ("application_kind", "authority_level", "supervising_dept"),
        ),
        Group(
            N_("Unit"),
            N_("As registered and as on the seal"),
            ("org_name", "uscc", "org_type", "org_subtype", "legal_rep", "legal_rep_title", "founded_on"),
        ),
        Group(N_("Address"), "", ("district_code", "address", "postcode", "website")),
        Group(
            N_("Contact person"),
            N_("Whom the bureau calls with questions"),
            ("contact_name", "contact_phone", "contact_mobile", "contact_email"),
        ),
        Group(
            N_("Staff"),
            N_("Numbers of today; the parts may not exceed the totals"),
            ("staff_total", "pt_total", "pt_senior", "pt_middle", "pt_junior"),
        ),
        Group(
            N_("Authority to train"),
            N_("Public institutions name the approval of functions, all others the training licence or document"),
            (
                "func_doc_authority",
                "func_doc_no",
                "func_doc_date",
                "license_name",
                "license_no",
                "license_authority",
                "license_valid_from",
                "license_valid_to",
            ),
        ),
        Group(
            N_("Experience"),
            N_("What the notice asks of a base: experience and influence"),
            ("unit_intro", "training_experience"),
        ),
    )

    application_kind = ChoiceField(N_("Category of application"), ApplicationKind)
    authority_level = ChoiceField(
        N_("Level of administration"), AuthorityLevel, hint=N_("Units of a county are also endorsed by its office")
    )
    supervising_dept = ChoiceField(
        N_("Supervising department"), listed="departments", hint=N_("It issues the application report, material 1")
    )
    org_name = TextField(N_("Name of the unit (in full)"), 100, least=2)
    uscc = CreditCodeField(N_("Unified social credit code"))
    org_type = ChoiceField(N_("Nature of the unit"), OrgType)
    org_subtype = ChoiceField(N_("Kind of institution"), OrgSubtype)
    legal_rep = NameField(N_("Legal representative (head)"))
    legal_rep_title = TextField(N_("Position"), 30, required=False)
    founded_on = MonthField(N_("Founded in"), past=True)
    district_code = ChoiceField(N_("Located in"), District)
    address = TextField(N_("Office address"), 200)
    postcode = PostcodeField(N_("Postcode"), required=False)
    website = WebsiteField(N_("Website"), required=False)
    contact_name = NameField(N_("Contact person"))
    contact_phone = PhoneField(N_("Telephone"))
    contact_mobile = MobileField(N_("Mobile"))
    contact_email = EmailField(N_("Mail address"), 100, required=False)
    staff_total = WholeField(N_("Staff in total"), 1)
    pt_total = WholeField(N_("Professional and technical staff"))
    pt_senior = WholeField(N_("of these with a senior title"))
    pt_middle = WholeField(N_("of these with an intermediate title"))
    pt_junior = WholeField(N_("of these with a junior title"))
    func_doc_authority = TextField(
        N_("Approving authority"), 100, when=_INSTITUTION, hint=N_("An institutional establishment office")
    )
    func_doc_no = TextField(N_("Number of the approval"), 60, when=_INSTITUTION)
    func_doc_date = DateField(N_("Date of the approval"), past=True, when=_INSTITUTION)
    license_name = TextField(N_("Name of the licence or document"), 100, when=_NO_INSTITUTION)
    license_no = TextField(N_("Number of the licence or document"), 60, when=_NO_INSTITUTION)
    license_authority = TextField(N_("Department that approved it"), 100, when=_NO_INSTITUTION)
    license_valid_from = DateField(N_("Valid from"), past=True, when=_NO_INSTITUTION)
    license_valid_to = DateField(
        N_("Valid to"), required=False, when=_NO_INSTITUTION, hint=N_("Leave blank when it is valid without end")
    )
    unit_intro = LongTextField(N_("Profile of the unit and its influence in area and industry"), 1500)
    training_experience = LongTextField(N_("Experience in training professionals"), 1500)

    def refusals(self) -> Refusals:
        """1.18 parts and totals, 1.19b validity, and a county for a county's unit."""
        yield from not_above(self, "pt_total", self.value("pt_total"), self.value("staff_total"))
        parts = [self.value(name) for name in ("pt_senior", "pt_middle", "pt_junior")]
        yield from parts_within(self, "pt_total", self.value("pt_total"), parts)
        yield from in_order(self, "license_valid_from", "license_valid_to")
        ends = self.value("license_valid_to")
        if ends is not None and ends < self.facts.today:
            yield "license_valid_to", self.say("expired", EXPIRED, day=ends.isoformat())
        is_county = self.value("authority_level") == AuthorityLevel.COUNTY
        if is_county and self.value("district_code") == District.MUNICIPAL:
            yield "district_code", self.say("choice_invalid", NO_COUNTY)

    @classmethod
    def example(cls, on: date = EXAMPLE_DAY, file: FileIds = example_file) -> dict[str, Any]:
        """A fictional vocational college of the city."""
        return {
            "application_kind": "INITIAL",
            "authority_level": "MUNICIPAL",
            "supervising_dept": "example-department",
            "org_name": "青城示例职业学院",
            "uscc": "12150199MB0A00018F",
            "org_type": "PUBLIC_INSTITUTION",
            "org_subtype": "VOCATIONAL_COLLEGE",
            "legal_rep": "哈斯额尔敦",
            "legal_rep_title": "院长",
            "founded_on": "2003-06",
            "district_code": "150105",
            "address": "呼和浩特市赛罕区示例路1号",
            "postcode": "010010",
            "website": "https://college.example.cn",
            "contact_name": "乌云其木格",
            "contact_phone": "0471-0000011",
            "contact_mobile": "14000000011",
            "contact_email": "office@college.example.cn",
            "staff_total": 420,
            "pt_total": 356,
            "pt_senior": 118,
            "pt_middle": 160,
            "pt_junior": 78,
            "func_doc_authority": "中共示例市委机构编制委员会办公室",
            "func_doc_no": "示编办发〔2019〕12号",
            "func_doc_date": "2019-04-18",
            "license_name": None,
            "license_no": None,
            "license_authority": None,
            "license_valid_from": None,
            "license_valid_to": None,
            "unit_intro": "学院面向全市装备制造、乳业、新能源等重点行业开展培训，在本地区具有较高影响力。",
            "training_experience": "近十年承担继续教育培训六十余期，累计培训八千余人次，师资、课程和管理队伍稳定。",
        }
