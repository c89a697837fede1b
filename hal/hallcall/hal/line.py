"""One connection to the daemon: whole lines in, whole lines out, never waiting longer than told."""

from __future__ import annotations

import os
import select
import socket
import threading
from contextlib import suppress
from pathlib import Path

from hallcall.hal.messages import LONGEST_LINE

_PORTION = 65536


class LineLost(Exception):
    """The far end has gone, or talks nonsense."""


class Line:
    """A Unix socket. ``send`` and ``wake`` may be called from any thread, the rest from one."""

    def __init__(self, path: Path) -> None:
        """Connect.

        Raises:
            OSError: nobody listens there.
        """
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            self._socket.connect(str(path))
        except OSError:
            self._socket.close()
            raise
        self._socket.settimeout(0)
        self._lock = threading.Lock()
        self._out = bytearray()
        self._in = bytearray()
        self._wake_r, self._wake_w = os.pipe()
        os.set_blocking(self._wake_w, False)

    def send(self, line: bytes) -> None:
        """Have ``line`` sent; returns at once."""
        with self._lock:
            self._out += line
        self.wake()

    def wake(self) -> None:
        """Let ``exchange`` return soon."""
        with suppress(OSError):
            os.write(self._wake_w, b"w")

    def exchange(self, *, timeout_s: float) -> list[bytes]:
        """Send what is to be sent and return the lines that have come.

        Raises:
            LineLost: the connection ended.
        """
        with self._lock:
            wants_write = bool(self._out)
        watched = [self._socket, self._wake_r]
        ready, _, _ = select.select(watched, [self._socket] if wants_write else [], [], timeout_s)
        if self._wake_r in ready:
            os.read(self._wake_r, _PORTION)
        try:
            self._flush()
            if self._socket in ready:
                self._receive()
        except BlockingIOError:
            return []
        except OSError as error:
            raise LineLost(str(error)) from error
        *lines, rest = self._in.split(b"\n")
        self._in = rest
        if len(rest) > LONGEST_LINE:
            raise LineLost("a line without end")
        return [bytes(line) for line in lines]

    def close(self) -> None:
        """Hang up."""
        self._socket.close()
        os.close(self._wake_r)
        wake_w, self._wake_w = self._wake_w, -1
        os.close(wake_w)

    def _flush(self) -> None:
        with self._lock, suppress(BlockingIOError):
            while self._out:
                del self._out[: self._socket.send(self._out[:_PORTION])]

    def _receive(self) -> None:
        data = self._socket.recv(_PORTION)
        if not data:
            raise LineLost("the daemon hung up")
        self._in += data
