"""A number without a slip, where the hall lets its visitors choose: nobody goes away with nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hallcall.core.rules import Paperless

if TYPE_CHECKING:
    from conftest import Stand

pytestmark = pytest.mark.feature("F065")


def follow(stand: Stand, rule: Paperless) -> None:
    """Let the hall work by this rule."""
    hall = stand.server.hall
    stand.server.hall = replace(hall, rules=replace(hall.rules, paperless=rule))


def state(stand: Stand) -> str:
    return str(stand.kiosk.property("paper").property("state"))


def test_where_the_hall_offers_nothing_each_number_has_its_slip(stand: Stand) -> None:
    stand.take()
    assert (state(stand), len(stand.devices.slips)) == ("paper", 1)


def test_who_goes_without_gets_no_slip_and_messages_instead(stand: Stand) -> None:
    follow(stand, Paperless.OFFERED)
    stand.server.phone = "138****5678"
    stand.take()
    assert (state(stand), stand.devices.slips) == ("asked", [])
    stand.kiosk.declineSlip()
    stand.kiosk.declineSlip()
    stand.wait(lambda: bool(stand.kiosk.property("ticket").property("notify")))
    stand.kiosk.leave()
    assert stand.server.declined == ["2026-11-23/A023"]
    assert stand.server.notices == [("2026-11-23/A023", True)]
    assert (stand.devices.slips, stand.server.prints) == ([], [])


def test_who_takes_the_code_needs_no_phone_number(stand: Stand) -> None:
    follow(stand, Paperless.DEFAULT)
    stand.server.phone = None
    stand.take()
    assert state(stand) == "asked"
    stand.kiosk.declineSlip()
    assert (state(stand), stand.server.notices) == ("declined", [])


def test_who_says_nothing_in_time_gets_a_slip(stand: Stand) -> None:
    follow(stand, Paperless.OFFERED)
    stand.take()
    stand.kiosk.property("paper").settle()
    assert (state(stand), len(stand.devices.slips), stand.server.declined) == ("paper", 1, [])
    stand.devices.finish()
    assert stand.server.prints == [("2026-11-23/A023", "")]


def test_who_leaves_without_a_word_gets_a_slip(stand: Stand) -> None:
    follow(stand, Paperless.OFFERED)
    stand.take()
    stand.kiosk.leave()
    assert (stand.page, len(stand.devices.slips)) == ("home", 1)
    stand.kiosk.leave()
    assert len(stand.devices.slips) == 1


def test_by_default_a_visitor_with_a_phone_gets_messages_unasked(stand: Stand) -> None:
    follow(stand, Paperless.DEFAULT)
    stand.server.phone = "138****5678"
    stand.take()
    stand.wait(lambda: state(stand) == "declined")
    assert stand.server.notices == [("2026-11-23/A023", True)]
    assert stand.devices.slips == []


def test_when_messages_cannot_be_turned_on_the_slip_comes_out(stand: Stand) -> None:
    follow(stand, Paperless.DEFAULT)
    stand.server.phone = "138****5678"
    stand.server.silent = True
    stand.lay()
    stand.kiosk.chooseItem("SB-01")
    stand.server.let_go()
    stand.server.down = True
    stand.wait(lambda: len(stand.devices.slips) == 1)
    assert (state(stand), stand.server.declined) == ("paper", [])


def test_who_changes_their_mind_gets_their_slip_which_is_no_copy(stand: Stand) -> None:
    follow(stand, Paperless.OFFERED)
    stand.take()
    stand.kiosk.declineSlip()
    stand.kiosk.reprint()
    assert (state(stand), len(stand.devices.slips)) == ("paper", 1)
    assert "补打" not in repr(stand.devices.slips[0][0])


def test_a_dead_phone_and_the_card_give_the_same_number_on_paper(stand: Stand) -> None:
    follow(stand, Paperless.OFFERED)
    stand.take()
    stand.kiosk.declineSlip()
    stand.kiosk.leave()
    stand.unlock()
    stand.take()
    assert (stand.number(), stand.server.tickets) == ("A023", 1)
    stand.kiosk.reprint()
    ((slip, _),) = stand.devices.slips
    assert "A023" in repr(slip)
    assert "补打" not in repr(slip)
