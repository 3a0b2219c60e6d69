"""Codes with a shape: telephone, credit code, ID number, addresses, document numbers. Knows no register of them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, ClassVar

from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError as BadNumber

from forms.fields.base import Schema
from forms.fields.texts import TextField
from forms.text import clean_code
from workflows.model.vocabulary import N_

_PROVINCES = frozenset(
    str(code)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for code in range(first, last + 1)
)
FICTIONAL_REGION = "150199"  # inside Hohhot's block, assigned to nobody


class CodeField(TextField):
    """A code that must match `pattern` as a whole after NFKC; `wrong` says what it looks like."""

    pattern: ClassVar[str] = r".+"
    wrong: ClassVar[str] = N_("Check this number")

    def __init__(self, label: str, limit: int = 60, **rest: Any) -> None:
        super().__init__(label, limit, **rest)

    def clean(self, text: str) -> str:
        """Full-width letters and digits become plain ones."""
        return clean_code(text)

    def check(self) -> None:
        """Length, then shape."""
        super().check()
        if not re.fullmatch(self.pattern, self.data or ""):
            raise self.refused("code_invalid", self.wrong)

    def value_schema(self) -> Schema:
        """String with its pattern."""
        return super().value_schema() | {"pattern": f"^(?:{self.pattern})$"}


class MobileField(CodeField):
    """Mobile number of the mainland."""

    pattern: ClassVar[str] = r"1[3-9][0-9]{9}"
    wrong: ClassVar[str] = N_("Write the 11 digits of a mobile number, such as 14000000001")


class PhoneField(CodeField):
    """Fixed line with area code and optional extension, or a mobile number."""

    pattern: ClassVar[str] = r"0[0-9]{2,3}-[0-9]{7,8}(?:-[0-9]{1,6})?|1[3-9][0-9]{9}"
    wrong: ClassVar[str] = N_("Write area code, hyphen and number, such as 0471-0000001, or a mobile number")


class PostcodeField(CodeField):
    """Six digits."""

    pattern: ClassVar[str] = r"[0-9]{6}"
    wrong: ClassVar[str] = N_("Write the six digits of the postcode")


class EmailField(CodeField):
    """Mail address in plain ASCII."""

    pattern: ClassVar[str] = r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.)+[A-Za-z]{2,24}"
    wrong: ClassVar[str] = N_("Write a mail address, such as office@example.cn")


class WebsiteField(CodeField):
    """Address of a page, http or https."""

    pattern: ClassVar[str] = r"https?://[^\s<>\"'\\]{3,}"
    wrong: ClassVar[str] = N_("Write the whole address, beginning with https:// or http://")

    def __init__(self, label: str, limit: int = 200, **rest: Any) -> None:
        super().__init__(label, limit, **rest)


class PersonalIdField(CodeField):
    """Citizen ID number, GB 11643: length, date, region, check digit; x is stored as X (domain 7.1)."""

    pattern: ClassVar[str] = r"[0-9]{17}[0-9X]"
    wrong: ClassVar[str] = N_("Write the 18 characters of the ID number")
    wrong_date: ClassVar[str] = N_("Check the ID number: digits 7 to 14 are not a date of birth")
    wrong_region: ClassVar[str] = N_("Check the ID number: the first six digits are not a region")
    wrong_digit: ClassVar[str] = N_("Check the ID number: the last character does not fit the others")

    def __init__(self, label: str, **rest: Any) -> None:
        super().__init__(label, 18, **rest)

    def clean(self, text: str) -> str:
        """Upper case, for the check character X."""
        return super().clean(text).upper()

    def check(self) -> None:
        """Shape first; then region, date, check digit, each with its own sentence."""
        super().check()
        number = self.data or ""
        if not self._is_region(number[:6]):
            raise self.refused("id_region", self.wrong_region)
        if not self._is_born(number[6:14]):
            raise self.refused("id_date", self.wrong_date)
        if ric.calc_check_digit(number) != number[-1]:
            raise self.refused("id_checksum", self.wrong_digit)

    def _is_region(self, region: str) -> bool:
        """Provinces of GB/T 2260; old counties are not listed, so that no holder of an old number is turned away."""
        if region == FICTIONAL_REGION:
            return bool(self.facts.limits.get("id.fictional_region", True))
        return region[:2] in _PROVINCES

    def _is_born(self, digits: str) -> bool:
        try:
            born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        except ValueError:
            return False
        return date(1900, 1, 1) <= born <= self.facts.today


class CreditCodeField(CodeField):
    """Unified social credit code, GB 32100; codes the clerk has cleared ("uscc.cleared") skip the check digit."""

    pattern: ClassVar[str] = r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}"
    wrong: ClassVar[str] = N_("Write the 18 characters of the credit code; I, O, Z, S and V do not occur in it")
    wrong_digit: ClassVar[str] = N_("Check the credit code: the last character does not fit the others")

    def __init__(self, label: str, **rest: Any) -> None:
        super().__init__(label, 18, **rest)

    def clean(self, text: str) -> str:
        """Upper case."""
        return super().clean(text).upper()

    def check(self) -> None:
        """Shape, then check digit."""
        super().check()
        code = self.data or ""
        if code not in self.facts.limits.get("uscc.cleared", ()) and not _is_credit_code(code):
            raise self.refused("uscc_checksum", self.wrong_digit)


def _is_credit_code(code: str) -> bool:
    """python-stdnum wants digits in places 1 and 2; GB 32100 also allows letters there (A, N, Y)."""
    try:
        return bool(uscc.calc_check_digit(code[:17]) == code[17])
    except (BadNumber, ValueError):
        return False


class OfficialNumberField(CodeField):
    """Number of an official document of the bureau: 呼人社发〔2022〕5号; other brackets are put right."""

    pattern: ClassVar[str] = r"[\u4e00-\u9fff]{2,12}〔[0-9]{4}〕[1-9][0-9]{0,4}号"
    wrong: ClassVar[str] = N_("Write the document number like 呼人社发〔2022〕5号")

    def clean(self, text: str) -> str:
        """[2022], ［2022］ and 【2022】 become 〔2022〕."""
        return re.sub(r"[\[【]([0-9]{4})[\]】]", r"〔\1〕", super().clean(text)).replace(" ", "")


class FingerprintField(CodeField):
    """The first 16 hexadecimal characters of a SHA-256, typed or scanned."""

    pattern: ClassVar[str] = r"[0-9a-f]{16}"
    wrong: ClassVar[str] = N_("Write the first 16 characters of the fingerprint: digits and letters a to f")

    def clean(self, text: str) -> str:
        """Lower case without the blanks of a printed group."""
        return super().clean(text).lower().replace(" ", "")
