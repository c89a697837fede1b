"""Who can be given no number books the next free time on the spot."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hallcall.core.errors import Refused
from helpers.kiosk_fakes import card_of

if TYPE_CHECKING:
    from conftest import Stand

ITEM = "SB-01"


def only_booked(stand: Stand) -> None:
    """The item is given by appointment only."""
    hall = stand.server.hall
    stand.server.hall = replace(hall, items=tuple(replace(one, appointment_only=True) for one in hall.items))


def booked(stand: Stand) -> tuple[str, str]:
    now = stand.kiosk.property("booking")
    return str(now.property("code")), str(now.property("rule"))


@pytest.mark.feature("F049", "F048")
def test_what_needs_an_appointment_is_booked_on_the_spot_with_one_touch(stand: Stand) -> None:
    only_booked(stand)
    stand.lay()
    stand.kiosk.chooseItem(ITEM)
    assert (stand.page, stand.kiosk.property("trouble").property("books")) == ("trouble", True)
    stand.kiosk.bookNow()
    stand.kiosk.bookNow()
    stand.wait(lambda: stand.page == "booked")
    assert booked(stand)[0] == "49192208"
    ((request, _),) = stand.server.books
    assert (request.item, request.slot) == (ITEM, None)
    assert request.document is not None
    assert stand.server.requests == []


@pytest.mark.feature("F049")
def test_the_card_may_come_after_the_touch(stand: Stand) -> None:
    only_booked(stand)
    stand.kiosk.chooseItem(ITEM)
    stand.kiosk.bookNow()
    assert (stand.page, stand.server.books) == ("card", [])
    stand.lay()
    stand.wait(lambda: stand.page == "booked")


@pytest.mark.feature("F055", "F013")
@pytest.mark.parametrize("code", ["booking.on_the_spot", "ticket.too_late"])
def test_on_a_festival_and_late_in_the_day_a_booking_is_offered_instead(stand: Stand, code: str) -> None:
    stand.server.refusal = Refused(code, closes="17:00", opens="2026-11-24 09:00")
    stand.take(ITEM)
    assert (stand.page, stand.kiosk.property("trouble").property("books")) == ("trouble", True)
    stand.kiosk.bookNow()
    stand.wait(lambda: stand.page == "booked")


@pytest.mark.parametrize(
    ("refusal", "title"),
    [
        (Refused("booking.full"), "今明两天都约满了"),
        (Refused("booking.blocked", until="2026-12-24"), "暂时不能预约"),
        (Refused("booking.per_day", most=1), "您那天已经约过了"),
    ],
)
def test_why_there_is_no_time_is_said_and_no_second_try_offered(stand: Stand, refusal: Refused, title: str) -> None:
    only_booked(stand)
    stand.server.book_refusal = refusal
    stand.lay()
    stand.kiosk.chooseItem(ITEM)
    stand.kiosk.bookNow()
    stand.wait(lambda: stand.kiosk.property("trouble").property("title") == title)
    assert not stand.kiosk.property("trouble").property("books")


def test_a_full_cap_is_helped_by_no_booking(stand: Stand) -> None:
    stand.server.refusal = Refused("ticket.daily_cap", cap=3)
    stand.take(ITEM)
    assert (stand.page, stand.kiosk.property("trouble").property("books")) == ("trouble", False)


@pytest.mark.feature("F054")
def test_what_two_people_must_book_waits_for_the_second_card(stand: Stand) -> None:
    only_booked(stand)
    hall = stand.server.hall
    stand.server.hall = replace(hall, items=tuple(replace(one, parties=2) for one in hall.items))
    stand.lay()
    stand.kiosk.chooseItem(ITEM)
    stand.kiosk.bookNow()
    assert (stand.page, stand.server.books) == ("card", [])
    stand.lay(card_of("李四", "440303199003070011"))
    stand.wait(lambda: stand.page == "booked")
    ((request, _),) = stand.server.books
    assert (request.slot, request.partner is not None) == (None, True)


def test_the_next_visitor_sees_nothing_of_it(stand: Stand) -> None:
    only_booked(stand)
    stand.server.silent = True
    stand.lay()
    stand.kiosk.chooseItem(ITEM)
    stand.kiosk.bookNow()
    stand.kiosk.leave()
    stand.lay(card_of("李四", "440303199003070011"))
    stand.server.let_go()
    stand.bot.wait(20)
    assert (stand.page, booked(stand)) == ("item", ("", ""))
