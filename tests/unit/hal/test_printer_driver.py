"""The printer's driver against a wire that says what the test wants, byte for byte."""

from __future__ import annotations

from collections import deque

import pytest

from hallcall.core.errors import DeviceFault, DeviceProtocol, DeviceTimeout
from hallcall.hal import DeviceEvent, DeviceId, Health, Reason
from hallcall.hal.codec import escpos
from hallcall.hal.document import Slip, Text
from hallcall.hal.drivers.printer_escpos import EscposPrinter, PrinterOptions

pytestmark = pytest.mark.feature("F210")

_FINE = "12 12 12 12"
_OUT = "1A 32 12 7E"


class ScriptedWire:
    """Answers each ``DLE EOT`` with the next byte of its script and everything else with silence."""

    def __init__(self, *rounds: str) -> None:
        self.script = deque(bytes.fromhex("".join(rounds)))
        self.sent: list[bytes] = []
        self._ready = bytearray()

    def is_present(self) -> bool:
        return True

    def open(self) -> None:
        self.sent.clear()

    def close(self) -> None:
        self._ready.clear()

    def write(self, data: bytes) -> None:
        self.sent.append(data)
        if data.startswith(escpos.DLE) and self.script:
            self._ready.append(self.script.popleft())

    def read_exact(self, count: int, deadline: float) -> bytes:  # noqa: ARG002 - nothing ever comes later
        if len(self._ready) < count:
            raise DeviceTimeout("device.timeout")
        data, self._ready = bytes(self._ready[:count]), self._ready[count:]
        return data

    def read_pending(self) -> bytes:
        data, self._ready = bytes(self._ready), bytearray()
        return data

    def discard_input(self) -> None:
        self._ready.clear()


def _printer(wire: ScriptedWire, **options: float) -> EscposPrinter:
    return EscposPrinter(DeviceId("ticket"), wire, PrinterOptions(timeout_s=0.01, **options))  # type: ignore[arg-type]


def _ignore(event: DeviceEvent) -> None:
    del event


def test_one_answer_that_a_disturbed_line_made_up_is_no_fault() -> None:
    printer = _printer(ScriptedWire(_FINE, _OUT, _FINE, _FINE))
    printer.open()
    with pytest.raises(DeviceProtocol, match="bad_frame"):
        printer.step(_ignore)
    assert printer.step(_ignore).health is Health.ONLINE


def test_news_heard_twice_are_believed() -> None:
    printer = _printer(ScriptedWire(_FINE, _OUT, _OUT))
    printer.open()
    condition = printer.step(_ignore)
    assert (condition.health, condition.reasons) == (Health.FAULT, {Reason.PAPER_OUT})
    assert condition.detail == "OFFLINE|PAPER_OUT|PAPER_LOW"


def test_nothing_is_sent_to_a_printer_without_paper() -> None:
    wire = ScriptedWire(_FINE, _OUT, _OUT)
    printer = _printer(wire)
    printer.open()
    with pytest.raises(DeviceFault, match="paper_out"):
        printer.print_slip(Slip(blocks=(Text(text="A024"),)), lambda: None)
    asked_besides_state = [data for data in wire.sent if not data.startswith(escpos.DLE)]
    assert asked_besides_state == [escpos.MARKER], "whether it still works at an older slip"


def test_raster_mode_needs_somebody_who_draws() -> None:
    with pytest.raises(ValueError, match="draws"):
        EscposPrinter(DeviceId("ticket"), ScriptedWire(), PrinterOptions(mode="raster"))


class LateWire(ScriptedWire):
    """A printer that still works at the slip of a program that has died, and then says so."""

    def __init__(self) -> None:
        super().__init__(_FINE * 50)
        self.owed = b"\x00"

    def write(self, data: bytes) -> None:
        super().write(data)
        if data.endswith(escpos.MARKER):
            self._ready += self.owed + b"\x00"
            self.owed = b""

    def read_ahead(self) -> bytes:
        return bytes(self._ready)


def test_the_answer_to_an_older_slip_does_not_vouch_for_the_next_one() -> None:
    wire = LateWire()
    printer = _printer(wire, speed_mm_s=10_000)
    printer.open()
    left_to_hear: list[bytes] = []
    printer.print_slip(Slip(blocks=(Text(text="A024"),)), lambda: left_to_hear.append(wire.read_ahead()))
    assert left_to_hear == [b"\x00"], "more than the answer to this slip"
