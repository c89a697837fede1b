"""The kiosk's devices as it sees them, in the GUI thread: what a visitor may count on, what happened, what to print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot

from hallcall.core.announcing import Priority
from hallcall.core.errors import ConfigError
from hallcall.core.languages import Language
from hallcall.hal import (
    CardLaid,
    CardProblem,
    CardRemoved,
    DeviceEvent,
    DeviceId,
    Devices,
    JobChanged,
    PrinterCapabilities,
    Status,
    StatusChanged,
)
from hallcall.hal.codec.scancode import Recognised
from hallcall.hal.document import Slip
from hallcall.hal.ports.announcer import AnnouncerCapabilities, Say, SpeechFailed, SpeechFinished
from hallcall.hal.ports.keypad import PadKey, PadKeyPressed
from hallcall.hal.ports.scanner import CodeProblem, CodeScanned

__all__ = ["HEADPHONES", "DeviceSignals", "HalDevices", "KioskDevices"]

_READER = "idcard."
_SCANNER = "scanner."
HEADPHONES = "headphones"
"""Zone of a kiosk's announcer that one visitor hears alone."""


class DeviceSignals(QObject):
    """What happens at the devices, in the GUI thread."""

    cardLaid = Signal(object)
    """``(IdCard)``: a card was read whole."""
    cardRemoved = Signal()
    """It was taken away."""
    cardProblem = Signal(str)
    """``(code)``: a card could not be read."""
    jobChanged = Signal(object)
    """``(Job)``: a slip went one state further."""
    codeScanned = Signal(object)
    """``(Recognised)``: a code was held in front of the scanner."""
    codeProblem = Signal()
    """Something was held there that cannot be read."""
    padKey = Signal(object)
    """``(PadKey)``: a key of the pad that can be felt."""
    headphones = Signal(bool)
    """A plug was put into the socket, or drawn out."""
    readEnded = Signal(str)
    """``(job)``: a sentence was read to its end, or cut off, or could not be said."""
    statusChanged = Signal(str, object)
    """``(device, Status)``: a device is otherwise than before."""


class KioskDevices(Protocol):
    """Card reader, code scanner, printer and headphones of one kiosk."""

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

    @property
    def scanner(self) -> Status | None:
        """How the code scanner is; None when this kiosk has none."""
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

    @property
    def can_read_aloud(self) -> bool:
        """Whether there are headphones to read into."""
        ...

    def read_aloud(self, job: str, text: str, language: Language) -> None:
        """Read into the headphones at once; what was read before is cut off. The end comes as ``readEnded``."""
        ...


class HalDevices(DeviceSignals):
    """``KioskDevices`` over the devices of this machine."""

    _heard = Signal(object)

    def __init__(self, hal: Devices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hal = hal
        devices = {device: hal.get(device) for device in hal.status()}
        self._reader = _first(device for device, found in devices.items() if found.driver.startswith(_READER))
        self._scanner = _first(device for device, found in devices.items() if found.driver.startswith(_SCANNER))
        self._printer = _first(
            device for device, found in devices.items() if isinstance(found.capabilities, PrinterCapabilities)
        )
        self._headphones = _first(
            device
            for device, found in devices.items()
            if isinstance(found.capabilities, AnnouncerCapabilities) and HEADPHONES in found.capabilities.zones
        )
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

    @property
    def scanner(self) -> Status | None:
        """How the code scanner is."""
        return self._hal.get(self._scanner).status if self._scanner is not None else None

    def statuses(self) -> Mapping[str, Status]:
        """How every device of this kiosk is."""
        return {str(device): status for device, status in self._hal.status().items()}

    @property
    def paper_dots(self) -> int:
        """Printable width of the paper."""
        if self._printer is None:
            return 0
        can = self._hal.get(self._printer).capabilities
        return can.width_dots if isinstance(can, PrinterCapabilities) else 0

    def print_slip(self, slip: Slip, request_id: str) -> None:
        """Have a slip printed.

        Raises:
            ConfigError: ``config.missing``: this machine has no printer.
        """
        if self._printer is None:
            raise ConfigError("config.missing", file="machine.toml")
        self._hal.print_slip(self._printer, slip, request_id)

    @property
    def can_read_aloud(self) -> bool:
        """Whether there are headphones to read into."""
        return self._headphones is not None and self._hal.get(self._headphones).status.is_usable

    def read_aloud(self, job: str, text: str, language: Language) -> None:
        """Read into the headphones at once."""
        if self._headphones is None:
            return
        say = Say(job=job, zone=HEADPHONES, language=language, text=text, caption=text, priority=Priority.PERSONAL)
        self._hal.do(self._headphones, say, job)

    @Slot(object)
    def _take(self, event: DeviceEvent) -> None:
        match event:
            case CardLaid():
                self.cardLaid.emit(event.card)
            case CardRemoved():
                self.cardRemoved.emit()
            case CardProblem():
                self.cardProblem.emit(event.code)
            case CodeScanned():
                self.codeScanned.emit(Recognised(event.kind, event.value))
            case CodeProblem():
                self.codeProblem.emit()
            case PadKeyPressed(key=PadKey.HEADPHONES_IN | PadKey.HEADPHONES_OUT):
                self.headphones.emit(event.key is PadKey.HEADPHONES_IN)
            case PadKeyPressed():
                self.padKey.emit(event.key)
            case _:
                self._take_progress(event)

    def _take_progress(self, event: DeviceEvent) -> None:
        """What became of something that a device was told, or of the device itself."""
        match event:
            case JobChanged():
                self.jobChanged.emit(event.job)
            case SpeechFinished() | SpeechFailed():
                self.readEnded.emit(event.job)
            case StatusChanged():
                self.statusChanged.emit(str(event.device), event.status)
            case _:
                """Another kind of device: the kiosk's pages do not ask for it."""


def _first(devices: Iterable[DeviceId]) -> DeviceId | None:
    return next(iter(devices), None)
