"""Privacy glass on a relay board, whatever the board speaks: ``glass.modbus`` and ``glass.lcus`` are this and a board.

Film for privacy is opaque without current, so a relay that is off means private, and so do a cut cable, a dead
power supply and a dead machine, if the relay falls off: the board is told to hold it for the time of a lease only, and
told again at half of it. Everything that is switched is read back.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from math import inf
from typing import Protocol

from hallcall.core.errors import ConfigError, DeviceFault, Finding
from hallcall.hal.model import ONLINE, Condition, DeviceId, Health, Reason
from hallcall.hal.options import Choice, Flag, NumberTable, Option, Whole
from hallcall.hal.panes import Pane
from hallcall.hal.ports import Emit
from hallcall.hal.ports.glass import GlassCapabilities, GlassChanged
from hallcall.hal.registry import DeviceConfig
from hallcall.hal.transport import Transport

OPTIONS: Mapping[str, Option] = {
    "channels": NumberTable(0, 31, default=None),
    "private_when": Choice("off", ("off", "on")),
    "dwell_ms": Whole(10_000, 0, 600_000),
    "latching": Flag(default=False),
    "poll_ms": Whole(500, 50, 5000),
    "timeout_ms": Whole(300, 50, 5000),
}
"""What every board has in the machine's file: its panes by name and relay (0 is the first), the relay's state that is
private, how long a pane stays private at least, and whether a board that holds no lease may be used all the same."""


class Board(Protocol):
    """Relays, numbered from 0."""

    @property
    def lease_s(self) -> float:
        """How long a relay stays lent without another word; 0 is for ever."""
        ...

    def prepare(self) -> None:
        """The wire was opened: make sure that this is the board, and set up what must be."""
        ...

    def rest(self, relay: int) -> None:
        """Bring a relay to where it means private, for good."""
        ...

    def lend(self, relay: int) -> None:
        """Bring a relay to where it means clear, for the time of the lease."""
        ...

    def are_private(self) -> Sequence[bool]:
        """Of each relay, whether it is where it means private."""
        ...


def panes_of(config: DeviceConfig, relays: int) -> Mapping[str, int]:
    """The panes of a machine's file, checked against how many relays the board has.

    Raises:
        ConfigError: ``config.invalid``: a pane at a relay that is not there.
    """
    channels = config.numbers("channels")
    if not channels or max(channels.values()) >= relays:
        fields = (("allowed", f'{{ "name" = 0-{relays - 1} }}'),)
        finding = Finding(file=f"[{config.id}]", line=0, key="channels", code="machine.value", fields=fields)
        raise ConfigError("config.invalid", (finding,))
    return channels


class BoardGlass:
    """Implements ``PrivacyGlass`` over a board."""

    def __init__(self, config: DeviceConfig, wire: Transport, board: Board, panes: Mapping[str, int]) -> None:
        self.id: DeviceId = config.id
        self._wire = wire
        self._board = board
        dwell_s = config.seconds("dwell_ms")
        self._panes = {room: Pane(relay, dwell_s) for room, relay in panes.items()}
        self._may_lend = config.flag("latching") or board.lease_s > 0
        self._poll_s = config.seconds("poll_ms")
        self.capabilities = GlassCapabilities(rooms=tuple(self._panes), lease_s=board.lease_s)

    @property
    def pause_s(self) -> float:
        """Often enough to renew every lease in time."""
        return min(self._poll_s, self._board.lease_s / 4) if self._board.lease_s else self._poll_s

    def is_present(self) -> bool:
        """Whether its port is there."""
        return self._wire.is_present()

    def open(self) -> None:
        """Take the port and make every pane private, whatever it was."""
        self._wire.open()
        self._board.prepare()
        for pane in self._panes.values():
            self._board.rest(pane.channel)
        self._read(time.monotonic())
        if not all(pane.is_private for pane in self._panes.values()):
            raise DeviceFault("device.fault", device=self.id, reason=Reason.STATE_MISMATCH)

    def close(self) -> None:
        """Give the port back. The panes become private when their leases are over."""
        self._wire.close()

    def step(self, emit: Emit) -> Condition:
        """Bring every pane to what it should be, renew leases, and tell what changed."""
        condition = self._settle(time.monotonic())
        for room, pane in self._panes.items():
            if pane.told_private != pane.is_private:
                pane.told_private = pane.is_private
                emit(GlassChanged(device=self.id, at=datetime.now(UTC), room=room, is_private=pane.is_private))
        return condition

    def set_privacy(self, room: str, *, is_private: bool, hold_s: float) -> bool:
        """Make a pane private at once, or clear as soon as it may be."""
        pane = self._panes.get(room)
        if pane is None:
            raise DeviceFault("glass.no_room", device=self.id, room=room)
        if not is_private and not self._may_lend:
            raise DeviceFault("device.fault", device=self.id, reason=Reason.NO_LEASE)
        now = time.monotonic()
        pane.ask(now, is_private=is_private, hold_s=hold_s)
        self._settle(now)
        if pane.is_private is not pane.wants_private(now):
            raise DeviceFault("device.fault", device=self.id, reason=Reason.STATE_MISMATCH)
        return pane.is_private

    def _settle(self, now: float) -> Condition:
        self._read(now)
        lost = [room for room, pane in self._panes.items() if pane.is_private and self._is_lent(pane, now)]
        switched = [self._switch(pane, now) for pane in self._panes.values()]
        if any(switched):
            self._read(now)
        wrong = [room for room, pane in self._panes.items() if pane.is_private is not pane.wants_private(now)]
        if wrong:
            return _needs(Health.FAULT, Reason.STATE_MISMATCH, wrong)
        if lost:
            return _needs(Health.DEGRADED, Reason.LEASE_LOST, lost)
        return ONLINE if self._may_lend else _needs(Health.DEGRADED, Reason.NO_LEASE, [])

    def _is_lent(self, pane: Pane, now: float) -> bool:
        return now - pane.lent_at < self._board.lease_s

    def _switch(self, pane: Pane, now: float) -> bool:
        """Switch a pane that is not as it should be, renew one that is lent; whether there was anything to do."""
        if pane.wants_private(now):
            pane.lent_at = -inf
            if not pane.is_private:
                self._board.rest(pane.channel)
            return not pane.is_private
        is_due = self._board.lease_s > 0 and now - pane.lent_at >= self._board.lease_s / 2
        if pane.is_private or is_due:
            self._board.lend(pane.channel)
            pane.lent_at = now
        return pane.is_private or is_due

    def _read(self, now: float) -> None:
        are_private = self._board.are_private()
        for pane in self._panes.values():
            pane.read(now, is_private=are_private[pane.channel])


def _needs(health: Health, reason: Reason, rooms: list[str]) -> Condition:
    return Condition(health=health, reasons=frozenset({reason}), detail=" ".join(rooms))
