"""Messages by a device of the server's machine: in step with the wall, each once; a gateway that is down is told."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from hallcall.core.errors import ConfigError, DeviceFault
from hallcall.server.notices import Notice
from hallcall.server.notices.device import device_driver
from hallcall.server.storage import outbox
from hallcall.server.storage.outbox import NoticeState
from hallcall.sim.devices.modem import SimModem
from hallcall.sim.devices.sms_gateway import SimSmsGateway
from hallcall.sim.devices.tcp_wire import TcpWire
from hallcall.sim.devices.wire import PtyWire
from helpers.device_rigs.sms_at import modem_machine
from helpers.device_rigs.sms_http import OPTIONS, gateway_machine
from helpers.live_server import CARD, Caller, HandClock, LiveServer
from helpers.small_hall import NINE, small_hall

PHONE = "13812345678"
CALLS = 24


def soon(is_true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not is_true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture
def gateway() -> SimSmsGateway:
    return SimSmsGateway()


@pytest.fixture
def wire(gateway: SimSmsGateway) -> Iterator[TcpWire]:
    with TcpWire(gateway) as made:
        yield made


@pytest.fixture
def hall(tmp_path: Path, wire: TcpWire, clock: HandClock) -> Iterator[LiveServer]:
    machine = tmp_path / "machine.toml"
    machine.write_text(gateway_machine(tmp_path, wire, OPTIONS), encoding="utf-8")
    generous = replace(small_hall(), rules=replace(small_hall().rules, daily_cap_per_person=0))
    with LiveServer(
        tmp_path / "data", generous, clock=clock, notice_driver="device", machine=machine, notices_per_s=50.0
    ) as server:
        yield server


def take(kiosk: Caller, phone: str = PHONE) -> str:
    ticket = kiosk.do("ticket.issue", item="a1", document=CARD, phone=phone)["ticket"]["id"]
    kiosk.do("ticket.choose_notice", ticket=ticket, on=True)
    return ticket


def states(server: LiveServer) -> list[NoticeState]:
    with server.parts.store.reading() as connection:
        return [row.state for row in outbox.newest(connection, 100)]


def metric(server: LiveServer, name: str) -> float:
    families = text_string_to_metric_families(server.caller().get("/metrics").text)
    return next(sample.value for family in families for sample in family.samples if sample.name == name)


@pytest.mark.feature("F170")
def test_the_message_of_a_call_has_the_walls_event_id_and_leaves_within_a_second(
    hall: LiveServer, gateway: SimSmsGateway
) -> None:
    kiosk, clerk = hall.pair("kiosk", "K1"), hall.clerk(1)
    shown: dict[str, float] = {}
    for _ in range(CALLS):
        take(kiosk)
        called = clerk.do("call.next", counter=1)
        event = called["events"][0]
        shown[event] = time.monotonic()
        soon(lambda event=event: any(sent.id == event for sent in gateway.sent))
        clerk.do("service.start", counter=1)
        clerk.do("service.finish", counter=1)
    calls = hall.pair("display", "W1").get("/v1/snapshot").json()["calls"]
    assert max(call["seq"] for call in calls) == called["seq"]
    lags = [sent.at - shown[sent.id] for sent in gateway.sent]
    assert len(lags) == CALLS == len({sent.id for sent in gateway.sent})
    assert statistics.quantiles(lags, n=20)[-1] < 1.0


def test_a_gateway_that_is_down_is_told_and_nothing_is_lost(
    hall: LiveServer, gateway: SimSmsGateway, wire: TcpWire, clock: HandClock
) -> None:
    kiosk, clerk = hall.pair("kiosk", "K1"), hall.clerk(1)
    take(kiosk)
    wire.unplug()
    soon(lambda: "notices.away" in hall.caller().get("/readyz").json()["warnings"])
    clerk.do("call.next", counter=1)
    clock.turn(90)
    said = hall.caller().get("/readyz")
    assert said.status_code == 200
    assert {"notices.away", "unplugged", "notices.waiting"} <= set(said.json()["warnings"])
    assert metric(hall, "hallcall_outbox_oldest_seconds") == 90
    assert states(hall) == [NoticeState.QUEUED]
    wire.plug()
    soon(lambda: "notices.away" not in hall.caller().get("/readyz").json()["warnings"])
    clock.turn(31)
    soon(lambda: states(hall) == [NoticeState.SENT])
    assert len(gateway.sent) == 1
    soon(lambda: not hall.caller().get("/readyz").json()["warnings"])
    assert metric(hall, "hallcall_outbox_oldest_seconds") == 0


@pytest.mark.logs_warnings
def test_a_message_that_is_refused_for_good_is_not_tried_again(hall: LiveServer, gateway: SimSmsGateway) -> None:
    gateway.answer_next("error-in-200", code="4021")
    take(hall.pair("kiosk", "K1"))
    hall.clerk(1).do("call.next", counter=1)
    soon(lambda: states(hall) == [NoticeState.FAILED])
    assert gateway.sent == []
    assert len(gateway.requests) == 1


def test_an_empty_account_is_a_warning_with_its_own_word(hall: LiveServer, gateway: SimSmsGateway) -> None:
    gateway.credit = 0
    soon(lambda: hall.caller().get("/readyz").json()["warnings"] == ["no-credit"])


def test_a_text_that_may_not_leave_never_reaches_the_gateway(
    tmp_path: Path, wire: TcpWire, gateway: SimSmsGateway
) -> None:
    machine = tmp_path / "machine.toml"
    machine.write_text(gateway_machine(tmp_path, wire), encoding="utf-8")
    with device_driver(machine) as driver:
        soon(lambda: not driver.troubles())
        with pytest.raises(DeviceFault, match=r"sms\.text"):
            driver.send(Notice(event_id="E-1", channel="sms", to=PHONE, text="11010519491231002X", at=NINE))
    assert gateway.requests == []


@pytest.mark.parametrize("change", ["none", "two", "disabled"])
def test_a_machine_must_name_one_sender(tmp_path: Path, wire: TcpWire, change: str) -> None:
    text = gateway_machine(tmp_path, wire)
    device = text[text.index("[[device]]") :]
    files = {
        "none": text.replace(device, ""),
        "two": text + device.replace('id = "sms"', 'id = "other"'),
        "disabled": text + "enabled = false\n",
    }
    machine = tmp_path / "machine.toml"
    machine.write_text(files[change], encoding="utf-8")
    with pytest.raises(ConfigError) as wrong, device_driver(machine):
        pass
    assert [finding.code for finding in wrong.value.findings] == ["machine.sms_sender"]


@pytest.mark.feature("F229")
def test_what_the_network_says_of_a_message_is_kept_beside_the_call_it_was_about(
    tmp_path: Path, clock: HandClock
) -> None:
    with PtyWire(tmp_path / "modem", SimModem(), baud=None) as line:
        machine = tmp_path / "machine.toml"
        machine.write_text(modem_machine(tmp_path, line), encoding="utf-8")
        with LiveServer(tmp_path / "data", clock=clock, notice_driver="device", machine=machine) as hall:
            take(hall.pair("kiosk", "K1"))
            called = hall.clerk(1).do("call.next", counter=1)["events"][0]

            def reported() -> list[tuple[str, bool]]:
                entries = hall.admin.get("/v1/audit", most=1000).json()["entries"]
                told = [entry["data"] for entry in entries if entry["type"] == "notice.delivery_reported"]
                return [(one["notice"], one["delivered"]) for one in told]

            soon(lambda: reported() == [(called, True)])
