"""Simulated devices, byte for byte, at the other end of a pseudo-terminal or a TCP port: the drivers are the real ones.

::

    real driver ── pyserial ── /path/of/wire (pty) ── PtyWire (speed, faults) ── SimIdReader | SimTicketPrinter
    real driver ── socket ──── 127.0.0.1:port ─────── TcpWire (speed, faults) ── the same
"""

from hallcall.sim.devices.idcard import SimIdReader, record_from_fixture
from hallcall.sim.devices.people import fictional_card
from hallcall.sim.devices.printer import PrintedTicket, SimTicketPrinter
from hallcall.sim.devices.tcp_wire import TcpWire
from hallcall.sim.devices.wire import PtyWire, SimDevice, Wire

__all__ = [
    "PrintedTicket",
    "PtyWire",
    "SimDevice",
    "SimIdReader",
    "SimTicketPrinter",
    "TcpWire",
    "Wire",
    "fictional_card",
    "record_from_fixture",
]
