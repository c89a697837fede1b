"""Where a wire ends: the kinds of ports that the machine's file may name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from hallcall.core.errors import DeviceAbsent
from hallcall.hal.model import DeviceId
from hallcall.hal.options import OneOf, Option, Text, Whole

_UDEV = Path("/dev/serial")
_BAUDS = frozenset({1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600})
_REST = re.compile(r"(-if\d\d)?(-port(?P<number>\d+))?")
"""What udev appends to the name of an adapter: which of its interfaces, which of its ports."""

Match: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SerialPort:
    """A serial port, 8N1, and how to find it."""

    device: DeviceId
    """Named in every error."""
    port: str = ""
    """Path or pyserial URL; empty when ``match`` finds it."""
    match: Match = ()
    """udev properties: ``ID_PATH`` (which socket of the machine) or ``ID_SERIAL`` (which adapter)."""
    port_number: int | None = None
    """Which port of an adapter with several that are otherwise alike."""
    baud: int = 115200

    @property
    def bus(self) -> tuple[object, ...]:
        """Equal for two devices on the same line."""
        return ("serial", self.port, self.match, self.port_number)

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
            ports = {link.resolve() for link in (udev / folder).glob(f"{prefix}*") if self._names(link.name, prefix)}
            found = ports if found is None else found & ports
        if not found or len(found) > 1:
            raise DeviceAbsent("device.absent", device=self.device, matches=len(found or ()))
        return str(found.pop())

    def _names(self, link: str, prefix: str) -> bool:
        rest = _REST.fullmatch(link.removeprefix(prefix))
        if rest is None:
            return False
        number = rest.group("number")
        return self.port_number is None or (number is not None and int(number) == self.port_number)


@dataclass(frozen=True, slots=True, kw_only=True)
class TcpPort:
    """A port of a device, or of a serial server, in the hall's network."""

    device: DeviceId
    host: str
    port: int

    @property
    def bus(self) -> tuple[object, ...]:
        """Equal for two devices behind the same serial server's port."""
        return ("tcp", self.host, self.port)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePort:
    """A character device that is read and written as it is, ``/dev/usb/lp0``."""

    device: DeviceId
    path: str

    @property
    def bus(self) -> tuple[object, ...]:
        """Equal for two devices at the same file."""
        return ("usb-file", self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class HidPort:
    """A HID device that speaks in reports, ``/dev/hidraw3`` or by its USB ids ``0400:c35a``."""

    device: DeviceId
    path: str = ""
    usb: str = ""

    @property
    def bus(self) -> tuple[object, ...]:
        """Equal for two devices at the same place."""
        return ("hid", self.path, self.usb)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvdevPort:
    """An input device, ``/dev/input/by-id/usb-...-event-kbd``."""

    device: DeviceId
    path: str

    @property
    def bus(self) -> tuple[object, ...]:
        """Equal for two devices at the same place."""
        return ("evdev", self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpPort:
    """A service that is asked by HTTP. Several devices may ask the same one."""

    device: DeviceId
    url: str

    @property
    def bus(self) -> None:
        """It is no line: every device has a thread of its own."""
        return


@dataclass(frozen=True, slots=True, kw_only=True)
class NoPort:
    """Nothing that can be named: a loudspeaker, the system's own print queue."""

    device: DeviceId

    @property
    def bus(self) -> None:
        """It is no line: every device has a thread of its own."""
        return


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoPort:
    """Where pictures come from: ``/dev/video0``, an address in the network, a film, another package's camera."""

    device: DeviceId
    source: str

    @property
    def bus(self) -> tuple[object, ...]:
        """Equal for two devices at the same source."""
        return ("video", self.source)


Port: TypeAlias = SerialPort | TcpPort | FilePort | HidPort | EvdevPort | HttpPort | NoPort | VideoPort


@dataclass(frozen=True, slots=True, kw_only=True)
class PortKind:
    """One value of ``kind`` in a ``transport`` table."""

    options: Mapping[str, Option]
    make: Callable[..., Any]
    """Takes ``device`` and the options; returns a :data:`Port`."""
    one_of: tuple[str, ...] = ()
    """Of these keys exactly one must be given."""


_PATH = Text("", r"/[^\n]*", "/dev/...")
_HAVE_PATH = Text(None, r"/[^\n]*", "/dev/...")

PORT_KINDS: Mapping[str, PortKind] = {
    "evdev": PortKind(options={"path": _HAVE_PATH}, make=EvdevPort),
    "hid": PortKind(
        options={"path": _PATH, "usb": Text("", r"[0-9a-f]{4}:[0-9a-f]{4}", "0400:c35a")},
        make=HidPort,
        one_of=("path", "usb"),
    ),
    "http": PortKind(options={"url": Text(None, r"https?://[^\s/]+\S*", "https://host/path")}, make=HttpPort),
    "none": PortKind(options={}, make=NoPort),
    "serial": PortKind(
        options={"port": Text(""), "baud": OneOf(115200, _BAUDS)},
        make=SerialPort,
        one_of=("port", "match"),
    ),
    "tcp": PortKind(
        options={"host": Text(None, r"[A-Za-z0-9.:-]+", "192.168.8.20"), "port": Whole(None, 1, 65535)}, make=TcpPort
    ),
    "usb-file": PortKind(options={"path": _HAVE_PATH}, make=FilePort),
    "video": PortKind(
        options={"source": Text(None, r"/\S+|(rtsps?|https?)://[^\s@]+|[a-z]+:(?!//)\S+", "/dev/video0")},
        make=VideoPort,
    ),
}
"""Kinds of ports, by their name in the machine's file."""
