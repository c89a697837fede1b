"""Modbus RTU frames, as far as boards with relays and inputs need them; also through a serial server's TCP port.

::

    address | function | data | CRC, low byte first

Boards answer a write with its echo, a read with a count and the values, a refusal with the function + 80h and a reason.

Source:
    MODBUS over Serial Line V1.02 (frame, CRC), MODBUS Application Protocol V1.1b3 (functions 1, 2, 3, 5, 6; refusals).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

_REFUSED = 0x80
_REFUSAL_BYTES = 5
SHORTEST = _REFUSAL_BYTES
"""No answer is shorter."""
REQUEST_BYTES = 8
"""Every request here has the same length."""


class Function(IntEnum):
    """What a board is asked to do."""

    READ_COILS = 1
    READ_INPUTS = 2
    READ_REGISTERS = 3
    WRITE_COIL = 5
    WRITE_REGISTER = 6


@dataclass(frozen=True, slots=True)
class Request:
    """What a board is asked."""

    address: int
    """Of the board, 1 to 255: beyond the standard's 247, some boards come with 255."""
    function: Function
    first: int
    """Number of the coil, input or register."""
    value: int
    """What to write, or how many to read."""

    @property
    def answer_bytes(self) -> int:
        """Length of the answer when the board does it."""
        match self.function:
            case Function.READ_COILS | Function.READ_INPUTS:
                return 5 + (self.value + 7) // 8
            case Function.READ_REGISTERS:
                return 5 + 2 * self.value
            case _:
                return REQUEST_BYTES


@dataclass(frozen=True, slots=True)
class Answer:
    """What the board said."""

    values: tuple[int, ...] = ()
    """Coils and inputs as 0 or 1, or registers, as many as were asked for; of a write what was written."""
    refusal: int = 0
    """Why not: 1 unknown function, 2 no such number, 3 no such value, 4 the board failed; 0 when it was done."""


def crc16(data: bytes) -> int:
    """The check of a frame.

    Source:
        MODBUS over Serial Line V1.02, 6.2.2: polynomial A001h reflected, beginning with FFFFh.
    """
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ 0xA001 if crc & 1 else crc >> 1
    return crc


def seal(body: bytes) -> bytes:
    """``body`` with its check."""
    return body + crc16(body).to_bytes(2, "little")


def encode(request: Request) -> bytes:
    """The frame of a request."""
    head = bytes((request.address, request.function))
    return seal(head + request.first.to_bytes(2, "big") + request.value.to_bytes(2, "big"))


def find_request(data: bytes) -> tuple[Request | None, int]:
    """The first whole request in ``data``, and how many bytes are done with: for the board's end of the wire."""
    for start in range(len(data) - REQUEST_BYTES + 1):
        frame = data[start : start + REQUEST_BYTES]
        if frame[1] in _FUNCTIONS and seal(frame[:-2]) == frame:
            first, value = int.from_bytes(frame[2:4], "big"), int.from_bytes(frame[4:6], "big")
            return Request(frame[0], Function(frame[1]), first, value), start + REQUEST_BYTES
    return None, max(0, len(data) - REQUEST_BYTES + 1)


def find_answer(data: bytes, request: Request) -> tuple[Answer | None, int]:
    """The first whole answer to ``request`` in ``data``, and where it ends; None and 0 while there is none.

    What stands before it is noise. An echo that is not what was written is no answer.
    """
    for start in range(len(data) - SHORTEST + 1):
        if data[start] != request.address:
            continue
        length = _REFUSAL_BYTES if data[start + 1] == request.function | _REFUSED else request.answer_bytes
        frame = data[start : start + length]
        if len(frame) == length and seal(frame[:-2]) == frame and (answer := _decode(frame, request)):
            return answer, start + length
    return None, 0


def _decode(frame: bytes, request: Request) -> Answer | None:
    if frame[1] == request.function | _REFUSED:
        return Answer(refusal=frame[2])
    if frame[1] != request.function:
        return None
    if len(frame) == REQUEST_BYTES and request.function in _WRITES:
        return Answer(values=(request.value,)) if frame == encode(request) else None
    data = frame[3:-2]
    if frame[2] != len(data):
        return None
    if request.function in _BITS:
        return Answer(values=tuple(data[at // 8] >> at % 8 & 1 for at in range(request.value)))
    return Answer(values=tuple(int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2)))


_FUNCTIONS = frozenset(Function)
_BITS = frozenset({Function.READ_COILS, Function.READ_INPUTS})
_WRITES = frozenset({Function.WRITE_COIL, Function.WRITE_REGISTER})
