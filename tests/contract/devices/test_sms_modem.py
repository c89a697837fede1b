"""The driver of a modem, against one with a card, a network and moods."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from hallcall.core.errors import DeviceError, DeviceFault
from hallcall.hal import Health, Reason
from hallcall.hal.building import make_driver
from hallcall.hal.config import parse_machine
from hallcall.hal.ports.sms import SmsReported, SmsState, SmsTrouble
from hallcall.sim.devices.modem import SimModem
from hallcall.sim.devices.wire import PtyWire
from helpers.device_rigs import wait_status
from helpers.device_rigs.sms_at import OPTIONS, PHONE, ModemRig, modem_machine, modem_rig

pytestmark = pytest.mark.feature("F168")
LONG = "请您带好身份证和户口簿到 3 号窗口办理，" * 6


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[ModemRig]:
    with modem_rig(tmp_path) as made:
        yield made


def texts(rig: ModemRig) -> list[str]:
    return [part.text for part in rig.device.sent]


def test_a_long_message_goes_in_parts_that_the_phone_puts_together(rig: ModemRig) -> None:
    assert len(rig.send(LONG, "E-1").references) == 2
    assert "".join(texts(rig)) == LONG
    assert [(part.part, part.parts) for part in rig.device.sent] == [(1, 2), (2, 2)]
    assert len({part.reference for part in rig.device.sent}) == 1


def test_numbers_of_hong_kong_and_macao_are_dialled_with_their_country(rig: ModemRig) -> None:
    rig.send("A001", "E-1", number="+852 9123 4567")
    rig.send("A002", "E-2", number="+853 6612 3456")
    assert [part.to for part in rig.device.sent] == ["+85291234567", "+85366123456"]


def test_a_message_leaves_no_trace_on_the_card(rig: ModemRig) -> None:
    rig.send(LONG, "E-1")
    assert rig.device.stored == 0


@pytest.mark.parametrize(
    ("status", "state", "trouble"),
    [(0x00, SmsState.DELIVERED, None), (0x46, SmsState.FAILED, SmsTrouble.EXPIRED)],
)
def test_the_network_tells_once_what_became_of_all_parts(
    rig: ModemRig, status: int, state: SmsState, trouble: SmsTrouble | None
) -> None:
    rig.device.delivery = status
    rig.send(LONG, "E-1")
    told = rig.diary.wait(SmsReported)
    assert (told.message_id, told.state, told.trouble) == ("E-1", state, trouble)
    rig.use()
    assert len([event for event in rig.diary.of(SmsReported) if event.message_id == "E-1"]) == 1


@pytest.mark.feature("F172")
def test_an_answer_that_was_lost_after_sending_sends_nothing_twice(rig: ModemRig) -> None:
    rig.device.on_sent = lambda: rig.wire.faults.silence(times=1)
    rig.send("A001", "E-1")
    assert texts(rig) == ["A001"]


@pytest.mark.feature("F172")
@pytest.mark.parametrize("late_s", [0.6, 0.7, 0.9])
def test_an_answer_that_comes_too_late_is_not_taken_for_the_next_one(rig: ModemRig, late_s: float) -> None:
    rig.device.on_sent = lambda: rig.wire.faults.slow(late_s, times=1)
    with suppress(DeviceError):
        rig.send("A001", "E-1")
    rig.device.on_sent = lambda: None
    rig.send("A001", "E-1")
    assert texts(rig) == ["A001"]


@pytest.mark.feature("F172")
def test_a_modem_that_lost_its_line_after_sending_is_asked_when_it_is_back(rig: ModemRig) -> None:
    rig.device.on_sent = lambda: rig.wire.faults.silence(times=10**6)
    with pytest.raises(DeviceError):
        rig.send("A001", "E-1")
    before = len(rig.diary.events)
    rig.device.on_sent = lambda: None
    rig.wire.unplug()
    rig.wire.faults.clear()
    rig.wire.plug()
    wait_status(rig, Health.ONLINE, after=before)
    assert rig.send("A001", "E-1").message_id == "E-1"
    assert texts(rig) == ["A001"]


@pytest.mark.feature("F172")
def test_a_second_part_that_was_refused_leaves_alone_when_it_is_sent_again(rig: ModemRig) -> None:
    rig.device.on_sent = lambda: rig.device.refuse_next("42") if len(rig.device.sent) == 1 else None
    with pytest.raises(DeviceFault):
        rig.send(LONG, "E-1")
    rig.send(LONG, "E-1")
    assert [part.part for part in rig.device.sent] == [1, 2]


@pytest.mark.parametrize(
    ("code", "error", "reason"),
    [
        ("1", "sms.refused", "number"),
        ("10", "sms.refused", "blacklisted"),
        ("42", "device.fault", "queue-full"),
        ("331", "device.fault", "no-network"),
        ("500", "device.fault", "gateway-refused"),
    ],
)
def test_errors_of_the_network_have_their_reasons_and_leave_nothing_on_the_card(
    rig: ModemRig, code: str, error: str, reason: str
) -> None:
    rig.device.refuse_next(code)
    with pytest.raises(DeviceFault) as refused:
        rig.send("A001", "E-1")
    assert (refused.value.code, refused.value.fields["reason"]) == (error, reason)
    assert rig.device.stored == 0
    rig.send("A001", "E-1")
    assert texts(rig) == ["A001"]


def test_a_weak_signal_and_a_lost_network_are_told(rig: ModemRig) -> None:
    rig.device.signal = 4
    wait_status(rig, Health.DEGRADED, Reason.LOW_SIGNAL)
    rig.device.registered = 2
    wait_status(rig, Health.DEGRADED, Reason.NO_NETWORK)
    rig.device.registered = 3
    wait_status(rig, Health.DEGRADED, Reason.NETWORK_DENIED)


def opening(tmp_path: Path, device: SimModem, options: str = "") -> DeviceFault | None:
    """Open a modem; why it could not be."""
    with PtyWire(tmp_path / "modem", device, baud=None) as wire:
        driver = make_driver(parse_machine(modem_machine(tmp_path, wire, OPTIONS + options)).devices[0])
        try:
            driver.open()
        except DeviceFault as fault:
            return fault
        finally:
            driver.close()
    return None


def test_without_a_card_somebody_has_to_put_one_in(tmp_path: Path) -> None:
    modem = SimModem()
    modem.has_card = False
    fault = opening(tmp_path, modem)
    assert fault is not None
    assert fault.fields["reason"] == Reason.SIM_MISSING


@pytest.mark.parametrize("pin", ["", "9999", "abc"])
def test_a_locked_card_wants_its_pin(tmp_path: Path, pin: str) -> None:
    (tmp_path / "pin").write_text(pin)
    fault = opening(tmp_path, SimModem(pin="1234"), f'pin = "{tmp_path}/pin"\n' if pin else "")
    assert fault is not None
    assert fault.fields["reason"] == Reason.PIN_REQUIRED


def test_the_pin_of_a_file_opens_the_card(tmp_path: Path) -> None:
    (tmp_path / "pin").write_text("1234\n")
    assert opening(tmp_path, SimModem(pin="1234"), f'pin = "{tmp_path}/pin"\n') is None


def test_a_wrong_pin_is_never_tried_twice(tmp_path: Path) -> None:
    (tmp_path / "pin").write_text("9999")
    modem, tries = SimModem(pin="1234"), list[str]()
    unlock = modem._unlock

    def counted(pin: str) -> list[bytes]:
        tries.append(pin)
        return unlock(pin)

    modem._unlock = counted  # type: ignore[method-assign]
    with PtyWire(tmp_path / "modem", modem, baud=None) as wire:
        options = f'{OPTIONS}pin = "{tmp_path}/pin"\n'
        driver = make_driver(parse_machine(modem_machine(tmp_path, wire, options)).devices[0])
        for _ in range(4):
            with pytest.raises(DeviceFault):
                driver.open()
            driver.close()
    assert [pin for pin in tries if pin] == ["9999"]


def test_a_full_card_makes_room_of_what_the_hall_does_not_need(tmp_path: Path) -> None:
    modem = SimModem(slots=3)
    modem.fill(3)
    with modem_rig(tmp_path, device=modem) as rig:
        rig.send("A001", "E-1")
        assert texts(rig) == ["A001"]
        assert modem.stored == 0


def test_a_modem_without_a_memory_sends_directly(tmp_path: Path) -> None:
    with modem_rig(tmp_path, options='memory = "none"\n', device=SimModem(slots=0)) as rig:
        rig.send(LONG, "E-1")
        assert "".join(texts(rig)) == LONG
        assert rig.device.sent[0].to == f"+86{PHONE}"


@pytest.mark.feature("F172")
@pytest.mark.parametrize(("unsure", "times"), [("again", 2), ("leave", 1)])
def test_without_a_memory_the_site_decides_about_what_is_unsure(tmp_path: Path, unsure: str, times: int) -> None:
    options = f'memory = "none"\nunsure = "{unsure}"\n'
    with modem_rig(tmp_path, options=options, device=SimModem(slots=0)) as rig:
        rig.device.on_sent = lambda: rig.wire.faults.silence(times=1)
        with pytest.raises(DeviceError):
            rig.send("A001", "E-1")
        rig.device.on_sent = lambda: None
        if unsure == "leave":
            with pytest.raises(DeviceFault, match=r"sms\.unsure"):
                rig.send("A001", "E-1")
        else:
            rig.send("A001", "E-1")
        assert texts(rig) == ["A001"] * times
