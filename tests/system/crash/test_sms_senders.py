"""Killed while it sends by a gateway or a modem, a process loses no message and sends none twice."""

from __future__ import annotations

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
from helpers.killer import Killer

pytestmark = [pytest.mark.system, pytest.mark.feature("F172")]

MESSAGES = 60
"""A life takes one to three of them."""
SENT = "sent"


def killer_of(device: SimModem | SimSmsGateway | SimCmppGateway, machine: Path) -> Killer:
    """Kills a process that sends all messages."""
    return Killer(device, kind_of, sending_child.__file__, str(machine), str(MESSAGES))


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
    killer = killer_of(gateway, file)
    gateway.on_request = lambda: killer.see(SENT)
    with TcpWire(gateway) as wire:
        file.write_text(gateway_machine(tmp_path, wire), encoding="utf-8")
        killer.kill_at(("POST", SENT) * 6)
    assert [sent.text for sent in gateway.sent] == texts()


def test_by_a_modem(tmp_path: Path) -> None:
    modem, file = SimModem(), tmp_path / "machine.toml"
    killer = killer_of(modem, file)
    modem.on_sent = lambda: killer.see(SENT)
    with PtyWire(tmp_path / "modem", modem, baud=None) as wire:
        file.write_text(modem_machine(tmp_path, wire, "reports = false\n"), encoding="utf-8")
        killer.kill_at(("AT+CMGW", "text", "AT+CMGR", "AT+CMSS", SENT, "AT+CMGD") * 4)
    assert [part.text for part in modem.sent] == texts()


def test_by_an_operator_whose_reports_come_at_once(tmp_path: Path) -> None:
    gateway, file = SimCmppGateway(report_after_s=0.0), tmp_path / "machine.toml"
    killer = killer_of(gateway, file)
    gateway.on_sent = lambda: killer.see(SENT)
    with TcpWire(gateway) as wire:
        file.write_text(cmpp_machine(tmp_path, wire, OPTIONS.replace("1500", "3000")), encoding="utf-8")
        killer.kill_at(("SUBMIT", SENT, "DELIVER") * 6)
    assert sorted(part.text for part in gateway.sent) == texts()
