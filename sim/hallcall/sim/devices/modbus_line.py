"""A simulated board's end of a Modbus RTU line."""

from __future__ import annotations

from collections.abc import Callable

from hallcall.hal.codec import modbus
from hallcall.hal.codec.modbus import Request


def answer_requests(heard: bytes, address: int, answer: Callable[[Request], bytes]) -> tuple[list[bytes], bytes]:
    """Answer every whole request to an address; the answers, and what is not a whole request yet.

    Args:
        heard: bytes of the line, from the first that was not worked off.
        address: of the board; requests to others are passed over.
        answer: makes the frame of one answer.
    """
    answers: list[bytes] = []
    while True:
        request, end = modbus.find_request(heard)
        heard = heard[end:]
        if request is None:
            return answers, heard
        if request.address == address:
            answers.append(answer(request))


def refused(address: int, request: Request, exception: int) -> bytes:
    """The frame that refuses a request with an exception code."""
    return modbus.seal(bytes((address, request.function | 0x80, exception)))
