"""Simulated devices, byte for byte, at the other end of a pseudo-terminal: the drivers are the real ones.

::

    real driver ── pyserial ── /path/of/wire (pty) ── PtyWire (speed, faults) ── SimIdReader | SimTicketPrinter
"""

from hallcall.sim.devices.idcard import SimIdReader, record_from_fixture
from hallcall.sim.devices.people import fictional_card
from hallcall.sim.devices.printer import PrintedTicket, SimTicketPrinter
from hallcall.sim.devices.wire import PtyWire, SimDevice

__all__ = [
    "PrintedTicket",
    "PtyWire",
    "SimDevice",
    "SimIdReader",
    "SimTicketPrinter",
    "fictional_card",
    "record_from_fixture",
]
