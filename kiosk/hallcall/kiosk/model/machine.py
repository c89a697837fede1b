"""The kiosk as a machine: its link, its devices, and what the server is told of them."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal

from hallcall.hal import Health, Status
from hallcall.kiosk.model.devices import KioskDevices
from hallcall.kiosk.model.server import KioskServer

__all__ = ["Machine"]


class Machine(QObject):
    """What works at this kiosk."""

    changed = Signal()

    def __init__(
        self, server: KioskServer, devices: KioskDevices, kiosk_id: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._server = server
        self._devices = devices
        self._id = kiosk_id
        self._connected = server.is_connected
        devices.signals.statusChanged.connect(self._take_status)
        self._report_all()

    def refresh(self) -> None:
        """The link may have changed; a server that was away is told how the devices are."""
        connected = self._server.is_connected
        if connected and not self._connected:
            self._report_all()
        self._connected = connected
        self.changed.emit()

    def _report_all(self) -> None:
        for device, status in self._devices.statuses().items():
            self._report(device, status)

    def _take_status(self, device: str, status: Status) -> None:
        self._report(device, status)
        self.changed.emit()

    def _report(self, device: str, status: Status) -> None:
        reasons = tuple(sorted(reason.value for reason in status.reasons))
        self._server.report_device(f"{self._id}/{device}", status.health.value, reasons)

    def _get_reader_ok(self) -> bool:
        reader = self._devices.reader  # one that is only starting is not under repair
        return reader is not None and (reader.is_usable or reader.health is Health.STARTING)

    readerOk = Property(bool, _get_reader_ok, notify=changed)
    connected = Property(bool, lambda self: self._server.is_connected, notify=changed)
    outdated = Property(bool, lambda self: self._server.is_connected and self._server.is_outdated, notify=changed)
    """It is connected, and works by other hall files than the server."""
    holdsNumbers = Property(bool, lambda self: self._server.holds_numbers, notify=changed)
    """It can give numbers while it is not connected."""
