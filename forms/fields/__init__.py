"""The fields a form is made of, by what they ask for."""

from forms.fields.base import TaskField
from forms.fields.choices import ChoiceField, ChoicesField, TickField, VerdictField, YesNoField
from forms.fields.codes import (
    CodeField,
    CreditCodeField,
    EmailField,
    FingerprintField,
    MobileField,
    OfficialNumberField,
    PersonalIdField,
    PhoneField,
    PostcodeField,
    WebsiteField,
)
from forms.fields.files import PAPERS, PICTURES, FilesField
from forms.fields.numbers import DateField, DecimalField, MoneyField, MonthField, PointsField, WholeField
from forms.fields.table import FixedTableField, Row, TableField
from forms.fields.texts import LongTextField, NameField, ReasonField, TextField

__all__ = [
    "PAPERS",
    "PICTURES",
    "ChoiceField",
    "ChoicesField",
    "CodeField",
    "CreditCodeField",
    "DateField",
    "DecimalField",
    "EmailField",
    "FilesField",
    "FingerprintField",
    "FixedTableField",
    "LongTextField",
    "MobileField",
    "MoneyField",
    "MonthField",
    "NameField",
    "OfficialNumberField",
    "PersonalIdField",
    "PhoneField",
    "PointsField",
    "PostcodeField",
    "ReasonField",
    "Row",
    "TableField",
    "TaskField",
    "TextField",
    "TickField",
    "VerdictField",
    "WebsiteField",
    "WholeField",
    "YesNoField",
]
