"""Numbers on documents: who may be one, and what they say about birth and sex.

Source:
    GB 11643-1999 (18 digits, MOD 11-2), residence permits of Hong Kong, Macao (810000, 820000) and Taiwan (830000)
    residents, permanent residence cards for foreigners of 2017 (15 characters) and 2023 (18 digits, first digit 9),
    GB 32100-2015 (unified social credit code). Check digits are computed by python-stdnum.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stdnum.cn import ric, uscc
from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError

from hallcall.core.errors import Refused

_PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71".split()
)
_PERMIT_REGIONS = ("810000", "820000", "830000")
_OLDEST_YEARS = 130
_FOREIGNER_2017 = re.compile(r"[A-Z]{3}[0-9]{12}")


class DocumentKind(StrEnum):
    """The four cards that the readers of a hall know."""

    RESIDENT = "resident"
    """居民身份证."""
    PERMIT = "permit"
    """港澳台居民居住证."""
    FOREIGNER_2017 = "foreigner_2017"
    """外国人永久居留身份证, form of 2017."""
    FOREIGNER_2023 = "foreigner_2023"
    """外国人永久居留身份证, form of 2023 (five stars)."""


class Sex(StrEnum):
    """As the document says."""

    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number that passed all checks. Its text form hides it."""

    kind: DocumentKind
    number: str
    birth: date | None
    """None where the number does not tell (2017 form)."""
    sex: Sex | None

    def __repr__(self) -> str:
        return f"DocumentNumber({self.kind.value}, ***)"


def parse_document_number(text: str, today: date) -> DocumentNumber:
    """Check a number that was read or typed; spaces and a small x are forgiven.

    Args:
        text: the number.
        today: a birth date after this day is refused.

    Raises:
        Refused: ``identity.length | old_format | characters | region | birth_date | check_digit``.
    """
    number = re.sub(r"[\s-]", "", text).upper()
    if _FOREIGNER_2017.fullmatch(number):
        return DocumentNumber(DocumentKind.FOREIGNER_2017, number, None, None)
    if len(number) == 15 and number.isdecimal():
        raise Refused("identity.old_format")
    if len(number) != 18:
        raise Refused("identity.length", length=len(number))
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        raise Refused("identity.characters")
    kind = _kind(number)
    birth = _birth(number, today)
    if ric.calc_check_digit(number) != number[-1]:
        raise Refused("identity.check_digit")
    return DocumentNumber(kind, number, birth, Sex.MALE if int(number[16]) % 2 else Sex.FEMALE)


def parse_credit_code(text: str) -> str:
    """Check a unified social credit code and return it in its compact form.

    Raises:
        Refused: ``identity.length | old_format | characters | check_digit``.
    """
    code = re.sub(r"[\s-]", "", text).upper()
    if len(code) == 15 and code.isdecimal():
        raise Refused("identity.old_format")
    try:
        return uscc.validate(code)
    except InvalidLength:
        raise Refused("identity.length", length=len(code)) from None
    except InvalidChecksum:
        raise Refused("identity.check_digit") from None
    except ValidationError:
        raise Refused("identity.characters") from None


def parse_mobile(text: str) -> str:
    """Check a mainland mobile number and return its 11 digits; ``+86`` and spaces are forgiven.

    Raises:
        Refused: ``phone.invalid``.
    """
    digits = re.sub(r"^(\+?86)(?=1[3-9])", "", re.sub(r"[\s-]", "", text))
    if not re.fullmatch(r"1[3-9][0-9]{9}", digits):
        raise Refused("phone.invalid")
    return digits


def age_on(birth: date, day: date) -> int:
    """Full years of age on ``day``."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _kind(number: str) -> DocumentKind:
    if number.startswith("9"):
        return DocumentKind.FOREIGNER_2023
    if number.startswith(_PERMIT_REGIONS):
        return DocumentKind.PERMIT
    if number[:2] not in _PROVINCES:
        raise Refused("identity.region")
    return DocumentKind.RESIDENT


def _birth(number: str, today: date) -> date:
    try:
        birth = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise Refused("identity.birth_date") from None
    if birth > today or birth.year < today.year - _OLDEST_YEARS:
        raise Refused("identity.birth_date")
    return birth
