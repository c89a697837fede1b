"""The kiosk's devices as it sees them, in the GUI thread: what a visitor may count on, what happened, what to print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot

from hallcall.core.errors import ConfigError
from hallcall.hal import (
    CardLaid,
    CardProblem,
    CardRemoved,
    DeviceEvent,
    DeviceId,
    Hal,
    PrintJobChanged,
    Status,
    StatusChanged,
)
from hallcall.hal.document import Slip

__all__ = ["DeviceSignals", "HalDevices", "KioskDevices"]

_READER = "idcard."
_PRINTER = "printer."


class DeviceSignals(QObject):
    """What happens at the devices, in the GUI thread."""

    cardLaid = Signal(object)
    """``(IdCard)``: a card was read whole."""
    cardRemoved = Signal()
    """It was taken away."""
    cardProblem = Signal(str)
    """``(code)``: a card could not be read."""
    jobChanged = Signal(object)
    """``(PrintJob)``: a slip went one state further."""
    statusChanged = Signal(str, object)
    """``(device, Status)``: a device is otherwise than before."""


class KioskDevices(Protocol):
    """Card reader and printer of one kiosk."""

    @property
    def signals(self) -> DeviceSignals:
        """What happens at them."""
        ...

    @property
    def reader(self) -> Status | None:
        """How the card reader is; None when this kiosk has none."""
        ...

    @property
    def printer(self) -> Status | None:
        """How the printer is; None when this kiosk has none."""
        ...

    def statuses(self) -> Mapping[str, Status]:
        """How every device of this kiosk is."""
        ...

    @property
    def paper_dots(self) -> int:
        """Printable width of the paper."""
        ...

    def print_slip(self, slip: Slip, request_id: str) -> None:
        """Have a slip printed; what becomes of it comes as ``jobChanged``. The same id prints once."""
        ...


class HalDevices(DeviceSignals):
    """``KioskDevices`` over the devices of this machine."""

    _heard = Signal(object)

    def __init__(self, hal: Hal, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hal = hal
        devices = {device: hal.get(device) for device in hal.status()}
        self._reader = _first(device for device, found in devices.items() if found.driver.startswith(_READER))
        self._printer = _first(device for device, found in devices.items() if found.driver.startswith(_PRINTER))
        self._heard.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe = hal.subscribe(self._heard.emit)

    @property
    def signals(self) -> DeviceSignals:
        """What happens at them."""
        return self

    def close(self) -> None:
        """Hear no more."""
        self._unsubscribe()

    @property
    def reader(self) -> Status | None:
        """How the card reader is."""
        return self._hal.get(self._reader).status if self._reader is not None else None

    @property
    def printer(self) -> Status | None:
        """How the printer is."""
        return self._hal.get(self._printer).status if self._printer is not None else None

    def statuses(self) -> Mapping[str, Status]:
        """How every device of this kiosk is."""
        return {str(device): status for device, status in self._hal.status().items()}

    @property
    def paper_dots(self) -> int:
        """Printable width of the paper."""
        return self._hal.get(self._printer).capabilities.width_dots if self._printer is not None else 0

    def print_slip(self, slip: Slip, request_id: str) -> None:
        """Have a slip printed.

        Raises:
            ConfigError: ``config.missing``: this machine has no printer.
        """
        if self._printer is None:
            raise ConfigError("config.missing", file="machine.toml")
        self._hal.print_slip(self._printer, slip, request_id)

    @Slot(object)
    def _take(self, event: DeviceEvent) -> None:
        match event:
            case CardLaid():
                self.cardLaid.emit(event.card)
            case CardRemoved():
                self.cardRemoved.emit()
            case CardProblem():
                self.cardProblem.emit(event.code)
            case PrintJobChanged():
                self.jobChanged.emit(event.job)
            case StatusChanged():
                self.statusChanged.emit(str(event.device), event.status)


def _first(devices: Iterable[DeviceId]) -> DeviceId | None:
    return next(iter(devices), None)
