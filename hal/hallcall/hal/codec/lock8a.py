"""Frames of the common lock control boards of parcel lockers, eight to twenty-four locks a board.

::

    open    8A board lock 11 xor     answer 8A board lock state xor
    look    80 board 00   33 xor     answer 80 board s3 s2 s1 33 xor     s1 bit 0 is lock 1 ... s3 bit 7 is lock 24

State 11 is open, 00 closed. The xor is over all bytes before it.

Source:
    No public standard. The two questions as several makers of boards publish them; the answers from memory of such
    boards: look them up for the board at hand.
"""

from __future__ import annotations

from dataclasses import dataclass

from hallcall.hal.codec.checks import xor8

_OPEN, _LOOK = 0x8A, 0x80
_LENGTHS = {_OPEN: 5, _LOOK: 7}
STATE_OPEN = 0x11
MOST_LOCKS = 24


@dataclass(frozen=True, slots=True)
class Opened:
    """The board has driven a lock."""

    board: int
    lock: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class Doors:
    """How all doors of a board are."""

    board: int
    bits: int
    """Bit 0 is lock 1."""


def encode_open(board: int, lock: int) -> bytes:
    """Drive a lock."""
    return _checked(bytes((_OPEN, board, lock, 0x11)))


def encode_look(board: int) -> bytes:
    """Ask for all doors."""
    return _checked(bytes((_LOOK, board, 0, 0x33)))


def encode_opened(answer: Opened) -> bytes:
    """The answer of a board that has driven a lock."""
    return _checked(bytes((_OPEN, answer.board, answer.lock, STATE_OPEN if answer.is_open else 0)))


def encode_doors(answer: Doors) -> bytes:
    """The answer of a board that was asked for all doors."""
    return _checked(bytes((_LOOK, answer.board)) + answer.bits.to_bytes(3, "big") + b"\x33")


class Framer:
    """Finds answers in a stream and finds its way back after noise.

    Attributes:
        rejected: how many times something began like an answer and was none.
    """

    needed = 1
    """Answers are short: they are read byte by byte."""

    def __init__(self) -> None:
        self.rejected = 0
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[Opened | Doors]:
        """Take what came; the answers that are now complete and whole."""
        self._buffer += data
        found: list[Opened | Doors] = []
        while self._buffer:
            length = _LENGTHS.get(self._buffer[0])
            if length is None:
                del self._buffer[0]
                continue
            if len(self._buffer) < length:
                break
            frame = bytes(self._buffer[:length])
            answer = _decode(frame) if xor8(frame) == b"\0" else None
            if answer is None:
                self.rejected += 1
                del self._buffer[0]
                continue
            found.append(answer)
            del self._buffer[:length]
        return found


def _decode(frame: bytes) -> Opened | Doors | None:
    if frame[0] == _OPEN:
        return Opened(frame[1], frame[2], frame[3] == STATE_OPEN) if frame[3] in {0, STATE_OPEN} else None
    return Doors(frame[1], int.from_bytes(frame[2:5], "big")) if frame[5] == 0x33 else None


def _checked(body: bytes) -> bytes:
    return body + xor8(body)
