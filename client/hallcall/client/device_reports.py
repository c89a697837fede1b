"""Tells the server how the devices of a machine are, for machines where no screen does.

Only the latest state of a device matters, so that is all that is kept while the server is away.
"""

from __future__ import annotations

import threading
from concurrent.futures import CancelledError, Future
from typing import Protocol

import structlog

from hallcall.client.answers import Answer
from hallcall.client.requests import Request
from hallcall.core.commands import ReportDevice
from hallcall.core.errors import HallcallError, LinkError
from hallcall.hal import DeviceEvent, DeviceId, Devices, StatusChanged

_log = structlog.get_logger("hallcall.client")

_AGAIN_S = 5.0
"""A server that is away is tried again after so long."""
_ANSWER_S = 30.0


class Sender(Protocol):
    """The part of ``HallLink`` that is needed."""

    def send(self, command: Request, *, key: str | None = None) -> Future[Answer]:
        """Send a command; the link repeats it for a while by itself."""
        ...


class DeviceReports:
    """A context manager: between its beginning and its end the server is told."""

    def __init__(self, link: Sender, devices: Devices, machine: str, *, again_s: float = _AGAIN_S) -> None:
        """Prepare; nothing is told yet.

        Args:
            link: to the server, as the watcher of ``machine``.
            devices: of this machine.
            machine: its name in the hall, ``C12``.
            again_s: wait before a server that is away is tried again.
        """
        self._link = link
        self._devices = devices
        self._machine = machine
        self._again_s = again_s
        self._lock = threading.Lock()
        self._untold = set(devices.status())
        self._news = threading.Event()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="device-reports")
        self._unsubscribe = _nothing

    def __enter__(self) -> None:
        self._unsubscribe = self._devices.subscribe(self._hear)
        self._news.set()
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._unsubscribe()
        self._ending.set()
        self._news.set()
        self._thread.join()

    def _hear(self, event: DeviceEvent) -> None:
        if isinstance(event, StatusChanged):
            with self._lock:
                self._untold.add(event.device)
            self._news.set()

    def _run(self) -> None:
        while not self._ending.is_set():
            self._news.wait()
            self._news.clear()
            while not self._ending.is_set() and (device := self._next()) is not None:
                if not self._tell(device):
                    with self._lock:
                        self._untold.add(device)
                    self._ending.wait(self._again_s)

    def _next(self) -> DeviceId | None:
        with self._lock:
            return self._untold.pop() if self._untold else None

    def _tell(self, device: DeviceId) -> bool:
        """Whether the server knows now, or does not want to."""
        status = self._devices.get(device).status
        reasons = tuple(sorted(reason.value for reason in status.reasons))
        report = ReportDevice(device=f"{self._machine}/{device}", health=status.health.value, reasons=reasons)
        try:
            self._link.send(report).result(_ANSWER_S)
        except (LinkError, TimeoutError, CancelledError):
            return False
        except HallcallError as error:
            _log.warning("device.report_refused", device=report.device, code=error.code)
        return True


def _nothing() -> None:
    """Nobody was subscribed yet."""
