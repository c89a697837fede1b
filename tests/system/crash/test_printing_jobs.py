"""Killed at any step of a slip, the daemon prints no slip twice, and whoever waits is told what is known."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hallcall.hal import DeviceId, Job, JobState, load_machine
from hallcall.hal.document import Cut, Slip, Text
from hallcall.hal.remote import RemoteHal
from hallcall.sim.devices import PtyWire, SimTicketPrinter
from helpers import dying_hald
from helpers.hald_process import HaldProcess
from helpers.killer import TESTS

pytestmark = [pytest.mark.system, pytest.mark.feature("F210"), pytest.mark.logs_warnings]

PRINTER = DeviceId("ticket")
MACHINE = """schema = 1
[machine]
id = "k1"
[hal]
socket = "{0}/hald.sock"
[[device]]
id = "ticket"
driver = "printer.escpos"
transport = {{ kind = "serial", port = "{0}/printer" }}
poll_ms = 100
timeout_ms = 2000
"""
PRINTED = (JobState.CONFIRMED, "")
NOBODY_KNOWS = (JobState.FAILED, "device.interrupted")


class Place:
    """A printer, the daemon's file, and an application that prints."""

    def __init__(self, folder: Path) -> None:
        self.machine, self._socket = folder / "machine.toml", folder / "hald.sock"
        self.machine.write_text(MACHINE.format(folder), encoding="utf-8")
        self.printer = SimTicketPrinter(speed_mm_s=500)
        self.wire = PtyWire(folder / "printer", self.printer)
        self.hal = RemoteHal(load_machine(self.machine), self._socket)

    def print(self, number: str) -> None:
        self.hal.print_slip(PRINTER, Slip(blocks=(Text(text=number), Cut())), number)

    def fate(self, number: str) -> tuple[JobState, str]:
        job = self.hal.job(PRINTER, number)
        assert isinstance(job, Job)
        return job.state, job.reason

    def slips(self, number: str) -> int:
        """How often a number came out."""
        return sum(number in slip.lines for slip in self.printer.tickets)

    def live_and_die(self, moment: str) -> None:
        """A daemon of its own; it dies at the first slip."""
        command = [sys.executable, dying_hald.__file__, moment, str(self.machine)]
        daemon = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(TESTS)}, stderr=subprocess.DEVNULL)
        assert daemon.wait(60) == -9
        self._socket.unlink()

    def peaceful(self) -> HaldProcess:
        return HaldProcess(self.machine, self._socket)


def until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    monkeypatch.setattr("hallcall.hal.remote._GRACE_S", 60.0)  # a busy machine starts a process slowly
    made = Place(tmp_path)
    made.wire.plug()
    made.hal.start()
    yield made
    made.hal.stop()
    made.wire.close()


@pytest.mark.parametrize(
    ("moment", "fate", "slips"),
    [
        ("asked", PRINTED, 1),
        ("begun", NOBODY_KNOWS, 0),
        ("sent", NOBODY_KNOWS, 1),
        ("done", NOBODY_KNOWS, 1),
        ("noted", PRINTED, 1),
    ],
)
def test_a_slip_comes_out_once_or_nobody_is_told_that_it_did(
    place: Place, moment: str, fate: tuple[JobState, str], slips: int
) -> None:
    place.print("A024")
    place.live_and_die(moment)
    with place.peaceful():
        place.print("A025")
        until(lambda: place.fate("A024")[0] in {JobState.CONFIRMED, JobState.FAILED})
        until(lambda: place.fate("A025") == PRINTED)
        until(lambda: place.slips("A025") == 1)
    assert place.fate("A024") == fate
    assert place.slips("A024") == slips
