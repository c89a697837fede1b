"""Lockers: boxes with doors that are opened by word and closed by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from hallcall.hal.model import Capabilities, DeviceEvent
from hallcall.hal.named import named
from hallcall.hal.ports.base import Command, Driver


@named("locker")
@dataclass(frozen=True, slots=True, kw_only=True)
class LockerCapabilities(Capabilities):
    """What a locker can do."""

    boxes: int
    """They are numbered from 1."""


@runtime_checkable
class Locker(Driver, Protocol):
    """Emits ``DoorChanged``."""

    @property
    def capabilities(self) -> LockerCapabilities:
        """What it can do at all."""
        ...

    def open_box(self, box: int) -> None:
        """Drive the lock of a box. That the door really opened is told by ``DoorChanged``.

        Raises:
            DeviceFault: ``device.fault`` with ``lock-fault``: there is no such box.
        """
        ...

    def open_doors(self) -> tuple[int, ...]:
        """The boxes whose doors stand open, asked now."""
        ...


@named("locker.open_box")
@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBox(Command[Locker, None]):
    """Drive the lock of a box."""

    port = Locker

    box: int

    def run(self, driver: Locker) -> None:
        """Do it."""
        driver.open_box(self.box)


@named("locker.open_doors")
@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDoors(Command[Locker, tuple[int, ...]]):
    """Ask which doors stand open."""

    port = Locker

    def run(self, driver: Locker) -> tuple[int, ...]:
        """Ask."""
        return driver.open_doors()


@named("locker.door_changed")
@dataclass(frozen=True, slots=True, kw_only=True)
class DoorChanged(DeviceEvent):
    """A door was opened or closed."""

    box: int
    is_open: bool
    was_told: bool = True
    """Of an opened door: whether the locker had been told to open it."""
