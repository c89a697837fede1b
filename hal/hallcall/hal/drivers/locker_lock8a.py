"""Parcel lockers with lock control boards that speak ``8A board lock 11 xor``.

Source:
    See ``hal.codec.lock8a``. How long a person takes to pull a door, and when an open one is worth a word, is our own
    choice.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from hallcall.core.errors import DeviceFault, DeviceProtocol, DeviceTimeout
from hallcall.hal.asking import Questions
from hallcall.hal.codec import lock8a
from hallcall.hal.codec.lock8a import Doors, Opened
from hallcall.hal.framed import now
from hallcall.hal.model import ONLINE, Condition, DeviceId, Health, Reason
from hallcall.hal.options import Flag, Whole
from hallcall.hal.ports import Emit
from hallcall.hal.ports.locker import DoorChanged, LockerCapabilities
from hallcall.hal.registry import DeviceConfig, DriverSpec, Services
from hallcall.hal.transport import Transport

_TOLD_S = 30.0
"""A door that opens so long after the order was opened by it: locks without a spring wait for a hand."""

T = TypeVar("T", Opened, Doors)


class Lock8aLocker:
    """One board and its boxes."""

    def __init__(self, config: DeviceConfig, wire: Transport) -> None:
        self.id: DeviceId = config.id
        self.pause_s = config.seconds("poll_ms")
        self.capabilities = LockerCapabilities(boxes=config.whole("boxes"))
        self._wire = wire
        self._board = config.whole("address")
        self._timeout_s = config.seconds("timeout_ms")
        self._questions = Questions(wire, self._timeout_s)
        self._close_after_s = config.whole("close_after_s")
        self._closed_bit = 0 if config.flag("open_is_one") else 1
        self._open: dict[int, float] = {}
        """Open doors, and since when (``time.monotonic``)."""
        self._forced: set[int] = set()
        self._told_at: dict[int, float] = {}
        self._is_known = False

    def is_present(self) -> bool:
        """Whether its port is there."""
        return self._wire.is_present()

    def open(self) -> None:
        """Take the port and hear the board."""
        self._wire.open()
        self._questions.begin()
        self._look()

    def close(self) -> None:
        """Give the port back."""
        self._wire.close()
        self._is_known = False

    def step(self, emit: Emit) -> Condition:
        """Look at every door."""
        self._see(frozenset(self._look()), emit)
        self._is_known = True
        late = [box for box, since in self._open.items() if time.monotonic() - since >= self._close_after_s]
        reasons = {Reason.FORCED_OPEN} if self._forced else set[Reason]()
        reasons |= {Reason.DOOR_OPEN} if late else set()
        if not reasons:
            return ONLINE
        detail = f"forced {sorted(self._forced)} open {sorted(late)}"
        return Condition(health=Health.DEGRADED, reasons=frozenset(reasons), detail=detail)

    def open_box(self, box: int) -> None:
        """Drive the lock of a box. Driving it twice, after a lost answer, opens it once."""
        if not 1 <= box <= self.capabilities.boxes:
            raise DeviceFault("device.fault", device=self.id, reason=Reason.LOCK_FAULT.value, box=box)
        self._told_at[box] = time.monotonic()
        # The board says which lock: an answer about another one is a late one.
        self._ask(
            lock8a.encode_open(self._board, box),
            lambda answer: answer if isinstance(answer, Opened) and answer.lock == box else None,
        )

    def open_doors(self) -> tuple[int, ...]:
        """The boxes whose doors stand open."""
        return self._look()

    def _see(self, doors: frozenset[int], emit: Emit) -> None:
        moment = time.monotonic()
        for box in sorted(doors - set(self._open)):
            was_told = moment - self._told_at.get(box, float("-inf")) <= _TOLD_S or not self._is_known
            if not was_told:
                self._forced.add(box)
            self._open[box] = moment
            emit(DoorChanged(device=self.id, at=now(), box=box, is_open=True, was_told=was_told))
        for box in sorted(set(self._open) - doors):
            del self._open[box]
            self._forced.discard(box)
            emit(DoorChanged(device=self.id, at=now(), box=box, is_open=False))

    def _look(self) -> tuple[int, ...]:
        look = lock8a.encode_look(self._board)
        bits = self._ask(look, lambda answer: answer if isinstance(answer, Doors) else None).bits
        return tuple(box for box in range(1, self.capabilities.boxes + 1) if (bits >> box - 1 & 1) != self._closed_bit)

    def _ask(self, frame: bytes, take: Callable[[Opened | Doors], T | None]) -> T:
        """One question, one answer; asked a second time when the answer was lost or damaged."""
        return self._questions.ask_twice(lambda: self._exchange(frame, take))

    def _exchange(self, frame: bytes, take: Callable[[Opened | Doors], T | None]) -> T:
        self._wire.write(frame)
        framer = lock8a.Framer()
        deadline = time.monotonic() + self._timeout_s
        while True:
            try:
                answers = framer.feed(self._wire.read_exact(framer.needed, deadline))
            except DeviceTimeout:
                if framer.rejected:
                    raise DeviceProtocol("device.bad_frame", device=self.id) from None
                raise
            for answer in answers:
                if answer.board == self._board and (taken := take(answer)):
                    return taken


def _make(config: DeviceConfig, wire: Transport, services: Services) -> Lock8aLocker:
    del services  # it needs nobody
    return Lock8aLocker(config, wire)


SPEC = DriverSpec(
    name="locker.lock8a",
    ports=frozenset({"serial", "tcp"}),
    options={
        "address": Whole(1, 1, 255),
        "boxes": Whole(12, 1, lock8a.MOST_LOCKS),
        "close_after_s": Whole(60, 1, 3600),
        "open_is_one": Flag(default=True),
        "poll_ms": Whole(250, 20, 5000),
        "timeout_ms": Whole(200, 20, 5000),
    },
    make=_make,
    address="address",
)
