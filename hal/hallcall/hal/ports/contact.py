"""Contacts that say that people must leave: of a fire panel, or of a key switch on the wall."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from hallcall.hal.model import Capabilities, DeviceEvent
from hallcall.hal.named import named
from hallcall.hal.ports.base import Command, Driver


@named("contact")
@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCapabilities(Capabilities):
    """What hangs at the inputs."""

    contacts: tuple[str, ...]
    """Names, as the machine's file has them."""


@named("contact.changed")
@dataclass(frozen=True, slots=True, kw_only=True)
class ContactChanged(DeviceEvent):
    """A contact began or ceased to say that people must leave; told also of each when it was first read."""

    contact: str
    is_alarm: bool


@runtime_checkable
class AlarmContacts(Driver, Protocol):
    """Emits ``ContactChanged`` from its rounds."""

    def alarms(self) -> dict[str, bool]:
        """By contact, whether it says that people must leave; one that was not read long enough is left out."""
        ...


@named("contact.read")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReadContacts(Command[AlarmContacts, dict[str, bool]]):
    """How the contacts are now; for who was not there when they changed."""

    port = AlarmContacts

    def run(self, driver: AlarmContacts) -> dict[str, bool]:
        """Ask."""
        return driver.alarms()
