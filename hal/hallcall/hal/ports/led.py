"""Boards of light over windows: a few characters that people read from their chairs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

from hallcall.hal.model import Capabilities
from hallcall.hal.named import named
from hallcall.hal.ports.base import Command, Driver


class LedColour(StrEnum):
    """What a board of several colours can light up in; one of a single colour takes its own."""

    RED = "red"
    GREEN = "green"
    AMBER = "amber"


@named("led")
@dataclass(frozen=True, slots=True, kw_only=True)
class LedCapabilities(Capabilities):
    """What a board can show."""

    columns: int
    """Cells of half a Chinese character: a board of eight characters has 16."""
    shows_text: bool
    """False: digits only."""
    answers: bool
    """False: it never says anything, so nobody knows whether it is there."""


@runtime_checkable
class LedBoard(Driver, Protocol):
    """Shows a text until it is told another."""

    def show(self, text: str, colour: LedColour) -> str:
        """Show a text; the driver shows it again after the board had no power.

        Args:
            text: one line. What does not fit is cut; a board of digits shows the last number in it.
            colour: wanted.

        Returns:
            What the board shows now.

        Raises:
            DeviceError: the board was lost on the way.
        """
        ...


@named("led.show")
@dataclass(frozen=True, slots=True, kw_only=True)
class ShowText(Command[LedBoard, str]):
    """Show a text; the result is what the board shows of it."""

    port = LedBoard

    text: str
    colour: LedColour = LedColour.RED

    def run(self, driver: LedBoard) -> str:
        """Show it."""
        return driver.show(self.text, self.colour)
