"""LED board over a window, spoken to as its table says.

What it shows is told again and again: a board that had no power for a moment does not stay dark.

Source:
    Frames as in :mod:`hallcall.hal.codec.ledframe` and ``boards/leds.toml``.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from hallcall.core.errors import DeviceProtocol, DeviceTimeout
from hallcall.hal.asking import Questions
from hallcall.hal.boards import find_board
from hallcall.hal.codec import ledframe
from hallcall.hal.codec.ledframe import LedTemplate
from hallcall.hal.model import ONLINE, Condition, DeviceId
from hallcall.hal.options import Text, Whole
from hallcall.hal.ports import Emit
from hallcall.hal.ports.led import LedCapabilities, LedColour
from hallcall.hal.registry import DeviceConfig, DriverSpec, Services
from hallcall.hal.transport import Transport


class TemplateLedBoard:
    """Implements ``LedBoard``."""

    def __init__(self, config: DeviceConfig, wire: Transport, template: LedTemplate) -> None:
        self.id: DeviceId = config.id
        self.pause_s = config.seconds("poll_ms")
        self.capabilities = LedCapabilities(
            columns=template.columns, shows_text=template.shows_text, answers=bool(template.answer)
        )
        self._wire = wire
        self._template = template
        self._address = config.whole("address")
        self._level = config.whole("brightness")
        self._timeout_s = config.seconds("timeout_ms")
        self._questions = Questions(wire, self._timeout_s)
        self._repeat_s = config.seconds("repeat_ms")
        self._text = ""
        self._colour = LedColour.RED
        self._shown_at = 0.0

    def is_present(self) -> bool:
        """Whether its port is there."""
        return self._wire.is_present()

    def open(self) -> None:
        """Take the port and show what was shown; a board that never answers is believed to be there."""
        self._wire.open()
        self._questions.begin()
        self._say(self._template.show)
        self._shown_at = time.monotonic()

    def close(self) -> None:
        """Give the port back. The board keeps what it shows."""
        self._wire.close()

    def step(self, emit: Emit) -> Condition:
        """Ask whether the board is there; show the text again when it is time to."""
        del emit  # a board tells nothing
        if time.monotonic() - self._shown_at >= self._repeat_s:
            self._say(self._template.show)
            self._shown_at = time.monotonic()
        elif self._template.ask:
            self._say(self._template.ask)
        return ONLINE

    def show(self, text: str, colour: LedColour) -> str:
        """Show a text."""
        self._text, self._colour = ledframe.fit(text, self._template), colour
        self._say(self._template.show)
        self._shown_at = time.monotonic()
        return self._text

    def _say(self, parts: Sequence[str]) -> None:
        """Send a frame; said a second time when the answer was lost or damaged."""
        self._questions.ask_twice(lambda: self._exchange(parts))

    def _exchange(self, parts: Sequence[str]) -> None:
        self._wire.write(self._frame(parts))
        awaited = self._frame(self._template.answer)
        deadline = time.monotonic() + self._timeout_s
        heard = b""
        while awaited not in heard:
            try:
                heard += self._wire.read_exact(max(1, len(awaited) - len(heard)), deadline)
            except DeviceTimeout:
                if heard:
                    raise DeviceProtocol("device.bad_frame", device=self.id) from None
                raise

    def _frame(self, parts: Sequence[str]) -> bytes:
        return ledframe.encode(
            parts,
            self._template,
            address=self._address,
            text=self._text,
            colour=self._colour.value,
            level=self._level,
        )


def _make(config: DeviceConfig, wire: Transport, services: Services) -> TemplateLedBoard:
    del services  # it needs nobody
    template = find_board("leds", LedTemplate, config.text("template"), config.text("boards"))
    return TemplateLedBoard(config, wire, template)


SPEC = DriverSpec(
    name="led.generic",
    ports=frozenset({"serial", "tcp"}),
    options={
        "address": Whole(None, 0, 255),
        "template": Text(None, r"[a-z0-9-]+", "text-8"),
        "boards": Text("", r"/[^\n]+", "/etc/hallcall/leds.toml"),
        "brightness": Whole(8, 0, 255),
        "poll_ms": Whole(2000, 50, 60_000),
        "repeat_ms": Whole(10_000, 100, 600_000),
        "timeout_ms": Whole(300, 50, 5000),
    },
    make=_make,
    address="address",
)
