"""What the supervisor asks of a driver, and what the drivers ask of others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeAlias, runtime_checkable

from hallcall.hal.document import Bitmap, Block, Slip
from hallcall.hal.model import Capabilities, Condition, DeviceEvent, DeviceId

Emit: TypeAlias = Callable[[DeviceEvent], None]
"""Takes an event of the device; called on the device's own thread."""


class Driver(Protocol):
    """One device at the end of one wire. All methods are called from the device's own thread."""

    @property
    def id(self) -> DeviceId:
        """Its name on this machine."""
        ...

    @property
    def capabilities(self) -> Capabilities:
        """What it can do at all."""
        ...

    @property
    def pause_s(self) -> float:
        """How long to wait between two rounds."""
        ...

    def is_present(self) -> bool:
        """Whether its port is there, asked without opening it."""
        ...

    def open(self) -> None:
        """Take hold of the device and make sure it answers.

        Raises:
            DeviceError: why it cannot be used.
        """
        ...

    def step(self, emit: Emit) -> Condition:
        """One round: look at the device, tell what happened.

        Raises:
            DeviceError: the round failed; Absent ends the connection, Timeout and Protocol count as misses.
        """
        ...

    def close(self) -> None:
        """Let go of the device. Never raises; may be called twice."""
        ...


class IdCardReader(Driver, Protocol):
    """Emits ``CardLaid``, ``CardRemoved`` and ``CardProblem`` from its rounds; takes no commands."""

    @property
    def removed_after_s(self) -> float:
        """How long a card must be out of sight before it counts as taken away."""
        ...


@runtime_checkable
class TicketPrinter(Driver, Protocol):
    """Prints slips."""

    def print_slip(self, slip: Slip, on_sent: Callable[[], None]) -> None:
        """Print and make sure of it; returns when the printer was asked afterwards and had no complaint.

        Args:
            slip: what to print.
            on_sent: called once all bytes are on their way.

        Raises:
            DeviceFault: ``printer.*``: a person is needed.
            DeviceError: the printer was lost on the way.
        """
        ...


class Rasteriser(Protocol):
    """Draws what a printer's own font cannot. Implemented where Qt is; called on the printer's thread."""

    def draw_block(self, block: Block, width_px: int) -> Bitmap:
        """One block of a slip; ``width_px`` is the printable width, margins are the drawer's own."""
        ...

    def draw_slip(self, slip: Slip, width_px: int) -> Bitmap:
        """A whole slip without its cut; ``width_px`` is the printable width, margins are the drawer's own."""
        ...
