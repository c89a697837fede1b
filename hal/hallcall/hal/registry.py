"""Which drivers there are: those of hallcall, and those that other packages bring.

A package of somebody else announces a driver by an entry point, its name being the driver's::

    [project.entry-points."hallcall.drivers"]
    "scale.acme" = "acme_scale:SPEC"
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint, entry_points
from typing import Any, cast

import structlog

from hallcall.hal.drivers import BUILT_IN
from hallcall.hal.model import DeviceId, Reason
from hallcall.hal.options import Option, OptionValue
from hallcall.hal.ports.base import Driver
from hallcall.hal.ports.printer import Rasteriser
from hallcall.hal.transport import Port, Transport

_GROUP = "hallcall.drivers"
_log = structlog.get_logger("hallcall.hal")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceConfig:
    """One device of the machine, checked against its driver's spec."""

    id: DeviceId
    driver: str
    port: Port
    enabled: bool = True
    options: Mapping[str, OptionValue] = field(default_factory=dict[str, OptionValue])
    """Every option of the driver, defaults filled in."""

    def whole(self, name: str) -> int:
        """A ``Whole`` or ``OneOf`` option."""
        return cast("int", self.options[name])

    def seconds(self, name: str) -> float:
        """A ``Whole`` option in milliseconds, as seconds."""
        return self.whole(name) / 1000

    def text(self, name: str) -> str:
        """A ``Text``, ``Choice`` or ``Secret`` option; of a secret the path of its file."""
        return cast("str", self.options[name])

    def flag(self, name: str) -> bool:
        """A ``Flag`` option."""
        return cast("bool", self.options[name])

    def texts(self, name: str) -> tuple[str, ...]:
        """A ``Texts`` option."""
        return cast("tuple[str, ...]", self.options[name])

    def numbers(self, name: str) -> Mapping[str, int]:
        """A ``NumberTable`` option."""
        return cast("Mapping[str, int]", self.options[name])

    def text_table(self, name: str) -> Mapping[str, str]:
        """A ``TextTable`` option."""
        return cast("Mapping[str, str]", self.options[name])


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What the application lends to drivers. Every one may be missing."""

    rasteriser: Rasteriser | None = None
    """Draws what a printer's font cannot; without it such characters print as ``〓``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverSpec:
    """A driver as the rest of hallcall knows it; each driver's module has one, named ``SPEC``."""

    name: str
    """``printer.escpos``: the port, a dot, the protocol on the wire."""
    ports: frozenset[str]
    """Kinds of ports it can be at: keys of ``transport.ends.PORT_KINDS``."""
    options: Mapping[str, Option]
    make: Callable[[DeviceConfig, Transport, Services], Driver]
    """Makes the driver of a device; nothing is opened yet. At ``hid``, ``evdev``, ``http`` and ``none`` the transport
    carries nothing: the driver takes what it needs from ``config.port``."""
    reasons: Mapping[str, Reason] = field(default_factory=dict[str, Reason])
    """What the driver's own error codes mean, besides those of every device."""
    address: str = ""
    """The option that tells several such devices on one line apart; empty when a line has only one."""


def driver_names() -> tuple[str, ...]:
    """Every driver there is, in order."""
    return tuple(sorted({*BUILT_IN, *_foreign()}))


def find_driver(name: str) -> DriverSpec:
    """The driver of that name.

    Raises:
        KeyError: there is none, or its package is broken; the log says which.
    """
    if name in BUILT_IN:
        return cast("DriverSpec", importlib.import_module(BUILT_IN[name]).SPEC)
    point = _foreign()[name]
    try:
        spec: Any = point.load()
    except Exception as error:
        _log.exception("driver.broken", driver=name, package=point.value)
        raise KeyError(name) from error
    if not isinstance(spec, DriverSpec) or spec.name != name:
        _log.error("driver.broken", driver=name, package=point.value)
        raise KeyError(name)
    return spec


def _foreign() -> dict[str, EntryPoint]:
    """Drivers of other packages; none of them can take the place of a built-in one."""
    return {point.name: point for point in entry_points(group=_GROUP) if point.name not in BUILT_IN}
