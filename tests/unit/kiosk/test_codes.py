"""A code instead of a card: of a booking, of a slip, and of anything else that people hold in front of a scanner."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import pytest

from hallcall.core.errors import Refused
from hallcall.core.snapshot import Emergency
from hallcall.hal import Health, Status
from hallcall.hal.codec.scancode import recognise
from hallcall.hal.document import Qr, texts_of
from helpers.kiosk_fakes import NOW, booking_of, card_of

if TYPE_CHECKING:
    from conftest import Stand

CODE = "49192208"
HOSTILE = (
    "https://elsewhere.example/pay?to=1",
    "javascript:alert(1)",
    "<script>alert(1)</script>",
    "'; DROP TABLE ticket; --",
    "440301199001011234",
    "13" + "0" * 16,
    "{0.__class__}",
    "x" * 1024,
)


def scan(stand: Stand, text: str) -> None:
    """Hold a code in front of the scanner."""
    stand.devices.codeScanned.emit(recognise(text))


def trouble(stand: Stand) -> str:
    return stand.kiosk.property("trouble").property("title")


def pad(stand: Stand) -> Any:
    return stand.kiosk.property("codes").property("pad")


@pytest.mark.feature("F047")
@pytest.mark.parametrize("begin", ["home", "card", "code", "item"])
def test_a_scanned_booking_is_checked_in_from_every_page_that_asks_who_is_here(stand: Stand, begin: str) -> None:
    if begin == "card":
        stand.kiosk.chooseCard()
    elif begin == "code":
        stand.kiosk.property("codes").begin()
    elif begin == "item":
        stand.lay()
    assert stand.page == begin
    scan(stand, CODE)
    stand.wait(lambda: stand.page == "ticket")
    ((request, key),) = stand.server.check_ins
    assert (request.code, request.kiosk, bool(key)) == (CODE, "K1", True)
    assert (request.document is not None) is (begin == "item")
    assert len(stand.devices.slips) == 1


@pytest.mark.feature("F047")
def test_typing_the_code_does_what_scanning_it_does(stand: Stand) -> None:
    stand.kiosk.property("codes").begin()
    for digit in "4919220":
        pad(stand).type(digit)
    stand.kiosk.property("codes").confirm()
    assert (stand.page, stand.server.check_ins) == ("code", [])
    pad(stand).type("9")
    pad(stand).erase()
    pad(stand).type("8")
    pad(stand).type("1")
    stand.kiosk.property("codes").confirm()
    stand.wait(lambda: stand.page == "ticket")
    assert [request.code for request, _ in stand.server.check_ins] == [CODE]
    assert pad(stand).property("digits") == ""


@pytest.mark.feature("F047")
@pytest.mark.parametrize(
    ("refusal", "title"),
    [
        (Refused("booking.too_early", day="2026-11-24", time="09:30"), "还没到签到时间"),
        (Refused("booking.card_needed"), "请放身份证签到"),
        (Refused("booking.other_person"), "这个预约是别人的"),
        (Refused("booking.unknown"), "没有这个预约了"),
    ],
)
def test_why_a_booking_cannot_be_checked_in_is_said_kindly(stand: Stand, refusal: Refused, title: str) -> None:
    stand.server.refusal = refusal
    scan(stand, CODE)
    stand.wait(lambda: stand.page == "trouble")
    assert trouble(stand) == title


@pytest.mark.feature("F065", "F118")
def test_a_scanned_slip_shows_its_number_and_prints_it_again(stand: Stand) -> None:
    stand.take()
    url = stand.kiosk.property("ticket").property("url")
    stand.devices.finish()
    stand.kiosk.leave()
    scan(stand, url)
    stand.wait(lambda: stand.page == "ticket")
    assert stand.number() == "A023"
    assert stand.kiosk.property("ticket").property("alreadyHeld")
    assert len(stand.devices.slips) == 1, "nothing is printed before it is asked for"
    stand.kiosk.reprint()
    words = [text for block in stand.devices.slips[-1][0].blocks for text in texts_of(block)]
    assert "补打 2" in words


@pytest.mark.feature("F118")
def test_who_scans_a_slip_may_look_and_nothing_that_only_its_holder_may(stand: Stand) -> None:
    stand.server.phone, stand.server.goes_first = "138****5678", True
    stand.take()
    url = stand.kiosk.property("ticket").property("url")
    stand.kiosk.leave()
    scan(stand, url)
    stand.wait(lambda: stand.page == "ticket")
    ticket = stand.kiosk.property("ticket")
    assert [ticket.property(name) for name in ("phone", "mayGoFirst", "deferBy")] == ["", False, 0]
    stand.kiosk.leave()
    stand.lay()
    stand.kiosk.chooseItem("SB-01")
    stand.wait(lambda: stand.page == "ticket")
    assert ticket.property("deferBy") > 0, "the holder's card may"


@pytest.mark.feature("F118")
def test_a_slip_of_another_day_or_hall_is_told_as_such(stand: Stand) -> None:
    scan(stand, "https://elsewhere.example/t/AAAAAAAAAAAAAAAAAAAAAA")
    stand.wait(lambda: stand.page == "trouble")
    assert trouble(stand) == "没有找到这个号"
    assert stand.kiosk.property("trouble").property("again") is False


@pytest.mark.feature("F118")
def test_without_the_server_the_same_slip_can_be_asked_for_again(stand: Stand) -> None:
    stand.take()
    url = stand.kiosk.property("ticket").property("url")
    stand.kiosk.leave()
    stand.server.down = True
    scan(stand, url)
    stand.wait(lambda: stand.page == "trouble")
    assert stand.kiosk.property("trouble").property("again") is True
    stand.server.down = False
    stand.kiosk.tryAgain()
    stand.wait(lambda: stand.page == "ticket")


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_no_code_of_the_hall_gets_a_kind_page_and_is_never_shown_or_written_down(
    stand: Stand, caplog: pytest.LogCaptureFixture, text: str
) -> None:
    caplog.set_level(logging.DEBUG)
    scan(stand, text)
    assert stand.page == "trouble"
    page = stand.kiosk.property("trouble")
    assert page.property("title") == "这不是本大厅的码"
    assert text not in page.property("title") + page.property("text") + caplog.text
    assert (stand.server.check_ins, stand.server.scanned) == ([], [])
    stand.kiosk.back()
    assert stand.page == "home"


def test_what_cannot_be_read_is_told_and_can_be_tried_again(stand: Stand) -> None:
    stand.devices.codeProblem.emit()
    assert trouble(stand) == "没有看清这个码"
    scan(stand, CODE)
    stand.wait(lambda: stand.page == "ticket")


def test_who_scans_after_a_visit_finds_nothing_of_it(stand: Stand) -> None:
    stand.take()
    scan(stand, "https://elsewhere.example/pay")
    assert stand.page == "trouble"
    assert stand.number() == ""
    assert stand.kiosk.property("session").property("known") is False


def test_a_scan_in_the_midst_of_something_else_is_nothing(stand: Stand) -> None:
    stand.kiosk.openSearch()
    scan(stand, CODE)
    stand.devices.codeProblem.emit()
    assert (stand.page, stand.server.check_ins) == ("search", [])


def test_while_people_leave_the_building_no_code_is_heard(stand: Stand) -> None:
    stand.server.emergency = Emergency(since=NOW, is_drill=False)
    stand.server.change()
    scan(stand, CODE)
    assert (stand.page, stand.server.check_ins) == ("evacuate", [])


def test_an_answer_for_who_has_gone_is_not_shown_to_the_next(stand: Stand) -> None:
    stand.take()
    url = stand.kiosk.property("ticket").property("url")
    stand.kiosk.leave()
    stand.server.silent = True
    scan(stand, url)
    stand.kiosk.wipe()
    stand.server.let_go()
    assert (stand.page, stand.number()) == ("home", "")


def test_only_a_kiosk_with_a_scanner_speaks_of_codes(stand: Stand) -> None:
    codes = stand.kiosk.property("codes")
    assert (codes.property("hasScanner"), codes.property("works")) == (False, False)
    stand.devices.scanner = Status(health=Health.OFFLINE, since=NOW)
    assert (codes.property("hasScanner"), codes.property("works")) == (True, False)


@pytest.mark.feature("F047", "F044")
def test_the_slip_of_a_booking_carries_its_code_to_scan(stand: Stand) -> None:
    booking_of(stand.server, card_of(), 300)
    stand.lay()
    stand.kiosk.chooseItem("SB-01")
    stand.kiosk.leave()
    stand.kiosk.chooseItem("SB-01")
    stand.kiosk.bookItem()
    slots = stand.kiosk.property("appointments").property("slots")
    stand.wait(lambda: len(slots.property("slots")) > 0)
    stand.kiosk.property("appointments").chooseSlot(slots.property("slots")[0]["key"])
    stand.lay()
    stand.wait(lambda: stand.page == "booked")
    slip = stand.devices.slips[-1][0]
    (code,) = [block for block in slip.blocks if isinstance(block, Qr)]
    assert recognise(code.data).value == stand.kiosk.property("booking").property("code")
