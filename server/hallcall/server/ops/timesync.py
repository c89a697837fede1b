"""Whether something keeps the machine's clock right, as the kernel knows it."""

from __future__ import annotations

import ctypes

_UNSYNCHRONISED = 0x0040
"""Source: adjtimex(2), ``STA_UNSYNC``."""
_long = ctypes.c_long


class _Timex(ctypes.Structure):
    """Source: linux/timex.h, ``struct timex``."""

    _fields_ = (
        ("modes", ctypes.c_uint),
        ("offset", _long),
        ("freq", _long),
        ("maxerror", _long),
        ("esterror", _long),
        ("status", ctypes.c_int),
        ("rest", ctypes.c_byte * 256),
    )


def is_synchronised() -> bool | None:
    """Whether a time service has set the clock lately; None where the kernel does not tell."""
    timex = _Timex()
    try:
        answer = ctypes.CDLL(None).adjtimex(ctypes.byref(timex))
    except (OSError, AttributeError):
        return None
    return None if answer < 0 else not timex.status & _UNSYNCHRONISED
