"""Code scanners that type like a keyboard. The device is grabbed, so what they type reaches nobody else.

Source:
    ``hal.codec.inputevents``. Scanners that type other letters than a US keyboard has, by Alt and digits, are to be set
    to serial mode.
"""

from __future__ import annotations

from hallcall.hal.codec.inputevents import Typist, decode_events
from hallcall.hal.codec.scancode import CodeLines
from hallcall.hal.model import ONLINE, Capabilities, Condition, DeviceId
from hallcall.hal.options import Whole
from hallcall.hal.ports import Emit
from hallcall.hal.registry import DeviceConfig, DriverSpec, Services
from hallcall.hal.scanning import CodeTeller
from hallcall.hal.transport import Transport

_PAUSE_S = 0.02


class EvdevScanner:
    """One scanner."""

    capabilities = Capabilities()
    pause_s = _PAUSE_S

    def __init__(self, device: DeviceId, wire: Transport, *, longest: int, again_after_s: float) -> None:
        self.id = device
        self.again_after_s = again_after_s
        self._wire = wire
        self._rest = b""
        self._typist = Typist()
        self._lines = CodeLines(longest)
        self._teller = CodeTeller(device, again_after_s=again_after_s)

    def is_present(self) -> bool:
        """Whether the input device is there."""
        return self._wire.is_present()

    def open(self) -> None:
        """Take the device."""
        self._wire.open()
        self._rest, self._typist = b"", Typist()
        self._lines.forget()

    def close(self) -> None:
        """Give the device back."""
        self._wire.close()
        self._lines.forget()
        self._teller.forget()

    def step(self, emit: Emit) -> Condition:
        """Take what was typed."""
        events, self._rest = decode_events(self._rest + self._wire.read_pending())
        for event in events:
            for code in self._lines.feed(self._typist.take(event).encode()):
                self._teller.tell(code, emit)
        return ONLINE


def _make(config: DeviceConfig, wire: Transport, services: Services) -> EvdevScanner:
    del services  # it needs nobody
    return EvdevScanner(config.id, wire, longest=config.whole("longest"), again_after_s=config.seconds("again_ms"))


SPEC = DriverSpec(
    name="scanner.evdev",
    ports=frozenset({"evdev"}),
    options={"again_ms": Whole(1500, 0, 60000), "longest": Whole(1024, 16, 4096)},
    make=_make,
)
