"""What each connection asks of the system, so that a network which loses everything without a word is noticed.

A cable that is pulled out far away breaks no connection by itself. The system answers probes also while the server is
busy, so a cut is found sooner than by beats, and a server that thinks for a while is not taken for one (decision 18).
"""

from __future__ import annotations

import socket

GONE_S = 3
"""A machine that has taken nothing and answered no probe for so long is not there: its connections are broken off."""
SOCKET_OPTIONS: tuple[tuple[int, int, int], ...] = (
    (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
    (socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 1),
    (socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 1),
    (socket.IPPROTO_TCP, socket.TCP_KEEPCNT, GONE_S),
    (socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, GONE_S * 1000),
)
"""A probe each second of silence, as ``setsockopt`` takes them.

Source:
    tcp(7); RFC 9293, 3.8.4 (keep-alives); RFC 5482 (user timeout).
"""
