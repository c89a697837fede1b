"""A visit from the card to the number, and everything that can come between."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from hallcall.core.commands import ClosureReason
from hallcall.core.errors import Refused
from hallcall.core.snapshot import Closure
from hallcall.core.terms import QueuePrefix
from hallcall.hal import Health, Reason
from hallcall.hal.document import texts_of
from hallcall.kiosk.model.server import QueueFacts
from helpers.kiosk_fakes import NOW, card_of

if TYPE_CHECKING:
    from conftest import Stand


@pytest.mark.feature("F062")
def test_a_card_and_one_touch_give_a_number_and_a_slip(stand: Stand) -> None:
    stand.lay()
    assert stand.page == "item"
    stand.kiosk.chooseItem("SB-01")
    stand.wait(lambda: stand.page == "ticket")
    assert stand.number() == "A023"
    stand.devices.finish()
    assert stand.kiosk.property("print").property("state") == "ready"
    assert stand.server.prints == [("2026-11-23/A023", "")]
    request, _ = stand.server.requests[0]
    assert request.document is not None
    assert (request.document.number, request.document.verified, request.kiosk) == ("440301199001011234", True, "K1")


@pytest.mark.feature("F062")
def test_the_item_may_come_before_the_card(stand: Stand) -> None:
    stand.kiosk.chooseItem("SB-01")
    assert stand.page == "card"
    assert stand.kiosk.property("card").property("sub") == "放上后直接取号：社会保障卡补领、换领"
    stand.lay()
    stand.wait(lambda: stand.page == "ticket")
    assert len(stand.server.requests) == 1


def test_a_double_tap_gives_one_number(stand: Stand) -> None:
    stand.server.silent = True
    stand.lay()
    stand.kiosk.chooseItem("SB-01")
    stand.kiosk.chooseItem("SB-01")
    stand.kiosk.chooseItem("YB-01")
    stand.server.let_go()
    stand.wait(lambda: stand.page == "ticket")
    assert len(stand.server.requests) == 1
    assert stand.server.tickets == 1


@pytest.mark.feature("F068", "F076")
def test_a_second_take_for_the_same_item_shows_the_first_number_and_offers_a_copy(stand: Stand) -> None:
    stand.take()
    stand.devices.finish()
    stand.kiosk.leave()
    stand.unlock()
    stand.take()
    assert stand.number() == "A023"
    assert stand.kiosk.property("ticket").property("alreadyHeld") is True
    assert stand.server.tickets == 1
    assert len(stand.devices.slips) == 1, "nothing is printed unasked"
    stand.kiosk.reprint()
    first, copy = (slip for slip, _ in stand.devices.slips)
    assert "补打 2" in repr(copy)
    marks = [block for block in copy.blocks if block not in first.blocks]
    assert len(marks) == 1
    assert tuple(block for block in copy.blocks if block not in marks) == first.blocks


@pytest.mark.feature("F076")
def test_a_slip_that_never_came_out_is_not_called_a_copy(stand: Stand) -> None:
    stand.take()
    stand.devices.finish("printer.cutter_jam")
    stand.kiosk.leave()
    stand.unlock()
    stand.take()
    stand.kiosk.reprint()
    assert "补打" not in repr(stand.devices.slips[-1][0])
    assert stand.devices.slips[0][0] == stand.devices.slips[1][0]


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("printer.paper_out", "没纸"),
        ("printer.cover_open", "盖子"),
        ("printer.cutter_jam", "卡纸"),
        ("device.unplugged", "打不出小票"),
    ],
)
def test_a_slip_that_fails_leaves_a_valid_number_and_a_plain_sentence(stand: Stand, reason: str, sentence: str) -> None:
    stand.take()
    stand.devices.finish(reason)
    assert stand.page == "paperout"
    assert stand.number() == "A023"
    assert sentence in stand.kiosk.property("print").property("problem")
    assert stand.server.prints == [("2026-11-23/A023", reason)]
    stand.wait(lambda: bool(stand.kiosk.property("print").property("staffTold")))


def test_staff_are_said_to_know_only_when_the_server_has_said_so(stand: Stand) -> None:
    stand.take()
    stand.server.down = True
    stand.devices.finish("printer.paper_out")
    stand.bot.wait(20)
    assert stand.kiosk.property("print").property("staffTold") is False


def test_a_printer_known_to_be_empty_is_said_before_and_not_tried(stand: Stand) -> None:
    stand.devices.set_printer(Health.FAULT, Reason.PAPER_OUT)
    assert stand.kiosk.property("print").property("available") is False
    assert ("K1/ticket", "fault", ("paper-out",)) in stand.server.reports
    stand.take()
    assert stand.page == "paperout"
    assert stand.devices.slips == []
    assert stand.server.prints == [("2026-11-23/A023", "printer.paper_out")]


def test_a_slip_that_ends_after_the_visitor_has_gone_is_still_told_to_the_server(stand: Stand) -> None:
    stand.take()
    stand.kiosk.leave()
    stand.devices.finish("printer.paper_out")
    assert stand.page == "home"
    assert stand.server.prints == [("2026-11-23/A023", "printer.paper_out")]


def test_without_the_server_the_visitor_reads_a_plain_sentence_and_tries_again_with_the_same_key(stand: Stand) -> None:
    stand.server.down = True
    stand.take()
    assert stand.page == "trouble"
    assert stand.kiosk.property("trouble").property("again") is True
    assert "咨询台" in stand.kiosk.property("trouble").property("text")
    stand.server.down = False
    stand.kiosk.tryAgain()
    stand.wait(lambda: stand.page == "ticket")
    keys = {key for _, key in stand.server.requests}
    assert (len(stand.server.requests), len(keys), stand.server.tickets) == (2, 1, 1)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (Refused("ticket.daily_cap", cap=3), "最多取 3 个号"),
        (Refused("queue.daily_cap", queue="A", cap=90), "可以预约其他日子"),
        (Refused("item.appointment_only", item="SB-01"), "预约"),
        (Refused("calendar.closed", queue="A", opens=""), "到时间再来"),
        (Refused("identity.check_digit"), "核对"),
        (Refused("access.denied"), "工作人员"),
    ],
)
def test_a_refusal_is_said_in_words_with_what_to_do(stand: Stand, error: Refused, sentence: str) -> None:
    stand.server.refusal = error
    stand.take()
    assert stand.page == "trouble"
    assert sentence in stand.kiosk.property("trouble").property("title") + stand.kiosk.property("trouble").property(
        "text"
    )
    assert stand.kiosk.property("trouble").property("again") is False


@pytest.mark.feature("F171")
def test_a_queue_that_a_manager_closed_says_why_and_offers_another_day(stand: Stand) -> None:
    closure = Closure(
        queue=QueuePrefix("A"), reason=ClosureReason.SYSTEM, since=NOW, until=NOW.replace(hour=14, minute=0)
    )
    stand.server.facts["A"] = QueueFacts(waiting=5, wait=None, is_open=False, closure=closure)
    stand.lay()
    stand.kiosk.chooseItem("SB-01")
    assert stand.page == "trouble"
    assert stand.kiosk.property("trouble").property("title") == "暂停办理"
    for part in ("暂停，约 14:00 恢复", "业务系统故障", "预约其他日子"):
        assert part in stand.kiosk.property("trouble").property("text")
    assert stand.kiosk.property("trouble").property("times") is True
    assert stand.server.requests == []


def test_a_closed_item_explains_itself_and_asks_for_nothing(stand: Stand) -> None:
    stand.server.facts["A"] = QueueFacts(waiting=0, wait=None, is_open=False, opens=datetime(2026, 11, 24, 9, 0))  # noqa: DTZ001 - a wall clock
    stand.lay()
    stand.kiosk.chooseItem("SB-01")
    assert stand.page == "trouble"
    assert "今天不办理 · 周二开" in stand.kiosk.property("trouble").property("text")
    assert stand.server.requests == []
    stand.kiosk.back()
    assert stand.page == "item"


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("card.removed", "拿早了"),
        ("card.unreadable", "没有读出来"),
        ("card.wrong_kind", "换身份证"),
        ("reader.unauthorised", "读卡器暂时不能用"),
    ],
)
def test_a_card_that_cannot_be_read_is_answered_with_what_to_do(stand: Stand, code: str, sentence: str) -> None:
    stand.kiosk.chooseItem("SB-01")
    stand.devices.cardProblem.emit(code)
    assert stand.page == "card"
    assert sentence in stand.kiosk.property("card").property("problem")
    stand.lay()
    stand.wait(lambda: stand.page == "ticket")
    assert stand.number() == "A023"


@pytest.mark.feature("F028")
def test_a_visitor_without_a_card_types_a_number_that_counts_as_unverified(stand: Stand) -> None:
    stand.kiosk.chooseItem("SB-01")
    stand.kiosk.typeNumber()
    pad = stand.kiosk.property("pad")
    for key in "440301199001011234":
        pad.type(key)
    stand.kiosk.confirmNumber()
    stand.wait(lambda: stand.page == "ticket")
    document = stand.server.requests[0][0].document
    assert document is not None
    assert (document.verified, document.name) == (False, "")
    assert stand.kiosk.property("session").property("name") == ""
    assert "（未核验）" in repr(stand.devices.slips[0][0])


@pytest.mark.feature("F028")
def test_a_wrong_number_is_found_before_anything_is_asked(stand: Stand) -> None:
    stand.kiosk.typeNumber()
    pad = stand.kiosk.property("pad")
    for key in "44030119900101123":
        pad.type(key)
    stand.kiosk.confirmNumber()
    assert "位数不对" in stand.kiosk.property("pad").property("problem")
    pad.type("9")
    assert stand.kiosk.property("pad").property("problem") == ""
    stand.kiosk.confirmNumber()
    assert "号码不对" in stand.kiosk.property("pad").property("problem")
    assert stand.page == "typing"


@pytest.mark.feature("F036", "F116")
def test_the_screen_knows_the_masked_name_only(stand: Stand) -> None:
    stand.lay()
    assert stand.kiosk.property("session").property("name") == "王*明"
    stand.lay(card_of("王明", "440301199002021231"))
    assert stand.kiosk.property("session").property("name") == "王*"


def test_the_next_visitors_card_ends_the_last_ones_visit(stand: Stand) -> None:
    stand.take()
    stand.lay(card_of("李四", "440301199002021231"))
    assert stand.page == "item"
    assert stand.number() == ""
    assert stand.kiosk.property("session").property("name") == "李*"


def test_the_same_card_again_changes_nothing(stand: Stand) -> None:
    stand.take()
    stand.lay()
    assert (stand.page, stand.number()) == ("ticket", "A023")


def test_an_answer_for_a_visitor_who_has_gone_is_shown_to_nobody(stand: Stand) -> None:
    stand.server.silent = True
    stand.lay()
    stand.kiosk.chooseItem("SB-01")
    stand.kiosk.leave()
    stand.server.let_go()
    stand.bot.wait(20)
    assert (stand.page, stand.number(), stand.devices.slips) == ("home", "", [])


@pytest.mark.feature("F007")
def test_the_ticket_names_the_floor_and_the_way_when_it_is_upstairs(stand: Stand) -> None:
    stand.take("SJ-06")
    ticket = stand.kiosk.property("ticket")
    assert ticket.property("otherFloor") is True
    assert ticket.property("placeText") == "2层 C区"
    assert ticket.property("way").startswith("乘右手边扶梯上 2 层")
    assert ticket.property("callLine") == "看大屏叫号，去 58–69 号窗口"
    assert "2 层 C 区" in repr(stand.devices.slips[0][0])


def test_an_unknown_wait_is_left_open(stand: Stand) -> None:
    stand.server.wait = None
    stand.take()
    assert stand.kiosk.property("ticket").property("minutes") == ""


def test_messages_are_off_until_the_visitor_turns_them_on(stand: Stand) -> None:
    stand.server.phone = "138****5678"
    stand.take()
    ticket = stand.kiosk.property("ticket")
    assert ticket.property("notify") is False
    stand.kiosk.toggleNotice()
    stand.wait(lambda: bool(ticket.property("notify")))
    assert stand.server.notices == [("2026-11-23/A023", True)]
    stand.server.down = True
    stand.kiosk.toggleNotice()
    stand.wait(lambda: bool(ticket.property("notifyFailed")))
    assert ticket.property("notify") is True


@pytest.mark.feature("F074")
def test_who_is_called_sooner_is_told_so_without_a_touch_and_may_refuse(stand: Stand) -> None:
    stand.server.goes_first = True
    stand.take()
    ticket = stand.kiosk.property("ticket")
    assert (ticket.property("mayGoFirst"), ticket.property("goesFirst")) == (True, True)
    stand.kiosk.togglePriority()
    stand.wait(lambda: not ticket.property("goesFirst"))
    assert ticket.property("mayGoFirst")
    stand.server.down = True
    stand.kiosk.togglePriority()
    stand.wait(lambda: bool(ticket.property("priorityFailed")))
    assert ticket.property("goesFirst") is False
    assert stand.server.priorities == [("2026-11-23/A023", False), ("2026-11-23/A023", True)]


@pytest.mark.feature("F098")
@pytest.mark.parametrize(("screen", "wanted"), [("zh-CN", "zh"), ("en", "en")])
def test_the_language_of_the_screen_is_the_one_that_is_asked_for(stand: Stand, screen: str, wanted: str) -> None:
    stand.texts.set_language(screen)
    stand.server.language_spoken = False if wanted == "en" else None
    stand.take()
    assert stand.server.requests[0][0].language == wanted
    words = "nobody there speaks English now" if screen == "en" else "看大屏叫号"
    assert words in stand.kiosk.property("ticket").property("callLine")


def test_who_is_called_like_all_others_has_nothing_to_refuse(stand: Stand) -> None:
    stand.take()
    assert stand.kiosk.property("ticket").property("mayGoFirst") is False
    stand.kiosk.togglePriority()
    assert stand.server.priorities == []


def test_help_is_on_its_way_only_when_the_server_says_so(stand: Stand) -> None:
    dock = stand.kiosk.property("dock")
    dock.callStaff()
    dock.callStaff()
    assert dock.property("help") == "asking"
    stand.wait(lambda: dock.property("help") == "called")
    assert stand.server.help_calls == ["K1"]
    stand.server.down = True
    dock.callStaff()
    stand.wait(lambda: dock.property("help") == "failed")


@pytest.mark.feature("F080")
def test_without_the_server_the_flow_simply_works_and_tells_no_wait(stand: Stand) -> None:
    stand.server.is_connected, stand.server.holds_numbers = False, True
    stand.take()
    ticket = stand.kiosk.property("ticket")
    assert stand.page == "ticket"
    assert stand.number() == "A023"
    assert ticket.property("offline") is True
    assert [ticket.property(name) for name in ("ahead", "minutes", "url", "phone")] == [""] * 4
    slip, _ = stand.devices.slips[0]
    assert "离线取号" in [text for block in slip.blocks for text in texts_of(block)]


@pytest.mark.feature("F080", "F074")
def test_who_is_called_sooner_is_told_so_without_the_server_too_on_page_and_slip(stand: Stand) -> None:
    stand.server.is_connected, stand.server.holds_numbers, stand.server.goes_first = False, True, True
    stand.take()
    ticket = stand.kiosk.property("ticket")
    assert (ticket.property("goesFirst"), ticket.property("mayGoFirst")) == (True, False)
    words = [text for block in stand.devices.slips[0][0].blocks for text in texts_of(block)]
    assert "号码有效，为您优先叫号。请看大屏。" in words
    assert "Valid. You are called sooner: see the big screen." in words
    assert not any("按取号时间排队" in text for text in words)


@pytest.mark.feature("F080")
def test_a_copy_of_a_number_taken_without_the_server_says_what_the_first_slip_said(stand: Stand) -> None:
    stand.server.is_connected, stand.server.holds_numbers = False, True
    stand.take()
    stand.devices.finish()
    stand.kiosk.leave()
    stand.server.is_connected = True
    stand.unlock()
    stand.take()
    assert stand.kiosk.property("ticket").property("offline") is False
    stand.kiosk.reprint()
    words = [text for block in stand.devices.slips[-1][0].blocks for text in texts_of(block)]
    assert "离线取号" in words
    assert "补打 2" in words


@pytest.mark.feature("F020")
@pytest.mark.parametrize(("language", "title"), [("zh-CN", "这件事现在不在这里办了"), ("en", "No longer offered here")])
def test_an_item_that_went_while_the_visitor_chose_is_told_and_no_number_is_asked_for(
    stand: Stand, language: str, title: str
) -> None:
    stand.texts.set_language(language)
    stand.kiosk.chooseItem("SB-01")
    hall = stand.server.hall
    stand.server.hall = replace(hall, items=tuple(item for item in hall.items if item.code != "SB-01"), hot_items=())
    stand.lay()
    assert (stand.page, stand.kiosk.property("trouble").property("title")) == ("trouble", title)
    assert stand.server.requests == []


@pytest.mark.feature("F020")
def test_an_item_that_only_the_server_knows_is_gone_is_told_in_the_same_words(stand: Stand) -> None:
    stand.server.refusal = Refused("item.unknown", item="SB-01")
    stand.take()
    assert (stand.page, stand.kiosk.property("trouble").property("title")) == ("trouble", "这件事现在不在这里办了")
    assert stand.server.tickets == 0


@pytest.mark.feature("F020")
def test_a_kiosk_says_that_its_hall_data_are_old_while_it_is_connected(stand: Stand) -> None:
    assert not stand.kiosk.property("machine").property("outdated")
    stand.server.is_outdated = True
    assert stand.kiosk.property("machine").property("outdated")
    stand.server.is_connected = False
    assert not stand.kiosk.property("machine").property("outdated"), "then it says that it is not connected"


def test_the_next_visitor_does_not_wait_for_the_lock_of_the_last_ones_touch(stand: Stand) -> None:
    stand.take()
    stand.kiosk.leave()
    stand.lay(card_of(number="440301199001019999"))
    stand.kiosk.chooseItem("YB-01")
    stand.wait(lambda: stand.page == "ticket")
    assert len(stand.server.requests) == 2
