"""What the visitor has booked for today stands first, and one touch turns it into a number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hallcall.client import BookingFacts
from hallcall.core.booking.book import BookingState
from hallcall.core.days import local_time
from hallcall.core.errors import Refused
from helpers.kiosk_fakes import booking_of, card_of

if TYPE_CHECKING:
    from conftest import Stand

CARD = card_of()


def booked(stand: Stand, minutes: float, **more: Any) -> BookingFacts:
    return booking_of(stand.server, CARD, minutes, **more)


def rows(stand: Stand) -> list[dict[str, Any]]:
    return stand.kiosk.property("bookings").property("rows")


def lay_and_see(stand: Stand, count: int) -> list[dict[str, Any]]:
    stand.lay(CARD)
    stand.wait(lambda: len(rows(stand)) == count)
    return rows(stand)


@pytest.mark.feature("F047")
def test_one_touch_on_a_booking_gives_its_number_and_a_slip(stand: Stand) -> None:
    one = booked(stand, 20)
    (row,) = lay_and_see(stand, 1)
    at = local_time(stand.server.hall, one.start).strftime("%H:%M")
    assert (row["state"], row["time"], row["action"], row["note"]) == ("ready", f"预约 {at}", "取号", "")
    stand.kiosk.checkIn(one.code)
    stand.wait(lambda: stand.page == "ticket")
    assert stand.number() == "A023"
    request, _ = stand.server.check_ins[0]
    assert (request.code, request.kiosk) == (one.code, "K1")
    assert request.document is not None
    assert request.document.number == CARD.number


@pytest.mark.feature("F047")
@pytest.mark.parametrize(
    ("minutes", "state"), [(31, "early"), (30, "ready"), (-15, "ready"), (-15.9, "ready"), (-16, "late")]
)
def test_a_booking_is_early_ready_or_late(stand: Stand, minutes: float, state: str) -> None:
    booked(stand, minutes)
    assert lay_and_see(stand, 1)[0]["state"] == state


@pytest.mark.feature("F047")
def test_too_early_says_from_when_and_asks_the_server_nothing(stand: Stand) -> None:
    one = booked(stand, 60)
    (row,) = lay_and_see(stand, 1)
    opens = local_time(stand.server.hall, one.check_in_from).strftime("%H:%M")
    assert row["action"] == f"{opens} 起可取号"
    stand.kiosk.checkIn(one.code)
    assert (stand.server.check_ins, stand.page) == ([], "item")


def test_only_what_can_still_be_used_today_is_shown_and_two_at_most(stand: Stand) -> None:
    booked(stand, 10, state=BookingState.CANCELLED)
    booked(stand, 24 * 60)
    booked(stand, 20, state=BookingState.MISSED)
    booked(stand, 40)
    booked(stand, 70)
    assert [row["code"] for row in lay_and_see(stand, 2)] == ["00000002", "00000003"]


@pytest.mark.feature("F054")
def test_the_first_of_a_couple_is_told_to_wait_for_the_other(stand: Stand) -> None:
    stand.server.partner_missing = True
    one = booked(stand, 10, parties=2, arrived=1)
    (row,) = lay_and_see(stand, 1)
    assert row["note"] == "已签到一人，等另一位"
    stand.kiosk.checkIn(one.code)
    stand.wait(lambda: stand.page == "trouble")
    assert stand.kiosk.property("trouble").property("title") == "已签到，等另一位"


@pytest.mark.feature("F047")
def test_bookings_of_the_one_before_are_never_shown_to_the_next(stand: Stand) -> None:
    booked(stand, 10)
    stand.server.silent = True
    stand.lay(CARD)
    stand.kiosk.leave()
    stand.lay(card_of("李四", "440303199003070011"))
    stand.server.let_go()
    stand.bot.wait(20)
    assert rows(stand) == []


def test_without_the_server_there_are_no_rows_and_no_word_of_it(stand: Stand) -> None:
    booked(stand, 10)
    stand.server.down = True
    stand.lay(CARD)
    stand.bot.wait(20)
    assert (rows(stand), stand.page) == ([], "item")


@pytest.mark.feature("F013")
@pytest.mark.parametrize("code", ["booking.on_the_spot", "ticket.too_late"])
def test_who_gets_no_number_is_told_what_else_helps(stand: Stand, code: str) -> None:
    stand.server.refusal = Refused(code, closes="17:00", opens="2026-11-24 09:00")
    stand.take()
    assert stand.page == "trouble"
    assert "约" in str(stand.kiosk.property("trouble").property("text"))
