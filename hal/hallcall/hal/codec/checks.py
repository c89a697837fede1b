"""Check sums of small devices, by the names that frame maps and templates use.

Source:
    CRC-16/MODBUS: see ``hal.codec.modbus``; its check value over ``123456789`` is 4B37. Sum and XOR are as each data
    sheet shows them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import xor

from hallcall.hal.codec.modbus import crc16


@dataclass(frozen=True, slots=True)
class Check:
    """One kind of check sum."""

    width: int
    """Bytes on the wire."""
    of: Callable[[bytes], bytes]
    """The check of some bytes, as it stands on the wire."""


def crc16_modbus(data: bytes) -> bytes:
    """CRC-16/MODBUS, low byte first."""
    return crc16(data).to_bytes(2, "little")


def sum8(data: bytes) -> bytes:
    """The lowest eight bits of the sum."""
    return bytes((sum(data) & 0xFF,))


def xor8(data: bytes) -> bytes:
    """All bytes exclusive-ored."""
    return bytes((reduce(xor, data, 0),))


CHECKS: Mapping[str, Check] = {
    "none": Check(0, lambda _: b""),
    "sum8": Check(1, sum8),
    "xor": Check(1, xor8),
    "crc16-modbus": Check(2, crc16_modbus),
}
"""Kinds of check sums, by name."""
