"""What every wire is asked for, whatever it is made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, Protocol, TypeAlias

Trace: TypeAlias = Callable[[Literal["out", "in"], bytes], None]
"""Sees every byte that passes. What a card reader sends is personal: keep a trace no longer than needed."""


class Transport(Protocol):
    """A wire that drivers speak over. Every method may raise ``DeviceAbsent("device.unplugged")``."""

    def is_present(self) -> bool:
        """Whether the port is there, asked without opening it."""
        ...

    def open(self) -> None:
        """Take the port for this process alone and forget what lies in its buffers."""
        ...

    def write(self, data: bytes) -> None:
        """Send all of ``data``; returns when the last byte has had the time to leave at the speed of the wire."""
        ...

    def read_exact(self, count: int, deadline: float) -> bytes:
        """Exactly ``count`` bytes, or ``DeviceTimeout`` at ``deadline`` (``time.monotonic``)."""
        ...

    def read_pending(self) -> bytes:
        """What has arrived already, perhaps nothing; does not wait."""
        ...

    def discard_input(self) -> None:
        """Forget what arrived unasked."""
        ...

    def close(self) -> None:
        """Give the port back. Never raises; may be called twice."""
        ...
