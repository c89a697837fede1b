"""Asking a Modbus board: one request, one answer, asked again when the answer was lost or damaged."""

from __future__ import annotations

import time

from hallcall.core.errors import DeviceFault, DeviceProtocol, DeviceTimeout
from hallcall.hal.asking import Questions
from hallcall.hal.codec import modbus
from hallcall.hal.codec.modbus import Answer, Request
from hallcall.hal.model import DeviceId, Reason
from hallcall.hal.transport import Transport

__all__ = ["ModbusLine"]

_UNKNOWN = frozenset({1, 2, 3})
"""Refusals of a board that does not know what it is asked: it is another one."""


class ModbusLine:
    """The line to one board, as its driver sees it."""

    def __init__(self, device: DeviceId, wire: Transport, *, timeout_s: float) -> None:
        self._device = device
        self._wire = wire
        self._timeout_s = timeout_s
        self._questions = Questions(wire, timeout_s)
        self._last: Request | None = None
        """Asked and answered at once: a second answer to it is that of a second board."""

    def forget(self) -> None:
        """The wire was opened anew."""
        self._last = None
        self._questions.begin()

    def ask(self, request: Request) -> Answer:
        """What the board says.

        Raises:
            DeviceFault: the board refuses.
            DeviceTimeout: there was no answer.
            DeviceProtocol: there was none that could be understood, or two.
        """
        self._look_for_second()
        self._last = None
        answer = self._questions.ask_twice(lambda: self._exchange(request))
        if self._questions.is_in_step:
            self._last = request
        if answer.refusal:
            reason = Reason.WRONG_BOARD if answer.refusal in _UNKNOWN else Reason.DEVICE_FAULT
            raise DeviceFault("device.fault", device=self._device, reason=reason, refusal=answer.refusal)
        return answer

    def _look_for_second(self) -> None:
        """Whether the last request was answered once more, after all was said."""
        late = self._wire.read_pending()
        if self._last is not None and modbus.find_answer(late, self._last)[0] is not None:
            raise self._conflict()

    def _exchange(self, request: Request) -> Answer:
        self._wire.write(modbus.encode(request))
        deadline = time.monotonic() + self._timeout_s
        heard = b""
        while True:
            needed = modbus.SHORTEST - len(heard) if len(heard) < modbus.SHORTEST else request.answer_bytes - len(heard)
            try:
                heard += self._wire.read_exact(max(1, needed), deadline)
            except DeviceTimeout:
                raise self._unheard(heard, request) from None
            answer, end = modbus.find_answer(heard, request)
            if answer is not None:
                rest = heard[end:] + self._wire.read_pending()
                if modbus.find_answer(rest, request)[0] is not None:
                    raise self._conflict()
                return answer

    def _unheard(self, heard: bytes, request: Request) -> DeviceTimeout | DeviceProtocol:
        """No answer in time: silence, damage, or two boards that spoke at once and so said more than one can."""
        if not heard:
            return DeviceTimeout("device.timeout", device=self._device)
        begins = heard[:2] == bytes((request.address, request.function))
        if begins and len(heard) > request.answer_bytes:
            return self._conflict()
        return DeviceProtocol("device.bad_frame", device=self._device)

    def _conflict(self) -> DeviceProtocol:
        return DeviceProtocol("device.bad_frame", device=self._device, reason=Reason.ADDRESS_CONFLICT)
