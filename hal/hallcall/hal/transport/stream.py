"""What a TCP connection and a character device have in common: a file number that is waited on and read."""

from __future__ import annotations

import os
import select
import time
from abc import ABC, abstractmethod
from contextlib import suppress

from hallcall.core.errors import DeviceAbsent, DeviceTimeout
from hallcall.hal.model import DeviceId
from hallcall.hal.transport.port import Trace

_PORTION = 65536
_STUCK_S = 5.0
"""A far end that takes no byte for so long does not listen."""


class StreamTransport(ABC):
    """Bytes over a non-blocking file number; a subclass knows how to get one."""

    def __init__(self, device: DeviceId, trace: Trace | None = None) -> None:
        self._device = device
        self._trace = trace
        self._number = -1
        self._ahead = bytearray()
        """Arrived, not yet asked for."""

    @abstractmethod
    def is_present(self) -> bool:
        """Whether the port is there, asked without taking it."""

    @abstractmethod
    def open(self) -> None:
        """Take the port.

        Raises:
            DeviceBusy: another program holds it.
            DeviceAbsent: there is no such port.
        """

    def write(self, data: bytes) -> None:
        """Send all of ``data``.

        Raises:
            DeviceTimeout: the far end takes nothing more.
        """
        left = memoryview(data)
        deadline = time.monotonic() + _STUCK_S
        while left:
            self._wait(deadline, is_write=True)
            try:
                sent = os.write(self._open_number(), left)
            except BlockingIOError:
                continue
            except OSError as error:
                raise DeviceAbsent("device.unplugged", device=self._device) from error
            left = left[sent:]
            deadline = time.monotonic() + _STUCK_S
        if self._trace:
            self._trace("out", data)

    def read_exact(self, count: int, deadline: float) -> bytes:
        """Exactly ``count`` bytes.

        Raises:
            DeviceTimeout: fewer had come by ``deadline``; they are lost.
        """
        while len(self._ahead) < count:
            try:
                self._wait(deadline, is_write=False)
            except DeviceTimeout:
                self._ahead.clear()
                raise
            self._receive()
        data = bytes(self._ahead[:count])
        del self._ahead[:count]
        return data

    def read_pending(self) -> bytes:
        """What has arrived already."""
        self._receive()
        data = bytes(self._ahead)
        self._ahead.clear()
        return data

    def discard_input(self) -> None:
        """Forget what arrived unasked."""
        self.read_pending()

    def close(self) -> None:
        """Give the port back."""
        number, self._number = self._number, -1
        self._ahead.clear()
        if number >= 0:
            with suppress(OSError):
                os.close(number)

    def _wait(self, deadline: float, *, is_write: bool) -> None:
        number = self._open_number()
        left_s = max(0.0, deadline - time.monotonic())
        readers, writers = ([], [number]) if is_write else ([number], [])
        try:
            ready = select.select(readers, writers, [], left_s)
        except (OSError, ValueError) as error:
            raise DeviceAbsent("device.unplugged", device=self._device) from error
        if not any(ready):
            raise DeviceTimeout("device.timeout", device=self._device)

    def _receive(self) -> None:
        try:
            data = os.read(self._open_number(), _PORTION)
        except BlockingIOError:
            return
        except OSError as error:
            raise DeviceAbsent("device.unplugged", device=self._device) from error
        if not data:
            raise DeviceAbsent("device.unplugged", device=self._device)
        if self._trace:
            self._trace("in", data)
        self._ahead += data

    def _open_number(self) -> int:
        if self._number < 0:
            raise DeviceAbsent("device.absent", device=self._device)
        return self._number
