"""Ports: one module a kind of device, with what it can do, the commands it takes and the events it tells."""

from hallcall.hal.ports.base import Command, Driver, Emit

__all__ = ["Command", "Driver", "Emit"]
