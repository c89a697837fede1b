"""Wires: bytes out, bytes in, and one kind of error for every way a wire can be lost."""

from __future__ import annotations

from hallcall.hal.transport.ends import EvdevPort, FilePort, Port, SerialPort, TcpPort
from hallcall.hal.transport.evdev import EvdevTransport
from hallcall.hal.transport.file import FileTransport
from hallcall.hal.transport.none import NoWire
from hallcall.hal.transport.port import Trace, Transport
from hallcall.hal.transport.serial_port import SerialTransport
from hallcall.hal.transport.shared import LineShare, SharedLine
from hallcall.hal.transport.tcp import TcpTransport

__all__ = [
    "FilePort",
    "FileTransport",
    "LineShare",
    "NoWire",
    "Port",
    "SerialPort",
    "SerialTransport",
    "SharedLine",
    "TcpPort",
    "TcpTransport",
    "Trace",
    "Transport",
    "make_wire",
]


def make_wire(port: Port, trace: Trace | None = None) -> Transport:
    """The wire to ``port``, not yet opened. A kind that is no stream of bytes is opened by its own driver."""
    match port:
        case SerialPort():
            return SerialTransport(port, trace)
        case TcpPort():
            return TcpTransport(port, trace)
        case FilePort():
            return FileTransport(port, trace)
        case EvdevPort():
            return EvdevTransport(port, trace)
        case _:
            return NoWire(port.device)
