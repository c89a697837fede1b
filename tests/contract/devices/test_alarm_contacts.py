"""A fire panel's contact and a key switch: what they say, when it counts, and what a cut cable says."""

from __future__ import annotations

from pathlib import Path

import pytest

from hallcall.core.errors import ConfigError
from hallcall.hal import Hal, Health, Reason, parse_machine
from hallcall.hal.codec import modbus
from hallcall.hal.codec.modbus import Function, Request
from hallcall.hal.drivers.contact_modbus import Settling
from hallcall.hal.ports.contact import ContactCapabilities, ContactChanged
from hallcall.sim.devices.relays import SimRelayBoard
from helpers.device_rigs import HASTY, Diary, wait_status
from helpers.device_rigs.base import machine_text
from helpers.device_rigs.contact import CONTACTS, KEY, OPTIONS, PANEL, contact_rig
from helpers.modbus_peer import independent_board

pytestmark = pytest.mark.feature("F113")

PORT = 'kind = "serial", port = "/dev/none", baud = 9600'


def test_the_question_is_the_published_one() -> None:
    assert modbus.encode(Request(1, Function.READ_INPUTS, 0, 8)) == bytes.fromhex("01 02 00 00 00 08 79 CC")


def test_a_contact_at_rest_says_nothing_and_is_told_of_all_the_same(tmp_path: Path) -> None:
    with contact_rig(tmp_path) as rig:
        rig.told("fire-panel", is_alarm=False)
        rig.told("key", is_alarm=False)
        assert rig.hal.get(CONTACTS).capabilities == ContactCapabilities(contacts=("key", "fire-panel"))
        rig.device.close(KEY)
        rig.told("key", is_alarm=True)
        assert rig.read() == {"fire-panel": False, "key": True}


def test_a_cable_that_is_cut_says_what_the_panel_would_say(tmp_path: Path) -> None:
    with contact_rig(tmp_path) as rig:
        rig.told("fire-panel", is_alarm=False)
        rig.device.open(PANEL)
        rig.told("fire-panel", is_alarm=True)


def test_a_board_that_falls_silent_is_away_and_no_reason_to_leave(tmp_path: Path) -> None:
    with contact_rig(tmp_path) as rig:
        rig.told("fire-panel", is_alarm=False)
        rig.wire.unplug()
        wait_status(rig, Health.OFFLINE, Reason.UNPLUGGED)
        assert not [event for event in rig.diary.of(ContactChanged) if event.is_alarm]
        rig.device.open(PANEL)
        rig.wire.plug()
        rig.told("fire-panel", is_alarm=True)


@pytest.mark.parametrize("is_closed_at_rest", [True, False])
def test_a_contact_that_bounces_counts_when_it_has_been_the_same_for_a_while(is_closed_at_rest: bool) -> None:
    contact = Settling(0, is_closed_at_rest=is_closed_at_rest, settle_s=0.2)
    at_rest, alarm = is_closed_at_rest, not is_closed_at_rest
    assert not contact.read(is_closed=at_rest, at=0.0)
    assert contact.is_alarm is None, "nobody knows yet"
    assert contact.read(is_closed=at_rest, at=0.2)
    assert contact.is_alarm is False
    for step in range(10):
        bounce = alarm if step % 2 else at_rest
        assert not contact.read(is_closed=bounce, at=0.3 + 0.1 * step), "it only bounces"
    assert not contact.read(is_closed=alarm, at=1.3)
    assert contact.read(is_closed=alarm, at=1.5)
    assert contact.is_alarm is True
    assert not contact.read(is_closed=alarm, at=9.0), "it is no news"


def test_a_board_without_inputs_is_the_wrong_one(tmp_path: Path) -> None:
    with contact_rig(tmp_path) as rig:
        rig.wire.unplug()
        wait_status(rig, Health.OFFLINE)
        rig.wire._device = SimRelayBoard()
        rig.wire.plug()
        wait_status(rig, Health.FAULT, Reason.WRONG_BOARD)


@pytest.mark.parametrize(
    "options",
    [
        "",
        "normally_open = { a = 0 }\nnormally_closed = { b = 0 }",
        "normally_open = { a = 0 }\nnormally_closed = { a = 1 }",
    ],
    ids=["no contact", "two at one input", "one name twice"],
)
def test_contacts_that_cannot_be_are_a_mistake_of_the_file(options: str) -> None:
    text = machine_text(CONTACTS, "contact.modbus", PORT, f"address = 1\n{options}")
    with pytest.raises(ConfigError):
        Hal(parse_machine(text))


def test_a_board_of_another_make_is_read_the_same(tmp_path: Path) -> None:
    inputs = [False] * 16
    inputs[KEY] = True
    diary = Diary()
    with independent_board(tuple(inputs)) as port:
        text = machine_text(CONTACTS, "contact.modbus", f'kind = "tcp", host = "127.0.0.1", port = {port}', OPTIONS)
        hal = Hal(parse_machine(text), patience=HASTY)
        hal.subscribe(diary)
        with hal:
            diary.wait(ContactChanged, lambda event: event.contact == "key" and event.is_alarm)
            diary.wait(ContactChanged, lambda event: event.contact == "fire-panel" and event.is_alarm)
