"""Frames of small USB relay boards with 1 to 8 relays (LCUS).

::

    A0 | relay, from 1 | 1 on, 0 off | sum of the three         nothing is answered
    FF                                                          each relay's state is answered

Some boards answer the query with a byte a relay, 00 or 01, others with a line a relay, ``CH1: ON``.

Source:
    Public descriptions of LC Technology's boards and programs for them: ``A0 01 01 A2`` and ``A0 01 00 A1``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_MARK = 0xA0
QUERY = b"\xff"
_LINE = re.compile(rb"CH([1-8]) ?: ?(ON|OFF)\b *\r?\n", re.IGNORECASE)
FRAME_BYTES = 4


def encode_set(relay: int, *, is_on: bool) -> bytes:
    """Switch a relay, numbered from 1."""
    body = bytes((_MARK, relay, is_on))
    return body + bytes((sum(body) & 0xFF,))


def find_states(data: bytes, relays: int) -> tuple[bool, ...] | None:
    """The state of each relay, when the answer to a query in ``data`` is whole. Noise before it is passed over."""
    lines = {int(number): word.upper() == b"ON" for number, word in _LINE.findall(data)}
    if set(lines) >= set(range(1, relays + 1)):
        return tuple(lines[number] for number in range(1, relays + 1))
    tail = data[-relays:]
    return tuple(map(bool, tail)) if len(tail) == relays and set(tail) <= {0, 1} else None


def find_sets(data: bytes) -> tuple[list[tuple[int, bool] | None], int]:
    """What a board is told in ``data``, None for a query, and how many bytes are done with."""
    found: list[tuple[int, bool] | None] = []
    at = 0
    while at < len(data):
        frame = data[at : at + FRAME_BYTES]
        if frame[:1] == QUERY:
            found.append(None)
            at += 1
        elif frame[0] == _MARK and len(frame) < FRAME_BYTES:
            break
        elif frame[0] == _MARK and frame[2] in {0, 1} and frame == encode_set(frame[1], is_on=bool(frame[2])):
            found.append((frame[1], bool(frame[2])))
            at += FRAME_BYTES
        else:
            at += 1
    return found, at


def encode_states(states: Sequence[bool], *, in_words: bool) -> bytes:
    """A board's answer to a query."""
    if in_words:
        return b"".join(b"CH%d: %s\r\n" % (at, b"ON" if is_on else b"OFF") for at, is_on in enumerate(states, start=1))
    return bytes(states)
