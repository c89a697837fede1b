"""Where a wire ends: a named port, or a rule that finds it among the ports of this machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

from hallcall.core.errors import DeviceAbsent
from hallcall.hal.model import DeviceId

_UDEV = Path("/dev/serial")

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


@dataclass(frozen=True, slots=True, kw_only=True)
class SerialPort:
    """A serial port, 8N1, and how to find it."""

    device: DeviceId
    """Named in every error."""
    port: str = ""
    """Path or pyserial URL (``socket://127.0.0.1:7000``); empty when ``match`` finds it."""
    match: tuple[tuple[str, str], ...] = ()
    """udev properties: ``ID_PATH`` (which socket of the machine) or ``ID_SERIAL`` (which adapter)."""
    baud: int = 115200

    def locate(self, udev: Path = _UDEV) -> str:
        """The path or URL to open.

        Raises:
            DeviceAbsent: nothing matches, or more than one port does and a guess might be wrong.
        """
        if not self.match:
            return self.port
        found: set[Path] | None = None
        for key, value in self.match:
            folder, prefix = ("by-path", value) if key == "ID_PATH" else ("by-id", f"usb-{value}")
            ports = {link.resolve() for link in (udev / folder).glob(f"{prefix}*") if _names(link.name, prefix)}
            found = ports if found is None else found & ports
        if not found or len(found) > 1:
            raise DeviceAbsent("device.absent", device=self.device, matches=len(found or ()))
        return str(found.pop())


def _names(link: str, prefix: str) -> bool:
    """Whether udev made ``link`` for ``prefix``: the rest may only tell interface and port of the same adapter."""
    rest = link.removeprefix(prefix)
    return not rest or rest.startswith(("-if", "-port"))
