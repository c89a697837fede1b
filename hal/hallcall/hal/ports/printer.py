"""Ticket printers: a slip goes in, a job tells what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from hallcall.hal.document import Bitmap, Block, Slip
from hallcall.hal.model import Capabilities
from hallcall.hal.named import named
from hallcall.hal.ports.base import Command, Driver


@named("printer")
@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterCapabilities(Capabilities):
    """What a printer can do."""

    near_end_sensor: bool = False
    asb: bool = False
    """It tells of changes by itself."""
    cut: bool = False
    raster: bool = False
    width_dots: int
    """Printable width."""


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


@named("printer.print_slip")
@dataclass(frozen=True, slots=True, kw_only=True)
class PrintSlip(Command[TicketPrinter, None]):
    """Print a slip."""

    port = TicketPrinter
    defect = "printer.error"

    slip: Slip

    def run(self, driver: TicketPrinter) -> None:
        """Print it."""
        driver.print_slip(self.slip, _nobody)

    def run_telling(self, driver: TicketPrinter, on_sent: Callable[[], None]) -> None:
        """Print it, and tell when all bytes are on their way."""
        driver.print_slip(self.slip, on_sent)


class Rasteriser(Protocol):
    """Draws what a printer's own font cannot. Implemented where Qt is; called on the printer's thread."""

    def draw_block(self, block: Block, width_px: int) -> Bitmap:
        """One block of a slip; ``width_px`` is the printable width, margins are the drawer's own."""
        ...

    def draw_slip(self, slip: Slip, width_px: int) -> Bitmap:
        """A whole slip without its cut; ``width_px`` is the printable width, margins are the drawer's own."""
        ...


def _nobody() -> None:
    """Nobody wants to know that it was sent."""
