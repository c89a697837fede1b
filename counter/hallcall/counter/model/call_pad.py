"""A pad with real keys beside the screen: each does what the key of that name on the screen does."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Qt, Signal, Slot

from hallcall.counter.model.desk import Desk
from hallcall.counter.model.keys import Key
from hallcall.hal import DeviceEvent
from hallcall.hal.interface import Devices
from hallcall.hal.ports.keypad import PadKey, PadKeyPressed

PAD_KEYS: Mapping[PadKey, Key] = {
    PadKey.NEXT: Key.PRIMARY,
    PadKey.RECALL: Key.RECALL,
    PadKey.PASS: Key.PASS,
    PadKey.PAUSE: Key.PAUSE,
    PadKey.FINISH: Key.FINISH,
}
"""Keys that have no counterpart here do nothing."""


class CallPad(QObject):
    """Hands the keys of this machine's pads to the desk, which guards them as it guards its own."""

    _heard = Signal(object)

    def __init__(self, desk: Desk, devices: Devices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        # A pad tells on a thread of its own.
        self._heard.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe = devices.subscribe(self._hear)

    def close(self) -> None:
        """Hear no more."""
        self._unsubscribe()

    def _hear(self, event: DeviceEvent) -> None:
        if isinstance(event, PadKeyPressed):
            self._heard.emit(event)

    @Slot(object)
    def _take(self, event: PadKeyPressed) -> None:
        if key := PAD_KEYS.get(event.key):
            self._desk.press(key)
