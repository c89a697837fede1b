"""Keeps one device alive: a thread that connects, looks after it, and comes back when it was lost.

::

    starting ──> online <──> degraded ──> offline (tried again after 0.5 s, 1 s, 2 s ... 30 s)
                    └──> fault (needs a person; looked at again and again)
"""

from __future__ import annotations

import random
import threading
import time
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

import structlog

from hallcall.core.errors import DeviceAbsent, DeviceError, DeviceFault, DeviceProtocol, DeviceTimeout
from hallcall.hal.model import Condition, Health, Reason, Status, StatusChanged
from hallcall.hal.ports import Driver, Emit

_log = structlog.get_logger("hallcall.hal")

_REASONS = {
    "device.absent": Reason.NOT_FOUND,
    "device.busy": Reason.BUSY,
    "device.timeout": Reason.NO_RESPONSE,
    "device.unplugged": Reason.UNPLUGGED,
    "printer.cover_open": Reason.COVER_OPEN,
    "printer.cutter_jam": Reason.CUTTER_JAM,
    "printer.error": Reason.PRINTER_ERROR,
    "printer.offline": Reason.PRINTER_OFFLINE,
    "printer.paper_out": Reason.PAPER_OUT,
    "reader.self_test": Reason.SELF_TEST,
    "reader.unauthorised": Reason.SAM_UNAUTHORISED,
}
_APPEARANCE_S = 0.5
"""How often a missing port is looked for while waiting for the next attempt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait for what."""

    first_s: float = 0.5
    """Before the first new attempt; doubles with each further one."""
    longest_s: float = 30.0
    jitter: float = 0.25
    """Share of the wait that is added at random, so that ten devices on one hub do not come back at once."""
    misses: int = 3
    """Rounds without an answer, one after the other, that make a device offline."""
    after_miss_s: float = 0.3
    heartbeat_s: float = 30.0
    """A thread silent for so long is taken for dead."""


class Task(Protocol):
    """Something that a device shall do between two rounds."""

    def run(self, driver: Driver) -> None:
        """Do it, on the device's thread. Tells its own failure before it raises."""
        ...

    def refuse(self, code: str) -> None:
        """The device cannot be reached; ``code`` says why."""
        ...


class Supervisor:
    """One device and its thread."""

    def __init__(self, driver: Driver, publish: Emit, patience: Patience | None = None) -> None:
        self._driver = driver
        self._publish = publish
        self._patience = patience or Patience()
        self._tasks: deque[Task] = deque()
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._is_stopping = False
        self._is_open = False
        self._was_reached = False
        self._misses = 0
        self._delay_s = self._patience.first_s
        self._beat_at = time.monotonic()
        self._last_code = "device.absent"
        self._status = Status(health=Health.STARTING, since=_now())
        self._thread: threading.Thread | None = None

    @property
    def driver(self) -> Driver:
        """The driver it looks after."""
        return self._driver

    @property
    def status(self) -> Status:
        """How the device is."""
        with self._lock:
            return self._status

    def start(self) -> None:
        """Begin; returns at once."""
        self._is_stopping = False
        self._beat_at = time.monotonic()
        self._thread = threading.Thread(target=self._run, name=f"hal-{self._driver.id}")
        self._thread.start()

    def stop(self) -> None:
        """Let go of the device and wait for the thread; a job that is being printed is finished first."""
        with self._lock:
            self._is_stopping = True
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def post(self, task: Task) -> None:
        """Have ``task`` done as soon as the device is free, or refused as soon as it is known to be away."""
        with self._lock:
            is_running = self._thread is not None and not self._is_stopping
            if is_running:
                self._tasks.append(task)
        if not is_running:
            task.refuse(self._last_code)
        self._wake.set()

    def check_heartbeat(self) -> None:
        """Say so when the thread has not shown up for too long. Called by somebody else's thread."""
        silent_s = time.monotonic() - self._beat_at
        if self._thread is not None and not self._is_stopping and silent_s > self._patience.heartbeat_s:
            self._set(Condition(health=Health.FAULT, reasons=frozenset({Reason.NO_HEARTBEAT})))

    def _run(self) -> None:
        while not self._is_stopping:
            self._beat_at = time.monotonic()
            try:
                pause_s = self._round()
            except Exception as error:  # noqa: BLE001 - device supervisor: the border of a device; nothing may end its thread
                _log.error("device.defect", device=self._driver.id, error=repr(error), exc_info=error)
                pause_s = self._lose(
                    Condition(health=Health.FAULT, reasons=frozenset({Reason.INTERNAL})), "device.absent"
                )
            self._wait(pause_s)
        self._driver.close()
        self._is_open = False
        self._refuse_tasks()

    def _round(self) -> float:
        """Connect if need be, do a task if there is one, look at the device; returns how long to wait."""
        try:
            if not self._is_open:
                self._driver.open()
                self._is_open = True
            if task := self._next_task():
                task.run(self._driver)
            self._set(self._driver.step(self._publish))
        except (DeviceTimeout, DeviceProtocol) as error:
            return self._miss(error)
        except DeviceError as error:
            return self._lose(self._condition(error), error.code)
        self._was_reached = True
        self._misses = 0
        self._delay_s = self._patience.first_s
        return 0.0 if self._tasks else self._driver.pause_s

    def _miss(self, error: DeviceTimeout | DeviceProtocol) -> float:
        self._misses += 1
        if not self._is_open or self._misses >= self._patience.misses:
            return self._lose(self._condition(error), error.code)
        reason = _REASONS.get(error.code, Reason.BAD_FRAMES)
        self._set(Condition(health=Health.DEGRADED, reasons=frozenset({reason}), detail=str(error)))
        return self._patience.after_miss_s

    def _lose(self, condition: Condition, code: str) -> float:
        """Give the device up for now; returns how long to wait before the next attempt."""
        self._driver.close()
        self._is_open = False
        self._misses = 0
        self._last_code = code
        self._set(condition)
        self._refuse_tasks()
        delay_s = self._delay_s
        self._delay_s = min(2 * delay_s, self._patience.longest_s)
        return delay_s * (1 + random.uniform(0, self._patience.jitter))  # noqa: S311 - spreads load, hides nothing

    def _condition(self, error: DeviceError) -> Condition:
        reason = _REASONS.get(error.code, Reason.BAD_FRAMES)
        if isinstance(error, DeviceAbsent) and self._was_reached:
            reason = Reason.UNPLUGGED
        health = Health.FAULT if isinstance(error, DeviceFault) else Health.OFFLINE
        return Condition(health=health, reasons=frozenset({reason}), detail=str(error))

    def _wait(self, pause_s: float) -> None:
        """Wait, but not when there is something to do: a task, the end, or a port that has just appeared."""
        until = time.monotonic() + pause_s
        was_there = self._is_open or self._driver.is_present()
        while not self._is_stopping and (left_s := until - time.monotonic()) > 0:
            self._beat_at = time.monotonic()
            woken = self._wake.wait(left_s if self._is_open else min(left_s, _APPEARANCE_S))
            self._wake.clear()
            if woken and self._is_open:
                return
            if not self._is_open:
                self._refuse_tasks()
                if not was_there and self._driver.is_present():
                    self._delay_s = self._patience.first_s
                    return

    def _next_task(self) -> Task | None:
        with self._lock:
            return self._tasks.popleft() if self._tasks else None

    def _refuse_tasks(self) -> None:
        while task := self._next_task():
            task.refuse(self._last_code)

    def _set(self, condition: Condition) -> None:
        with self._lock:
            before = self._status
            if (condition.health, condition.reasons) == (before.health, before.reasons):
                return
            now = _now()
            self._status = Status(
                health=condition.health, reasons=condition.reasons, since=now, detail=condition.detail
            )
            after = self._status
        _log.info(
            "device.status",
            device=self._driver.id,
            before=before.health.value,
            health=after.health.value,
            reasons=sorted(after.reasons),
            detail=after.detail,
        )
        self._publish(StatusChanged(device=self._driver.id, at=now, status=after, before=before))


def _now() -> datetime:
    return datetime.now(UTC)
