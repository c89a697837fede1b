"""Privacy glass on a small USB relay board (LCUS), 1 to 8 relays.

These boards hold no lease: a relay stays as it is when the machine dies. So the glass stays private unless the site
says ``latching = true``, knowing that. Boards that answer no query are not for glass: nobody would know what they did.

Source:
    Frames as in :mod:`hallcall.hal.codec.lcus`.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from hallcall.core.errors import DeviceProtocol, DeviceTimeout
from hallcall.hal.asking import Questions
from hallcall.hal.codec import lcus
from hallcall.hal.drivers.board_glass import OPTIONS, BoardGlass, panes_of
from hallcall.hal.model import DeviceId
from hallcall.hal.options import Whole
from hallcall.hal.registry import DeviceConfig, DriverSpec, Services
from hallcall.hal.transport import Transport


class LcusBoard:
    """One board. Implements ``board_glass.Board``."""

    lease_s = 0.0

    def __init__(self, config: DeviceConfig, wire: Transport) -> None:
        self._device: DeviceId = config.id
        self._wire = wire
        self._relays = config.whole("relays")
        self._timeout_s = config.seconds("timeout_ms")
        self._questions = Questions(wire, self._timeout_s)
        self._is_private_on = config.text("private_when") == "on"

    def prepare(self) -> None:
        """Hear the board."""
        self._questions.begin()
        self.are_private()

    def rest(self, relay: int) -> None:
        """Bring a relay to where it means private."""
        self._wire.write(lcus.encode_set(relay + 1, is_on=self._is_private_on))

    def lend(self, relay: int) -> None:
        """Bring a relay to where it means clear."""
        self._wire.write(lcus.encode_set(relay + 1, is_on=not self._is_private_on))

    def are_private(self) -> Sequence[bool]:
        """Of each relay, whether it is where it means private; asked a second time when the answer was lost."""
        return [is_on is self._is_private_on for is_on in self._questions.ask_twice(self._query)]

    def _query(self) -> tuple[bool, ...]:
        self._wire.write(lcus.QUERY)
        deadline = time.monotonic() + self._timeout_s
        heard = b""
        while True:
            try:
                heard += self._wire.read_exact(max(1, self._relays - len(heard)), deadline)
            except DeviceTimeout:
                if heard:
                    raise DeviceProtocol("device.bad_frame", device=self._device) from None
                raise
            if (states := lcus.find_states(heard, self._relays)) is not None:
                return states


def _make(config: DeviceConfig, wire: Transport, services: Services) -> BoardGlass:
    del services  # it needs nobody
    return BoardGlass(config, wire, LcusBoard(config, wire), panes_of(config, config.whole("relays")))


SPEC = DriverSpec(
    name="glass.lcus",
    ports=frozenset({"serial", "tcp"}),
    options={**OPTIONS, "relays": Whole(8, 1, 8)},
    make=_make,
)
