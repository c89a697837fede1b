"""Who holds a number and is not ready yet lets others go first, at a kiosk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Stand

pytestmark = pytest.mark.feature("F078")


def take_twice(stand: Stand) -> None:
    """The visitor has a number and asks for it once more."""
    stand.take()
    assert stand.kiosk.property("ticket").property("deferBy") == 0, "nobody defers a number just taken"
    stand.devices.finish()
    stand.kiosk.leave()
    stand.unlock()
    stand.take()


def test_one_touch_lets_three_go_first_once(stand: Stand) -> None:
    take_twice(stand)
    ticket = stand.kiosk.property("ticket")
    assert (ticket.property("ahead"), ticket.property("deferBy")) == ("3", 3)
    stand.kiosk.deferTicket()
    stand.kiosk.deferTicket()
    stand.wait(lambda: ticket.property("isDeferred") is True)
    assert stand.server.defers == [("2026-11-23/A023", 3)]
    assert (ticket.property("ahead"), ticket.property("deferBy")) == ("6", 0)
    stand.kiosk.leave()
    assert ticket.property("isDeferred") is False


def test_when_it_cannot_be_done_the_number_waits_where_it_did(stand: Stand) -> None:
    take_twice(stand)
    stand.server.down = True
    ticket = stand.kiosk.property("ticket")
    stand.kiosk.deferTicket()
    stand.bot.wait(20)
    assert (ticket.property("ahead"), ticket.property("deferBy"), ticket.property("isDeferred")) == ("3", 0, False)
    assert stand.page == "ticket"
