"""Text messages as the mobile network carries them: PDUs in UCS2, long ones in parts, and reports of delivery.

Source:
    3GPP TS 23.040: 9.2.2.2 (SMS-SUBMIT), 9.2.2.3 (SMS-STATUS-REPORT), 9.1.2.5 (addresses), 9.2.3.15 (status),
    9.2.3.24.1 (parts, 8-bit reference). 3GPP TS 23.038, 4 (data coding scheme 08 is UCS2). 3GPP TS 27.005, 3.1: a
    modem takes and gives a PDU in hexadecimal digits behind the address of the service centre; its length counts
    the octets without that.
"""

from __future__ import annotations

from dataclasses import dataclass

from hallcall.hal.codec.smstext import Mobile
from hallcall.hal.ports.sms import SmsTrouble

_SUBMIT = 0x01
_REPORT = 0x02
_KIND = 0x03
_VALIDITY_RELATIVE = 0x10
_WANTS_REPORT = 0x20
_HAS_HEADER = 0x40
_INTERNATIONAL = 0x91
_NATIONAL = 0x81
_UCS2 = 0x08
_VALID_HOURS = 2
_CONCATENATED = bytes.fromhex("050003")


@dataclass(frozen=True, slots=True)
class Submit:
    """A part on its way to the network."""

    to: str
    """Digits with ``+`` in front when international."""
    text: str
    reference: int = 0
    """The same for all parts of a message."""
    part: int = 1
    parts: int = 1
    wants_report: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What the network tells of a part."""

    reference: int
    """As the modem said when it sent the part."""
    status: int

    @property
    def is_delivered(self) -> bool:
        """Whether the phone has it. Source: TS 23.040, 9.2.3.15."""
        return self.status in {0x00, 0x01, 0x02}

    @property
    def is_final(self) -> bool:
        """Whether the network has ended its tries."""
        return not 0x20 <= self.status < 0x40

    @property
    def trouble(self) -> SmsTrouble | None:
        """Why it did not arrive; None when it did."""
        if self.is_delivered:
            return None
        return _TROUBLES.get(self.status, SmsTrouble.REFUSED)


_TROUBLES = {
    0x43: SmsTrouble.NUMBER,
    0x46: SmsTrouble.EXPIRED,
    0x60: SmsTrouble.UNREACHABLE,
    0x61: SmsTrouble.UNREACHABLE,
    0x62: SmsTrouble.UNREACHABLE,
}
"""Not obtainable; expired; and what ended after many tries: congestion, a phone that is busy or does not answer.

Source: TS 23.040, 9.2.3.15."""


def encode_submits(to: Mobile, parts: tuple[str, ...], reference: int, *, wants_report: bool) -> tuple[bytes, ...]:
    """The PDUs of a message, each behind a service centre that the SIM card knows."""
    return tuple(
        encode_submit(Submit(to.international, text, reference & 0xFF, number, len(parts), wants_report))
        for number, text in enumerate(parts, start=1)
    )


def encode_submit(submit: Submit) -> bytes:
    """One PDU."""
    first = _SUBMIT | _VALIDITY_RELATIVE
    data = submit.text.encode("utf-16-be")
    if submit.parts > 1:
        first |= _HAS_HEADER
        data = _CONCATENATED + bytes((submit.reference, submit.parts, submit.part)) + data
    if submit.wants_report:
        first |= _WANTS_REPORT
    return b"".join(
        (
            b"\x00",
            bytes((first, 0)),
            _encode_address(submit.to),
            bytes((0x00, _UCS2, _validity(_VALID_HOURS), len(data))),
            data,
        )
    )


def decode_submit(pdu: bytes) -> Submit:
    """A PDU as :func:`encode_submit` makes it.

    Raises:
        ValueError: it is none.
    """
    reader = _Reader(pdu)
    reader.take(reader.byte())
    first = reader.byte()
    if first & _KIND != _SUBMIT:
        raise ValueError("no SMS-SUBMIT")
    reader.byte()
    to = reader.address()
    reader.byte()
    if reader.byte() != _UCS2:
        raise ValueError("not UCS2")
    reader.take({0x00: 0, 0x10: 1}.get(first & 0x18, 7))
    data = reader.take(reader.byte())
    reference, parts, part = 0, 1, 1
    if first & _HAS_HEADER:
        header, data = data[1 : 1 + data[0]], data[1 + data[0] :]
        if len(header) != 5 or header[:2] != _CONCATENATED[1:]:
            raise ValueError("unknown header")
        reference, parts, part = header[2:]
    return Submit(to, data.decode("utf-16-be"), reference, part, parts, bool(first & _WANTS_REPORT))


def encode_report(reference: int, to: str, status: int) -> bytes:
    """A report of delivery, with times that say nothing."""
    return b"\x00" + bytes((0x06, reference)) + _encode_address(to) + bytes(14) + bytes((status,))


def decode_report(pdu: bytes) -> Report:
    """A report of delivery.

    Raises:
        ValueError: it is none.
    """
    reader = _Reader(pdu)
    reader.take(reader.byte())
    if reader.byte() & _KIND != _REPORT:
        raise ValueError("no SMS-STATUS-REPORT")
    reference = reader.byte()
    reader.address()
    reader.take(14)
    return Report(reference, reader.byte())


def length_of(pdu: bytes) -> int:
    """The length that a modem is told: octets behind the service centre's address."""
    return len(pdu) - 1 - pdu[0]


def _validity(hours: int) -> int:
    """Relative validity up to 12 hours in steps of five minutes. Source: TS 23.040, 9.2.3.12.1."""
    return hours * 12 - 1


def _encode_address(number: str) -> bytes:
    digits = number.removeprefix("+")
    kind = _INTERNATIONAL if number.startswith("+") else _NATIONAL
    padded = digits + "F" * (len(digits) % 2)
    swapped = "".join(padded[at + 1] + padded[at] for at in range(0, len(padded), 2))
    return bytes((len(digits), kind)) + bytes.fromhex(swapped)


class _Reader:
    """Takes a PDU apart from its beginning."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, count: int) -> bytes:
        """So many octets."""
        taken = self._data[self._at : self._at + count]
        if len(taken) != count:
            raise ValueError("too short")
        self._at += count
        return taken

    def byte(self) -> int:
        """One octet."""
        return self.take(1)[0]

    def address(self) -> str:
        """A number; digits are swapped in pairs."""
        length = self.byte()
        kind = self.byte()
        swapped = self.take((length + 1) // 2).hex()
        digits = "".join(swapped[at + 1] + swapped[at] for at in range(0, len(swapped), 2))[:length]
        if not digits.isdecimal():
            raise ValueError("no number")
        return ("+" if kind == _INTERNATIONAL else "") + digits
