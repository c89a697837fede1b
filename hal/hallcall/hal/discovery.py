"""Which ports this machine has, and which of them no device of its file claims: unknown ones are shown, not hidden.

Source:
    Links that udev makes: ``/dev/serial/by-path`` (which socket of the machine), ``/dev/serial/by-id`` (which adapter);
    ``/dev/usb/lp*`` of ``usblp``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from hallcall.core.errors import DeviceAbsent
from hallcall.hal.config import MachineConfig
from hallcall.hal.model import DeviceId
from hallcall.hal.transport.ends import EvdevPort, FilePort, HidPort, SerialPort

_DEV = Path("/dev")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPort:
    """A port of this machine."""

    path: Path
    """``/dev/ttyUSB0``."""
    kind: str
    """As in the machine's file: ``serial``, ``usb-file``."""
    match: tuple[tuple[str, str], ...] = ()
    """What to write into the file so that the port is found again, whatever its number is then."""
    device: DeviceId | None = None
    """The device of the machine's file that is there; None for an unknown one."""


def find_ports(machine: MachineConfig | None = None, dev: Path = _DEV) -> tuple[FoundPort, ...]:
    """The ports of this machine, by path.

    Args:
        machine: its file, to know which port belongs to whom.
        dev: where the ports are.
    """
    claimed = _claimed(machine, dev) if machine else {}
    serial = [
        FoundPort(path=path, kind="serial", match=match, device=claimed.get(path))
        for path, match in _serial_ports(dev).items()
    ]
    files = [
        FoundPort(path=path, kind="usb-file", device=claimed.get(path)) for path in sorted((dev / "usb").glob("lp*"))
    ]
    return tuple(sorted([*serial, *files], key=lambda port: port.path))


def _serial_ports(dev: Path) -> dict[Path, tuple[tuple[str, str], ...]]:
    found: dict[Path, dict[str, str]] = {}
    for key, folder in (("ID_PATH", "by-path"), ("ID_SERIAL", "by-id")):
        for link in sorted((dev / "serial" / folder).glob("*")):
            name = link.name.removeprefix("usb-") if key == "ID_SERIAL" else link.name
            found.setdefault(link.resolve(), {})[key] = name
    return {path: tuple(sorted(names.items())) for path, names in found.items()}


def _claimed(machine: MachineConfig, dev: Path) -> dict[Path, DeviceId]:
    claimed: dict[Path, DeviceId] = {}
    for config in machine.devices:
        for path in _paths(config.port, dev):
            claimed[path.resolve()] = config.id
    return claimed


def _paths(port: object, dev: Path) -> Iterable[Path]:
    match port:
        case SerialPort():
            try:
                path = port.locate(dev / "serial")
            except DeviceAbsent:
                return ()
            return () if "://" in path else (Path(path),)
        case FilePort() | EvdevPort():
            return (Path(port.path),)
        case HidPort():
            return (Path(port.path),) if port.path else ()
        case _:
            return ()
