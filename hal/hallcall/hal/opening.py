"""The devices of this machine, where its file says they are."""

from __future__ import annotations

from hallcall.hal.config import MachineConfig
from hallcall.hal.hub import Hal
from hallcall.hal.interface import Devices
from hallcall.hal.registry import Services
from hallcall.hal.remote import RemoteHal


def open_devices(machine: MachineConfig, services: Services | None = None) -> Devices:
    """The daemon's devices where the file names its socket, this process's own otherwise; nothing is started yet."""
    if machine.socket is not None:
        return RemoteHal(machine, machine.socket, services=services)
    return Hal(machine, services=services)
