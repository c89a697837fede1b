"""A board with inputs, at which contacts hang that somebody closes and opens. It answers function 2 of Modbus RTU.

Source:
    Frames as in :mod:`hallcall.hal.codec.modbus`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from hallcall.hal.codec import modbus
from hallcall.hal.codec.modbus import Function, Request
from hallcall.sim.devices.modbus_line import answer_requests, refused

_ILLEGAL_FUNCTION, _ILLEGAL_NUMBER = 1, 2


class SimInputBoard:
    """The board. An input without a contact is open."""

    def __init__(self, inputs: int = 8, *, address: int = 1) -> None:
        self.address = address
        self._closed = [False] * inputs
        self._lock = threading.Lock()
        self._buffer = b""

    def close(self, number: int) -> None:
        """The contact at an input closes."""
        self._set(number, is_closed=True)

    def open(self, number: int) -> None:
        """The contact opens, or its cable is cut."""
        self._set(number, is_closed=False)

    def power_on(self) -> None:
        """The board gets power; its contacts are as they are."""
        self._buffer = b""

    def on_change(self, wake: Callable[[], None]) -> None:
        """A board speaks only when asked; kept for the protocol of the wire."""
        self._wake = wake

    def receive(self, data: bytes) -> list[bytes]:
        """Answer every whole request to its address."""
        answers, self._buffer = answer_requests(self._buffer + data, self.address, self._answer)
        return answers

    def work(self, now: float) -> tuple[list[bytes], float | None]:  # noqa: ARG002 - nothing happens by itself
        """Nothing to do between requests."""
        return [], None

    def _answer(self, request: Request) -> bytes:
        with self._lock:
            closed = list(self._closed)
        refusal = 0
        if request.function is not Function.READ_INPUTS:
            refusal = _ILLEGAL_FUNCTION
        elif not 0 < request.first + request.value <= len(closed):
            refusal = _ILLEGAL_NUMBER
        if refusal:
            return refused(self.address, request, refusal)
        bits = closed[request.first : request.first + request.value]
        data = bytes(sum(bit << at for at, bit in enumerate(bits[i : i + 8])) for i in range(0, len(bits), 8))
        return modbus.seal(bytes((self.address, request.function, len(data))) + data)

    def _set(self, number: int, *, is_closed: bool) -> None:
        with self._lock:
            self._closed[number] = is_closed
