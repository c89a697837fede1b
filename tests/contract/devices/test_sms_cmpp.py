"""The driver of a line to an operator, against a gateway that behaves as the protocol lets it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hallcall.core.errors import DeviceError, DeviceFault
from hallcall.hal import DeviceEvent, Health, Reason, parse_machine
from hallcall.hal.building import make_driver
from hallcall.hal.drivers import sms_cmpp
from hallcall.hal.ports.sms import SmsReported, SmsState, SmsTrouble
from hallcall.sim.devices.cmpp_gateway import SimCmppGateway
from hallcall.sim.devices.tcp_wire import TcpWire
from helpers.device_rigs import wait_status
from helpers.device_rigs.sms_cmpp import CmppRig, cmpp_machine, cmpp_rig

pytestmark = pytest.mark.feature("F168")
LONG = "请您带好身份证和户口簿到 3 号窗口办理，" * 6


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[CmppRig]:
    with cmpp_rig(tmp_path) as made:
        yield made


def texts(rig: CmppRig) -> list[str]:
    return [part.text for part in rig.device.sent]


def test_a_long_message_goes_in_parts_that_the_phone_puts_together(rig: CmppRig) -> None:
    assert len(rig.send(LONG, "E-1").references) == 2
    assert "".join(texts(rig)) == LONG
    assert [(part.part, part.parts) for part in rig.device.sent] == [(1, 2), (2, 2)]
    assert len({part.reference for part in rig.device.sent}) == 1


@pytest.mark.parametrize(
    ("state", "told", "trouble"),
    [("DELIVRD", SmsState.DELIVERED, None), ("EXPIRED", SmsState.FAILED, SmsTrouble.EXPIRED)],
)
def test_the_network_tells_once_what_became_of_all_parts(
    rig: CmppRig, state: str, told: SmsState, trouble: SmsTrouble | None
) -> None:
    rig.device.state = state
    rig.send(LONG, "E-1")
    report = rig.diary.wait(SmsReported)
    assert (report.message_id, report.state, report.trouble) == ("E-1", told, trouble)


def test_the_gateway_is_answered_only_when_the_hall_has_been_told(tmp_path: Path) -> None:
    """A kill in between would lose for ever that a phone was not reached."""
    with cmpp_rig(tmp_path, device=SimCmppGateway(report_after_s=0.0)) as rig:
        open_at_the_gateway: list[int] = []

        def hear(event: DeviceEvent) -> None:
            if isinstance(event, SmsReported):
                time.sleep(0.1)
                open_at_the_gateway.append(len(rig.device._told))

        rig.hal.subscribe(hear)
        for number in range(5):
            rig.send("A001", f"E-{number}")
        rig.diary.wait(SmsReported, lambda event: event.message_id == "E-4")
        rig.hal.stop()
        assert 0 not in open_at_the_gateway


def test_a_gateway_that_asks_is_answered(rig: CmppRig) -> None:
    rig.device.test_line()
    rig.use()
    rig.use()
    assert rig.device.is_answered


@pytest.mark.parametrize(
    ("result", "error", "reason"),
    [(8, "device.fault", "queue-full"), (9, "sms.refused", "number"), (11, "device.fault", "gateway-refused")],
)
def test_results_of_the_gateway_have_their_reasons(rig: CmppRig, result: int, error: str, reason: str) -> None:
    rig.device.refuse_next(result)
    with pytest.raises(DeviceFault) as refused:
        rig.send("A001", "E-1")
    assert (refused.value.code, refused.value.fields["reason"]) == (error, reason)
    if error == "device.fault":
        wait_status(rig, Health.DEGRADED, Reason(reason))
    rig.send("A001", "E-1")
    assert texts(rig) == ["A001"]


@pytest.mark.feature("F172")
def test_a_lost_answer_is_asked_for_by_the_same_sequence_number(rig: CmppRig) -> None:
    rig.device.on_sent = lambda: rig.wire.faults.silence(times=1)
    rig.send("A001", "E-1")
    assert texts(rig) == ["A001"]


def break_after_sending(rig: CmppRig) -> None:
    """The line breaks when the message has left and nobody has said so."""
    rig.device.on_sent = lambda: rig.wire.faults.silence(times=10**6)
    with pytest.raises(DeviceError):
        rig.send("A001", "E-1")
    before = len(rig.diary.events)
    rig.device.on_sent = lambda: None
    rig.wire.unplug()
    rig.wire.faults.clear()
    rig.wire.plug()
    wait_status(rig, Health.ONLINE, after=before)


@pytest.mark.feature("F172")
def test_after_a_broken_line_the_report_that_comes_late_tells_that_the_message_has_left(tmp_path: Path) -> None:
    with cmpp_rig(tmp_path, device=SimCmppGateway(report_after_s=1.2)) as rig:
        break_after_sending(rig)
        rig.send("A001", "E-1")
        assert texts(rig) == ["A001"]


@pytest.mark.feature("F172")
def test_a_report_of_an_unsure_message_is_told_again_after_the_next_broken_line(tmp_path: Path) -> None:
    with cmpp_rig(tmp_path, device=SimCmppGateway(report_after_s=0.0)) as rig:
        break_after_sending(rig)
        time.sleep(0.5)  # the report comes and is looked at several times, but nobody has asked for the message yet
        before = len(rig.diary.events)
        rig.wire.unplug()
        wait_status(rig, Health.OFFLINE, after=before)
        rig.wire.plug()
        wait_status(rig, Health.ONLINE, after=before)
        rig.send("A001", "E-1")
        assert texts(rig) == ["A001"]


@pytest.mark.feature("F172")
@pytest.mark.parametrize(("unsure", "times"), [("again", 2), ("leave", 1)])
def test_without_a_report_the_site_decides_about_what_is_unsure(tmp_path: Path, unsure: str, times: int) -> None:
    gateway = SimCmppGateway(report_after_s=60.0)
    with cmpp_rig(tmp_path, options=f'unsure = "{unsure}"\n', device=gateway) as rig:
        break_after_sending(rig)
        if unsure == "leave":
            with pytest.raises(DeviceFault, match=r"sms\.unsure"):
                rig.send("A001", "E-1")
        else:
            rig.send("A001", "E-1")
        assert texts(rig) == ["A001"] * times


def test_sequence_numbers_come_round(rig: CmppRig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sms_cmpp, "_HIGHEST", 3)
    for number in range(4):
        rig.send(f"A{number:03}", f"E-{number}")
        rig.device._answered.clear()  # a real count has four thousand million numbers between two that are the same
    assert max(rig.device.sequences) <= 3 + 1
    assert texts(rig) == ["A000", "A001", "A002", "A003"]


@pytest.mark.parametrize(
    ("secret", "proves", "reason"), [("wrong", True, "unauthorised"), ("open", False, "uncertified")]
)
def test_a_wrong_secret_on_either_side_needs_a_person(tmp_path: Path, secret: str, proves: bool, reason: str) -> None:
    gateway = SimCmppGateway()
    gateway.proves_itself = proves
    with TcpWire(gateway) as wire:
        driver = make_driver(parse_machine(cmpp_machine(tmp_path, wire, knows=secret)).devices[0])
        with pytest.raises(DeviceFault) as refused:
            driver.open()
        driver.close()
    assert refused.value.fields["reason"] == reason
