"""``FaceMemory`` over the folder of this machine: a thread of its own deletes, so that no page waits for a disk."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import structlog
from PySide6.QtCore import QObject

from hallcall.core.booking.book import BookingCode
from hallcall.core.errors import FaceError
from hallcall.face.gallery import FaceStore
from hallcall.kiosk.model.face_port import MemorySignals, Withdrawn

__all__ = ["FolderMemory"]

_log = structlog.get_logger("hallcall.kiosk")


class FolderMemory(MemorySignals):
    """Whom this machine remembers today, as it lies on its disk."""

    def __init__(self, store: FaceStore, machine: str, parent: QObject | None = None) -> None:
        """``machine`` is who records a withdrawal."""
        super().__init__(parent)
        self._store = store
        self._machine = machine
        self._numbers = itertools.count(1)
        self._thread = ThreadPoolExecutor(1, "face-memory")

    @property
    def signals(self) -> MemorySignals:
        """What it tells."""
        return self

    def holds(self, booking: BookingCode, day: date) -> bool:
        """Whether a template of that booking is stored."""
        return self._store.holds(booking, day)

    def forget(self, bookings: Sequence[BookingCode], at: datetime) -> int:
        """Delete at once; templates first, then the record."""
        number = next(self._numbers)

        def work() -> None:
            try:
                was = [self._store.withdraw(one, day=at.date(), at=at, machine=self._machine) for one in bookings]
                told = Withdrawn(asked=number, deleted=sum(was))
            except (FaceError, OSError) as error:
                _log.error("kiosk.face_not_forgotten", reason=getattr(error, "code", type(error).__name__))
                told = Withdrawn(asked=number, deleted=0, failed=True)
            self.changed.emit()
            self.withdrawn.emit(told)

        self._thread.submit(work)
        return number

    def let_go(self, booking: BookingCode, day: date) -> None:
        """Delete the template; the record of the consent stays, as it held until then."""

        def work() -> None:
            try:
                self._store.drop(day, self._store.subject(booking))
            except FaceError as error:
                _log.error("kiosk.face_not_forgotten", reason=error.code)
            self.changed.emit()

        self._thread.submit(work)

    def close(self) -> None:
        """Wait until all that was asked for is deleted."""
        self._thread.shutdown()
