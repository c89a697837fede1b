"""Cuts a stream of ESC/POS bytes into commands, as a printer does: knows how long each one is, whatever is in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_ESC, _FS, _GS, _DLE = 0x1B, 0x1C, 0x1D, 0x10

_PARAMETERS: Mapping[int, Mapping[str, int]] = {
    _ESC: {
        "@": 0,
        "2": 0,
        "3": 1,
        "a": 1,
        "E": 1,
        "G": 1,
        "M": 1,
        "J": 1,
        "d": 1,
        "$": 2,
        "!": 1,
        "-": 1,
        "t": 1,
        "R": 1,
    },
    _FS: {"&": 0, ".": 0, "!": 1, "W": 1, "C": 1},
    _GS: {"!": 1, "B": 1, "P": 2, "L": 2, "W": 2, "b": 1, "a": 1, "r": 1, "H": 1, "f": 1, "h": 1, "w": 1},
}
"""Bytes behind the two of the command, where that number is fixed."""
_NAMES = {_ESC: "ESC", _FS: "FS", _GS: "GS"}


@dataclass(frozen=True, slots=True)
class Op:
    """One command or one character."""

    name: str
    """``GS !``, ``LF``, or ``text``."""
    data: bytes = b""
    """Parameters, or the bytes of the character."""


def next_op(buffer: bytes | bytearray, *, is_chinese: bool) -> tuple[Op, int] | None:
    """The first command in ``buffer`` and its length, or None while it is not complete.

    Args:
        buffer: bytes as they came.
        is_chinese: whether bytes above 0x80 begin a Chinese character.
    """
    if not buffer:
        return None
    first = buffer[0]
    if first in _PARAMETERS:
        return _command(buffer)
    if first == _DLE:
        # Answered when it arrived; here only its length counts.
        return (Op("DLE"), 3) if len(buffer) >= 3 else None
    if first < 0x20:
        return Op({0x00: "NUL", 0x0A: "LF", 0x0D: "CR", 0x09: "HT"}.get(first, "control"), bytes(buffer[:1])), 1
    length = 1
    if is_chinese and first >= 0x81:
        if len(buffer) < 2:
            return None
        length = 4 if 0x30 <= buffer[1] <= 0x39 else 2
    return (Op("text", bytes(buffer[:length])), length) if len(buffer) >= length else None


def _command(buffer: bytes | bytearray) -> tuple[Op, int] | None:
    if len(buffer) < 2:
        return None
    first, letter = buffer[0], chr(buffer[1])
    name = f"{_NAMES[first]} {letter}"
    begin = 2
    parameters = _PARAMETERS[first].get(letter)
    if parameters is None and first == _GS:
        parameters = _variable(letter, buffer)
        begin = 2 if letter == "V" else {"v": 3, "(": 3}.get(letter, 2)
        if parameters is None:
            return None
        if letter == "(":
            name += chr(buffer[2])
            begin += 2
    end = begin + (parameters or 0)
    return (Op(name, bytes(buffer[begin:end])), end) if len(buffer) >= end else None


def _variable(letter: str, buffer: bytes | bytearray) -> int | None:
    """Number of parameter bytes of the GS commands that tell it themselves; None while that is not known yet."""
    match letter:
        case "V":
            return None if len(buffer) < 3 else 2 if buffer[2] in {65, 66} else 1
        case "v":
            if len(buffer) < 8:
                return None
            return 5 + int.from_bytes(buffer[4:6], "little") * int.from_bytes(buffer[6:8], "little")
        case "(":
            return None if len(buffer) < 5 else int.from_bytes(buffer[3:5], "little")
        case _:
            return 0
