"""Devices under test. A new driver brings one module here; the conformance suite finds its ``RIGS``."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

from helpers.device_rigs.base import HASTY, PATIENT_S, Diary, Rig, RigMaker, wait_status
from helpers.device_rigs.idcard_sdt import READER, TODAY, ReaderRig, reader_rig
from helpers.device_rigs.printer_escpos import PRINTER, PrinterRig, printer_rig

__all__ = [
    "HASTY",
    "PATIENT_S",
    "PRINTER",
    "READER",
    "TODAY",
    "Diary",
    "PrinterRig",
    "ReaderRig",
    "Rig",
    "all_rigs",
    "guarded_rigs",
    "mute_rigs",
    "printer_rig",
    "reader_rig",
    "wait_status",
]


def all_rigs() -> dict[str, RigMaker]:
    """Every rig of every module here, in an order that is always the same."""
    found: dict[str, RigMaker] = {}
    for module in _modules():
        found |= getattr(module, "RIGS", {})
    return found


def guarded_rigs() -> frozenset[str]:
    """Rigs of protocols without a check of their own: TCP brings their bytes whole or not at all."""
    return frozenset().union(*(getattr(module, "GUARDED", frozenset[str]()) for module in _modules()))


def mute_rigs() -> frozenset[str]:
    """Rigs of devices that cannot be asked anything: one that is silent has nothing to tell."""
    return frozenset().union(*(getattr(module, "MUTE", frozenset[str]()) for module in _modules()))


def _modules() -> list[ModuleType]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return [importlib.import_module(f"{__name__}.{name}") for name in names]
