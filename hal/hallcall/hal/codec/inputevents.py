"""Input events of Linux, and the text that a scanner types with them.

Source:
    struct input_event of 64-bit Linux (``<linux/input.h>``: two 8-byte times, u16 type, u16 code, s32 value) and the
    key codes of ``<linux/input-event-codes.h>``; the layout is that of a US keyboard, which scanners ship with.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass

_EVENT = struct.Struct("=qqHHi")
SIZE = _EVENT.size
EV_KEY = 1
_SHIFTS = frozenset({42, 54})
_ENTERS = frozenset({28, 96})
_TAB = 15

_ROWS = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (57, " ", " "),
)
"""Code of the first key of a row, its keys, and the same with Shift."""
_PAD = dict(zip((55, 98, *range(71, 84)), "*/789-456+1230.", strict=True))
"""The digits at the right."""
PLAIN: Mapping[int, str] = {first + at: key for first, keys, _ in _ROWS for at, key in enumerate(keys)} | _PAD
SHIFTED: Mapping[int, str] = {first + at: key for first, _, keys in _ROWS for at, key in enumerate(keys)}


@dataclass(frozen=True, slots=True)
class InputEvent:
    """One event without its time."""

    kind: int
    code: int
    value: int
    """Of a key: 0 released, 1 pressed, 2 held."""


def decode_events(data: bytes) -> tuple[list[InputEvent], bytes]:
    """The events in ``data``, and the beginning of one that is not complete."""
    whole = len(data) - len(data) % SIZE
    events = [InputEvent(*fields[2:]) for fields in _EVENT.iter_unpack(data[:whole])]
    return events, data[whole:]


def encode_event(event: InputEvent) -> bytes:
    """The bytes of an event, without its time."""
    return _EVENT.pack(0, 0, event.kind, event.code, event.value)


class Typist:
    """Reads text off the keys."""

    def __init__(self) -> None:
        self._held: set[int] = set()

    def take(self, event: InputEvent) -> str:
        """The character typed by this event: a line feed for Enter, empty for none."""
        if event.kind != EV_KEY:
            return ""
        if event.code in _SHIFTS:
            (self._held.add if event.value else self._held.discard)(event.code)
            return ""
        if event.value != 1:
            return ""
        if event.code in _ENTERS:
            return "\n"
        if event.code == _TAB:
            return "\t"
        return (SHIFTED if self._held and event.code in SHIFTED else PLAIN).get(event.code, "")
