"""Wires: bytes out, bytes in, and one kind of error for every way a wire can be lost."""

from hallcall.hal.transport.port import SerialPort, Trace, Transport
from hallcall.hal.transport.serial_port import SerialTransport

__all__ = ["SerialPort", "SerialTransport", "Trace", "Transport"]
