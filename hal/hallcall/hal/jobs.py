"""What a device was asked to do, by request id: the same id is carried out once, whatever the sender repeats."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import msgspec
import structlog

from hallcall.core.errors import DeviceError, DeviceFault
from hallcall.hal.failing import error_of
from hallcall.hal.journal import Journal, Step
from hallcall.hal.model import DeviceId, Job, JobChanged, JobState, Reason
from hallcall.hal.named import class_of, name_of
from hallcall.hal.ports.base import Command, Driver, Emit, result_type

_log = structlog.get_logger("hallcall.hal")

_REMEMBERED = 256


@dataclass(slots=True)
class _Entry:
    """A job and who waits for its result."""

    job: Job
    future: Future[Any]


class Jobs:
    """The latest jobs of one device."""

    def __init__(self, device: DeviceId, publish: Emit, journal: Journal | None = None) -> None:
        """Remember what the journal remembers.

        Args:
            device: whose jobs these are.
            publish: takes every change of them.
            journal: keeps them over the end of this process.
        """
        self._device = device
        self._publish = publish
        self._journal = journal
        self._lock = threading.Lock()
        self._jobs: OrderedDict[str, _Entry] = OrderedDict()
        for request_id, step in journal.past(device).items() if journal else ():
            self._jobs[request_id] = self._remembered(step)
        self._drop_old()

    def admit(self, request_id: str, command: Command[Any, Any]) -> tuple[Future[Any], bool]:
        """What will become of the job of ``request_id``, and whether it is new."""
        with self._lock:
            if known := self._jobs.get(request_id):
                self._jobs.move_to_end(request_id)
                return known.future, False
            job = Job(request_id=request_id, device=self._device, command=name_of(command), state=JobState.QUEUED)
            entry = _Entry(job, Future())
            entry.future.set_running_or_notify_cancel()
            self._jobs[request_id] = entry
            self._drop_old()
        self._publish(JobChanged(device=self._device, at=datetime.now(UTC), job=job))
        return entry.future, True

    def get(self, request_id: str) -> Job | None:
        """The job of ``request_id`` while it is remembered."""
        with self._lock:
            entry = self._jobs.get(request_id)
            return entry.job if entry else None

    def begin(self, request_id: str) -> None:
        """From now on it may have been done: write that down before the device hears of it.

        Raises:
            DeviceFault: ``device.fault`` with ``disk-full``: it cannot be written down, and must not be done.
        """
        try:
            self._note(request_id)
        except OSError as error:
            raise DeviceFault("device.fault", device=self._device, reason=Reason.DISK_FULL.value) from error

    def sent(self, request_id: str) -> None:
        """The device has it."""
        self._advance(request_id, JobState.SENT)

    def confirm(self, request_id: str, result: object = None) -> None:
        """It was done."""
        self._note_end(request_id, result=msgspec.Raw(msgspec.json.encode(result)))
        if future := self._advance(request_id, JobState.CONFIRMED):
            future.set_result(result)

    def fail(self, request_id: str, error: DeviceError) -> None:
        """It was not done, or nobody knows."""
        self._note_end(request_id, code=error.code)
        if future := self._advance(request_id, JobState.FAILED, error.code):
            future.set_exception(error)

    def _advance(self, request_id: str, state: JobState, reason: str = "") -> Future[Any] | None:
        """Bring a job one state further and tell everybody; None when it was over already."""
        with self._lock:
            entry = self._jobs.get(request_id)
            if entry is None or entry.job.is_over:
                return None
            entry.job = job = replace(entry.job, state=state, reason=reason)
        self._publish(JobChanged(device=self._device, at=datetime.now(UTC), job=job))
        return entry.future

    def _note_end(
        self, request_id: str, *, code: str = "", result: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    ) -> None:
        """Write an end down where that is possible; without it the next process knows that the job was begun."""
        try:
            self._note(request_id, code=code, result=result)
        except OSError as error:
            _log.error("journal.full", device=self._device, error=repr(error))

    def _note(
        self, request_id: str, *, code: str = "", result: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    ) -> None:
        job = self.get(request_id)
        if self._journal is not None and job is not None:
            step = Step(device=self._device, request_id=request_id, command=job.command, code=code, result=result)
            self._journal.note(step)

    def _remembered(self, step: Step) -> _Entry:
        code = step.code if step.is_over else "device.interrupted"
        state = JobState.FAILED if code else JobState.CONFIRMED
        job = Job(request_id=step.request_id, device=self._device, command=step.command, state=state, reason=code)
        future: Future[Any] = Future()
        if code:
            future.set_exception(error_of(code, device=self._device))
        elif step.result is not msgspec.UNSET:
            future.set_result(msgspec.json.decode(step.result, type=result_type(class_of(step.command))))
        return _Entry(job, future)

    def _drop_old(self) -> None:
        over = [key for key, entry in self._jobs.items() if entry.job.is_over]
        for key in over[: max(0, len(self._jobs) - _REMEMBERED)]:
            del self._jobs[key]


class JobTask:
    """One command, waiting for its device. Implements ``supervisor.Task``."""

    def __init__(self, jobs: Jobs, request_id: str, command: Command[Any, Any], deadline_s: float | None) -> None:
        self._jobs = jobs
        self._request_id = request_id
        self._command = command
        self._expires_at = None if deadline_s is None else time.monotonic() + deadline_s

    def is_late(self, now: float) -> bool:
        """Whether its deadline has passed at ``now`` (``time.monotonic``)."""
        return self._expires_at is not None and now >= self._expires_at

    def run(self, driver: Driver) -> None:
        """Carry it out, unless it is too late.

        Raises:
            DeviceError: the connection is in doubt. Paper and covers are not: the next round finds them by itself.
        """
        if self.is_late(time.monotonic()):
            self.refuse("device.too_late")
            return
        # Also when the driver has a defect: whoever waits must hear of it.
        failure: DeviceError | None = error_of(self._command.defect)
        result: object = None
        try:
            self._jobs.begin(self._request_id)
            result = self._command.run_telling(driver, lambda: self._jobs.sent(self._request_id))
            failure = None
        except DeviceError as error:
            failure = error
            if not isinstance(error, DeviceFault):
                raise
        finally:
            if failure is None:
                self._jobs.confirm(self._request_id, result)
            else:
                self._jobs.fail(self._request_id, failure)

    def refuse(self, code: str) -> None:
        """It cannot be carried out now; ``code`` says why."""
        self._jobs.fail(self._request_id, error_of(code))
