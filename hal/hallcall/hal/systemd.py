"""Telling systemd that the service is ready and alive.

Source:
    ``sd_notify(3)``, ``sd_watchdog_enabled(3)``: datagrams ``READY=1``, ``WATCHDOG=1``, ``STOPPING=1`` to the
    socket named by ``NOTIFY_SOCKET`` (``@`` stands for an abstract one); ``WATCHDOG_USEC`` is how long it
    waits before it kills.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from contextlib import suppress


class Notifier:
    """The service manager's ear; nobody's when the process was started by hand."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        address = environment.get("NOTIFY_SOCKET", "")
        self._address = "\0" + address[1:] if address.startswith("@") else address
        watchdog_us = environment.get("WATCHDOG_USEC", "")
        self.watchdog_s = int(watchdog_us) / 1_000_000 if watchdog_us.isdecimal() else None
        """How long it waits for a sign of life; None when it does not."""

    def ready(self) -> None:
        """The service does its work from now on."""
        self._tell("READY=1")

    def alive(self) -> None:
        """A sign of life."""
        self._tell("WATCHDOG=1")

    def stopping(self) -> None:
        """The service ends on purpose."""
        self._tell("STOPPING=1")

    def _tell(self, state: str) -> None:
        if not self._address:
            return
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.sendto(state.encode(), self._address)
