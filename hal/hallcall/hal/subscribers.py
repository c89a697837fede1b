"""Who wants to hear of events."""

from __future__ import annotations

import threading
from collections.abc import Callable

import structlog

from hallcall.hal.model import DeviceEvent

_log = structlog.get_logger("hallcall.hal")


class Subscribers:
    """Callbacks that get every event; a defect in one of them is its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._callbacks: list[Callable[[DeviceEvent], None]] = []

    def add(self, callback: Callable[[DeviceEvent], None]) -> Callable[[], None]:
        """Have ``callback`` called with every event; returns how to end that."""
        with self._lock:
            self._callbacks.append(callback)

        def remove() -> None:
            with self._lock:
                if callback in self._callbacks:
                    self._callbacks.remove(callback)

        return remove

    def publish(self, event: DeviceEvent) -> None:
        """Tell everybody, on the caller's thread."""
        with self._lock:
            callbacks = tuple(self._callbacks)
        for callback in callbacks:
            try:
                callback(event)
            except Exception as error:  # noqa: BLE001 - event handler: its defect must not stop a device
                _log.error("subscriber.defect", kind=type(event).__name__, error=repr(error), exc_info=error)
