"""Print jobs by request id: the same id prints once, whatever the sender repeats."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import replace
from datetime import UTC, datetime

from hallcall.core.errors import DeviceError, DeviceFault
from hallcall.hal.document import Slip
from hallcall.hal.model import DeviceId, JobState, PrintJob, PrintJobChanged
from hallcall.hal.ports import Driver, Emit, TicketPrinter

_REMEMBERED = 256


class PrintJobs:
    """The latest jobs of one printer."""

    def __init__(self, device: DeviceId, publish: Emit) -> None:
        self._device = device
        self._publish = publish
        self._lock = threading.Lock()
        self._jobs: OrderedDict[str, PrintJob] = OrderedDict()

    def admit(self, request_id: str) -> tuple[PrintJob, bool]:
        """The job of ``request_id``, and whether it is new."""
        with self._lock:
            if known := self._jobs.get(request_id):
                self._jobs.move_to_end(request_id)
                return known, False
            job = PrintJob(request_id=request_id, device=self._device, state=JobState.QUEUED)
            self._jobs[request_id] = job
            self._drop_old()
        self._publish(PrintJobChanged(device=self._device, at=datetime.now(UTC), job=job))
        return job, True

    def get(self, request_id: str) -> PrintJob | None:
        """The job of ``request_id`` while it is remembered."""
        with self._lock:
            return self._jobs.get(request_id)

    def advance(self, request_id: str, state: JobState, reason: str = "") -> None:
        """Bring a job one state further and tell everybody."""
        with self._lock:
            job = replace(self._jobs[request_id], state=state, reason=reason)
            self._jobs[request_id] = job
        self._publish(PrintJobChanged(device=self._device, at=datetime.now(UTC), job=job))

    def _drop_old(self) -> None:
        over = [key for key, job in self._jobs.items() if job.is_over]
        for key in over[: max(0, len(self._jobs) - _REMEMBERED)]:
            del self._jobs[key]


class PrintTask:
    """One slip, waiting for its printer."""

    def __init__(self, jobs: PrintJobs, request_id: str, slip: Slip) -> None:
        self._jobs = jobs
        self._request_id = request_id
        self._slip = slip

    def run(self, driver: Driver) -> None:
        """Print.

        Raises:
            DeviceError: the connection is in doubt. Paper and covers are not: the next round finds them by itself.
        """
        if not isinstance(driver, TicketPrinter):
            raise TypeError(f"{driver.id} does not print")
        code = "printer.error"
        try:
            driver.print_slip(self._slip, lambda: self._jobs.advance(self._request_id, JobState.SENT))
            code = ""
        except DeviceFault as error:
            code = error.code
        except DeviceError as error:
            code = error.code
            raise
        finally:
            # Also when the slip could not even be drawn: whoever waits for it must hear of it.
            self._jobs.advance(self._request_id, JobState.FAILED if code else JobState.CONFIRMED, code)

    def refuse(self, code: str) -> None:
        """The printer cannot be reached."""
        self._jobs.advance(self._request_id, JobState.FAILED, code)
