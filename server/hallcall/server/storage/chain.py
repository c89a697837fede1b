"""The log as a chain: each event carries the hash of itself and of everything before it.

Who changes one stored byte has to change every hash after it, and the signed heads that left the machine.
"""

from __future__ import annotations

import hashlib
from typing import TypeAlias

import msgspec

Links: TypeAlias = tuple[int, str, str, str, str, str, str, str, str | None, int | None, str | None]
"""What is hashed of an event, as stored: seq, epoch, at, day, cause, actor, type, data, queue, counter, kiosk."""

START = bytes(32)
"""What the first event of a log is linked to."""
_encode = msgspec.json.Encoder().encode


def link(previous: bytes, row: Links) -> bytes:
    """The hash of an event whose predecessor has the hash ``previous``; 32 bytes (SHA-256)."""
    return hashlib.sha256(previous + _encode(row)).digest()
