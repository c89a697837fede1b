"""All devices of one machine behind one object, inside the application's own process."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import structlog

from hallcall.hal.config import MachineConfig
from hallcall.hal.document import Slip
from hallcall.hal.drivers import make_driver
from hallcall.hal.jobs import PrintJobs, PrintTask
from hallcall.hal.model import Capabilities, DeviceEvent, DeviceId, Health, JobState, PrintJob, Status
from hallcall.hal.ports import Rasteriser, TicketPrinter
from hallcall.hal.supervisor import Patience, Supervisor

_log = structlog.get_logger("hallcall.hal")

_WATCH_S = 5.0
"""How often the threads of the devices are looked after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """What an application may know of a device."""

    id: DeviceId
    driver: str
    """Name of its driver, ``printer.escpos``."""
    capabilities: Capabilities
    status: Status


class Hal:
    """Starts the devices of a machine, tells what happens to them, and prints.

    Events come on the threads of the devices; a Qt application hands them on by a queued signal.
    """

    def __init__(
        self, machine: MachineConfig, *, rasteriser: Rasteriser | None = None, patience: Patience | None = None
    ) -> None:
        self._machine = machine
        self._subscribers: list[Callable[[DeviceEvent], None]] = []
        self._lock = threading.Lock()
        self._ending = threading.Event()
        self._watch: threading.Thread | None = None
        self._disabled = Status(health=Health.DISABLED, since=datetime.now(UTC))
        self._supervisors: dict[DeviceId, Supervisor] = {}
        self._jobs: dict[DeviceId, PrintJobs] = {}
        self._drivers = {config.id: make_driver(config, rasteriser) for config in machine.devices}
        for config in machine.devices:
            driver = self._drivers[config.id]
            if config.enabled:
                self._supervisors[config.id] = Supervisor(driver, self._publish, patience)
            if isinstance(driver, TicketPrinter):
                self._jobs[config.id] = PrintJobs(config.id, self._publish)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start every enabled device; returns at once, what they do comes as events."""
        self._ending.clear()
        for supervisor in self._supervisors.values():
            supervisor.start()
        self._watch = threading.Thread(target=self._watch_threads, name="hal-watch")
        self._watch.start()

    def stop(self) -> None:
        """Let go of every device and end every thread."""
        self._ending.set()
        for supervisor in self._supervisors.values():
            supervisor.stop()
        if self._watch is not None:
            self._watch.join()
            self._watch = None

    def get(self, device: DeviceId) -> Device:
        """The device of that name.

        Raises:
            KeyError: the machine has none.
        """
        config = next((config for config in self._machine.devices if config.id == device), None)
        if config is None:
            raise KeyError(device)
        return Device(
            id=device,
            driver=config.driver,
            capabilities=self._drivers[device].capabilities,
            status=self._status(device),
        )

    def status(self) -> Mapping[DeviceId, Status]:
        """How every device is."""
        return {config.id: self._status(config.id) for config in self._machine.devices}

    def subscribe(self, callback: Callable[[DeviceEvent], None]) -> Callable[[], None]:
        """Have ``callback`` called with every event; returns how to end that."""
        with self._lock:
            self._subscribers.append(callback)

        def unsubscribe() -> None:
            with self._lock:
                if callback in self._subscribers:
                    self._subscribers.remove(callback)

        return unsubscribe

    def print_slip(self, device: DeviceId, slip: Slip, request_id: str) -> PrintJob:
        """Have ``slip`` printed; returns at once.

        Args:
            device: a printer of this machine.
            slip: what to print.
            request_id: chosen by the caller. The same id again never prints again: it gets the job as it is now.

        Raises:
            KeyError: the machine has no printer of that name.
        """
        jobs = self._jobs[device]
        job, is_new = jobs.admit(request_id)
        if not is_new:
            return job
        supervisor = self._supervisors.get(device)
        if supervisor is None:
            jobs.advance(request_id, JobState.FAILED, "device.absent")
        else:
            supervisor.post(PrintTask(jobs, request_id, slip))
        return jobs.get(request_id) or job

    def job(self, device: DeviceId, request_id: str) -> PrintJob | None:
        """The print job of that id, while it is remembered.

        Raises:
            KeyError: the machine has no printer of that name.
        """
        return self._jobs[device].get(request_id)

    def _status(self, device: DeviceId) -> Status:
        supervisor = self._supervisors.get(device)
        return supervisor.status if supervisor else self._disabled

    def _publish(self, event: DeviceEvent) -> None:
        with self._lock:
            subscribers = tuple(self._subscribers)
        for callback in subscribers:
            try:
                callback(event)
            except Exception as error:  # noqa: BLE001 - event handler: its defect must not stop a device
                _log.error("subscriber.defect", kind=type(event).__name__, error=repr(error), exc_info=error)

    def _watch_threads(self) -> None:
        while not self._ending.wait(_WATCH_S):
            for supervisor in self._supervisors.values():
                supervisor.check_heartbeat()
