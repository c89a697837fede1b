"""A time instead of a number: choosing, who comes, changing, giving up, waiting for a place."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from hallcall.client import OfferFacts
from hallcall.core.booking.slots import day_slots, open_days
from hallcall.core.commands import ClosureReason
from hallcall.core.errors import Refused
from hallcall.core.snapshot import Closure
from hallcall.core.terms import ItemCode, QueuePrefix
from hallcall.hal.document import texts_of
from hallcall.kiosk.model.server import QueueFacts
from helpers.kiosk_fakes import NOW, booking_of, card_of

if TYPE_CHECKING:
    from conftest import Stand

ITEM = "SB-01"
OTHER = card_of("李四", "440303199003070011")


def about(stand: Stand, name: str) -> Any:
    """What the screen knows of the appointment."""
    return stand.kiosk.property("appointments").property(name)


def slots(stand: Stand) -> Any:
    return about(stand, "slots")


def shown(stand: Stand) -> list[dict[str, Any]]:
    return slots(stand).property("slots")


def open_times(stand: Stand, item: str = ITEM) -> None:
    """Touch an item, then the key that leads to its times."""
    stand.kiosk.chooseItem(item)
    stand.kiosk.bookItem()
    stand.wait(lambda: len(shown(stand)) > 0)


def choose(stand: Stand, index: int = 0) -> datetime:
    """Touch a time; its beginning."""
    key = shown(stand)[index]["key"]
    stand.kiosk.property("appointments").chooseSlot(key)
    return datetime.fromisoformat(key)


def fill(stand: Stand, day: int = 0, left: int = 0, item: str = ITEM) -> list[datetime]:
    """Book all places of a day but some of each slot; their beginnings."""
    hall, queue = stand.server.hall, stand.server.hall.item_by_code[ItemCode(item)].queue
    date = open_days(hall, queue, NOW.date(), 5)[day]
    for slot in day_slots(hall, queue, date):
        stand.server.taken[slot.start] = slot.capacity.places - left
    return [slot.start for slot in day_slots(hall, queue, date)]


def two_must_come(stand: Stand) -> None:
    hall = stand.server.hall
    stand.server.hall = replace(hall, items=tuple(replace(one, parties=2) for one in hall.items))


@pytest.mark.feature("F038", "F044")
def test_a_time_and_a_card_make_a_booking_and_the_slip_says_when_where_and_what_to_bring(stand: Stand) -> None:
    open_times(stand)
    start = choose(stand)
    assert (stand.page, stand.server.books) == ("card", [])
    assert stand.kiosk.property("card").property("sub") == "放上就预约：11月24日 周二 09:00"
    stand.lay()
    stand.wait(lambda: stand.page == "booked")
    ((request, key),) = stand.server.books
    assert (request.item, request.slot, bool(key)) == (ITEM, start, True)
    assert stand.server.requests == [], "no number was taken"
    ((slip, _),) = stand.devices.slips
    said = [text for block in slip.blocks for text in texts_of(block)]
    for part in ("09:00", "11月24日 周二", "预约码 49192208", "近期免冠照片"):
        assert part in said
    assert not [text for text in said if "王" in text or "4403" in text]


@pytest.mark.feature("F038")
def test_a_booking_page_leads_by_department_to_the_times(stand: Stand) -> None:
    stand.kiosk.property("appointments").begin()
    assert stand.page == "book"
    stand.kiosk.openDepartments()
    stand.kiosk.openDepartment("D04")
    stand.kiosk.chooseItem("SJ-06")
    stand.wait(lambda: stand.page == "slots" and bool(shown(stand)))
    assert about(stand, "name") == "食品经营许可 · 新办"


@pytest.mark.feature("F038", "F040")
def test_letters_lead_to_the_times(stand: Stand) -> None:
    stand.kiosk.property("appointments").begin()
    stand.kiosk.openSearch()
    for letter in "SPJY":
        stand.kiosk.property("items").type(letter)
    stand.kiosk.chooseItem(stand.kiosk.property("items").property("results")[0]["code"])
    assert stand.page == "slots"


def test_who_goes_back_to_what_can_be_done_now_takes_numbers_again(stand: Stand) -> None:
    stand.lay()
    stand.kiosk.property("appointments").begin()
    stand.kiosk.back()
    stand.kiosk.chooseItem(ITEM)
    stand.wait(lambda: stand.page == "ticket")


def test_a_known_visitor_confirms_a_time_before_it_is_booked(stand: Stand) -> None:
    stand.lay()
    stand.kiosk.property("appointments").begin()
    stand.kiosk.chooseItem(ITEM)
    stand.wait(lambda: bool(shown(stand)))
    choose(stand, 2)
    assert (stand.page, stand.server.books) == ("confirm", [])
    assert about(stand, "confirmTime") == "11月24日 周二 10:00"
    stand.kiosk.property("appointments").confirm()
    stand.kiosk.property("appointments").confirm()
    stand.wait(lambda: stand.page == "booked")
    assert len(stand.server.books) == 1


def test_a_card_laid_while_times_are_looked_at_changes_nothing_but_who_is_known(stand: Stand) -> None:
    open_times(stand)
    stand.lay()
    assert (stand.page, stand.server.books) == ("slots", [])
    choose(stand)
    assert stand.page == "confirm"


def test_a_time_that_was_gone_back_from_is_not_booked_by_the_next_card(stand: Stand) -> None:
    open_times(stand)
    choose(stand)
    stand.kiosk.back()
    assert stand.page == "slots"
    stand.lay()
    stand.bot.wait(20)
    assert stand.server.books == []


def test_who_goes_back_from_the_times_takes_the_number_after_all(stand: Stand) -> None:
    open_times(stand)
    stand.kiosk.back()
    assert (stand.page, stand.kiosk.property("card").property("books")) == ("card", True)
    stand.lay()
    stand.wait(lambda: stand.page == "ticket")


# -- two who must come -------------------------------------------------------------------------------------------------


@pytest.mark.feature("F054")
def test_where_two_must_come_both_cards_are_asked_for(stand: Stand) -> None:
    two_must_come(stand)
    open_times(stand)
    choose(stand)
    stand.lay()
    assert (stand.page, stand.kiosk.property("card").property("title")) == ("card", "请放另一位的证件")
    stand.lay()
    assert "同一个人" in stand.kiosk.property("card").property("problem")
    assert stand.server.books == []
    stand.lay(OTHER)
    stand.wait(lambda: stand.page == "booked")
    ((request, _),) = stand.server.books
    assert request.document is not None
    assert request.partner is not None
    assert (request.document.name, request.partner.name) == ("王小明", "李四")


@pytest.mark.feature("F054")
def test_the_second_person_may_type_their_number(stand: Stand) -> None:
    two_must_come(stand)
    open_times(stand)
    choose(stand)
    stand.lay()
    stand.kiosk.typeNumber()
    for key in "440303199003070011":
        stand.kiosk.property("pad").type(key)
    stand.kiosk.confirmNumber()
    stand.wait(lambda: stand.page == "booked")
    ((request, _),) = stand.server.books
    assert request.partner is not None
    assert request.partner.verified is False


# -- how full ----------------------------------------------------------------------------------------------------------


@pytest.mark.feature("F046")
def test_how_full_a_time_is_stands_there_in_words(stand: Stand) -> None:
    starts = fill(stand)
    queue = stand.server.hall.item_by_code[ItemCode(ITEM)].queue
    (places,) = {slot.capacity.places for slot in day_slots(stand.server.hall, queue, starts[0].date())}
    stand.server.taken = {starts[0]: places, starts[1]: places - 1, starts[2]: 1}
    open_times(stand)
    told = [(one["level"], one["words"], one["free"]) for one in shown(stand)[:4]]
    assert told == [
        ("full", "约满", False),
        ("few", "剩 1 个", True),
        ("free", "有空", True),
        ("free", "有空", True),
    ]


@pytest.mark.feature("F046")
def test_a_full_time_cannot_be_chosen(stand: Stand) -> None:
    starts = fill(stand)
    stand.server.taken = {starts[0]: stand.server.taken[starts[0]]}
    open_times(stand)
    choose(stand, 0)
    assert stand.page == "slots"


@pytest.mark.feature("F046")
def test_figures_older_than_five_minutes_are_no_figures(stand: Stand) -> None:
    fill(stand)
    for minutes, is_stale in ((4, False), (6, True)):
        stand.server.told_at = NOW - timedelta(minutes=minutes)
        slots(stand).open(stand.server.hall.item_by_code[ItemCode(ITEM)].queue)
        stand.wait(lambda: len(shown(stand)) > 0)
        assert slots(stand).property("stale") is is_stale
        assert {one["level"] for one in shown(stand)} == ({"stale"} if is_stale else {"full"})
    assert slots(stand).property("toldAt") == "09:35"
    assert {one["words"] for one in shown(stand)} == {"待确认"}
    assert all(one["free"] for one in shown(stand)), "a touch asks the server"


@pytest.mark.feature("F046")
def test_the_days_are_those_of_the_rules_and_each_says_how_full_it_is(stand: Stand) -> None:
    fill(stand, day=1)
    fill(stand, day=2, left=1)
    open_times(stand)
    stand.wait(lambda: {one["level"] for one in slots(stand).property("days")} == {"free", "full", "few"})
    days = slots(stand).property("days")
    assert [one["words"] for one in days] == ["有空", "约满", "快约满", "有空", "有空"]
    assert days[0]["date"] == "11月24日"
    slots(stand).chooseDay(1)
    assert slots(stand).property("full") is True


def test_the_figures_are_asked_for_again_while_somebody_looks(stand: Stand) -> None:
    open_times(stand)
    asked = stand.server.slots_asked
    slots(stand).refresh()
    assert stand.server.slots_asked > asked
    stand.kiosk.leave()
    asked = stand.server.slots_asked
    slots(stand).refresh()
    assert stand.server.slots_asked == asked, "nobody looks"


@pytest.mark.feature("F049", "F046")
def test_what_is_left_of_today_is_offered_first_and_called_today(stand: Stand) -> None:
    stand.server.offers_today = True
    open_times(stand)
    days = slots(stand).property("days")
    assert [(one["weekday"], one["date"]) for one in days][:2] == [("今天", "11月23日"), ("周二", "11月24日")]
    assert len(days) == 6
    # It is 9:41, and a time is given until ten minutes before.
    assert shown(stand)[0]["time"] == "10:00"
    choose(stand)
    stand.lay()
    stand.wait(lambda: stand.page == "booked")
    ((request, _),) = stand.server.books
    assert request.slot == NOW.replace(hour=10, minute=0, second=0)


@pytest.mark.feature("F049", "F050")
def test_a_time_too_near_to_be_cancelled_freely_says_so_before_it_is_booked(stand: Stand) -> None:
    stand.server.offers_today = True
    stand.lay()
    stand.kiosk.property("appointments").begin()
    stand.kiosk.chooseItem(ITEM)
    stand.wait(lambda: len(shown(stand)) > 0)
    choose(stand)
    stand.wait(lambda: stand.page == "confirm")
    assert "迟取消" in str(stand.kiosk.property("appointments").property("confirmText"))


# -- refusals ----------------------------------------------------------------------------------------------------------


@pytest.mark.feature("F051", "F052")
@pytest.mark.parametrize(
    ("refusal", "title", "helps"),
    [
        (Refused("booking.per_day", most=1), "您那天已经约过了", "times"),
        (Refused("booking.item_per_day", most=3), "这件事今天约得太多了", "number"),
        (Refused("booking.blocked", until="2026-12-24"), "暂时不能预约", "number"),
        (Refused("booking.past"), "这个时间约不了了", "times"),
        (Refused("booking.too_far", days=5), "这个日子太远了", "times"),
        (Refused("identity.region"), "号码不对", ""),
    ],
)
def test_each_refusal_names_its_rule_and_what_helps(stand: Stand, refusal: Refused, title: str, helps: str) -> None:
    open_times(stand)
    choose(stand)
    stand.server.book_refusal = refusal
    stand.lay()
    stand.wait(lambda: stand.page == "trouble")
    assert stand.kiosk.property("trouble").property("title") == title
    offered = {name for name in ("times", "number") if stand.kiosk.property("trouble").property(name)}
    assert offered == ({helps} if helps else set())


def test_after_a_refusal_another_time_is_one_touch_away(stand: Stand) -> None:
    open_times(stand)
    choose(stand)
    stand.server.book_refusal = Refused("booking.per_day", most=1)
    stand.lay()
    stand.wait(lambda: stand.page == "trouble")
    stand.kiosk.otherTimes()
    stand.wait(lambda: stand.page == "slots" and bool(shown(stand)))
    choose(stand, 1)
    assert stand.page == "confirm"


def test_who_may_not_book_takes_a_number_with_one_touch(stand: Stand) -> None:
    open_times(stand)
    choose(stand)
    stand.server.book_refusal = Refused("booking.blocked", until="2026-12-24")
    stand.lay()
    stand.wait(lambda: stand.page == "trouble")
    stand.kiosk.takeNumber()
    stand.wait(lambda: stand.page == "ticket")


@pytest.mark.feature("F038")
def test_whoever_loses_the_last_place_is_shown_the_times_near_it(stand: Stand) -> None:
    open_times(stand)
    start = choose(stand, 3)
    stand.server.book_refusal = Refused("booking.full")
    stand.lay()
    stand.wait(lambda: stand.page == "lost")
    near = slots(stand).property("neighbours")
    assert [one["time"] for one in near] == ["09:30", "10:00", "11:00", "11:30"]
    assert start.isoformat() not in [one["key"] for one in near]
    stand.kiosk.property("appointments").chooseSlot(near[1]["key"])
    stand.kiosk.property("appointments").confirm()
    stand.wait(lambda: stand.page == "booked")


@pytest.mark.feature("F058")
def test_a_full_day_can_be_waited_for(stand: Stand) -> None:
    first = fill(stand)[0]
    open_times(stand)
    assert slots(stand).property("full") is True
    stand.kiosk.property("appointments").joinList()
    assert stand.kiosk.property("card").property("sub") == "放上就登记候补：11月24日"
    stand.lay()
    stand.wait(lambda: stand.page == "booked")
    ((request),) = stand.server.waiting
    assert (request.slot, request.or_wait) == (first, True)
    assert stand.kiosk.property("booking").property("outcome") == "waiting"
    assert stand.devices.slips == []


def test_what_takes_no_bookings_says_so_and_offers_the_number(stand: Stand) -> None:
    hall = stand.server.hall
    rules = replace(hall.rules, booking=replace(hall.rules.booking, share=0.0))
    stand.server.hall = replace(hall, rules=rules)
    assert not about(stand, "offered")
    stand.kiosk.property("appointments").begin()
    stand.kiosk.chooseItem(ITEM)
    assert (stand.page, stand.kiosk.property("trouble").property("number")) == ("trouble", True)
    stand.kiosk.chooseItem(ITEM)


# -- without the server ------------------------------------------------------------------------------------------------


@pytest.mark.feature("F048")
def test_without_the_server_there_are_no_times_but_there_is_a_number(stand: Stand) -> None:
    stand.server.is_connected = False
    stand.kiosk.chooseItem(ITEM)
    stand.kiosk.bookItem()
    assert (stand.page, stand.kiosk.property("trouble").property("title")) == ("trouble", "暂时约不了")
    stand.server.is_connected = True
    stand.kiosk.takeNumber()
    stand.lay()
    stand.wait(lambda: stand.page == "ticket")


def test_times_that_could_not_be_asked_for_are_asked_for_again(stand: Stand) -> None:
    stand.server.down = True
    stand.kiosk.chooseItem(ITEM)
    stand.kiosk.bookItem()
    stand.wait(lambda: stand.page == "trouble")
    stand.server.down = False
    stand.kiosk.tryAgain()
    stand.wait(lambda: stand.page == "slots" and bool(shown(stand)))


@pytest.mark.feature("F038")
def test_a_wish_that_nobody_answered_is_said_again_with_the_same_key(stand: Stand) -> None:
    open_times(stand)
    choose(stand)
    stand.server.down = True
    stand.lay()
    stand.wait(lambda: stand.page == "trouble")
    stand.server.down = False
    stand.kiosk.tryAgain()
    stand.wait(lambda: stand.page == "booked")
    (first, second) = stand.server.books
    assert first == second


# -- what was booked before --------------------------------------------------------------------------------------------


@pytest.mark.feature("F050")
def test_a_booking_is_moved_from_the_list_of_ones_own(stand: Stand) -> None:
    held = booking_of(stand.server, card_of(), 60 * 26)
    stand.lay()
    stand.wait(lambda: stand.kiosk.property("bookings").property("count") == 1)
    mine = stand.kiosk.property("appointments")
    mine.openMine()
    assert [one["name"] for one in stand.kiosk.property("bookings").property("all")] == ["社保卡补换领"]
    mine.change(held.code)
    stand.wait(lambda: stand.page == "slots" and bool(shown(stand)))
    start = choose(stand, 1)
    assert (stand.page, stand.server.moves) == ("confirm", [])
    mine.confirm()
    stand.wait(lambda: stand.page == "booked")
    assert stand.server.moves == [(held.code, start)]
    assert stand.kiosk.property("booking").property("title") == "改好了"
    assert len(stand.devices.slips) == 1, "the old slip is worth nothing"


@pytest.mark.feature("F050")
@pytest.mark.parametrize(("minutes", "says_late"), [(60 * 26, False), (60, True)])
def test_giving_up_is_confirmed_and_says_what_it_costs(stand: Stand, minutes: int, *, says_late: bool) -> None:
    held = booking_of(stand.server, card_of(), minutes)
    stand.lay()
    stand.wait(lambda: stand.kiosk.property("bookings").property("count") == 1)
    mine = stand.kiosk.property("appointments")
    mine.openMine()
    mine.cancel(held.code)
    assert (stand.page, stand.server.cancels) == ("confirm", [])
    assert ("迟取消" in mine.property("confirmText")) is says_late
    mine.confirm()
    stand.wait(lambda: stand.page == "booked")
    assert stand.server.cancels == [held.code]
    assert stand.kiosk.property("booking").property("code") == ""
    assert stand.devices.slips == []


def test_a_booking_of_somebody_else_cannot_be_named(stand: Stand) -> None:
    held = booking_of(stand.server, OTHER, 60 * 26)
    stand.lay()
    stand.bot.wait(20)
    stand.kiosk.property("appointments").cancel(held.code)
    assert stand.page == "item"


@pytest.mark.feature("F058")
def test_a_place_that_is_kept_is_shown_with_the_card_and_taken_with_one_touch(stand: Stand) -> None:
    item = stand.server.hall.item_by_code[ItemCode(ITEM)]
    start, until = NOW + timedelta(days=1), NOW + timedelta(minutes=9)
    stand.server.offers[card_of().number] = [
        OfferFacts(item=item.code, queue=item.queue, start=start, until=until, parties=2),
        OfferFacts(item=item.code, queue=item.queue, start=start, until=NOW - timedelta(minutes=1), parties=1),
    ]
    stand.lay()
    stand.wait(lambda: len(stand.kiosk.property("bookings").property("rows")) == 1)
    (row,) = stand.kiosk.property("bookings").property("rows")
    assert (row["kind"], row["note"]) == ("offer", "留到 09:50")
    stand.kiosk.property("appointments").takeOffer(row["code"])
    stand.wait(lambda: stand.page == "booked")
    ((request, _),) = stand.server.books
    assert (request.slot, request.partner) == (start, None)


@pytest.mark.feature("F035", "F036")
def test_nothing_of_an_appointment_is_left_for_the_next_visitor(stand: Stand) -> None:
    booking_of(stand.server, card_of(), 60 * 26)
    open_times(stand)
    choose(stand)
    stand.lay()
    stand.wait(lambda: stand.page == "booked")
    stand.kiosk.leave()
    flow = stand.kiosk.property("booking")
    assert [flow.property(name) for name in ("code", "time", "name", "rule", "late")] == [""] * 5
    assert stand.kiosk.property("bookings").property("count") == 0
    assert (shown(stand), about(stand, "name"), about(stand, "choosing")) == ([], "", False)


def test_an_answer_that_comes_when_its_visitor_has_gone_is_told_to_nobody(stand: Stand) -> None:
    open_times(stand)
    choose(stand)
    stand.server.silent = True
    stand.lay()
    stand.kiosk.leave()
    stand.server.let_go()
    stand.bot.wait(20)
    assert (stand.page, stand.devices.slips) == ("home", [])


def close(stand: Stand) -> None:
    """A manager closes the queue for now."""
    closure = Closure(queue=QueuePrefix("A"), reason=ClosureReason.SYSTEM, since=NOW)
    stand.server.facts["A"] = QueueFacts(waiting=5, wait=None, is_open=False, closure=closure)
    stand.server.change()


@pytest.mark.feature("F171", "F038")
def test_the_times_of_a_closed_queue_begin_tomorrow_and_the_page_says_why(stand: Stand) -> None:
    stand.server.offers_today = True
    close(stand)
    stand.kiosk.property("appointments").begin()
    stand.kiosk.chooseItem(ITEM)
    stand.wait(lambda: len(shown(stand)) > 0)
    assert slots(stand).property("closedNow") == "今天暂停办理：业务系统故障，请选后面的日子"
    assert next(day["date"] for day in slots(stand).property("days")) == "11月24日"


@pytest.mark.feature("F171", "F038")
def test_times_of_today_go_from_the_page_as_soon_as_the_queue_is_closed_and_come_back(stand: Stand) -> None:
    stand.server.offers_today = True
    open_times(stand)
    today = shown(stand)[0]["key"]
    assert (slots(stand).property("closedNow"), today[:10]) == ("", "2026-11-23")
    close(stand)
    # At once, before the server has told anything new.
    assert shown(stand) == []
    assert slots(stand).start_of(today) is None
    stand.wait(lambda: len(shown(stand)) > 0)
    assert shown(stand)[0]["key"][:10] == "2026-11-24"
    del stand.server.facts["A"]
    stand.server.change()
    assert slots(stand).property("closedNow") == ""
    stand.wait(lambda: slots(stand).property("days")[0]["weekday"] == "今天")
