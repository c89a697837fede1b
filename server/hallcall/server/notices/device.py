"""The way out by a device of the server's own machine: the site's gateway, a modem, a line to the operator."""

from __future__ import annotations

import queue
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from ulid import ULID

from hallcall.core.errors import ConfigError, DeviceError, DeviceFault, Finding, LinkError
from hallcall.hal import DeviceEvent, DeviceId, load_machine
from hallcall.hal.building import make_driver
from hallcall.hal.interface import Devices
from hallcall.hal.opening import open_devices
from hallcall.hal.ports.sms import SendSms, SmsReported, SmsSender, SmsState
from hallcall.server.notices.drivers import DeliveryReport, Notice

_PATIENCE_S = 60.0
"""No device takes so long; the longest message of a slow modem needs half of it."""
_NEVER = frozenset({"sms.number", "sms.refused", "sms.text", "sms.unsure"})


class DeviceDriver:
    """Sends by a device. That a message leaves once is the device driver's own promise: it keeps a book of ids."""

    name = "device"

    def __init__(self, devices: Devices, device: DeviceId) -> None:
        self._devices = devices
        self._device = device
        self._reports: queue.SimpleQueue[DeliveryReport] = queue.SimpleQueue()
        devices.subscribe(self._hear)

    def send(self, notice: Notice) -> None:
        """Hand the message over and wait for the receipt; each try is a request of its own, the id stays.

        Raises:
            DeviceFault: it will never be sent.
            LinkError: not now.
        """
        command = SendSms(number=notice.to, text=notice.text, message_id=notice.event_id)
        try:
            self._devices.do(self._device, command, str(ULID()), deadline_s=_PATIENCE_S).result(_PATIENCE_S)
        except DeviceError as error:
            if isinstance(error, DeviceFault) and error.code in _NEVER:
                raise
            raise LinkError("link.down", detail=str(error)) from error
        except TimeoutError as error:
            raise LinkError("link.timeout") from error

    def take_reports(self) -> Sequence[DeliveryReport]:
        """What the network has told, oldest first."""
        return [self._reports.get_nowait() for _ in range(self._reports.qsize())]

    def _hear(self, event: DeviceEvent) -> None:
        if isinstance(event, SmsReported):
            delivered = event.state is SmsState.DELIVERED
            trouble = event.trouble.value if event.trouble is not None else ""
            self._reports.put(DeliveryReport(event_id=event.message_id, delivered=delivered, trouble=trouble))

    def troubles(self) -> Sequence[str]:
        """Why the device is not simply working: ``notices.away`` when it cannot be used, and words of its reasons."""
        status = self._devices.get(self._device).status
        away = () if status.is_usable else ("notices.away",)
        return (*away, *sorted(reason.value for reason in status.reasons))


@contextmanager
def device_driver(machine: Path) -> Generator[DeviceDriver]:
    """The one sender of text messages that a machine's file names, started.

    Raises:
        ConfigError: the file is wrong, or names none or several.
    """
    config = load_machine(machine)
    senders = [device.id for device in config.devices if device.enabled and isinstance(make_driver(device), SmsSender)]
    if len(senders) != 1:
        finding = Finding(file=str(machine), line=0, key="device", code="machine.sms_sender")
        raise ConfigError("config.invalid", (finding,), file=str(machine), count=1)
    # Its other devices belong to the applications of this machine.
    devices = open_devices(replace(config, devices=tuple(one for one in config.devices if one.id in senders)))
    devices.start()
    try:
        yield DeviceDriver(devices, senders[0])
    finally:
        devices.stop()
