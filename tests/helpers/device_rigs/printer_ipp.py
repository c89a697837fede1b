"""A report printer that speaks IPP."""

from __future__ import annotations

import time
from collections.abc import Generator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hallcall.hal import DeviceId, Hal
from hallcall.hal.ports.report import PrintReport
from hallcall.sim.devices import TcpWire, Wire
from hallcall.sim.devices.ipp import SimIppPrinter
from helpers.device_rigs.base import PATIENT_S, Diary, RigMaker, machine_text, running, tcp_at

REPORT = DeviceId("report")
PDF = b"%PDF-1.7\n% nothing on it\n%%EOF\n"


@dataclass
class ReportRig:
    """A report printer."""

    id: DeviceId
    wire: Wire
    hal: Hal
    diary: Diary
    text: str
    device: SimIppPrinter
    count: int = 0

    def use(self) -> None:
        self.count += 1
        document = PDF + str(self.count).encode()
        self.send(document).result(PATIENT_S)
        assert self.device.printed.count(document) == 1
        assert [job.document for job in self.device.jobs].count(document) == 1

    def send(self, document: bytes = PDF, copies: int = 1) -> Future[None]:
        """Have a document printed."""
        return self.hal.do(self.id, PrintReport(document=document, copies=copies), f"print-{time.monotonic_ns()}")


@contextmanager
def report_rig(folder: Path, *, options: str = "", device: SimIppPrinter | None = None) -> Generator[ReportRig]:
    """A running Hal with a report printer in the network."""
    device = device or SimIppPrinter()
    wire = TcpWire(device)
    options = options if "timeout_ms" in options else f"timeout_ms = 250\n{options}"
    text = machine_text(REPORT, "printer.ipp", tcp_at(wire), f"poll_ms = 100\n{options}")
    with running(wire, text) as (hal, diary):
        yield ReportRig(REPORT, wire, hal, diary, text, device)


RIGS: dict[str, RigMaker] = {"printer.ipp": report_rig}
