"""Vibrating pagers: a base on the wire, pagers in the hands of visitors who cannot see or hear a call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from hallcall.hal.model import DeviceEvent
from hallcall.hal.named import named
from hallcall.hal.ports.base import Command, Driver


@runtime_checkable
class PagerBase(Driver, Protocol):
    """Emits ``PagerConfirmed``, ``PagerLost``, ``PagerFound`` and ``PagerBatteryLow``."""

    def buzz(self, pager: int, seconds: int) -> None:
        """Have a pager vibrate.

        Raises:
            DeviceFault: ``pager.lost``: the base does not reach it.
            DeviceError: the base does not take it.
        """
        ...


@named("pager.buzz")
@dataclass(frozen=True, slots=True, kw_only=True)
class Buzz(Command[PagerBase, None]):
    """Have a pager vibrate."""

    port = PagerBase

    pager: int
    """The number on it, 1-65535."""
    seconds: int = 10

    def run(self, driver: PagerBase) -> None:
        """Do it."""
        driver.buzz(self.pager, self.seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class _PagerEvent(DeviceEvent):
    pager: int
    """The number on it."""


@named("pager.confirmed")
@dataclass(frozen=True, slots=True, kw_only=True)
class PagerConfirmed(_PagerEvent):
    """Whoever holds it has pressed its button."""


@named("pager.lost")
@dataclass(frozen=True, slots=True, kw_only=True)
class PagerLost(_PagerEvent):
    """The base has not heard of it for a while: it was carried away, or its battery is empty."""


@named("pager.found")
@dataclass(frozen=True, slots=True, kw_only=True)
class PagerFound(_PagerEvent):
    """It is back, and its battery is fine."""


@named("pager.battery_low")
@dataclass(frozen=True, slots=True, kw_only=True)
class PagerBatteryLow(_PagerEvent):
    """It should be charged before it is given out again."""
