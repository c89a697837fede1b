"""Devices: what the hall asks of a card reader or a ticket printer, and the drivers that speak to real ones.

::

    Hal (hub) ── one Supervisor a device ── driver ── codec (pure bytes) + transport (the wire)

Applications see :class:`~hallcall.hal.hub.Hal`, the values of :mod:`~hallcall.hal.model` and the slip of
:mod:`~hallcall.hal.document`; a driver is always the production driver, simulated is only the far end of the wire.
"""

from hallcall.hal.config import DeviceConfig, MachineConfig, load_machine, parse_machine
from hallcall.hal.hub import Hal
from hallcall.hal.model import (
    Capabilities,
    CardLaid,
    CardProblem,
    CardRemoved,
    DeviceEvent,
    DeviceId,
    Health,
    IdCard,
    JobState,
    PrintJob,
    PrintJobChanged,
    Reason,
    Status,
    StatusChanged,
)
from hallcall.hal.ports import Rasteriser

__all__ = [
    "Capabilities",
    "CardLaid",
    "CardProblem",
    "CardRemoved",
    "DeviceConfig",
    "DeviceEvent",
    "DeviceId",
    "Hal",
    "Health",
    "IdCard",
    "JobState",
    "MachineConfig",
    "PrintJob",
    "PrintJobChanged",
    "Rasteriser",
    "Reason",
    "Status",
    "StatusChanged",
    "load_machine",
    "parse_machine",
]
