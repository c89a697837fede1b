"""A serial cable made of a pseudo-terminal: it has a speed, can be noisy, and can be pulled out and put back.

The path that the driver opens is a link that stays the same over unplugging and replugging, as udev's links do.
"""

from __future__ import annotations

import os
import select
import threading
import time
import tty
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from hallcall.sim.devices.faults import Faults

_BITS_A_BYTE = 10
_SLICE_S = 0.004
"""Bytes are moved in portions that take so long on the wire."""
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


class PtyWire:
    """One cable and its thread.

    Attributes:
        faults: what goes wrong with the replies.
    """

    def __init__(self, path: Path, device: SimDevice, *, baud: int | None = 115200) -> None:
        """Prepare the cable; nothing is plugged in yet.

        Args:
            path: where the link to the port will be.
            device: what hangs at the far end.
            baud: speed of the wire both ways; None is as fast as the machine can.
        """
        self.path = path
        self.faults = Faults()
        self._device = device
        self._byte_s = _BITS_A_BYTE / baud if baud else 0.0
        self._master = -1
        self._slave = -1
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
            self._master, self._slave = os.openpty()
            tty.setraw(self._slave)
            os.set_blocking(self._master, False)
            self._wake_r, self._wake_w = os.pipe()
            os.set_blocking(self._wake_w, False)
            self._is_ending = False
            self._device.power_on()
            self._device.on_change(self.wake)
            self._thread = threading.Thread(target=self._run, name=f"wire-{self.path.name}")
            self._thread.start()
            link = self.path.with_name(f".{self.path.name}.new")
            link.unlink(missing_ok=True)
            link.symlink_to(os.ttyname(self._slave))
            link.replace(self.path)

    def unplug(self) -> None:
        """Pull the cable: whoever has the port open finds it dead."""
        with self._lock:
            if self._thread is None:
                return
            self.path.unlink(missing_ok=True)
            self._is_ending = True
            self.wake()
            self._thread.join()
            self._thread = None
            for handle in (self._master, self._slave, self._wake_r, self._wake_w):
                os.close(handle)

    def wake(self) -> None:
        """Make the thread look at the device now."""
        with suppress(BlockingIOError, OSError):
            os.write(self._wake_w, b"w")

    def _run(self) -> None:
        traffic = _Traffic(self._master, self._byte_s)
        again: float | None = None
        while not self._is_ending:
            now = time.monotonic()
            traffic.send_due(now)
            waits = [at for at in (again, traffic.next_at(now)) if at is not None]
            timeout = max(0.0, min([_QUIET_S, *(at - now for at in waits)]))
            readable, _, _ = select.select([self._wake_r, *traffic.wants_input(now)], [], [], timeout)
            if self._wake_r in readable:
                os.read(self._wake_r, 4096)
            if self._master in readable:
                for reply in self._device.receive(traffic.receive(time.monotonic())):
                    traffic.queue(self.faults.apply(reply).pieces)
            unasked, again = self._device.work(time.monotonic())
            for data in unasked:
                traffic.queue([(0.0, data)])


class _Traffic:
    """Both directions of the wire at its speed."""

    def __init__(self, master: int, byte_s: float) -> None:
        self._master = master
        self._byte_s = byte_s
        self._portion = max(1, int(_SLICE_S / byte_s)) if byte_s else 4096
        self._in_free_at = 0.0
        self._out_free_at = 0.0
        self._out: deque[tuple[float, bytes]] = deque()

    def wants_input(self, now: float) -> list[int]:
        """The handle to listen on, unless the portion read last is still on its way."""
        return [self._master] if now >= self._in_free_at else []

    def next_at(self, now: float) -> float | None:
        """When something is due next."""
        times = [self._in_free_at] if self._in_free_at > now else []
        if self._out:
            times.append(self._out_free_at)
        return min(times, default=None)

    def receive(self, now: float) -> bytes:
        """The next portion from the driver."""
        try:
            data = os.read(self._master, self._portion)
        except (BlockingIOError, OSError):
            return b""
        self._in_free_at = max(now - _SLICE_S, self._in_free_at) + len(data) * self._byte_s
        return data

    def queue(self, pieces: list[tuple[float, bytes]]) -> None:
        """Have pieces sent, one after the other."""
        for pause_s, data in pieces:
            if not self._out:
                self._out_free_at = max(self._out_free_at, time.monotonic() + pause_s)
                self._out.append((0.0, data))
            else:
                self._out.append((pause_s, data))

    def send_due(self, now: float) -> None:
        """Send what the wire has had the time for."""
        while self._out and now >= self._out_free_at:
            pause_s, data = self._out.popleft()
            if pause_s:
                self._out_free_at = now + pause_s
                self._out.appendleft((0.0, data))
                return
            portion, rest = data[: self._portion], data[self._portion :]
            if rest:
                self._out.appendleft((0.0, rest))
            # Nobody listens and the line is full: a real wire loses the bytes too.
            with suppress(BlockingIOError, OSError):
                os.write(self._master, portion)
            self._out_free_at = max(self._out_free_at, now - _SLICE_S) + len(portion) * self._byte_s
