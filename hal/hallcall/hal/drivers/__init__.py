"""The drivers: one module a kind of device, named as in the machine's file."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hallcall.hal.config import DeviceConfig
from hallcall.hal.drivers.idcard_sdt import SdtCardReader
from hallcall.hal.drivers.printer_escpos import EscposPrinter
from hallcall.hal.ports import Driver, Rasteriser
from hallcall.hal.transport import SerialTransport, Trace

__all__ = ["make_driver"]

_MAKERS: Mapping[str, Callable[[DeviceConfig, SerialTransport, Rasteriser | None], Driver]] = {
    "idcard.sdt": lambda config, wire, _rasteriser: SdtCardReader.from_config(config, wire),
    "printer.escpos": EscposPrinter.from_config,
}


def make_driver(config: DeviceConfig, rasteriser: Rasteriser | None = None, trace: Trace | None = None) -> Driver:
    """The driver that ``config`` names, on its wire; nothing is opened yet.

    Args:
        config: which driver, which wire, which options.
        rasteriser: draws what a printer's font cannot; without it such characters print as ``〓``.
        trace: sees every byte on the wire.
    """
    return _MAKERS[config.driver](config, SerialTransport(config.port, trace), rasteriser)
