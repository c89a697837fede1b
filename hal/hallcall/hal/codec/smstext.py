"""Text messages: whom they can reach, how they are cut, and what never stands in one.

Source:
    3GPP TS 23.038, 6.1 and 6.2.3: 140 octets a message, two a character in UCS2. 3GPP TS 23.040, 9.2.3.24.1: the header
    of a part takes six of them. ITU-T E.164: at most 15 digits. Numbers of mobile phones: 11 digits with a 1 and then
    3 to 9 on the mainland, eight digits in Hong Kong (4 to 9) and Macao (6).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from hallcall.core.errors import DeviceFault, Refused
from hallcall.core.identity import parse_mobile

SINGLE = 70
"""Characters of a message that goes alone."""
PART = 67
"""Characters of a part of a longer one."""
MOST_PARTS = 6
"""Longer is no text message any more, and paid by the part."""
MAINLAND = "86"

_REGIONS = {"852": re.compile(r"[4-9][0-9]{7}"), "853": re.compile(r"6[0-9]{7}")}
_FOREIGN = re.compile(r"[1-9][0-9]{6,14}")
_DOCUMENTS = (
    re.compile(r"(?<![0-9])[0-9]{17}[0-9X](?![0-9A-Z])"),
    re.compile(r"(?<![0-9A-Z])(?:[A-Z]{3}[0-9]{12}|[0-9]{15})(?![0-9A-Z])"),
    re.compile(r"(?<![0-9A-Z])[A-Z]{1,2}[0-9]{7,10}(?![0-9A-Z])"),
)
"""Identity cards of 18 and 15 digits, residence cards of foreigners, passports and travel passes. No number of a hall
is so long."""


@dataclass(frozen=True, slots=True)
class Mobile:
    """A number that a message can go to. Its text form hides it."""

    country: str
    """Country code, ``86``."""
    national: str
    """The digits behind it."""

    @property
    def international(self) -> str:
        """``+8613812345678``."""
        return f"+{self.country}{self.national}"

    @property
    def dialled(self) -> str:
        """As gateways of the mainland take it: bare at home, with ``00`` and the country abroad."""
        return self.national if self.country == MAINLAND else f"00{self.country}{self.national}"

    def __repr__(self) -> str:
        return f"Mobile({self.country} ***)"


def parse_number(text: str) -> Mobile:
    """A mobile number of the mainland, or any other with ``+`` and its country code; spaces and hyphens are forgiven.

    Of foreign numbers only the length can be known; their country code stays a part of the digits.

    Raises:
        DeviceFault: ``sms.number``.
    """
    try:
        return Mobile(MAINLAND, parse_mobile(text))
    except Refused:
        pass
    digits = re.sub(r"[\s-]", "", text)
    for prefix in ("+", "00"):
        if digits.startswith(prefix):
            return _abroad(digits.removeprefix(prefix))
    raise DeviceFault("sms.number")


def _abroad(digits: str) -> Mobile:
    if digits.startswith(MAINLAND):
        raise DeviceFault("sms.number")
    for country, form in _REGIONS.items():
        if digits.startswith(country):
            if form.fullmatch(digits.removeprefix(country)):
                return Mobile(country, digits.removeprefix(country))
            raise DeviceFault("sms.number")
    if not _FOREIGN.fullmatch(digits):
        raise DeviceFault("sms.number")
    return Mobile("", digits)


def holds_document(text: str) -> bool:
    """Whether a document's number stands in ``text``, also in wide digits and with gaps between its groups."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return any(
        form.search(written) for form in _DOCUMENTS for written in (plain, re.sub(r"(?<=\d)[ -](?=\d)", "", plain))
    )


def units(text: str) -> int:
    """Characters of ``text`` as a message counts them: those beyond the first plane are two."""
    return len(text.encode("utf-16-be")) // 2


def split_text(text: str) -> tuple[str, ...]:
    """The parts of a message, one if it fits; no character is cut in two.

    Raises:
        DeviceFault: ``sms.text``: nothing to say, too much, half a character, or a document's number.
    """
    try:
        length = units(text)
    except UnicodeEncodeError:
        raise DeviceFault("sms.text") from None
    if not text.strip() or holds_document(text):
        raise DeviceFault("sms.text")
    if length <= SINGLE:
        return (text,)
    parts = [""]
    for character in text:
        if units(parts[-1]) + units(character) > PART:
            parts.append("")
        parts[-1] += character
    if len(parts) > MOST_PARTS:
        raise DeviceFault("sms.text")
    return tuple(parts)
