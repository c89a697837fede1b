"""Somebody else's code at arm's length: a vendor's library or a camera runs in a process of its own.

::

    driver ── VendorProcess.call("grab", ...) ──▶ child: serve({"grab": ...}) ── vendor's .so
                    killed when it hangs, started again by the driver's next open()

A library that crashes, leaks or blocks for ever takes its own process down, never the daemon. Arguments and results are
JSON; pictures go through shared memory whose name is a result.
"""

from __future__ import annotations

import ctypes
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeAlias

import msgspec

from hallcall.core.errors import DeviceAbsent, DeviceFault, DeviceTimeout
from hallcall.hal.model import DeviceId, Reason

_PORTION = 65536
_END_S = 1.0
_PR_SET_PDEATHSIG = 1
"""Source: ``prctl(2)``."""

Handler: TypeAlias = Callable[..., Any]


class _Call(msgspec.Struct, frozen=True):
    """What the child shall do."""

    number: int
    name: str
    arguments: dict[str, Any]


class _Reply(msgspec.Struct, frozen=True):
    """What became of it."""

    number: int
    result: Any = None
    error: str = ""


class VendorProcess:
    """One child, used by one driver from its own thread."""

    def __init__(self, device: DeviceId, module: str, *arguments: str, handles: Sequence[int] = ()) -> None:
        """Prepare a child; nothing is started yet.

        Args:
            device: named in every error.
            module: run with ``python -m``; ends in :func:`serve`.
            arguments: for its command line.
            handles: open files that it finds under the same numbers.
        """
        self._handles = tuple(handles)
        self._device = device
        self._command = [sys.executable, "-m", module, *arguments]
        self._process: subprocess.Popen[bytes] | None = None
        self._number = 0
        self._in = bytearray()

    @property
    def is_running(self) -> bool:
        """Whether the child lives."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start the child, a fresh one if there was one."""
        self.stop()
        self._in.clear()
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, pass_fds=self._handles
        )

    def call(self, name: str, *, timeout_s: float, **arguments: Any) -> Any:
        """Have the child do something and wait for the result.

        Raises:
            DeviceTimeout: it hangs; it was killed, the next ``start`` makes a new one.
            DeviceAbsent: it ended by itself, or was not started; its reason is ``crashed``.
            DeviceFault: the vendor's code said no; ``detail`` is what it said.
        """
        self._number += 1
        call = _Call(self._number, name, arguments)
        deadline = time.monotonic() + timeout_s
        self._send(msgspec.json.encode(call) + b"\n")
        while True:
            reply = msgspec.json.decode(self._line(deadline), type=_Reply)
            if reply.number == call.number:
                break
        if reply.error:
            raise DeviceFault("device.fault", device=self._device, detail=reply.error)
        return reply.result

    def kill(self) -> None:
        """End the child at once: what it held open is let go of by the system."""
        if self._process is not None:
            self._process.kill()
        self.stop()

    def stop(self) -> None:
        """End the child: by the end of its input, or by force when that takes too long."""
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(OSError):
            _stream(process.stdin).close()
        try:
            process.wait(_END_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        _stream(process.stdout).close()

    def _send(self, line: bytes) -> None:
        if self._process is None:
            raise self._crashed()
        try:
            _stream(self._process.stdin).write(line)
            _stream(self._process.stdin).flush()
        except OSError as error:
            raise self._crashed() from error

    def _line(self, deadline: float) -> bytes:
        if self._process is None:
            raise self._crashed()
        output = _stream(self._process.stdout).fileno()
        while b"\n" not in self._in:
            ready, _, _ = select.select([output], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                self.kill()
                raise DeviceTimeout("device.timeout", device=self._device)
            data = os.read(output, _PORTION)
            if not data:
                self.stop()
                raise self._crashed()
            self._in += data
        line, _, rest = self._in.partition(b"\n")
        self._in = bytearray(rest)
        return bytes(line)

    def _crashed(self) -> DeviceAbsent:
        return DeviceAbsent("device.absent", device=self._device, reason=Reason.CRASHED.value)


def serve(handlers: Mapping[str, Handler]) -> None:
    """The child's side: do what is asked until the input ends. What the vendor prints goes to the error output."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    output = os.dup(1)
    os.dup2(2, 1)
    for line in sys.stdin.buffer:
        call = msgspec.json.decode(line, type=_Call)
        try:
            reply = _Reply(call.number, handlers[call.name](**call.arguments))
        except Exception as error:  # noqa: BLE001 - somebody else's code: whatever it raises is told
            reply = _Reply(call.number, error=f"{type(error).__name__}: {error}")
        _write(output, msgspec.json.encode(reply) + b"\n")


def _write(output: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(output, left) :]


def _stream(stream: Any) -> Any:
    if stream is None:
        raise AssertionError("the child was started with pipes")
    return stream
