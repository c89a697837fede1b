"""A serial cable made of a pseudo-terminal: it has a speed, can be noisy, and can be pulled out and put back.

The path that the driver opens is a link that stays the same over unplugging and replugging, as udev's links do.
"""

from __future__ import annotations

import os
import select
import threading
import time
import tty
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from hallcall.sim.devices.faults import Faults
from hallcall.sim.devices.traffic import Traffic

_BITS_A_BYTE = 10
_QUIET_S = 5.0


class SimDevice(Protocol):
    """The far end. Called from the thread of the wire."""

    def power_on(self) -> None:
        """The device gets power, its memory is empty."""
        ...

    def receive(self, data: bytes) -> list[bytes]:
        """Bytes arrive; returns the replies to them."""
        ...

    def work(self, now: float) -> tuple[list[bytes], float | None]:
        """Do what takes time or was caused from outside; returns what to send unasked and when to be called again."""
        ...

    def on_change(self, wake: Callable[[], None]) -> None:
        """Take the callable that gets the wire's attention after a change from outside."""
        ...


class Wire(ABC):
    """One cable and its thread.

    Attributes:
        faults: what goes wrong with the replies.
    """

    def __init__(self, device: SimDevice, name: str, *, baud: int | None) -> None:
        """Prepare the cable; nothing is plugged in yet.

        Args:
            device: what hangs at the far end.
            name: of the thread.
            baud: speed of the wire both ways; None is as fast as the machine can.
        """
        self.faults = Faults()
        self._device = device
        self._name = name
        self._byte_s = _BITS_A_BYTE / baud if baud else 0.0
        self._thread: threading.Thread | None = None
        self._wake_r, self._wake_w = -1, -1
        self._is_ending = False
        self._lock = threading.RLock()

    def __enter__(self) -> Self:
        self.plug()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Take the cable away for good."""
        self.unplug()

    @property
    def is_plugged(self) -> bool:
        """Whether the port is there."""
        return self._thread is not None

    def plug(self) -> None:
        """Put the cable in; the device starts anew."""
        with self._lock:
            if self._thread is not None:
                return
            self._wake_r, self._wake_w = os.pipe()
            os.set_blocking(self._wake_w, False)
            self._attach()
            self._is_ending = False
            self._device.power_on()
            self._device.on_change(self.wake)
            self._thread = threading.Thread(target=self._run, name=f"wire-{self._name}")
            self._thread.start()
            self._appear()

    def unplug(self) -> None:
        """Pull the cable: whoever has the port open finds it dead."""
        with self._lock:
            if self._thread is None:
                return
            self._vanish()
            self._is_ending = True
            self.wake()
            self._thread.join()
            self._thread = None
            self._detach()
            os.close(self._wake_r)
            os.close(self._wake_w)

    def wake(self) -> None:
        """Make the thread look at the device now."""
        with suppress(BlockingIOError, OSError):
            os.write(self._wake_w, b"w")

    @abstractmethod
    def _attach(self) -> None:
        """Make the port, not yet to be found."""

    @abstractmethod
    def _appear(self) -> None:
        """Let the port be found."""

    @abstractmethod
    def _vanish(self) -> None:
        """Let the port not be found any more."""

    @abstractmethod
    def _detach(self) -> None:
        """Take the port away."""

    @abstractmethod
    def _run(self) -> None:
        """Move bytes until ``_is_ending``."""

    def _drain_wake(self) -> None:
        os.read(self._wake_r, 4096)

    def _deliver(self, data: bytes, traffic: Traffic) -> None:
        """Bytes arrive at the device; its replies go back as the faults let them."""
        for reply in self._device.receive(data):
            traffic.queue(self.faults.apply(reply).pieces)

    def _work(self, traffic: Traffic | None) -> float | None:
        """Let the device do what takes time; returns when it wants to be called again."""
        unasked, again = self._device.work(time.monotonic())
        for data in unasked:
            if traffic is not None:
                traffic.queue([(0.0, data)])
        return again

    def _timeout(self, again: float | None, traffic: Traffic | None) -> float:
        now = time.monotonic()
        waits = [at for at in (again, traffic.next_at(now) if traffic else None) if at is not None]
        return max(0.0, min([_QUIET_S, *(at - now for at in waits)]))


class PtyWire(Wire):
    """A serial cable made of a pseudo-terminal; ``path`` is a link that stays the same over replugging."""

    def __init__(self, path: Path, device: SimDevice, *, baud: int | None = 115200) -> None:
        """Prepare the cable; nothing is plugged in yet.

        Args:
            path: where the link to the port will be.
            device: what hangs at the far end.
            baud: speed of the wire both ways; None is as fast as the machine can.
        """
        super().__init__(device, path.name, baud=baud)
        self.path = path
        self._master = -1
        self._slave = -1

    def _attach(self) -> None:
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)

    def _appear(self) -> None:
        link = self.path.with_name(f".{self.path.name}.new")
        link.unlink(missing_ok=True)
        link.symlink_to(os.ttyname(self._slave))
        link.replace(self.path)

    def _vanish(self) -> None:
        self.path.unlink(missing_ok=True)

    def _detach(self) -> None:
        os.close(self._master)
        os.close(self._slave)

    def _run(self) -> None:
        traffic = Traffic(self._master, self._byte_s)
        again: float | None = None
        while not self._is_ending:
            now = time.monotonic()
            traffic.send_due(now)
            watched = [self._wake_r, *traffic.wants_input(now)]
            readable, _, _ = select.select(watched, [], [], self._timeout(again, traffic))
            if self._wake_r in readable:
                self._drain_wake()
            if self._master in readable:
                self._deliver(traffic.receive(time.monotonic()), traffic)
            again = self._work(traffic)
