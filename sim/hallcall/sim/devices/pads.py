"""Simulated call pads, rating pads, pager bases and beams: the reference protocol as a device's firmware would have it.

The frames are built from offsets, apart from the frame map of the driver, so that the two check each other.

Source:
    docs/reference/pad-protocol.md.
"""

from __future__ import annotations

import json
import threading
import time
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Sequence

from hallcall.sim.devices.wire import SimDevice

_START = b"\xa5\x5a"
_POLL, _LAMP, _RATE, _CANCEL, _BUZZ, _COUNT = range(1, 7)
_IDLE, _KEY, _RATED, _PAGER, _COUNTED, _REFUSED, _DONE = 0x80, 0x81, 0x82, 0x83, 0x84, 0x8E, 0x8F
_CANNOT = 1
_MAINS = 255

KEYS = {
    "next": 0x01,
    "recall": 0x02,
    "pass": 0x03,
    "pause": 0x04,
    "help": 0x05,
    "finish": 0x06,
    "up": 0x11,
    "down": 0x12,
    "left": 0x13,
    "right": 0x14,
    "enter": 0x15,
    "back": 0x16,
    "headphones_in": 0x21,
    "headphones_out": 0x22,
}


def crc16(data: bytes) -> bytes:
    """CRC-16/MODBUS, one bit after the other."""
    rest = 0xFFFF
    for bit in (byte >> place & 1 for byte in data for place in range(8)):
        rest = rest >> 1 ^ (0xA001 if (rest ^ bit) & 1 else 0)
    return bytes((rest & 0xFF, rest >> 8))


class SimPad(ABC):
    """What the devices of the reference protocol have in common: an address, a battery, events that wait."""

    def __init__(self, *, address: int = 1) -> None:
        self.battery = _MAINS
        self._address = address
        self._lock = threading.RLock()
        self._wake: Callable[[], None] = lambda: None
        self._buffer = bytearray()
        self._events: deque[bytes] = deque()
        self._seq = 0
        """Number of the event that was told and not yet confirmed; 0 when there is none."""
        self._last_seq = 0

    def power_on(self) -> None:
        """It gets power; what was pressed before is forgotten."""
        with self._lock:
            self._buffer.clear()
            self._events.clear()
            self._seq = 0

    def on_change(self, wake: Callable[[], None]) -> None:
        """A pad speaks only when asked; kept for the protocol of the wire."""
        self._wake = wake

    def receive(self, data: bytes) -> list[bytes]:
        """Answer every whole request for its address."""
        with self._lock:
            self._buffer += data
            replies: list[bytes] = []
            while (body := self._next_body()) is not None:
                if len(body) >= 2 and body[0] == self._address:
                    replies.append(self._frame(self._answer(body[1], body[2:])))
            return replies

    def work(self, now: float) -> tuple[list[bytes], float | None]:  # noqa: ARG002 - it waits to be asked
        """Nothing to do between requests."""
        return [], None

    @abstractmethod
    def _do(self, ask: int, data: bytes) -> bytes:
        """The answer to what only this kind of pad can do."""

    def _answer(self, ask: int, data: bytes) -> bytes:
        if ask != _POLL:
            return self._do(ask, data)
        if self._seq and data[:1] == bytes((self._seq,)):
            self._events.popleft()
            self._seq = 0
        if not self._events:
            return bytes((_IDLE, self.battery))
        if not self._seq:
            self._last_seq = self._last_seq % 255 + 1
            self._seq = self._last_seq
        event = self._events[0]
        return bytes((event[0], self._seq)) + event[1:] + bytes((self.battery,))

    def _happen(self, event: bytes) -> None:
        with self._lock:
            self._events.append(event)

    def _frame(self, answer: bytes) -> bytes:
        counted = bytes((len(answer) + 1, self._address)) + answer
        return _START + counted + crc16(counted)

    def _next_body(self) -> bytes | None:
        while True:
            at = self._buffer.find(_START)
            if at < 0:
                del self._buffer[:-1]
                return None
            del self._buffer[:at]
            if len(self._buffer) < 3 or len(self._buffer) < 5 + self._buffer[2]:
                return None
            end = 3 + self._buffer[2]
            counted, check = bytes(self._buffer[2:end]), bytes(self._buffer[end : end + 2])
            if check == crc16(counted):
                del self._buffer[: end + 2]
                return counted[1:]
            del self._buffer[:1]


class SimKeyPad(SimPad):
    """A call pad, or the keys below a kiosk's screen."""

    def __init__(self, *, address: int = 1) -> None:
        super().__init__(address=address)
        self.lamps: dict[int, int] = {}
        """Lamp and how it is, by the numbers of the protocol."""

    def press(self, key: str) -> None:
        """Press a key."""
        self._happen(bytes((_KEY, KEYS[key])))

    def _do(self, ask: int, data: bytes) -> bytes:
        if ask != _LAMP or data[0] not in range(1, 5):
            return bytes((_REFUSED, _CANNOT))
        self.lamps[data[0]] = data[1]
        return bytes((_DONE,))


class SimRatingPad(SimPad):
    """Five keys and one to skip, alive while there is a question."""

    def __init__(self, *, address: int = 1) -> None:
        super().__init__(address=address)
        self._case = b""
        self._until = 0.0

    @property
    def is_lit(self) -> bool:
        """Whether its keys are alive."""
        with self._lock:
            return bool(self._case) and time.monotonic() < self._until

    def press(self, level: int) -> None:
        """Press one of the five keys, or 0 to skip; a dark key does nothing."""
        with self._lock:
            if self.is_lit:
                self._happen(bytes((_RATED,)) + self._case + bytes((level,)))
                self._case = b""

    def power_on(self) -> None:
        """It gets power; its keys are dark."""
        with self._lock:
            super().power_on()
            self._case = b""

    def _do(self, ask: int, data: bytes) -> bytes:
        if ask == _RATE and len(data) == 5:
            self._case, self._until = data[:4], time.monotonic() + data[4]
        elif ask == _CANCEL:
            self._case = b""
        else:
            return bytes((_REFUSED, _CANNOT))
        return bytes((_DONE,))


class SimPagerBase(SimPad):
    """A base and the pagers that belong to it."""

    def __init__(self, *, address: int = 1, pagers: Sequence[int] = (1, 2, 3)) -> None:
        super().__init__(address=address)
        self.buzzed: list[tuple[float, int]] = []
        """Moment (``time.monotonic``) and number of every pager that vibrated."""
        self._reached = set(pagers)
        self._job = 0

    def press(self, pager: int) -> None:
        """Press the button of a pager."""
        self._tell(pager, 1)

    def carry_away(self, pager: int) -> None:
        """Take a pager out of reach."""
        with self._lock:
            self._reached.discard(pager)
        self._tell(pager, 2)

    def bring_back(self, pager: int) -> None:
        """Bring a pager back into reach, charged."""
        with self._lock:
            self._reached.add(pager)
        self._tell(pager, 3)

    def drain(self, pager: int) -> None:
        """Let the battery of a pager run down."""
        self._tell(pager, 4)

    def _tell(self, pager: int, state: int) -> None:
        self._happen(bytes((_PAGER,)) + pager.to_bytes(2, "big") + bytes((state,)))

    def _do(self, ask: int, data: bytes) -> bytes:
        job, pager = data[0], int.from_bytes(data[1:3], "big")
        if ask != _BUZZ or pager not in self._reached:
            return bytes((_REFUSED, _CANNOT))
        if job != self._job:
            self._job = job
            self.buzzed.append((time.monotonic(), pager))
        return bytes((_DONE,))


class SimBeam(SimPad):
    """Two light beams at a door."""

    def __init__(self, *, address: int = 1) -> None:
        super().__init__(address=address)
        self._entered = self._left = 0

    def walk(self, *, entered: int = 0, left: int = 0) -> None:
        """Let people through the door."""
        with self._lock:
            self._entered += entered
            self._left += left

    def power_on(self) -> None:
        """It gets power and counts from nothing."""
        with self._lock:
            super().power_on()
            self._entered = self._left = 0

    def _do(self, ask: int, data: bytes) -> bytes:  # noqa: ARG002 - the question says all
        if ask != _COUNT:
            return bytes((_REFUSED, _CANNOT))
        return bytes((_COUNTED,)) + self._entered.to_bytes(4, "big") + self._left.to_bytes(4, "big")


class SimNetworkCounter(SimBeam):
    """A counter that answers a line of JSON."""

    def receive(self, data: bytes) -> list[bytes]:
        """Answer every line that asks for the totals."""
        with self._lock:
            self._buffer += data
            *lines, rest = bytes(self._buffer).split(b"\n")
            self._buffer = bytearray(rest)
            totals = json.dumps({"serial": "CAM-7", "in": self._entered, "out": self._left}).encode() + b"\n"
            return [totals for line in lines if line == b'{"cmd":"count"}']


class SimLine:
    """Several devices on one line; each answers to its own address only. Implements ``SimDevice``."""

    def __init__(self, *devices: SimDevice) -> None:
        self._devices = devices

    def power_on(self) -> None:
        """All get power."""
        for device in self._devices:
            device.power_on()

    def on_change(self, wake: Callable[[], None]) -> None:
        """All get the wire's attention."""
        for device in self._devices:
            device.on_change(wake)

    def receive(self, data: bytes) -> list[bytes]:
        """All hear it."""
        return [reply for device in self._devices for reply in device.receive(data)]

    def work(self, now: float) -> tuple[list[bytes], float | None]:
        """All work."""
        done = [device.work(now) for device in self._devices]
        return [data for unasked, _ in done for data in unasked], min((at for _, at in done if at), default=None)
