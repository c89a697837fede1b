"""Simulated relay boards: Modbus boards of several makes, alone or together on one line, and small USB boards."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from hallcall.hal.codec import lcus, modbus
from hallcall.hal.codec.modbus import Function, Request
from hallcall.sim.devices.modbus_line import answer_requests, refused


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayMake:
    """How a make of boards behaves. Written apart from the driver's tables, so that the two check each other."""

    relays: int
    is_coil: bool = True
    """Relays are coils; else registers."""
    first: int = 0
    closes: frozenset[int] = frozenset({0xFF00})
    opens: frozenset[int] = frozenset({0x0000})
    flash_ms: int = 0
    """Timed commands at the coils from 200h (closed for a while) and 400h (open for a while) count in this; 0: none."""
    has_delay: bool = False
    """A value 06xx closes the relay for xx seconds, and nothing but 0600 ends that earlier."""
    watchdog: int = 0
    """Register of a watchdog in tenths of a second; 0: the board has none."""


WAVESHARE = RelayMake(relays=8, flash_ms=100)
LCTECH = RelayMake(relays=8)
COIL_0100 = RelayMake(relays=4, first=1, closes=frozenset({0x0100}))
REGISTER_06 = RelayMake(
    relays=8, is_coil=False, first=1, closes=frozenset({0x0100}), opens=frozenset({0x0200}), has_delay=True
)
WATCHDOG = RelayMake(relays=8, watchdog=0x0030)

_ILLEGAL_FUNCTION, _ILLEGAL_NUMBER, _ILLEGAL_VALUE = 1, 2, 3


class _Relays:
    """Contacts that close, open, stick, and fall off by a timer."""

    def __init__(self, count: int) -> None:
        self._lock = threading.Lock()
        self._closed = [False] * count
        self._due: dict[int, float] = {}
        self._stuck: set[int] = set()

    @property
    def closed(self) -> tuple[bool, ...]:
        """Which contacts are closed now."""
        with self._lock:
            self._let_go(time.monotonic())
            return tuple(self._closed)

    def stick(self, relay: int, *, is_stuck: bool = True) -> None:
        """Weld a contact as it is, or free it."""
        with self._lock:
            (self._stuck.add if is_stuck else self._stuck.discard)(relay)

    def power_on(self) -> None:
        """Relays fall off without power, those that are not welded."""
        with self._lock:
            self._due.clear()
            for relay in range(len(self._closed)):
                self._set(relay, is_closed=False)

    def switch(self, relay: int, *, is_closed: bool, for_s: float | None = None) -> None:
        """Close or open a contact, for good or for a while; nobody else's timer goes on."""
        with self._lock:
            self._due.pop(relay, None)
            self._set(relay, is_closed=is_closed)
            if for_s is not None:
                self._due[relay] = time.monotonic() + for_s

    def is_timed(self, relay: int) -> bool:
        """Whether a timer runs."""
        with self._lock:
            self._let_go(time.monotonic())
            return relay in self._due

    def lent_until(self, relay: int) -> float:
        """When its timer ends, ``time.monotonic``; 0 when none runs."""
        with self._lock:
            self._let_go(time.monotonic())
            return self._due.get(relay, 0.0)

    def next_due(self, now: float) -> float | None:
        """Let go what is due; when the next is."""
        with self._lock:
            self._let_go(now)
            return min(self._due.values(), default=None)

    def _let_go(self, now: float) -> None:
        for relay in [relay for relay, due in self._due.items() if due <= now]:
            del self._due[relay]
            self._set(relay, is_closed=not self._closed[relay])

    def _set(self, relay: int, *, is_closed: bool) -> None:
        if relay not in self._stuck:
            self._closed[relay] = is_closed


class SimRelayBoard:
    """A Modbus board. ``closed`` is what hangs at its contacts."""

    def __init__(self, make: RelayMake = WAVESHARE, *, address: int = 1) -> None:
        self.address = address
        self._make = make
        self._relays = _Relays(make.relays)
        self._buffer = b""
        self._watchdog_s = 0.0
        self._heard_at = 0.0

    @property
    def closed(self) -> tuple[bool, ...]:
        """Which contacts are closed now."""
        return self._relays.closed

    def lent_until(self, relay: int) -> float:
        """When a contact that is closed for a while opens by itself, ``time.monotonic``; 0 for all others."""
        return self._relays.lent_until(relay)

    def stick(self, relay: int, *, is_stuck: bool = True) -> None:
        """Weld a contact as it is, or free it."""
        self._relays.stick(relay, is_stuck=is_stuck)

    def power_on(self) -> None:
        """The board gets power: all contacts open."""
        self._buffer, self._watchdog_s = b"", 0.0
        self._relays.power_on()

    def on_change(self, wake: Callable[[], None]) -> None:
        """A board speaks only when asked; kept for the protocol of the wire."""
        self._wake = wake

    def receive(self, data: bytes) -> list[bytes]:
        """Answer every whole request to its address."""
        answers, self._buffer = answer_requests(self._buffer + data, self.address, self._answer)
        return answers

    def work(self, now: float) -> tuple[list[bytes], float | None]:
        """Contacts fall off when their time is over."""
        if self._watchdog_s and now >= self._heard_at + self._watchdog_s:
            self._watchdog_s = 0.0
            for relay in range(self._make.relays):
                self._relays.switch(relay, is_closed=False)
        bites = [self._heard_at + self._watchdog_s] if self._watchdog_s else []
        due = self._relays.next_due(now)
        return [], min([*bites, *([] if due is None else [due])], default=None)

    def _answer(self, request: Request) -> bytes:
        self._heard_at = time.monotonic()
        head = bytes((self.address, request.function))
        refusal = self._refusal(request)
        if refusal:
            return refused(self.address, request, refusal)
        start = request.first - self._make.first
        if request.function is Function.READ_COILS:
            bits = [self.closed[start + at] for at in range(request.value)]
            data = bytes(sum(bit << at for at, bit in enumerate(bits[i : i + 8])) for i in range(0, len(bits), 8))
            return modbus.seal(head + bytes((len(data),)) + data)
        if request.function is Function.READ_REGISTERS:
            data = b"".join(int(self.closed[start + at]).to_bytes(2, "big") for at in range(request.value))
            return modbus.seal(head + bytes((len(data),)) + data)
        self._write(request)
        return modbus.encode(request)

    def _refusal(self, request: Request) -> int:
        make = self._make
        is_watchdog = make.watchdog and request.first == make.watchdog
        functions = (
            {Function.READ_COILS, Function.WRITE_COIL}
            if make.is_coil
            else {Function.READ_REGISTERS, Function.WRITE_REGISTER}
        )
        if is_watchdog and request.function is Function.WRITE_REGISTER:
            return 0
        if request.function not in functions:
            return _ILLEGAL_FUNCTION
        is_read = request.function in {Function.READ_COILS, Function.READ_REGISTERS}
        last = request.first - make.first + (request.value if is_read else 1)
        if self._is_flash(request):
            return 0 if request.first % 0x100 < make.relays else _ILLEGAL_NUMBER
        if request.first < make.first or last > make.relays:
            return _ILLEGAL_NUMBER
        is_delay = make.has_delay and request.value >> 8 == 6
        fits = is_read or is_delay or request.value in make.closes | make.opens
        return 0 if fits else _ILLEGAL_VALUE

    def _is_flash(self, request: Request) -> bool:
        is_base = request.first & 0xFF00 in {0x0200, 0x0400}
        return bool(self._make.flash_ms) and request.function is Function.WRITE_COIL and is_base

    def _write(self, request: Request) -> None:
        if self._make.watchdog and request.first == self._make.watchdog:
            self._watchdog_s = request.value / 10
        elif self._is_flash(request):
            relay, for_s = request.first & 0xFF, request.value * self._make.flash_ms / 1000
            self._relays.switch(relay, is_closed=request.first < 0x0400, for_s=for_s)
        else:
            self._write_relay(request.first - self._make.first, request.value)

    def _write_relay(self, relay: int, value: int) -> None:
        if self._make.has_delay and value >> 8 == 6:
            seconds = value & 0xFF
            self._relays.switch(relay, is_closed=seconds > 0, for_s=seconds or None)
        elif not (self._make.has_delay and self._relays.is_timed(relay)):
            self._relays.switch(relay, is_closed=value in self._make.closes)


class SimLcusBoard:
    """A small USB board."""

    def __init__(self, relays: int = 8, *, in_words: bool = False) -> None:
        self._relays = _Relays(relays)
        self._count = relays
        self._in_words = in_words
        self._buffer = b""

    @property
    def closed(self) -> tuple[bool, ...]:
        """Which contacts are closed now."""
        return self._relays.closed

    def stick(self, relay: int, *, is_stuck: bool = True) -> None:
        """Weld a contact as it is, or free it."""
        self._relays.stick(relay, is_stuck=is_stuck)

    def power_on(self) -> None:
        """The board gets power: all contacts open."""
        self._buffer = b""
        self._relays.power_on()

    def on_change(self, wake: Callable[[], None]) -> None:
        """A board speaks only when asked; kept for the protocol of the wire."""
        self._wake = wake

    def receive(self, data: bytes) -> list[bytes]:
        """Switch what it is told to, answer what it is asked."""
        self._buffer += data
        told, end = lcus.find_sets(self._buffer)
        self._buffer = self._buffer[end:]
        answers: list[bytes] = []
        for one in told:
            if one is None:
                answers.append(lcus.encode_states(self.closed, in_words=self._in_words))
            elif 1 <= one[0] <= self._count:
                self._relays.switch(one[0] - 1, is_closed=one[1])
        return answers

    def work(self, now: float) -> tuple[list[bytes], float | None]:  # noqa: ARG002 - nothing happens by itself
        """Nothing to do between requests."""
        return [], None
