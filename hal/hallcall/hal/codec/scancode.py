"""What a scanned code is: a number of this hall, a booking, a means of payment, or something else.

Telling them apart is a help for who stands there, never a proof: the server looks up the token or booking, the gateway
checks the payment. An identity is never taken from a code.

Source:
    Payment codes: WeChat Pay, 付款码支付 (18 digits that begin with 10-15); Alipay, 当面付 (16-24 digits that begin
    with 25-30); UnionPay QRC consumer codes (19 digits that begin with 62).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum


class CodeKind(StrEnum):
    """What it looks like."""

    TICKET = "ticket"
    """The page of a number: value is its token."""
    BOOKING = "booking"
    """Value is the code of eight digits."""
    PARCEL = "parcel"
    """A document in a locker: value is number of the box and code, ``3-482913``."""
    PAYMENT = "payment"
    """Value is what the payment gateway wants as ``auth_code``."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Recognised:
    """A code and what it is."""

    kind: CodeKind
    value: str = field(repr=False)


_TICKET = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+/t/(?P<value>[A-Za-z0-9_-]{16,64})(?:\?[^\s]*)?")
_BOOKING = re.compile(r"(?P<value>\d{8})")
_PARCEL = re.compile(r"L(?P<value>\d{1,2}-\d{6})")
_PAYMENT = re.compile(r"(?P<value>1[0-5]\d{16}|(?:2[5-9]|30)\d{14,22}|62\d{17})")
_KINDS = (
    (CodeKind.TICKET, _TICKET),
    (CodeKind.BOOKING, _BOOKING),
    (CodeKind.PARCEL, _PARCEL),
    (CodeKind.PAYMENT, _PAYMENT),
)
_SPACED = re.compile(r"[ -]")


def recognise(text: str) -> Recognised:
    """What ``text`` is. Spaces and dashes between digits do not matter."""
    plain = text.strip()
    if re.fullmatch(r"[\d -]+", plain, re.ASCII):
        plain = _SPACED.sub("", plain)
    for kind, pattern in _KINDS:
        if found := re.fullmatch(pattern.pattern, plain, re.ASCII):
            return Recognised(kind, found["value"])
    return Recognised(CodeKind.OTHER, text)


def parcel_text(box: int, code: str) -> str:
    """What a code for a document in a locker says, to be shown as a QR code."""
    return f"L{box}-{code}"


class CodeLines:
    """Cuts a stream into codes that end with CR or LF.

    A code that is too long, is no UTF-8 or has control characters comes as None: something was there.
    """

    def __init__(self, longest: int) -> None:
        """Begin with nothing.

        Args:
            longest: most bytes of a code.
        """
        self._longest = longest
        self._line = bytearray()
        self._is_too_long = False

    @property
    def is_within(self) -> bool:
        """Whether a code has begun and not ended."""
        return bool(self._line) or self._is_too_long

    def feed(self, data: bytes) -> list[str | None]:
        """Take what came; the codes that are now complete."""
        codes: list[str | None] = []
        for byte in data:
            if byte in b"\r\n":
                if self.is_within:
                    codes.append(None if self._is_too_long else _text(bytes(self._line)))
                self.forget()
            elif len(self._line) >= self._longest:
                self._is_too_long = True
            else:
                self._line.append(byte)
        return codes

    def forget(self) -> None:
        """Drop what has begun."""
        self._line.clear()
        self._is_too_long = False


def _text(line: bytes) -> str | None:
    """The code, or None when it is no readable text."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if text.isprintable() else None
