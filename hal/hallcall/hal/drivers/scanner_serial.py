"""Code scanners on a serial line or USB-CDC: a code ends with CR or LF.

Most cannot be asked anything, so a dead one looks like one with nothing to read. Where the model knows a greeting, the
machine's file names it and the answer, and it is greeted while nothing is read.

Source:
    The greeting ``?`` answered by ``!`` is that of some makers' manuals, from memory: look it up for the model at hand.
"""

from __future__ import annotations

import time

from hallcall.core.errors import DeviceProtocol, DeviceTimeout
from hallcall.hal.codec.scancode import CodeLines
from hallcall.hal.model import ONLINE, Capabilities, Condition, DeviceId
from hallcall.hal.options import Text, Whole
from hallcall.hal.ports import Emit
from hallcall.hal.registry import DeviceConfig, DriverSpec, Services
from hallcall.hal.scanning import CodeTeller
from hallcall.hal.transport import Transport

_PAUSE_S = 0.03
_QUIET_S = 0.5
"""A code that has begun and does not go on for so long is noise."""


class SerialScanner:
    """One scanner."""

    capabilities = Capabilities()
    pause_s = _PAUSE_S

    def __init__(self, config: DeviceConfig, wire: Transport) -> None:
        self.id: DeviceId = config.id
        self.again_after_s = config.seconds("again_ms")
        self._wire = wire
        self._greeting = bytes.fromhex(config.text("hello"))
        self._answer = bytes.fromhex(config.text("hello_answer"))
        self._greet_every_s = config.seconds("hello_ms")
        self._timeout_s = config.seconds("timeout_ms")
        self._lines = CodeLines(config.whole("longest"))
        self._teller = CodeTeller(config.id, again_after_s=self.again_after_s)
        self._heard_at = 0.0
        self._greeted_at = 0.0

    def is_present(self) -> bool:
        """Whether its port is there."""
        return self._wire.is_present()

    def open(self) -> None:
        """Take the port, and hear the scanner where it can be asked."""
        self._wire.open()
        self._lines.forget()
        self._greet(_nobody)

    def close(self) -> None:
        """Give the port back."""
        self._wire.close()
        self._lines.forget()
        self._teller.forget()

    def step(self, emit: Emit) -> Condition:
        """Take what was read."""
        moment = time.monotonic()
        if data := self._wire.read_pending():
            self._heard_at = moment
            self._take(data, emit)
        elif self._lines.is_within and moment - self._heard_at >= _QUIET_S:
            self._lines.forget()
        elif not self._lines.is_within and moment - self._greeted_at >= self._greet_every_s:
            self._greet(emit)
        return ONLINE

    def _take(self, data: bytes, emit: Emit) -> None:
        for code in self._lines.feed(data):
            self._teller.tell(code, emit)

    def _greet(self, emit: Emit) -> None:
        """Greet it twice at most; what it reads meanwhile is a code all the same.

        Raises:
            DeviceTimeout: it does not answer.
            DeviceProtocol: it answers something else.
        """
        if not self._greeting:
            return
        try:
            self._exchange(emit)
        except (DeviceTimeout, DeviceProtocol):
            self._exchange(emit)
        self._greeted_at = time.monotonic()

    def _exchange(self, emit: Emit) -> None:
        self._wire.write(self._greeting)
        heard = bytearray()
        deadline = time.monotonic() + self._timeout_s
        while not heard.endswith(self._answer):
            try:
                heard += self._wire.read_exact(1, deadline)
            except DeviceTimeout:
                self._take(bytes(heard), emit)
                self._lines.forget()
                if heard:
                    raise DeviceProtocol("device.bad_frame", device=self.id) from None
                raise
        self._take(bytes(heard[: -len(self._answer)]), emit)
        self._lines.forget()


def _nobody(event: object) -> None:
    """What was read before the application was there is nobody's."""


def _make(config: DeviceConfig, wire: Transport, services: Services) -> SerialScanner:
    del services  # it needs nobody
    return SerialScanner(config, wire)


SPEC = DriverSpec(
    name="scanner.serial",
    ports=frozenset({"serial", "tcp", "usb-file"}),
    options={
        "again_ms": Whole(1500, 0, 60000),
        "hello": Text("", r"([0-9A-Fa-f]{2})*", "3F"),
        "hello_answer": Text("21", r"([0-9A-Fa-f]{2})+", "21"),
        "hello_ms": Whole(2000, 20, 60000),
        "longest": Whole(1024, 16, 4096),
        "timeout_ms": Whole(300, 20, 5000),
    },
    make=_make,
)
