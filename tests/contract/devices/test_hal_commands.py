"""``hallcall hal``: what a technician in front of a machine asks it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from hallcall.core.identity import DocumentKind
from hallcall.sim.devices import PtyWire, SimIdReader, SimTicketPrinter, fictional_card
from helpers.device_rigs import TODAY
from helpers.server_process import command_line

pytestmark = [pytest.mark.feature("F210"), pytest.mark.logs_warnings]


class Bench:
    """A machine on a technician's bench."""

    def __init__(self, folder: Path) -> None:
        self.reader, self.printer = SimIdReader(), SimTicketPrinter()
        self.wires = {
            "reader": PtyWire(folder / "reader", self.reader, baud=None),
            "printer": PtyWire(folder / "printer", self.printer, baud=None),
        }
        self.file = folder / "machine.toml"
        self.file.write_text(
            f"""schema = 1
[machine]
id = "k1"
[[device]]
id = "idcard"
driver = "idcard.sdt"
transport = {{ kind = "serial", port = "{folder}/reader", baud = 921600 }}
timeout_ms = 2000
[[device]]
id = "ticket"
driver = "printer.escpos"
transport = {{ kind = "serial", port = "{folder}/printer", baud = 921600 }}
timeout_ms = 2000
""",
            encoding="utf-8",
        )


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    for wire in made.wires.values():
        wire.plug()
    yield made
    for wire in made.wires.values():
        wire.unplug()


def test_list_names_drivers_ports_and_what_nobody_claims(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "dev/usb").mkdir(parents=True)
    (tmp_path / "dev/usb/lp3").touch()
    said = command_line("hal", "list", "--machine", str(bench.file), "--dev", str(tmp_path / "dev"))
    assert said.returncode == 0
    lines = said.stdout.splitlines()
    assert "idcard.sdt" in lines[0]
    assert f"{tmp_path}/dev/usb/lp3 usb-file unknown" in lines
    assert "ticket (printer.escpos): its port is not here" in lines


def test_status_says_how_every_device_is_and_fails_when_one_cannot_be_used(bench: Bench) -> None:
    said = command_line("hal", "status", "--machine", str(bench.file), "--json")
    assert said.returncode == 0
    facts = json.loads(said.stdout[said.stdout.index("{\n") :])
    assert {device: fact["health"] for device, fact in facts.items()} == {"idcard": "online", "ticket": "online"}
    bench.wires["printer"].unplug()
    said = command_line("hal", "status", "--machine", str(bench.file))
    assert said.returncode == 1
    assert "idcard: Working" in said.stdout
    assert "ticket: Cannot be reached; Device not found: check the cable" in said.stdout


def test_probe_finds_out_what_hangs_at_a_port(bench: Bench) -> None:
    said = command_line("hal", "probe", str(bench.wires["reader"].path), "--baud", "921600")
    assert said.returncode == 0
    assert "idcard.sdt: answers" in said.stdout
    assert "printer.escpos: answers" not in said.stdout


def test_test_prints_a_slip_or_says_why_not(bench: Bench) -> None:
    said = command_line("hal", "test", "ticket", "--machine", str(bench.file))
    assert said.returncode == 0
    assert bench.printer.tickets[0].lines[0] == "Test slip"
    bench.printer.run_out()
    said = command_line("hal", "test", "ticket", "--machine", str(bench.file))
    assert said.returncode == 1
    assert "out of paper" in said.stderr


def test_test_waits_for_a_card_and_tells_its_kind_only(bench: Bench) -> None:
    card = fictional_card(Random(3), DocumentKind.RESIDENT, today=TODAY)
    hand = threading.Timer(0.5, bench.reader.lay, [card])
    hand.start()
    said = command_line("hal", "test", "idcard", "--machine", str(bench.file))
    hand.join()
    assert said.returncode == 0
    assert "resident" in said.stdout
    assert card.number not in said.stdout
    assert card.name not in said.stdout


def test_trace_shows_every_byte_both_ways(bench: Bench) -> None:
    said = command_line("hal", "trace", "idcard", "--machine", str(bench.file), "--seconds", "0.3")
    assert said.returncode == 0
    # Status request of the SDT protocol.
    assert "> aa aa aa 96 69 00 03 11 ff ed" in said.stdout
    assert "< " in said.stdout


@pytest.mark.parametrize("command", ["test", "trace"])
def test_a_device_that_the_file_does_not_name_is_said(bench: Bench, command: str) -> None:
    said = command_line("hal", command, "scale", "--machine", str(bench.file))
    assert said.returncode == 2
    assert "scale" in said.stderr
