"""A device, or a serial server, in the hall's network."""

from __future__ import annotations

import socket

from hallcall.core.errors import DeviceAbsent
from hallcall.hal.transport.ends import TcpPort
from hallcall.hal.transport.port import Trace
from hallcall.hal.transport.stream import StreamTransport

_CONNECT_S = 2.0
_GLANCE_S = 0.3
_KEEPALIVE = (
    (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
    (socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 5),
    (socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 2),
    (socket.IPPROTO_TCP, socket.TCP_KEEPCNT, 3),
    (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),
)
"""A cable pulled at the far end sends no farewell."""


class TcpTransport(StreamTransport):
    """One connection."""

    def __init__(self, port: TcpPort, trace: Trace | None = None) -> None:
        super().__init__(port.device, trace)
        self._port = port

    def is_present(self) -> bool:
        """Whether somebody listens there: connects and hangs up, so it is asked only while the device is away."""
        try:
            socket.create_connection((self._port.host, self._port.port), timeout=_GLANCE_S).close()
        except OSError:
            return False
        return True

    def open(self) -> None:
        """Connect.

        Raises:
            DeviceAbsent: nobody listens there.
        """
        self.close()
        try:
            connection = socket.create_connection((self._port.host, self._port.port), timeout=_CONNECT_S)
        except OSError as error:
            raise DeviceAbsent("device.absent", device=self._device, detail=type(error).__name__) from error
        for level, option, value in _KEEPALIVE:
            connection.setsockopt(level, option, value)
        connection.settimeout(0)
        self._number = connection.detach()
