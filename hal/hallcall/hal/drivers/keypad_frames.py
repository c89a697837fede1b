"""Pads with keys, spoken to by a frame map: call pads at counters and key pads below kiosk screens.

Source:
    docs/reference/pad-protocol.md; another protocol needs another map and no code. No public standard was found.
"""

from __future__ import annotations

from hallcall.hal.codec.framemap import Told
from hallcall.hal.framed import Asker, Reporter, now
from hallcall.hal.frames_options import ADDRESS, asker_of, frames_options
from hallcall.hal.model import Condition, DeviceId
from hallcall.hal.ports import Emit
from hallcall.hal.ports.keypad import KeyPadCapabilities, Lamp, Light, PadKey, PadKeyPressed
from hallcall.hal.registry import DeviceConfig, DriverSpec, Services
from hallcall.hal.transport import Transport


class FramesKeyPad:
    """One pad."""

    def __init__(self, asker: Asker, *, pause_s: float) -> None:
        self.id: DeviceId = asker.device
        self.pause_s = pause_s
        self.capabilities = KeyPadCapabilities(lamps=asker.map.can_ask("lamp"))
        self._asker = asker
        self._reporter = Reporter(asker)

    def is_present(self) -> bool:
        """Whether its port is there."""
        return self._asker.wire.is_present()

    def open(self) -> None:
        """Take the port. A key pressed while nobody listened must not call anybody now."""
        self._asker.open()
        self._reporter.forget()

    def close(self) -> None:
        """Give the port back."""
        self._asker.wire.close()

    def step(self, emit: Emit) -> Condition:
        """Ask for a key."""

        def tell(told: Told) -> None:
            if told.name == "key":
                emit(PadKeyPressed(device=self.id, at=now(), key=PadKey(told.word("key"))))

        self._reporter.poll(tell)
        return self._reporter.condition

    def set_lamp(self, lamp: Lamp, light: Light) -> None:
        """Light a lamp, or put it out."""
        self._asker.order("lamp", lamp=lamp.value, light=light.value)


def _make(config: DeviceConfig, wire: Transport, services: Services) -> FramesKeyPad:
    del services  # it needs nobody
    return FramesKeyPad(asker_of(config, wire), pause_s=config.seconds("poll_ms"))


SPEC = DriverSpec(
    name="keypad.frames",
    ports=frozenset({"serial", "tcp"}),
    options=frames_options(poll_ms=40),
    make=_make,
    address=ADDRESS,
)
