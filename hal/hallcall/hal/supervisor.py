"""Keeps one device alive: connects, looks after it, and comes back when it was lost. Its bus says when.

::

    starting ──> online <──> degraded ──> offline (tried again after 0.5 s, 1 s, 2 s ... 30 s)
                    └──> fault (needs a person; looked at again and again)
"""

from __future__ import annotations

import random
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

import structlog

from hallcall.core.errors import DeviceAbsent, DeviceError, DeviceFault, DeviceProtocol, DeviceTimeout
from hallcall.hal.failing import reason_of
from hallcall.hal.model import Condition, Health, Reason, Status, StatusChanged
from hallcall.hal.ports import Driver, Emit

_log = structlog.get_logger("hallcall.hal")

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

    def is_late(self, now: float) -> bool:
        """Whether its deadline has passed at ``now`` (``time.monotonic``)."""
        ...

    def run(self, driver: Driver) -> None:
        """Do it, on the thread of the device's bus. Tells its own failure before it raises."""
        ...

    def refuse(self, code: str) -> None:
        """The device cannot be reached; ``code`` says why."""
        ...


class Supervisor:
    """One device, without a thread of its own: its :class:`~hallcall.hal.bus.Bus` lets it have its turns."""

    def __init__(
        self,
        driver: Driver,
        publish: Emit,
        patience: Patience | None = None,
        reasons: Mapping[str, Reason] | None = None,
    ) -> None:
        """Take a driver; nothing is opened yet.

        Args:
            driver: of the device.
            publish: takes its events.
            patience: how long to wait for what.
            reasons: what the driver's own error codes mean.
        """
        self._driver = driver
        self._publish = publish
        self._patience = patience or Patience()
        self._reasons = reasons or {}
        self._tasks: deque[Task] = deque()
        self._lock = threading.Lock()
        self._is_running = False
        self._is_open = False
        self._was_there = False
        self._was_reached = False
        self._misses = 0
        self._delay_s = self._patience.first_s
        self._due_at = 0.0
        self._last_code = "device.absent"
        self._status = Status(health=Health.STARTING, since=_now())
        self.wake: Callable[[], None] = _nobody
        """Gets the attention of the bus."""

    @property
    def driver(self) -> Driver:
        """The driver it looks after."""
        return self._driver

    @property
    def heartbeat_s(self) -> float:
        """A bus silent for so long is taken for dead."""
        return self._patience.heartbeat_s

    @property
    def status(self) -> Status:
        """How the device is."""
        with self._lock:
            return self._status

    def begin(self) -> None:
        """From now on there are turns; the first one is due at once."""
        with self._lock:
            self._is_running = True
        self._due_at = 0.0

    def end(self) -> None:
        """There are no more turns: let go of the device and refuse what was not done."""
        with self._lock:
            self._is_running = False
        self._driver.close()
        self._is_open = False
        self._refuse_tasks()

    def post(self, task: Task) -> None:
        """Have ``task`` done as soon as the device is free, or refused as soon as it is known to be away."""
        with self._lock:
            is_running = self._is_running
            if is_running:
                self._tasks.append(task)
        if not is_running:
            task.refuse(self._last_code)
        self.wake()

    def drop_late(self, now: float) -> None:
        """Refuse the tasks whose deadline has passed. Called by somebody else's thread: the bus may hang."""
        with self._lock:
            late = [task for task in self._tasks if task.is_late(now)]
            self._tasks = deque(task for task in self._tasks if task not in late)
        for task in late:
            task.refuse("device.too_late")

    def declare_dead(self) -> None:
        """The bus has not shown up for too long. Called by somebody else's thread."""
        self._set(Condition(health=Health.FAULT, reasons=frozenset({Reason.NO_HEARTBEAT})))

    def next_at(self, now: float) -> float:
        """When it wants its next turn or look, ``time.monotonic``."""
        if self._is_open:
            return now if self._tasks else self._due_at
        return min(self._due_at, now + _APPEARANCE_S)

    def look(self, now: float) -> None:
        """Have a turn if one is due; while the device is away, look whether its port has appeared."""
        if self._is_open:
            if self._tasks or now >= self._due_at:
                self._turn()
            return
        if now < self._due_at:
            self._refuse_tasks()
            is_there = self._driver.is_present()
            if self._was_there or not is_there:
                return
            self._delay_s = self._patience.first_s
        self._turn()

    def _turn(self) -> None:
        try:
            pause_s = self._round()
        except Exception as error:  # noqa: BLE001 - device supervisor: the border of a device; nothing may end its bus
            _log.error("device.defect", device=self._driver.id, error=repr(error), exc_info=error)
            pause_s = self._lose(Condition(health=Health.FAULT, reasons=frozenset({Reason.INTERNAL})), "device.absent")
        self._due_at = time.monotonic() + pause_s

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
        reason = reason_of(error, self._reasons)
        self._set(Condition(health=Health.DEGRADED, reasons=frozenset({reason}), detail=str(error)))
        return self._patience.after_miss_s

    def _lose(self, condition: Condition, code: str) -> float:
        """Give the device up for now; returns how long to wait before the next attempt."""
        self._driver.close()
        self._is_open = False
        self._misses = 0
        self._last_code = code
        self._was_there = self._driver.is_present()
        self._set(condition)
        self._refuse_tasks()
        delay_s = self._delay_s
        self._delay_s = min(2 * delay_s, self._patience.longest_s)
        return delay_s * (1 + random.uniform(0, self._patience.jitter))  # noqa: S311 - spreads load, hides nothing

    def _condition(self, error: DeviceError) -> Condition:
        reason = reason_of(error, self._reasons)
        if isinstance(error, DeviceAbsent) and self._was_reached:
            reason = Reason.UNPLUGGED
        health = Health.FAULT if isinstance(error, DeviceFault) else Health.OFFLINE
        return Condition(health=health, reasons=frozenset({reason}), detail=str(error))

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


def _nobody() -> None:
    """There is no bus yet."""


def _now() -> datetime:
    return datetime.now(UTC)
