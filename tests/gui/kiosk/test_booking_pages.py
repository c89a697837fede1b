"""The pages of an appointment: two touches to the times, no look in which anything collides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hallcall.client import OfferFacts
from hallcall.core.booking.slots import day_slots, open_days
from hallcall.core.errors import Refused
from hallcall.core.terms import ItemCode
from helpers.kiosk_fakes import NOW, booking_of, card_of
from helpers.kiosk_looks import wrong_in_any_look
from helpers.sample_halls import sample_hall
from helpers.scene import box, targets, written

if TYPE_CHECKING:
    from conftest import Screen

ITEM = ItemCode("SB-01")
LEGIBLE_PX = 32
"""At 1.5 m. Source: design rule of the kiosk's screens."""


def _eight(screen: Screen) -> None:
    """All items of the small hall are hot."""
    hall = screen.server.hall
    screen.server.hall = replace(hall, hot_items=tuple(item.code for item in hall.items))
    screen.kiosk._refresh()
    screen.settle()


def _booked_up(screen: Screen) -> None:
    """The first day is mixed, the second full, the third nearly."""
    hall, queue = screen.server.hall, screen.server.hall.item_by_code[ITEM].queue
    for number, day in enumerate(open_days(hall, queue, NOW.date(), 3)):
        for place, slot in enumerate(day_slots(hall, queue, day)):
            left = (slot.capacity.places, 0, 1)[place % 3] if number == 0 else number - 1
            screen.server.taken[slot.start] = slot.capacity.places - left


def _slots(screen: Screen) -> None:
    _booked_up(screen)
    screen.touch("hot.0")
    screen.touch("card.book")


def _today(screen: Screen) -> None:
    screen.server.offers_today = True
    _slots(screen)


def _stale(screen: Screen) -> None:
    screen.server.told_at = NOW - timedelta(minutes=8)
    _slots(screen)


def _full(screen: Screen) -> None:
    _slots(screen)
    screen.touch("day.1")


def _advised(screen: Screen) -> None:
    screen.server.hall = replace(screen.server.hall, online_address="https://haibin.example/online")
    screen.touch("hot.0")


def _card(screen: Screen) -> None:
    _slots(screen)
    screen.touch("slot.0")


def _confirm(screen: Screen) -> None:
    screen.lay()
    screen.touch("book")
    screen.touch("tile.0")
    screen.touch("slot.0")


def _booked(screen: Screen) -> None:
    _card(screen)
    screen.lay()
    screen.wait(lambda: screen.page == "booked")


def _booked_without_paper(screen: Screen) -> None:
    _booked(screen)
    screen.devices.finish("printer.paper_out")


def _waiting(screen: Screen) -> None:
    _full(screen)
    screen.touch("slots.wait")
    screen.lay()
    screen.wait(lambda: screen.page == "booked")


def _refused(screen: Screen, refusal: Refused, page: str) -> None:
    _card(screen)
    screen.server.book_refusal = refusal
    screen.lay()
    screen.wait(lambda: screen.page == page)


def _lost(screen: Screen) -> None:
    _refused(screen, Refused("booking.full"), "lost")


def _per_day(screen: Screen) -> None:
    _refused(screen, Refused("booking.per_day", most=1), "trouble")


def _blocked(screen: Screen) -> None:
    _refused(screen, Refused("booking.blocked", until="2026-12-24"), "trouble")


def _offline(screen: Screen) -> None:
    screen.server.is_connected = False
    screen.server.holds_numbers = True
    screen.kiosk._refresh()
    screen.touch("hot.0")
    screen.touch("card.book")


def _by_appointment(screen: Screen) -> None:
    hall = screen.server.hall
    screen.server.hall = replace(
        hall, items=tuple(replace(one, parties=2, appointment_only=True) for one in hall.items)
    )
    screen.lay()
    screen.touch("tile.0")


def _partner(screen: Screen) -> None:
    _by_appointment(screen)
    screen.touch("trouble.times")
    screen.touch("slot.0")


def _book(screen: Screen) -> None:
    screen.touch("book.action")


def _offer(screen: Screen) -> None:
    booking_of(screen.server, card_of(), 20)
    item = screen.server.hall.items[0]
    kept = OfferFacts(
        item=item.code, queue=item.queue, start=NOW + timedelta(days=1), until=NOW + timedelta(minutes=9), parties=1
    )
    screen.server.offers[card_of().number] = [kept]
    screen.lay()
    screen.wait(lambda: len(screen.part("bookings").property("rows")) == 2)


def _later(screen: Screen) -> None:
    booking_of(screen.server, card_of(), 60 * 26)
    screen.lay()
    screen.wait(lambda: screen.part("bookings").property("count") == 1)


def _mine(screen: Screen) -> None:
    for number, item in enumerate(screen.server.hall.items[-5:]):
        booking_of(screen.server, card_of(), 60 * 24 * (number + 1), item=item.code)
    screen.lay()
    screen.wait(lambda: screen.part("bookings").property("count") == 5)
    screen.touch("mine")


def _cancel(screen: Screen) -> None:
    _mine(screen)
    screen.touch("mine.cancel.0")


def _change(screen: Screen) -> None:
    _mine(screen)
    screen.touch("mine.change.0")
    screen.touch("slot.1")


def _home(_: Screen) -> None:
    """The page as it is."""


_PAGES: dict[str, Callable[[Screen], None]] = {
    "home, eight hot items": _home,
    "what to book": _book,
    "a phone would do": _advised,
    "times": _slots,
    "times, today first": _today,
    "times, old figures": _stale,
    "times, full day": _full,
    "card for a time": _card,
    "card of the partner": _partner,
    "confirm": _confirm,
    "booked": _booked,
    "booked, no paper": _booked_without_paper,
    "waiting list": _waiting,
    "time lost": _lost,
    "one a day": _per_day,
    "blocked": _blocked,
    "no server": _offline,
    "by appointment": _by_appointment,
    "a place kept": _offer,
    "a booking of another day": _later,
    "my bookings": _mine,
    "cancel": _cancel,
    "change": _change,
}


@pytest.mark.feature("F038", "F062")
@pytest.mark.parametrize("page", list(_PAGES))
def test_nothing_collides_and_nothing_is_cut(screen: Screen, page: str) -> None:
    _eight(screen)
    _PAGES[page](screen)
    screen.settle()
    wrong = wrong_in_any_look(screen)
    assert not wrong, "\n".join(wrong)


@pytest.mark.feature("F039")
@pytest.mark.parametrize("place", range(8))
def test_two_touches_lead_from_home_to_the_times_of_each_hot_item(screen: Screen, place: int) -> None:
    screen.server.hall = sample_hall("haibin")
    screen.kiosk._refresh()
    screen.settle()
    wanted = screen.server.hall.hot_items
    assert len(wanted) == 8
    touches = 0
    while screen.page != "slots" and touches < 3:
        screen.touch({"home": f"hot.{place}", "advice": "advice.book", "card": "card.book"}[screen.page])
        touches += 1
    screen.wait(lambda: bool(screen.part("appointments").property("slots").property("slots")))
    item = screen.server.hall.item_by_code[wanted[place]]
    assert (screen.page, touches) == ("slots", 2)
    assert screen.see("sub").property("text") == item.name.zh
    assert screen.see("slot.0").isVisible()


@pytest.mark.feature("F039", "F062")
def test_taking_a_number_is_no_longer_for_it(screen: Screen) -> None:
    screen.touch("hot.0")
    screen.lay()
    screen.wait(lambda: screen.page == "ticket")


@pytest.mark.feature("F039")
def test_two_touches_lead_a_known_visitor_past_the_booking_key(screen: Screen) -> None:
    screen.lay()
    screen.touch("book")
    screen.touch("tile.0")
    assert screen.page == "slots"


@pytest.mark.feature("F046")
def test_how_full_it_is_can_be_read_from_afar_and_touched_by_any_finger(screen: Screen) -> None:
    _slots(screen)
    levels = {one["level"] for one in screen.part("appointments").property("slots").property("slots")}
    assert levels == {"free", "few", "full"}
    inside = [screen.see(f"slot.{n}") for n in range(13)] + [screen.see(f"day.{n}") for n in range(5)]
    boxes = [box(item, screen.stage) for item in inside]
    texts = [text for text in written(screen.stage, screen.stage) if any(one.contains(text.ink) for one in boxes)]
    assert len(texts) == 2 * 13 + 3 * 5
    assert min(round(text.em) for text in texts) >= LEGIBLE_PX
    touched = {item.objectName() for item in targets(screen.stage)}
    assert {"slot.0", "slot.2", "day.1"} <= touched
    assert "slot.1" not in touched, "a full one is no key"


@pytest.mark.feature("F046")
def test_old_figures_are_grey_and_say_of_when_they_are(screen: Screen) -> None:
    _stale(screen)
    strip = screen.see("slots.stale")
    assert strip.property("text").startswith("余位是 09:33 的")
    fills = {screen.see(f"slot.{n}").property("fill").name() for n in range(13)}
    assert fills == {"#e9eef4"}
