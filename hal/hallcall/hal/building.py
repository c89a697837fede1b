"""From the machine's file to drivers on their wires. Devices on the same line share it."""

from __future__ import annotations

from collections.abc import Iterable

from hallcall.hal.ports.base import Driver
from hallcall.hal.registry import DeviceConfig, Services, find_driver
from hallcall.hal.transport import SharedLine, Trace, Transport, make_wire


def make_driver(config: DeviceConfig, services: Services | None = None, trace: Trace | None = None) -> Driver:
    """The driver that ``config`` names, on a wire of its own; nothing is opened yet.

    Args:
        config: which driver, which wire, which options.
        services: what the application lends it.
        trace: sees every byte on the wire.
    """
    return _make(config, make_wire(config.port, trace), services)


def make_buses(devices: Iterable[DeviceConfig], services: Services | None = None) -> list[list[Driver]]:
    """The drivers of a machine, those on one line together."""
    lines: dict[object, list[DeviceConfig]] = {}
    for config in devices:
        key: object = config.port.bus or (config.id,)
        lines.setdefault(key, []).append(config)
    return [_make_bus(configs, services) for configs in lines.values()]


def _make_bus(configs: list[DeviceConfig], services: Services | None) -> list[Driver]:
    if len(configs) == 1:
        return [make_driver(configs[0], services)]
    line = SharedLine(make_wire(configs[0].port))
    return [_make(config, line.share(config.id), services) for config in configs]


def _make(config: DeviceConfig, wire: Transport, services: Services | None) -> Driver:
    return find_driver(config.driver).make(config, wire, services or Services())
