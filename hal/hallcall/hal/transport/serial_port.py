"""A serial line by pyserial, with its many ways to say "gone" made one.

After a cable was pulled, pyserial raises SerialException from read and write, OSError from ``in_waiting`` and
``termios.error``, which is not an OSError, from every flush.
"""

from __future__ import annotations

import errno
import termios
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

import serial

from hallcall.core.errors import DeviceAbsent, DeviceBusy, DeviceTimeout
from hallcall.hal.transport.ends import SerialPort
from hallcall.hal.transport.port import Trace

_GONE = (serial.SerialException, OSError, termios.error)
_HELD = frozenset({errno.EAGAIN, errno.EBUSY, errno.EWOULDBLOCK})
_BITS_A_BYTE = 10
"""Start, eight data bits, stop."""


class SerialTransport:
    """One serial port, held by this process alone."""

    def __init__(self, port: SerialPort, trace: Trace | None = None) -> None:
        self._port = port
        self._trace = trace
        self._line: serial.Serial | None = None

    def is_present(self) -> bool:
        """Whether the port is there. A network port is taken to be there always."""
        try:
            path = self._port.locate()
        except DeviceAbsent:
            return False
        return "://" in path or Path(path).exists()

    def open(self) -> None:
        """Take the port.

        Raises:
            DeviceBusy: another program holds it.
            DeviceAbsent: there is no such port, or this program may not open it.
        """
        self.close()
        path = self._port.locate()
        try:
            self._line = serial.serial_for_url(path, baudrate=self._port.baud, timeout=0, exclusive=True)
        except _GONE as error:
            if getattr(error, "errno", None) in _HELD:
                raise DeviceBusy("device.busy", device=self._port.device) from error
            raise DeviceAbsent("device.absent", device=self._port.device, detail=_why(error)) from error
        self.discard_input()

    def write(self, data: bytes) -> None:
        """Send all of ``data`` and wait as long as the wire takes for it."""
        wire_s = len(data) * _BITS_A_BYTE / self._port.baud
        begin = time.monotonic()
        with self._gone_is_absent():
            line = self._open_line()
            line.write_timeout = 2 * wire_s + 1.0
            try:
                line.write(data)
            except serial.SerialTimeoutException as error:
                raise DeviceTimeout("device.timeout", device=self._port.device) from error
        if self._trace:
            self._trace("out", data)
        time.sleep(max(0.0, begin + wire_s - time.monotonic()))

    def read_exact(self, count: int, deadline: float) -> bytes:
        """Exactly ``count`` bytes.

        Raises:
            DeviceTimeout: fewer had come by ``deadline``; they are lost.
        """
        with self._gone_is_absent():
            line = self._open_line()
            line.timeout = max(0.0, deadline - time.monotonic())
            data: bytes = line.read(count)
        if self._trace and data:
            self._trace("in", data)
        if len(data) < count:
            raise DeviceTimeout("device.timeout", device=self._port.device)
        return data

    def read_pending(self) -> bytes:
        """What has arrived already."""
        with self._gone_is_absent():
            line = self._open_line()
            line.timeout = 0
            data: bytes = line.read(max(1, line.in_waiting))
        if self._trace and data:
            self._trace("in", data)
        return data

    def discard_input(self) -> None:
        """Forget what arrived unasked."""
        with self._gone_is_absent():
            self._open_line().reset_input_buffer()

    def close(self) -> None:
        """Give the port back."""
        line, self._line = self._line, None
        if line is not None:
            with suppress(*_GONE):
                line.close()

    def _open_line(self) -> serial.Serial:
        if self._line is None:
            raise DeviceAbsent("device.absent", device=self._port.device)
        return self._line

    @contextmanager
    def _gone_is_absent(self) -> Generator[None]:
        try:
            yield
        except _GONE as error:
            raise DeviceAbsent("device.unplugged", device=self._port.device) from error


def _why(error: BaseException) -> str:
    number = getattr(error, "errno", None)
    return errno.errorcode.get(number, str(number)) if number else type(error).__name__
