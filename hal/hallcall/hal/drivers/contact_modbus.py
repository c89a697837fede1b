"""Dry contacts at the inputs of a Modbus RTU board, on RS485 or through a serial server: a fire panel, a key switch.

A contact at rest is open or closed, as the machine's file says. A fire panel's should be closed at rest
(``normally_closed``): then a cable that is cut or a plug that is pulled says the same as the panel. A contact counts
when it was read the same for a while: it bounces, and long cables catch noise. A board that does not answer is a device
that is away and no reason to leave; that is told like that of any other device.

Source:
    Frames as in :mod:`hallcall.hal.codec.modbus`; function 2, inputs numbered from 0, as boards with relays and inputs
    have them: 01 02 00 00 00 08 79 CC asks board 1 for eight.
"""

from __future__ import annotations

import time
from collections.abc import Mapping

from hallcall.core.errors import ConfigError, Finding
from hallcall.hal.codec.modbus import Function, Request
from hallcall.hal.framed import now
from hallcall.hal.modbus_line import ModbusLine
from hallcall.hal.model import ONLINE, Condition, DeviceId
from hallcall.hal.options import NumberTable, Whole
from hallcall.hal.ports import Emit
from hallcall.hal.ports.contact import ContactCapabilities, ContactChanged
from hallcall.hal.registry import DeviceConfig, DriverSpec, Services
from hallcall.hal.transport import Transport

_OPEN, _CLOSED = "normally_open", "normally_closed"


class Settling:
    """One contact: what it says counts when it has said so for a while."""

    def __init__(self, number: int, *, is_closed_at_rest: bool, settle_s: float) -> None:
        self.number = number
        self.is_alarm: bool | None = None
        """None before it was read long enough."""
        self._is_closed_at_rest = is_closed_at_rest
        self._settle_s = settle_s
        self._read: bool | None = None
        self._since = 0.0

    def read(self, *, is_closed: bool, at: float) -> bool:
        """Take over what was read; True when that settles something new."""
        is_alarm = is_closed is not self._is_closed_at_rest
        if is_alarm is not self._read:
            self._read, self._since = is_alarm, at
        if is_alarm is self.is_alarm or at - self._since < self._settle_s:
            return False
        self.is_alarm = is_alarm
        return True


class ModbusContacts:
    """The contacts of one board. Implements ``AlarmContacts``."""

    def __init__(self, config: DeviceConfig, wire: Transport, contacts: Mapping[str, Settling]) -> None:
        self.id: DeviceId = config.id
        self.pause_s = config.seconds("poll_ms")
        self.capabilities = ContactCapabilities(contacts=tuple(contacts))
        self._wire = wire
        self._line = ModbusLine(config.id, wire, timeout_s=config.seconds("timeout_ms"))
        self._contacts = contacts
        count = 1 + max(contact.number for contact in contacts.values())
        self._request = Request(config.whole("address"), Function.READ_INPUTS, 0, count)

    def is_present(self) -> bool:
        """Whether its port is there."""
        return self._wire.is_present()

    def open(self) -> None:
        """Take the port and make sure that a board with such inputs answers."""
        self._wire.open()
        self._line.forget()
        self._line.ask(self._request)

    def close(self) -> None:
        """Give the port back. What was settled stays until it is read otherwise."""
        self._wire.close()

    def step(self, emit: Emit) -> Condition:
        """Read all inputs."""
        inputs = self._line.ask(self._request).values
        at = time.monotonic()
        for name, contact in self._contacts.items():
            if contact.read(is_closed=bool(inputs[contact.number]), at=at):
                emit(ContactChanged(device=self.id, at=now(), contact=name, is_alarm=bool(contact.is_alarm)))
        return ONLINE

    def alarms(self) -> dict[str, bool]:
        """How the contacts are."""
        return {name: known.is_alarm for name, known in self._contacts.items() if known.is_alarm is not None}


def _make(config: DeviceConfig, wire: Transport, services: Services) -> ModbusContacts:
    del services  # it needs nobody
    settle_s = config.seconds("settle_ms")
    contacts: dict[str, Settling] = {}
    for key in (_OPEN, _CLOSED):
        for name, number in config.numbers(key).items():
            if name in contacts or number in {other.number for other in contacts.values()}:
                raise _wrong(config, key)
            contacts[name] = Settling(number, is_closed_at_rest=key == _CLOSED, settle_s=settle_s)
    if not contacts:
        raise _wrong(config, _CLOSED)
    return ModbusContacts(config, wire, contacts)


def _wrong(config: DeviceConfig, key: str) -> ConfigError:
    """No contact at all, or two of one name or at one input."""
    fields = (("allowed", '{ "name" = 0-31 }'),)
    finding = Finding(file=f"[{config.id}]", line=0, key=key, code="machine.value", fields=fields)
    return ConfigError("config.invalid", (finding,))


SPEC = DriverSpec(
    name="contact.modbus",
    ports=frozenset({"serial", "tcp"}),
    options={
        _OPEN: NumberTable(0, 31),
        _CLOSED: NumberTable(0, 31),
        "address": Whole(None, 1, 255),
        "settle_ms": Whole(200, 0, 10_000),
        "poll_ms": Whole(100, 20, 5000),
        "timeout_ms": Whole(300, 50, 5000),
    },
    make=_make,
    address="address",
)
