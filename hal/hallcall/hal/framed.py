"""Asking a device by a frame map: one question, one answer, asked again when the answer was lost or damaged."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

from hallcall.core.errors import DeviceFault, DeviceProtocol, DeviceTimeout
from hallcall.hal.asking import Questions
from hallcall.hal.codec.framemap import FrameMap, Framer, Told, Value
from hallcall.hal.model import ONLINE, Condition, DeviceId, Health, Reason
from hallcall.hal.transport import Transport

LOW_PERCENT = 15
"""A battery below it should be charged. Our own choice."""


class Asker:
    """One device at one address of a line."""

    def __init__(self, device: DeviceId, wire: Transport, frame_map: FrameMap, address: int, timeout_s: float) -> None:
        self.device = device
        self.wire = wire
        self.map = frame_map
        self._address = address
        self._timeout_s = timeout_s
        self._questions = Questions(wire, timeout_s)

    def open(self) -> None:
        """Take the port.

        Raises:
            DeviceError: it cannot be had.
        """
        self.wire.open()
        self._questions.begin()

    def ask(self, ask: str, **values: Value) -> Told:
        """The device's answer.

        Raises:
            DeviceTimeout: there was none.
            DeviceProtocol: there was none that could be understood.
            DeviceFault: ``device.fault``: it says that it cannot do that.
        """
        frame = self.map.encode(ask, address=self._address, **values)
        told = self._questions.ask_twice(lambda: self._exchange(frame))
        if told.name == "refused":
            raise DeviceFault("device.fault", device=self.device, why=told.number("why"))
        return told

    def order(self, ask: str, **values: Value) -> None:
        """Have the device do something.

        Raises:
            DeviceError: as in :meth:`ask`.
        """
        if self.ask(ask, **values).name != "done":
            raise DeviceProtocol("device.unexpected", device=self.device)

    def _exchange(self, frame: bytes) -> Told:
        self.wire.write(frame)
        framer: Framer = self.map.framer()
        deadline = time.monotonic() + self._timeout_s
        while True:
            try:
                answers = framer.feed(self.wire.read_exact(framer.needed, deadline))
            except DeviceTimeout:
                if framer.rejected:
                    raise DeviceProtocol("device.bad_frame", device=self.device) from None
                raise
            for told in answers:
                if told.values.get("address", self._address) == self._address:
                    return told


class Reporter:
    """Asks a device for what happened there, so that nothing is missed and nothing told twice.

    The device repeats an event with its number until a poll names that number; ``idle`` says that there is none left,
    so whatever number comes next is new, also after the device was switched off and on.
    """

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self._known = 0
        self.battery = 255
        """Percent; 255 is mains."""

    def begin(self) -> None:
        """Begin anew: whatever the device tells next is new."""
        self._known = 0

    def forget(self) -> None:
        """Begin anew. What waits at the device happened while nobody listened: it is dropped.

        Raises:
            DeviceError: the device does not answer.
        """
        self.begin()
        while self.poll(_nobody):
            pass

    def poll(self, tell: Callable[[Told], None]) -> bool:
        """Ask once; whether something was there.

        Raises:
            DeviceError: the device does not answer.
        """
        told = self._asker.ask("poll", ack=self._known)
        self.battery = told.number("battery") if "battery" in told.values else self.battery
        if told.name == "idle":
            self._known = 0
            return False
        seq = told.number("seq")
        if not seq:
            raise DeviceProtocol("device.unexpected", device=self._asker.device)
        if seq != self._known:
            self._known = seq
            tell(told)
        return True

    @property
    def condition(self) -> Condition:
        """Online, or with a battery that should be charged."""
        if self.battery >= LOW_PERCENT:
            return ONLINE
        reasons = frozenset({Reason.BATTERY_LOW})
        return Condition(health=Health.DEGRADED, reasons=reasons, detail=f"battery {self.battery}%")


def now() -> datetime:
    """The moment of an event."""
    return datetime.now(UTC)


def _nobody(told: Told) -> None:
    """Nobody wants to know."""
