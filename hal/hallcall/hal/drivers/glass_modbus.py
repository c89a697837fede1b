"""Privacy glass on a relay board that speaks Modbus RTU, on RS485 or through a serial server.

Source:
    Frames as in :mod:`hallcall.hal.codec.modbus`; what each board wants written stands in ``boards/relays.toml``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from hallcall.hal.boards import find_board
from hallcall.hal.codec.modbus import Function, Request
from hallcall.hal.drivers.board_glass import OPTIONS, BoardGlass, panes_of
from hallcall.hal.modbus_line import ModbusLine
from hallcall.hal.options import Text, Whole
from hallcall.hal.registry import DeviceConfig, DriverSpec, Services
from hallcall.hal.transport import Transport


class CoilLease(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="coil"):
    """A timed command at coils of its own."""

    on: int
    off: int
    unit_ms: int
    most: int


class ValueLease(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="value"):
    """A timed command that is a value."""

    on: int
    unit_ms: int
    most: int


class WatchdogLease(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="watchdog"
):
    """The board opens all relays when it has heard nothing for a while."""

    register: int
    unit_ms: int
    most: int


class RelayProfile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a board wants to be told, see ``boards/relays.toml``."""

    channels: int
    write: Literal["coil", "register"]
    first: int
    on: tuple[int, ...]
    off: tuple[int, ...]
    lease: CoilLease | ValueLease | WatchdogLease | None = None


class ModbusBoard:
    """One board at its address. Implements ``board_glass.Board``."""

    def __init__(self, config: DeviceConfig, wire: Transport, profile: RelayProfile) -> None:
        self._line = ModbusLine(config.id, wire, timeout_s=config.seconds("timeout_ms"))
        self._address = config.whole("address")
        self._profile = profile
        self._is_private_on = config.text("private_when") == "on"
        self._units = 0
        lease = profile.lease
        # Only a timed command at its own coil can hold a relay open for a while.
        if lease is not None and not (self._is_private_on and not isinstance(lease, CoilLease)):
            self._units = max(1, min(lease.most, config.whole("lease_ms") // lease.unit_ms))
            self.lease_s = self._units * lease.unit_ms / 1000
        else:
            self.lease_s = 0.0

    def prepare(self) -> None:
        """Hear the board; have its watchdog watch."""
        self._line.forget()
        self.are_private()
        lease = self._profile.lease
        if isinstance(lease, WatchdogLease) and self._units:
            self._line.ask(Request(self._address, Function.WRITE_REGISTER, lease.register, self._units))

    def rest(self, relay: int) -> None:
        """Bring a relay to where it means private, for good."""
        self._write(relay, self._profile.on if self._is_private_on else self._profile.off)

    def lend(self, relay: int) -> None:
        """Bring a relay to where it means clear, for the time of the lease."""
        match self._profile.lease:
            case CoilLease(on=on, off=off) if self._units:
                base = off if self._is_private_on else on
                first = base + self._profile.first + relay
                self._line.ask(Request(self._address, Function.WRITE_COIL, first, self._units))
            case ValueLease(on=on) if self._units:
                self._write(relay, (on + self._units,))
            case _:
                self._write(relay, self._profile.off if self._is_private_on else self._profile.on)

    def are_private(self) -> Sequence[bool]:
        """Of each relay, whether it is where it means private."""
        function = Function.READ_COILS if self._profile.write == "coil" else Function.READ_REGISTERS
        answer = self._line.ask(Request(self._address, function, self._profile.first, self._profile.channels))
        return [bool(value) is self._is_private_on for value in answer.values]

    def _write(self, relay: int, values: tuple[int, ...]) -> None:
        function = Function.WRITE_COIL if self._profile.write == "coil" else Function.WRITE_REGISTER
        for value in values:
            self._line.ask(Request(self._address, function, self._profile.first + relay, value))


def _make(config: DeviceConfig, wire: Transport, services: Services) -> BoardGlass:
    del services  # it needs nobody
    profile = find_board("relays", RelayProfile, config.text("profile"), config.text("boards"))
    panes = panes_of(config, profile.channels)
    return BoardGlass(config, wire, ModbusBoard(config, wire, profile), panes)


SPEC = DriverSpec(
    name="glass.modbus",
    ports=frozenset({"serial", "tcp"}),
    options={
        **OPTIONS,
        "address": Whole(None, 1, 255),
        "profile": Text(None, r"[a-z0-9-]+", "waveshare-8"),
        "boards": Text("", r"/[^\n]+", "/etc/hallcall/relays.toml"),
        "lease_ms": Whole(10_000, 500, 60_000),
    },
    make=_make,
    address="address",
)
