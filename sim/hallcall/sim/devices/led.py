"""Simulated LED boards over windows, each decoded from its own description, apart from the driver's tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from hallcall.hal.codec.modbus import seal

LedMake = Literal["text-8", "number-sum", "number-colour"]
_HEAD, _FOOT = 0xA5, 0x5A


class SimLedBoard:
    """One board. ``shown`` is what people read.

    Attributes:
        shown: the text, without the blanks behind it; empty is dark.
        colour: number of the colour.
    """

    def __init__(self, make: LedMake = "text-8", *, address: int = 1) -> None:
        self.address = address
        self.shown = ""
        self.colour = 0
        self._read = {"text-8": self._text_8, "number-sum": self._sum, "number-colour": self._colour_sum}[make]
        self._buffer = b""

    def power_on(self) -> None:
        """The board gets power: it is dark."""
        self._buffer, self.shown, self.colour = b"", "", 0

    def on_change(self, wake: Callable[[], None]) -> None:
        """A board speaks only when spoken to; kept for the protocol of the wire."""
        self._wake = wake

    def receive(self, data: bytes) -> list[bytes]:
        """Show what it is told; answer where it does."""
        self._buffer += data
        answers: list[bytes] = []
        while self._buffer:
            used, answer = self._read(self._buffer)
            if used == 0:
                break
            self._buffer = self._buffer[used:]
            answers += [answer] if answer else []
        return answers

    def work(self, now: float) -> tuple[list[bytes], float | None]:  # noqa: ARG002 - nothing happens by itself
        """Nothing to do between frames."""
        return [], None

    def _sum(self, data: bytes) -> tuple[int, bytes]:
        """Board, high byte, low byte, sum of the three."""
        if len(data) < 4:
            return 0, b""
        if data[3] != sum(data[:3]) & 0xFF:
            return 1, b""
        if data[0] == self.address:
            self.shown = str(data[1] << 8 | data[2])
        return 4, b""

    def _colour_sum(self, data: bytes) -> tuple[int, bytes]:
        """3A, colour, low byte, high byte, 01, sum, 0A."""
        if len(data) < 7:
            return 0, b""
        if data[0] != 0x3A or data[6] != 0x0A or data[5] != sum(data[:5]) & 0xFF:
            return 1, b""
        self.colour, self.shown = data[1], str(data[3] << 8 | data[2])
        return 7, b""

    def _text_8(self, data: bytes) -> tuple[int, bytes]:
        """A5, board, 01, length, colour, brightness, text, CRC, 5A; or A5, board, 02, CRC, 5A."""
        if data[0] != _HEAD:
            return 1, b""
        if len(data) < 4:
            return 0, b""
        is_text = data[2] == 1
        length = 4 + data[3] + 3 if is_text else 6
        if len(data) < length:
            return 0, b""
        frame = data[:length]
        if data[2] not in {1, 2} or frame[-1] != _FOOT or seal(frame[:-3]) != frame[:-1]:
            return 1, b""
        if frame[1] != self.address:
            return length, b""
        if is_text:
            self.colour, self.shown = frame[4], frame[6:-3].decode("gb2312").rstrip()
        return length, seal(bytes((_HEAD, self.address, 6))) + bytes((_FOOT,))
