"""The wire of a device that has none of its own: its driver finds its way by itself."""

from __future__ import annotations

from typing import NoReturn

from hallcall.core.errors import DeviceAbsent
from hallcall.hal.model import DeviceId


class NoWire:
    """Opens and closes; carries nothing. Implements ``Transport``."""

    def __init__(self, device: DeviceId) -> None:
        self._device = device

    def is_present(self) -> bool:
        """It is never in the way."""
        return True

    def open(self) -> None:
        """Nothing to take."""

    def close(self) -> None:
        """Nothing to give back."""

    def write(self, data: bytes) -> NoReturn:  # noqa: ARG002 - goes nowhere
        """There is nowhere to write to.

        Raises:
            DeviceAbsent: always.
        """
        raise DeviceAbsent("device.absent", device=self._device)

    def read_exact(self, count: int, deadline: float) -> NoReturn:  # noqa: ARG002 - nothing comes
        """There is nothing to read from.

        Raises:
            DeviceAbsent: always.
        """
        raise DeviceAbsent("device.absent", device=self._device)

    def read_pending(self) -> bytes:
        """Nothing ever comes."""
        return b""

    def discard_input(self) -> None:
        """Nothing ever comes."""
