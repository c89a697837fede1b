"""The devices of this machine in a daemon's hands: the same interface as ``Hal``, over a socket.

A daemon that is away is come back to by itself. Meanwhile every device counts as away, and what was asked for waits a
few seconds: it is asked for again under its own id, which the daemon and its journal do not do twice.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import structlog

from hallcall.core.errors import DeviceError, DeviceProtocol
from hallcall.hal.building import make_driver
from hallcall.hal.config import MachineConfig
from hallcall.hal.document import Slip
from hallcall.hal.failing import error_of
from hallcall.hal.interface import Device
from hallcall.hal.jobs import Jobs
from hallcall.hal.line import Line, LineLost
from hallcall.hal.messages import (
    Beat,
    Do,
    Done,
    Failed,
    FromDaemon,
    Told,
    Welcome,
    decode_from_daemon,
    encode,
    pack,
    unpack_capabilities,
    unpack_event,
)
from hallcall.hal.model import (
    Capabilities,
    DeviceEvent,
    DeviceId,
    Health,
    Job,
    JobChanged,
    JobState,
    Reason,
    Status,
    StatusChanged,
)
from hallcall.hal.named import class_of
from hallcall.hal.ports.base import Command, Driver, result_type
from hallcall.hal.ports.printer import PrintSlip, TicketPrinter
from hallcall.hal.registry import Services
from hallcall.hal.subscribers import Subscribers

_log = structlog.get_logger("hallcall.hal")

_SILENT_S = 3.5
"""A daemon that shows no sign of life for so long is taken for away: three beats and a little."""
_AGAIN_S = (0.1, 0.2, 0.4, 0.8)
"""Waits between attempts to reach the daemon; the last one again and again."""
_GRACE_S = 8.0
"""What was asked for waits so long for a daemon that is away: longer than a service manager takes to start it."""

R = TypeVar("R")


@dataclass(slots=True)
class _Waiting:
    """Something that was asked for and has no answer yet."""

    line: bytes
    asked_at: float
    was_sent: bool = False


class RemoteHal:
    """Implements ``interface.Devices``."""

    def __init__(self, machine: MachineConfig, path: Path, *, services: Services | None = None) -> None:
        """Know the devices of a machine; nothing is reached yet.

        Args:
            machine: the same file that the daemon was given.
            path: of the daemon's socket.
            services: as the daemon has them; only to know what the devices can do before it is reached.
        """
        self._machine = machine
        self._path = path
        self._subscribers = Subscribers()
        self._lock = threading.RLock()
        self._ending = threading.Event()
        self._thread: threading.Thread | None = None
        self._line: Line | None = None
        now = datetime.now(UTC)
        self._drivers: dict[DeviceId, Driver] = {config.id: make_driver(config, services) for config in machine.devices}
        self._capabilities: dict[DeviceId, Capabilities] = {
            device: driver.capabilities for device, driver in self._drivers.items()
        }
        self._status = {
            config.id: Status(health=Health.STARTING if config.enabled else Health.DISABLED, since=now)
            for config in machine.devices
        }
        self._jobs = {config.id: Jobs(config.id, self._subscribers.publish) for config in machine.devices}
        self._waiting: dict[tuple[DeviceId, str], _Waiting] = {}
        self._away_since = time.monotonic()

    def start(self) -> None:
        """Reach for the daemon; returns at once."""
        self._ending.clear()
        self._thread = threading.Thread(target=self._run, name="hal-remote")
        self._thread.start()

    def stop(self) -> None:
        """Hang up. The devices stay with the daemon; what has no answer yet fails."""
        self._ending.set()
        with self._lock:
            if self._line is not None:
                self._line.wake()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        self._give_up(lambda _: True)

    def get(self, device: DeviceId) -> Device:
        """See ``interface.Devices``."""
        config = next((config for config in self._machine.devices if config.id == device), None)
        if config is None:
            raise KeyError(device)
        with self._lock:
            return Device(
                id=device,
                driver=config.driver,
                capabilities=self._capabilities[device],
                status=self._status[device],
            )

    def status(self) -> Mapping[DeviceId, Status]:
        """See ``interface.Devices``."""
        with self._lock:
            return dict(self._status)

    def subscribe(self, callback: Callable[[DeviceEvent], None]) -> Callable[[], None]:
        """See ``interface.Devices``."""
        return self._subscribers.add(callback)

    def do(
        self, device: DeviceId, command: Command[Any, R], request_id: str, *, deadline_s: float | None = None
    ) -> Future[R]:
        """See ``interface.Devices``."""
        if not isinstance(self._drivers[device], command.port):
            raise TypeError(f"{device} is no {command.port.__name__}")
        jobs = self._jobs[device]
        future, is_new = jobs.admit(request_id, command)
        if is_new:
            asked = Do(device=device, request_id=request_id, command=pack(command), deadline_s=deadline_s)
            with self._lock:
                self._waiting[device, request_id] = _Waiting(encode(asked), time.monotonic())
                if self._line is not None:
                    self._send_waiting(self._line)
        return future

    def print_slip(self, device: DeviceId, slip: Slip, request_id: str) -> Job:
        """See ``interface.Devices``."""
        if not isinstance(self._drivers[device], TicketPrinter):
            raise KeyError(device)
        self.do(device, PrintSlip(slip=slip), request_id)
        job = self._jobs[device].get(request_id)
        if job is None:
            raise AssertionError("a job that was just admitted is remembered")
        return job

    def job(self, device: DeviceId, request_id: str) -> Job | None:
        """See ``interface.Devices``."""
        return self._jobs[device].get(request_id)

    def _run(self) -> None:
        attempt = 0
        while not self._ending.is_set():
            try:
                line = Line(self._path)
            except OSError:
                self._lose()
                self._ending.wait(_AGAIN_S[min(attempt, len(_AGAIN_S) - 1)])
                attempt += 1
                continue
            try:
                attempt = 0
                self._listen(line)
            except (LineLost, DeviceProtocol) as error:
                _log.warning("daemon.lost", error=str(error))
            except Exception as error:  # noqa: BLE001 - the border of the daemon; nothing may end this thread
                _log.error("daemon.defect", error=repr(error), exc_info=error)
            finally:
                with self._lock:
                    self._line = None
                line.close()
            if not self._ending.is_set():
                self._lose()

    def _listen(self, line: Line) -> None:
        heard_at = time.monotonic()
        while not self._ending.is_set():
            for said in line.exchange(timeout_s=0.5):
                heard_at = time.monotonic()
                self._take(line, decode_from_daemon(said))
            if time.monotonic() - heard_at > _SILENT_S:
                raise LineLost("silent")

    def _take(self, line: Line, message: FromDaemon) -> None:
        match message:
            case Welcome():
                self._meet(line, message)
            case Told():
                try:
                    event = unpack_event(message.event)
                    if event.device in self._status:
                        self._happened(event)
                except DeviceProtocol as error:
                    _log.warning("event.unknown", error=str(error))
            case Done():
                if self._forget(message.device, message.request_id):
                    self._confirm(message)
            case Failed():
                if self._forget(message.device, message.request_id):
                    self._jobs[message.device].fail(
                        message.request_id, error_of(message.code, **{**message.fields, "device": message.device})
                    )
            case Beat():
                """It lives."""

    def _meet(self, line: Line, welcome: Welcome) -> None:
        for seen in welcome.devices:
            if seen.id in self._status:
                with self._lock:
                    self._capabilities[seen.id] = unpack_capabilities(seen.capabilities)
                self._set(seen.id, seen.status)
        with self._lock:
            for waiting in self._waiting.values():
                waiting.was_sent = False
            self._line = line
            self._send_waiting(line)

    def _send_waiting(self, line: Line) -> None:
        """Send what was not sent on this line yet. The lock is held."""
        for waiting in self._waiting.values():
            if not waiting.was_sent:
                waiting.was_sent = True
                line.send(waiting.line)

    def _happened(self, event: DeviceEvent) -> None:
        match event:
            case StatusChanged():
                self._set(event.device, event.status)
            case JobChanged():
                if (event.device, event.job.request_id) not in self._waiting:
                    if self._jobs[event.device].get(event.job.request_id) is None:
                        self._subscribers.publish(event)  # somebody else's
                elif event.job.state is JobState.SENT:
                    self._jobs[event.device].sent(event.job.request_id)
            case _:
                self._subscribers.publish(event)

    def _confirm(self, done: Done) -> None:
        jobs = self._jobs[done.device]
        job = jobs.get(done.request_id)
        if job is None:
            return
        try:
            result = msgspec.json.decode(done.result, type=result_type(class_of(job.command)))
        except msgspec.MsgspecError as error:
            jobs.fail(done.request_id, DeviceProtocol("device.bad_frame", detail=str(error)))
        else:
            jobs.confirm(done.request_id, result)

    def _forget(self, device: DeviceId, request_id: str) -> bool:
        with self._lock:
            return self._waiting.pop((device, request_id), None) is not None

    def _set(self, device: DeviceId, status: Status) -> None:
        with self._lock:
            before = self._status[device]
            self._status[device] = status
        if (before.health, before.reasons) != (status.health, status.reasons):
            self._subscribers.publish(StatusChanged(device=device, at=status.since, status=status, before=before))

    def _lose(self) -> None:
        """The daemon is away: so are its devices; what waits too long for it fails."""
        away = Status(health=Health.OFFLINE, reasons=frozenset({Reason.SERVICE_AWAY}), since=datetime.now(UTC))
        with self._lock:
            is_news = any(
                status.reasons != away.reasons and status.health is not Health.DISABLED
                for status in self._status.values()
            )
            if is_news:
                self._away_since = time.monotonic()
            enabled = [device for device, status in self._status.items() if status.health is not Health.DISABLED]
        for device in enabled if is_news else ():
            self._set(device, away)
        patient_until = time.monotonic() - _GRACE_S
        self._give_up(lambda waiting: max(waiting.asked_at, self._away_since) < patient_until)

    def _give_up(self, is_hopeless: Callable[[_Waiting], bool]) -> None:
        with self._lock:
            given_up = {key: waiting for key, waiting in self._waiting.items() if is_hopeless(waiting)}
            for key in given_up:
                del self._waiting[key]
        for (device, request_id), waiting in given_up.items():
            self._jobs[device].fail(request_id, _nobody_knows(device, was_sent=waiting.was_sent))


def _nobody_knows(device: DeviceId, *, was_sent: bool) -> DeviceError:
    return error_of("device.interrupted" if was_sent else "device.absent", device=device)
