"""Devices: what the hall asks of a card reader or a ticket printer, and the drivers that speak to real ones.

::

    Hal (hub) ── one Bus a line ── one Supervisor a device ── driver ── codec (pure bytes) + transport (the wire)

Applications see :class:`~hallcall.hal.hub.Hal`, the values of :mod:`~hallcall.hal.model`, the ports in
:mod:`~hallcall.hal.ports` and the slip of :mod:`~hallcall.hal.document`; a driver is always the production driver,
simulated is only the far end of the wire.
"""

from hallcall.hal.config import MachineConfig, load_machine, parse_machine
from hallcall.hal.hub import Hal
from hallcall.hal.interface import Device, Devices
from hallcall.hal.model import (
    Capabilities,
    DeviceEvent,
    DeviceId,
    Health,
    Job,
    JobChanged,
    JobState,
    Reason,
    Status,
    StatusChanged,
)
from hallcall.hal.opening import open_devices
from hallcall.hal.ports.idcard import CardLaid, CardProblem, CardRemoved, IdCard
from hallcall.hal.ports.printer import PrinterCapabilities, Rasteriser
from hallcall.hal.registry import DeviceConfig, Services

__all__ = [
    "Capabilities",
    "CardLaid",
    "CardProblem",
    "CardRemoved",
    "Device",
    "DeviceConfig",
    "DeviceEvent",
    "DeviceId",
    "Devices",
    "Hal",
    "Health",
    "IdCard",
    "Job",
    "JobChanged",
    "JobState",
    "MachineConfig",
    "PrinterCapabilities",
    "Rasteriser",
    "Reason",
    "Services",
    "Status",
    "StatusChanged",
    "load_machine",
    "open_devices",
    "parse_machine",
]
