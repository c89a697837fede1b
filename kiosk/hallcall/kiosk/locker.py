"""The locker of this kiosk's machine: its doors and its file, used on a thread of their own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import structlog
from PySide6.QtCore import QObject, Qt, Signal, Slot

from hallcall.client.lockers import FILE, Cabinet, HalDoors, LockerStore
from hallcall.core.errors import DeviceTimeout, HallcallError
from hallcall.hal import DeviceId, Devices
from hallcall.hal.ports.locker import LockerCapabilities

__all__ = ["HalLocker", "open_locker"]

_log = structlog.get_logger("hallcall.kiosk")


class HalLocker(QObject):
    """Implements ``KioskLocker`` over a locker among running devices. ``close`` once."""

    _told = Signal(object)

    def __init__(self, hal: Devices, device: DeviceId, folder: Path, parent: QObject | None = None) -> None:
        """Take a locker.

        Args:
            hal: the machine's devices.
            device: the locker.
            folder: where its file lies.
            parent: owner in Qt.
        """
        super().__init__(parent)
        self._hal = hal
        self._device = device
        self._path = folder / FILE
        self._doors = HalDoors(hal, device)
        # One box at a time: a door that stands open is watched to its end.
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="locker")
        self._told.connect(self._call, Qt.ConnectionType.QueuedConnection)

    @property
    def works(self) -> bool:
        """Whether it can be used now."""
        return self._hal.get(self._device).status.is_usable

    def fetch(
        self,
        box: int,
        codes: tuple[str, ...],
        on_open: Callable[[], None],
        on_done: Callable[[], None],
        on_error: Callable[[HallcallError], None],
    ) -> None:
        """Open a box for who has its codes."""
        self._worker.submit(self._fetch, box, codes, on_open, on_done, on_error)

    def close(self) -> None:
        """Take nothing more; what is under way is not waited for."""
        self._doors.close()
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _fetch(
        self,
        box: int,
        codes: tuple[str, ...],
        on_open: Callable[[], None],
        on_done: Callable[[], None],
        on_error: Callable[[HallcallError], None],
    ) -> None:
        try:
            with LockerStore(self._path) as store:
                cabinet = Cabinet(store, self._doors, lambda: datetime.now(UTC))
                cabinet.get(box, codes, on_open=lambda: self._told.emit(on_open))
        except HallcallError as error:
            failed = error
            self._told.emit(lambda: on_error(failed))
        except TimeoutError:
            self._told.emit(lambda: on_error(DeviceTimeout("device.timeout", device=self._device)))
        else:
            self._told.emit(on_done)

    @Slot(object)
    def _call(self, then: Callable[[], None]) -> None:
        then()


def open_locker(hal: Devices, folder: Path, parent: QObject) -> HalLocker | None:
    """The locker of this machine; None where it has none."""
    for device in hal.status():
        if isinstance(hal.get(device).capabilities, LockerCapabilities):
            _log.info("kiosk.locker", device=device, folder=str(folder))
            return HalLocker(hal, device, folder, parent)
    return None
