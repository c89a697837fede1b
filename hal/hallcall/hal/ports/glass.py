"""Glass that can be seen through or not. What is asked for is privacy; which relay that takes is the driver's matter.

Private is what the glass is by itself. Clear is lent: for a while, to who asks for it again and again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from hallcall.hal.model import Capabilities, DeviceEvent
from hallcall.hal.named import named
from hallcall.hal.ports.base import Command, Driver


@named("glass")
@dataclass(frozen=True, slots=True, kw_only=True)
class GlassCapabilities(Capabilities):
    """What the glass can do."""

    rooms: tuple[str, ...]
    """Names of the panes, as the machine's file has them."""
    lease_s: float
    """The board itself makes the glass private this long after the last word of the machine; 0: it never does."""


@named("glass.changed")
@dataclass(frozen=True, slots=True, kw_only=True)
class GlassChanged(DeviceEvent):
    """A pane became private or clear, as read back from the board."""

    room: str
    is_private: bool


@runtime_checkable
class PrivacyGlass(Driver, Protocol):
    """Emits ``GlassChanged`` from its rounds."""

    def set_privacy(self, room: str, *, is_private: bool, hold_s: float) -> bool:
        """Make a pane private at once, or clear as soon as it may be.

        Args:
            room: name of the pane.
            is_private: what is wanted.
            hold_s: how long it stays clear without being asked again.

        Returns:
            Whether it is private now, as read back: still so while it has not been private for long enough.

        Raises:
            DeviceFault: ``glass.no_room``; ``device.fault`` when the board does not do it, or must not.
            DeviceError: the board was lost on the way.
        """
        ...


@named("glass.set_privacy")
@dataclass(frozen=True, slots=True, kw_only=True)
class SetPrivacy(Command[PrivacyGlass, bool]):
    """Make a pane private, or lend it as clear; the result is whether it is private now."""

    port = PrivacyGlass

    room: str
    is_private: bool
    hold_s: float = 15.0
    """How long it stays clear without being asked again."""

    def run(self, driver: PrivacyGlass) -> bool:
        """Do it."""
        return driver.set_privacy(self.room, is_private=self.is_private, hold_s=self.hold_s)
