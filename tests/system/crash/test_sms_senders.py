"""Killed while it sends by a gateway or a modem, a process loses no message and sends none twice."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

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

KILLS = 20
MESSAGES = 60
"""A life takes two or three of them."""


class Killer:
    """Starts the process again each time; ends it at one of the moments that a far end sees."""

    def __init__(self, machine: Path) -> None:
        self._command = [sys.executable, sending_child.__file__, str(machine), str(MESSAGES)]
        self._left_to_live = 0
        self._killed = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None
        self.kills = 0

    def moment(self) -> None:
        """Something has happened; called on the thread of the wire, so the far end stands still meanwhile."""
        self._left_to_live -= 1
        if self._left_to_live == 0 and self._child is not None:
            self._child.kill()
            self._child.wait()
            self.kills += 1

    def live_and_die(self, moments: int) -> bool:
        """Let it live for so many moments; whether it has ended in peace before."""
        self._left_to_live = moments
        environment = {**os.environ, "PYTHONPATH": str(Path(sending_child.__file__).parents[1])}
        self._child = subprocess.Popen(self._command, env=environment, stdout=subprocess.DEVNULL)
        return self._child.wait(120) == 0


def watched(device: SimModem | SimSmsGateway | SimCmppGateway, moment: Callable[[], None]) -> None:
    """A moment at every portion of bytes that arrives, and one between sending and answering."""
    receive = device.receive

    def hear(data: bytes) -> list[bytes]:
        moment()
        return receive(data)

    device.receive = hear  # type: ignore[method-assign]


def test_by_a_gateway(tmp_path: Path) -> None:
    gateway, file = SimSmsGateway(), tmp_path / "machine.toml"
    killer = Killer(file)
    watched(gateway, killer.moment)
    gateway.on_request = killer.moment
    with TcpWire(gateway) as wire:
        file.write_text(gateway_machine(tmp_path, wire), encoding="utf-8")
        # Between two requests lie a question for the credit, the message, and its answer.
        for kill in range(KILLS):
            killer.live_and_die(3 + kill % 5)
        killer.live_and_die(0)
    assert killer.kills == KILLS
    assert [sent.id for sent in gateway.sent] == [f"E-{number}" for number in range(MESSAGES)]


def test_by_a_modem(tmp_path: Path) -> None:
    modem, file = SimModem(), tmp_path / "machine.toml"
    killer = Killer(file)
    watched(modem, killer.moment)
    modem.on_sent = killer.moment
    with PtyWire(tmp_path / "modem", modem, baud=None) as wire:
        file.write_text(modem_machine(tmp_path, wire, "reports = false\n"), encoding="utf-8")
        # Ten portions set the modem up; then each message has its own.
        for kill in range(KILLS):
            killer.live_and_die(10 + kill % 10)
        killer.live_and_die(0)
    assert killer.kills == KILLS
    assert [part.text for part in modem.sent] == [f"A{number:03}" for number in range(MESSAGES)]


def test_by_an_operator_whose_reports_come_at_once(tmp_path: Path) -> None:
    gateway, file = SimCmppGateway(report_after_s=0.0), tmp_path / "machine.toml"
    killer = Killer(file)
    watched(gateway, killer.moment)
    gateway.on_sent = killer.moment
    with TcpWire(gateway) as wire:
        file.write_text(cmpp_machine(tmp_path, wire, OPTIONS.replace("1500", "3000")), encoding="utf-8")
        for kill in range(KILLS):
            killer.live_and_die(3 + kill % 5)
        killer.live_and_die(0)
    assert killer.kills == KILLS
    assert sorted(part.text for part in gateway.sent) == [f"A{number:03}" for number in range(MESSAGES)]
