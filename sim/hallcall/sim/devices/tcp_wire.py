"""A network cable: the device listens at a port of this machine and speaks with one caller at a time.

Who calls second is hung up on, as most devices do. A caller that has said all it wants (half-close) still gets every
reply before the device hangs up; one that is gone gets none.
"""

from __future__ import annotations

import select
import socket
import time

from hallcall.sim.devices.traffic import Traffic
from hallcall.sim.devices.wire import SimDevice, Wire

HOST = "127.0.0.1"


class TcpWire(Wire):
    """The device at ``HOST`` and ``port``; the port stays the same over replugging."""

    def __init__(self, device: SimDevice, *, port: int = 0, baud: int | None = None) -> None:
        """Prepare the cable; nothing is plugged in yet.

        Args:
            device: what hangs at the far end.
            port: where it will listen; 0 takes a free one.
            baud: speed of the line behind the network, both ways; None is as fast as the machine can.
        """
        self._listener = _bound(port)
        self.port = int(self._listener.getsockname()[1])
        super().__init__(device, str(self.port), baud=baud)
        self._caller: socket.socket | None = None
        self._traffic: Traffic | None = None
        self._has_said_all = False

    def close(self) -> None:
        """Take the cable away for good: the port is free for others."""
        self.unplug()
        self._listener.close()

    def _attach(self) -> None:
        if self._listener.fileno() < 0:
            self._listener = _bound(self.port)

    def _appear(self) -> None:
        self._listener.listen()
        self.wake()

    def _vanish(self) -> None:
        """Nothing can be taken from under a listening thread: it ends first."""

    def _detach(self) -> None:
        self._hang_up()
        self._listener.close()
        # Held, not listened at: calls are refused, and nobody else takes the port meanwhile.
        self._listener = _bound(self.port)

    def _run(self) -> None:
        again: float | None = None
        while not self._is_ending:
            now = time.monotonic()
            watched: list[int] = [self._wake_r, self._listener.fileno()]
            if self._traffic is not None:
                self._traffic.send_due(now)
                if not self._has_said_all:
                    watched += self._traffic.wants_input(now)
                elif self._traffic.is_idle:
                    self._hang_up()
            readable, _, _ = select.select(watched, [], [], self._timeout(again, self._traffic))
            if self._wake_r in readable:
                self._drain_wake()
            if self._traffic is not None and self._caller is not None and self._caller.fileno() in readable:
                self._hear(self._traffic)
            if self._listener.fileno() in readable:
                self._answer_call()
            again = self._work(self._traffic)

    def _hear(self, traffic: Traffic) -> None:
        if data := traffic.receive(time.monotonic()):
            self._deliver(data, traffic)
        elif traffic.is_idle:
            self._hang_up()
        else:
            self._has_said_all = True

    def _answer_call(self) -> None:
        try:
            caller, _ = self._listener.accept()
        except OSError:
            return
        if self._caller is not None:
            caller.close()
            return
        caller.settimeout(0)
        caller.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._caller, self._has_said_all = caller, False
        self._traffic = Traffic(caller.fileno(), self._byte_s)

    def _hang_up(self) -> None:
        if self._caller is not None:
            self._caller.close()
        self._caller, self._traffic = None, None


def _bound(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.settimeout(0)
    listener.bind((HOST, port))
    return listener
