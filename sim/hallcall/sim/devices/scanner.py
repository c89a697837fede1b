"""Simulated code scanners: on a serial line, and as a keyboard that types."""

from __future__ import annotations

import threading
from collections.abc import Callable

from hallcall.hal.codec.inputevents import EV_KEY, PLAIN, SHIFTED, InputEvent, encode_event

_SHIFT, _ENTER = 42, 28
_REPORT = InputEvent(0, 0, 0)


class SimScanner:
    """A scanner on a serial line; it knows the greeting ``?``."""

    def __init__(self, *, ending: bytes = b"\r\n") -> None:
        self._ending = ending
        self._lock = threading.Lock()
        self._wake: Callable[[], None] = lambda: None
        self._read: list[bytes] = []

    def scan(self, code: str | bytes) -> None:
        """Hold a code in front of it."""
        with self._lock:
            self._read += self._bytes_of(code.encode() if isinstance(code, str) else code)
        self._wake()

    def power_on(self) -> None:
        """It gets power."""
        with self._lock:
            self._read.clear()

    def on_change(self, wake: Callable[[], None]) -> None:
        """Take what gets the wire's attention."""
        self._wake = wake

    def receive(self, data: bytes) -> list[bytes]:
        """Answer greetings."""
        return [b"!"] * data.count(b"?")

    def work(self, now: float) -> tuple[list[bytes], float | None]:  # noqa: ARG002 - it has no clock
        """Send what was read."""
        with self._lock:
            read, self._read = self._read, []
        return read, None

    def _bytes_of(self, code: bytes) -> list[bytes]:
        return [code + self._ending]


class SimTypingScanner(SimScanner):
    """A scanner that types: input events of a US keyboard."""

    def receive(self, data: bytes) -> list[bytes]:
        """A keyboard hears nothing."""
        del data
        return []

    def _bytes_of(self, code: bytes) -> list[bytes]:
        return [b"".join(map(encode_event, [*self._keys(code.decode()), *_stroke(_ENTER)]))]

    def _keys(self, text: str) -> list[InputEvent]:
        plain = {key: code for code, key in PLAIN.items() if code < 59}
        shifted = {key: code for code, key in SHIFTED.items()}
        events: list[InputEvent] = []
        for letter in text:
            if letter in plain:
                events += _stroke(plain[letter])
            else:
                events += [InputEvent(EV_KEY, _SHIFT, 1), _REPORT, *_stroke(shifted[letter])]
                events += [InputEvent(EV_KEY, _SHIFT, 0), _REPORT]
        return events


def _stroke(code: int) -> list[InputEvent]:
    return [InputEvent(EV_KEY, code, 1), _REPORT, InputEvent(EV_KEY, code, 0), _REPORT]
