"""A ticket printer that speaks ESC/POS."""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from hallcall.hal import DeviceId, Hal, Job, JobChanged, JobState, Rasteriser
from hallcall.hal.document import Slip, Text
from hallcall.sim.devices import PtyWire, SimTicketPrinter, TcpWire, Wire
from helpers.device_rigs.base import Diary, RigMaker, file_at, machine_text, running, serial_at, tcp_at

PRINTER = DeviceId("ticket")


@dataclass
class PrinterRig:
    """A ticket printer."""

    id: DeviceId
    wire: Wire
    hal: Hal
    diary: Diary
    text: str
    device: SimTicketPrinter
    count: int = 0

    def use(self) -> None:
        self.count += 1
        text = f"第 {self.count} 张小票"
        assert self.print(Slip(blocks=(Text(text=text),))).state is JobState.CONFIRMED
        assert self.device.tickets[-1].lines == (text,)

    def print(self, slip: Slip) -> Job:
        """Print and wait for the end of the job."""
        request_id = f"request-{time.monotonic_ns()}"
        before = len(self.diary.events)
        self.hal.print_slip(self.id, slip, request_id)
        ended = self.diary.wait(JobChanged, lambda e: e.job.request_id == request_id and e.job.is_over, after=before)
        return ended.job


@contextmanager
def printer_rig(
    folder: Path,
    *,
    options: str = "",
    device: SimTicketPrinter | None = None,
    rasteriser: Rasteriser | None = None,
    baud: int | None = None,
    kind: Literal["serial", "tcp", "usb-file"] = "serial",
) -> Generator[PrinterRig]:
    """A running Hal with a printer on a wire."""
    device = device or SimTicketPrinter()
    wire = TcpWire(device, baud=baud) if kind == "tcp" else PtyWire(folder / "printer", device, baud=baud)
    pty_at = serial_at if kind == "serial" else file_at
    transport = tcp_at(wire) if isinstance(wire, TcpWire) else pty_at(wire)
    options = options if "poll_ms" in options else f"poll_ms = 100\n{options}"
    # The simulated printer draws on the thread that answers, so a long slip on a busy machine takes its time.
    options = options if "timeout_ms" in options else f"timeout_ms = 2000\n{options}"
    text = machine_text(PRINTER, "printer.escpos", transport, options)
    with running(wire, text, rasteriser) as (hal, diary):
        yield PrinterRig(PRINTER, wire, hal, diary, text, device)


_HASTY = "timeout_ms = 250"
_ASB = 'timeout_ms = 250\nstatus = "asb"'
RIGS: dict[str, RigMaker] = {
    "printer.escpos": partial(printer_rig, options=_HASTY),
    "printer.escpos over TCP": partial(printer_rig, options=_HASTY, kind="tcp"),
    "printer.escpos at a USB file": partial(printer_rig, options=_HASTY, kind="usb-file"),
    "printer.escpos over TCP with ASB": partial(printer_rig, options=_ASB, kind="tcp"),
    "printer.escpos at a USB file with ASB": partial(printer_rig, options=_ASB, kind="usb-file"),
}
