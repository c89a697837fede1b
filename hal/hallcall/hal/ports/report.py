"""Printers of whole pages: notices, explanations, certificates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from hallcall.hal.model import Capabilities
from hallcall.hal.named import named
from hallcall.hal.ports.base import Command, Driver


@named("report")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPrinterCapabilities(Capabilities):
    """What a report printer can do."""

    media: str
    """Sheets in its tray, ``iso_a4_210x297mm``. Source of the names: PWG 5101.1."""


@runtime_checkable
class ReportPrinter(Driver, Protocol):
    """Prints documents."""

    def print_report(self, document: bytes, copies: int, on_sent: Callable[[], None]) -> None:
        """Print a PDF; returns when the printer says that the last sheet is out.

        A job that stops is cancelled: nothing personal comes out later, when nobody stands there.

        Args:
            document: PDF.
            copies: how many.
            on_sent: called once the printer has it.

        Raises:
            DeviceFault: ``device.fault``; ``reason`` says what a person must do.
            DeviceError: the printer was lost on the way.
        """
        ...


@named("report.print")
@dataclass(frozen=True, slots=True, kw_only=True)
class PrintReport(Command[ReportPrinter, None]):
    """Print a PDF."""

    port = ReportPrinter

    document: bytes = field(repr=False)
    copies: int = 1

    def run(self, driver: ReportPrinter) -> None:
        """Print it."""
        driver.print_report(self.document, self.copies, _nobody)

    def run_telling(self, driver: ReportPrinter, on_sent: Callable[[], None]) -> None:
        """Print it, and tell when the printer has it."""
        driver.print_report(self.document, self.copies, on_sent)


def _nobody() -> None:
    """Nobody wants to know that it was sent."""
