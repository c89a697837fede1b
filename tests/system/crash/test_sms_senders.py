"""Killed while it sends by a gateway or a modem, a process loses no message and sends none twice."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from hallcall.hal.codec.cmpp import Command as CmppCommand
from hallcall.sim.devices.cmpp_gateway import SimCmppGateway
from hallcall.sim.devices.modem import SimModem
from hallcall.sim.devices.sms_gateway import SimSmsGateway
from hallcall.sim.devices.tcp_wire import TcpWire
from hallcall.sim.devices.wire import PtyWire
from helpers import sending_child
from helpers.device_rigs.sms_at import modem_machine
from helpers.device_rigs.sms_cmpp import OPTIONS, cmpp_machine
from helpers.device_rigs.sms_http import gateway_machine

pytestmark = [pytest.mark.system, pytest.mark.feature("F172")]

MESSAGES = 60
"""A life takes one to three of them."""
SENT = "sent"


class Killer:
    """Starts the process again each time; ends it when the far end sees what it was told to wait for."""

    def __init__(self, machine: Path, device: SimModem | SimSmsGateway | SimCmppGateway) -> None:
        """Watch a far end: every portion of bytes that reaches it, before it looks at it."""
        self._command = [sys.executable, sending_child.__file__, str(machine), str(MESSAGES)]
        self._waits_for, self._times = "", 0
        self._child: subprocess.Popen[bytes] | None = None
        self._receive = device.receive
        device.receive = self._hear  # type: ignore[method-assign]
        self.kills = 0

    def kill_at(self, moments: Sequence[str]) -> None:
        """Live once for each moment, to its first, second and third time in turn; then to the end."""
        for number, what in enumerate(moments):
            self._live(what, 1 + number % 3)
        self._live("", 0)
        assert self.kills == len(moments)

    def sent(self) -> None:
        """A message has left and is not yet answered."""
        self._see(SENT)

    def _live(self, waits_for: str, times: int) -> None:
        self._waits_for, self._times = waits_for, times
        environment = {**os.environ, "PYTHONPATH": str(Path(sending_child.__file__).parents[1])}
        self._child = subprocess.Popen(self._command, env=environment, stdout=subprocess.DEVNULL)
        self._child.wait(120)

    def _hear(self, data: bytes) -> list[bytes]:
        self._see(kind_of(data))
        return self._receive(data)

    def _see(self, what: str) -> None:
        """Called on the thread of the wire, so the far end stands still meanwhile."""
        self._times -= what == self._waits_for
        if self._times == 0 and self._waits_for and self._child is not None:
            self._waits_for = ""
            self._child.kill()
            self._child.wait()
            self.kills += 1


def kind_of(data: bytes) -> str:
    """What a portion of bytes is: a command of a modem, a method of HTTP, a command of CMPP."""
    if data.startswith((b"\x1b", b"AT")):
        return data.partition(b"=")[0].strip(b"\x1b\r").decode("ascii")
    if data.endswith(b"\x1a"):
        return "text"
    if data.startswith((b"GET ", b"POST ")):
        return data.partition(b" ")[0].decode("ascii")
    code = int.from_bytes(data[4:8]) & 0x7FFF_FFFF
    return CmppCommand(code).name if code in list(CmppCommand) else "more of it"


def texts() -> list[str]:
    """What the phones must get, each once."""
    return [f"A{number:03}" for number in range(MESSAGES)]


def test_by_a_gateway(tmp_path: Path) -> None:
    gateway, file = SimSmsGateway(), tmp_path / "machine.toml"
    killer = Killer(file, gateway)
    gateway.on_request = killer.sent
    with TcpWire(gateway) as wire:
        file.write_text(gateway_machine(tmp_path, wire), encoding="utf-8")
        killer.kill_at(("POST", SENT) * 6)
    assert [sent.text for sent in gateway.sent] == texts()


def test_by_a_modem(tmp_path: Path) -> None:
    modem, file = SimModem(), tmp_path / "machine.toml"
    killer = Killer(file, modem)
    modem.on_sent = killer.sent
    with PtyWire(tmp_path / "modem", modem, baud=None) as wire:
        file.write_text(modem_machine(tmp_path, wire, "reports = false\n"), encoding="utf-8")
        killer.kill_at(("AT+CMGW", "text", "AT+CMGR", "AT+CMSS", SENT, "AT+CMGD") * 4)
    assert [part.text for part in modem.sent] == texts()


def test_by_an_operator_whose_reports_come_at_once(tmp_path: Path) -> None:
    gateway, file = SimCmppGateway(report_after_s=0.0), tmp_path / "machine.toml"
    killer = Killer(file, gateway)
    gateway.on_sent = killer.sent
    with TcpWire(gateway) as wire:
        file.write_text(cmpp_machine(tmp_path, wire, OPTIONS.replace("1500", "3000")), encoding="utf-8")
        killer.kill_at(("SUBMIT", SENT, "DELIVER") * 6)
    assert sorted(part.text for part in gateway.sent) == texts()
