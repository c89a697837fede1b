"""All devices of one machine behind one object, inside the application's own process."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self, TypeVar

from hallcall.hal.building import make_buses
from hallcall.hal.bus import Bus
from hallcall.hal.config import MachineConfig
from hallcall.hal.document import Slip
from hallcall.hal.failing import error_of
from hallcall.hal.interface import Device
from hallcall.hal.jobs import Jobs, JobTask
from hallcall.hal.journal import Journal
from hallcall.hal.model import DeviceEvent, DeviceId, Health, Job, Status
from hallcall.hal.ports import Command, Driver
from hallcall.hal.ports.printer import PrintSlip, TicketPrinter
from hallcall.hal.registry import Services, find_driver
from hallcall.hal.subscribers import Subscribers
from hallcall.hal.supervisor import Patience, Supervisor

_WATCH_S = 1.0
"""How often the threads of the buses are looked after."""

R = TypeVar("R")


class Hal:
    """Implements ``interface.Devices``; events come on the threads of the buses."""

    def __init__(
        self,
        machine: MachineConfig,
        *,
        services: Services | None = None,
        patience: Patience | None = None,
        journal: Journal | None = None,
    ) -> None:
        """Make the drivers of a machine; nothing is opened yet.

        Args:
            machine: its file.
            services: what the application lends to drivers.
            patience: how long to wait for what.
            journal: remembers jobs over the end of this process.
        """
        self._machine = machine
        self._subscribers = Subscribers()
        publish = self._subscribers.publish
        self._ending = threading.Event()
        self._watch: threading.Thread | None = None
        self._disabled = Status(health=Health.DISABLED, since=datetime.now(UTC))
        self._drivers: dict[DeviceId, Driver] = {}
        self._supervisors: dict[DeviceId, Supervisor] = {}
        self._jobs: dict[DeviceId, Jobs] = {}
        self._buses: list[Bus] = []
        configs = {config.id: config for config in machine.devices}
        for drivers in make_buses(machine.devices, services):
            awake: list[Supervisor] = []
            for driver in drivers:
                config = configs[driver.id]
                self._drivers[config.id] = driver
                self._jobs[config.id] = Jobs(config.id, publish, journal)
                if config.enabled:
                    reasons = find_driver(config.driver).reasons
                    self._supervisors[config.id] = Supervisor(driver, publish, patience, reasons)
                    awake.append(self._supervisors[config.id])
            if awake:
                self._buses.append(Bus(awake))

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
        for bus in self._buses:
            bus.start()
        self._watch = threading.Thread(target=self._watch_threads, name="hal-watch")
        self._watch.start()

    def stop(self) -> None:
        """Let go of every device and end every thread."""
        self._ending.set()
        # All at once: each finishes what it is doing.
        for bus in self._buses:
            bus.end()
        for bus in self._buses:
            bus.join()
        if self._watch is not None:
            self._watch.join()
            self._watch = None

    @property
    def is_alive(self) -> bool:
        """Whether the thread of every bus shows up."""
        return all(bus.is_alive for bus in self._buses)

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
        return self._subscribers.add(callback)

    def do(
        self, device: DeviceId, command: Command[Any, R], request_id: str, *, deadline_s: float | None = None
    ) -> Future[R]:
        """Have a device carry out ``command``; returns at once.

        Args:
            device: of this machine.
            command: what to do.
            request_id: chosen by the caller. The same id again does nothing again: it gets the same future.
            deadline_s: a command whose turn has not come by then is not begun and fails with ``device.too_late``.

        Returns:
            The result, or the ``DeviceError`` that says why there is none.

        Raises:
            KeyError: the machine has no device of that name.
            TypeError: the device is no such thing.
        """
        if not isinstance(self._drivers[device], command.port):
            raise TypeError(f"{device} is no {command.port.__name__}")
        jobs = self._jobs[device]
        future, is_new = jobs.admit(request_id, command)
        if is_new:
            supervisor = self._supervisors.get(device)
            if supervisor is None:
                jobs.fail(request_id, error_of("device.absent", device=device))
            else:
                supervisor.post(JobTask(jobs, request_id, command, deadline_s))
        return future

    def print_slip(self, device: DeviceId, slip: Slip, request_id: str) -> Job:
        """Have ``slip`` printed; returns at once with the job as it is now, see :meth:`do`.

        Raises:
            KeyError: the machine has no printer of that name.
        """
        if not isinstance(self._drivers[device], TicketPrinter):
            raise KeyError(device)
        self.do(device, PrintSlip(slip=slip), request_id)
        job = self._jobs[device].get(request_id)
        if job is None:
            raise AssertionError("a job that was just admitted is remembered")
        return job

    def job(self, device: DeviceId, request_id: str) -> Job | None:
        """The job of that id, while it is remembered.

        Raises:
            KeyError: the machine has no device of that name.
        """
        return self._jobs[device].get(request_id)

    def _status(self, device: DeviceId) -> Status:
        supervisor = self._supervisors.get(device)
        return supervisor.status if supervisor else self._disabled

    def _watch_threads(self) -> None:
        while not self._ending.wait(_WATCH_S):
            for bus in self._buses:
                bus.check()
