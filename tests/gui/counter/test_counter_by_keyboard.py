"""The counter by keyboard alone: real key events into the real window, the real rules behind it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from hallcall.core import commands as cm
from hallcall.core.terms import ItemCode, QueuePrefix
from hallcall.core.tickets import TicketId, TicketState
from hallcall.counter.model import DeskStatus
from hallcall.counter.widgets.checklist import PaperRow
from hallcall.counter.widgets.chosen import ChosenSheet
from hallcall.counter.widgets.leave import ParkSheet, PauseSheet
from hallcall.counter.widgets.quantity import QuantitySheet
from hallcall.counter.widgets.route_card import RouteCard
from hallcall.counter.widgets.transfer import TransferSheet
from helpers.counter_clerk import ALT, CTRL, K, Start


@pytest.mark.feature("F085", "F121", "F122", "F124")
def test_a_whole_day_of_one_visit_without_a_mouse(start: Start) -> None:
    clerk = start(signed_in=False)
    clerk.type("1027")
    clerk.press(K.Key_Tab)
    clerk.type("right-one")
    clerk.press(K.Key_Return)
    assert clerk.desk.status is DeskStatus.IDLE
    assert clerk.window.bar.isVisible()
    assert not clerk.window.login.isVisible()
    clerk.press(K.Key_F2, then_wait=25)
    clerk.press(K.Key_F3, then_wait=30)
    clerk.press(K.Key_F2, then_wait=60)
    assert clerk.desk.status is DeskStatus.SERVING
    clerk.type("1")
    assert clerk.window.checklist.rows[0][1].value == "ready"
    clerk.press(K.Key_F4)
    assert clerk.desk.status is DeskStatus.IDLE
    clerk.press(K.Key_Q, CTRL)
    assert clerk.desk.status is DeskStatus.NOT_SIGNED_IN
    assert clerk.window.login.isVisible()
    names = [type(command) for command, _ in clerk.server.sent]
    assert names == [cm.CallNext, cm.Recall, cm.StartService, cm.FinishService]


@pytest.mark.feature("F122")
@pytest.mark.parametrize(
    ("before", "key", "command"),
    [
        ([], K.Key_F2, cm.CallNext),
        ([K.Key_F2], K.Key_F2, cm.StartService),
        ([K.Key_F2], K.Key_F3, cm.Recall),
        ([K.Key_F2], K.Key_F6, cm.PassTicket),
        ([K.Key_F2, K.Key_F2], K.Key_F4, cm.FinishService),
        ([K.Key_F2, K.Key_F2], K.Key_F2, cm.CallNext),
    ],
)
def test_each_key_sends_its_command_once(
    start: Start, before: list[Qt.Key], key: Qt.Key, command: type[cm.Command]
) -> None:
    clerk = start()
    for earlier in before:
        clerk.press(earlier, then_wait=100)
    clerk.server.sent.clear()
    clerk.press(key)
    assert [type(sent) for sent, _ in clerk.server.sent] == [command]


@pytest.mark.feature("F102")
def test_a_double_press_and_a_held_key_are_one_call(start: Start) -> None:
    clerk = start()
    clerk.press(K.Key_F2, then_wait=0.3)
    clerk.press(K.Key_F2, then_wait=0.1)
    assert len(clerk.server.sent) == 1
    assert clerk.desk.status is DeskStatus.CALLING


@pytest.mark.feature("F099")
def test_a_visitor_is_sent_on_by_keyboard_alone(start: Start) -> None:
    clerk = start()
    clerk.press(K.Key_F2, then_wait=10)
    clerk.press(K.Key_F2, then_wait=10)
    before = clerk.desk.ticket
    assert before is not None
    clerk.press(K.Key_F7)
    sheet = clerk.window.sheet
    assert isinstance(sheet, TransferSheet)
    clerk.type("crj")
    clerk.press(K.Key_Return)
    assert clerk.window.sheet is sheet
    assert sheet.sentence == "还要选一个原因：Alt+1 至 Alt+3"
    assert sheet.reasons.reason == ""
    clerk.press(K.Key_1, ALT)
    assert sheet.search.text() == "crj"
    clerk.press(K.Key_Tab)
    clerk.press(K.Key_Return)
    assert clerk.window.sheet is None
    assert clerk.desk.status is DeskStatus.IDLE
    moved = clerk.server.state.tickets[TicketId(f"{before.id}.2")]
    assert (moved.queue, moved.only_counter, moved.state) == ("B", None, TicketState.WAITING)
    assert moved.seniority == before.seniority
    assert clerk.server.sent[-1][0].__class__ is cm.TransferTicket


@pytest.mark.feature("F099")
def test_arrows_choose_a_certain_counter_and_skip_the_paused_one(start: Start) -> None:
    clerk = start()
    clerk.press(K.Key_F2, then_wait=10)
    clerk.press(K.Key_F7)
    sheet = clerk.window.sheet
    assert isinstance(sheet, TransferSheet)
    clerk.type("crj")
    for _ in range(5):
        clerk.press(K.Key_Down)
    clerk.press(K.Key_3, ALT)
    target = sheet.target()
    assert target is not None
    assert target.badge == "15"
    clerk.press(K.Key_Return)
    assert [ticket.only_counter for ticket in clerk.server.state.waiting_in([QueuePrefix("B")])] == [15]


@pytest.mark.feature("F099")
def test_esc_leaves_the_visitor_where_they_are(start: Start) -> None:
    clerk = start()
    clerk.press(K.Key_F2, then_wait=10)
    clerk.press(K.Key_F7)
    clerk.press(K.Key_1, ALT)
    clerk.press(K.Key_Escape)
    assert clerk.window.sheet is None
    assert clerk.desk.status is DeskStatus.CALLING


def test_keys_of_the_bar_do_nothing_while_a_question_is_open(start: Start) -> None:
    clerk = start()
    clerk.press(K.Key_F9)
    assert isinstance(clerk.window.sheet, PauseSheet)
    clerk.press(K.Key_F2)
    clerk.press(K.Key_F9)
    assert clerk.server.sent == []


@pytest.mark.feature("F101")
def test_a_pause_with_reason_and_time_by_keyboard(start: Start) -> None:
    clerk = start()
    clerk.press(K.Key_F9)
    clerk.type("15")
    clerk.press(K.Key_Return)
    assert clerk.desk.status is DeskStatus.IDLE
    clerk.press(K.Key_1, ALT)
    clerk.press(K.Key_Return)
    counter = clerk.desk.state
    assert clerk.desk.status is DeskStatus.PAUSED
    assert counter.pause_reason == "meal"
    assert counter.pause_until is not None
    assert 14 * 60 < (counter.pause_until - clerk.server.now()).total_seconds() <= 15 * 60
    clerk.press(K.Key_F9)
    assert clerk.desk.status is DeskStatus.IDLE


@pytest.mark.feature("F100")
def test_a_chosen_number_by_keyboard(start: Start) -> None:
    clerk = start()
    clerk.press(K.Key_F5)
    sheet = clerk.window.sheet
    assert isinstance(sheet, ChosenSheet)
    clerk.type("a003")
    clerk.press(K.Key_Return)
    assert clerk.server.sent == []
    clerk.press(K.Key_2, ALT)
    clerk.press(K.Key_Return)
    assert clerk.desk.ticket is not None
    assert clerk.desk.ticket.number == "A003"
    command = clerk.server.sent[-1][0]
    assert isinstance(command, cm.CallChosen)
    assert command.reason == "needs_care"


def test_a_visitor_is_parked_and_taken_back_by_keyboard(start: Start) -> None:
    clerk = start()
    clerk.press(K.Key_F2, then_wait=10)
    clerk.press(K.Key_F2, then_wait=10)
    clerk.press(K.Key_F8)
    assert isinstance(clerk.window.sheet, ParkSheet)
    clerk.press(K.Key_Return)
    clerk.press(K.Key_Return)
    assert [ticket.number for ticket in clerk.desk.parked] == ["A001"]
    clerk.press(K.Key_F5)
    clerk.press(K.Key_Return)
    assert clerk.desk.parked == []
    assert clerk.window.queue.tickets[0].number == "A001"


@pytest.mark.feature("F089")
def test_a_visitor_who_missed_the_call_and_is_here_now_is_served_by_keyboard(start: Start) -> None:
    clerk = start()
    clerk.press(K.Key_F2, then_wait=300)
    clerk.press(K.Key_F6)
    clerk.press(K.Key_F5)
    sheet = clerk.window.sheet
    assert isinstance(sheet, ChosenSheet)
    clerk.type("a001")
    assert "A001" in sheet.words()[3]
    clerk.press(K.Key_Return)
    assert isinstance(clerk.server.sent[-1][0], cm.ServePassed)
    assert clerk.desk.status is DeskStatus.SERVING
    assert clerk.desk.ticket is not None
    assert clerk.desk.ticket.number == "A001"


def test_a_refusal_stays_in_the_question_and_says_why(start: Start) -> None:
    clerk = start()
    clerk.press(K.Key_F9)
    clerk.press(K.Key_1, ALT)
    clerk.server.go_down()
    clerk.press(K.Key_Return)
    sheet = clerk.window.sheet
    assert sheet is not None
    assert sheet.sentence
    clerk.server.come_back()
    clerk.press(K.Key_Return)
    assert clerk.desk.status is DeskStatus.PAUSED


def test_with_nobody_waiting_and_nobody_here_there_is_nothing_to_explain(start: Start) -> None:
    clerk = start(visitors=0)
    clerk.press(K.Key_F1)
    assert clerk.window.sheet is None
    assert clerk.window.bar.notice == "现在没有人等候"


def test_what_was_said_of_an_empty_queue_does_not_cover_the_visitor_who_is_called_next(start: Start) -> None:
    clerk = start(visitors=0)
    clerk.press(K.Key_F2)
    assert clerk.window.bar.notice == "现在没有人等候"
    clerk.server.issue()
    assert clerk.window.bar.notice == "现在没有人等候"
    clerk.press(K.Key_F2)
    assert clerk.desk.status is DeskStatus.CALLING
    assert clerk.window.bar.notice == ""
    clerk.press(K.Key_F4)
    assert clerk.window.bar.notice == "人还没到；到了先按 F2 开始办"
    clerk.press(K.Key_F2)
    assert clerk.desk.status is DeskStatus.SERVING
    assert clerk.window.bar.notice == ""


def test_six_papers_fit_and_a_key_brings_a_hidden_one_into_view(start: Start) -> None:
    clerk = start()
    hall = clerk.server.hall
    assert hall is not None
    item = hall.item_by_code[ItemCode("GA-HZ-02")]
    papers = [material.id for material in hall.materials]

    def look(count: int) -> list[bool]:
        wanted = replace(item, materials=tuple(papers[:count]))
        clerk.server.hall = replace(
            hall, items=tuple(wanted if each.code == item.code else each for each in hall.items)
        )
        clerk.server.hallTaken.emit()
        QApplication.processEvents()
        rows = [clerk.window.findChild(PaperRow, f"paper.{place + 1}") for place in range(count)]
        return [row is not None and row.visibleRegion().boundingRect().height() == row.height() for row in rows]

    clerk.press(K.Key_F2)
    assert look(6) == [True] * 6
    assert look(9)[8] is False
    clerk.type("9")
    assert look(9)[8] is True


@pytest.mark.feature("F072")
def test_0_corrects_the_cases_by_keyboard_alone(start: Start) -> None:
    clerk = start()
    clerk.press(K.Key_0)
    assert clerk.window.sheet is None, "nobody is here"
    clerk.press(K.Key_F2)
    clerk.press(K.Key_0)
    assert isinstance(clerk.window.sheet, QuantitySheet)
    clerk.press(K.Key_Return)
    assert clerk.window.sheet is not None, "a number is missing"
    clerk.type("3")
    clerk.press(K.Key_Return)
    assert clerk.window.sheet is None
    assert clerk.desk.ticket is not None
    assert clerk.desk.ticket.quantity == 3


@pytest.mark.feature("F071")
def test_the_card_of_the_route_says_what_finishing_will_do(start: Start) -> None:
    clerk = start(visitors=0)
    wanted = (ItemCode("YB-02"), ItemCode("SW-05"))
    clerk.server.do(cm.IssueTicket(item=ItemCode("GA-HZ-06"), more=wanted, kiosk="K1"))
    clerk.server.wait(200)
    clerk.press(K.Key_F2)
    clerk.press(K.Key_F2)
    card = clerk.window.findChild(RouteCard, "route")
    assert card is not None
    assert card.sentences[0] == "第 1 站，共 3 站"
    assert card.sentences[1].startswith("下一站 2层 F区")
    clerk.press(K.Key_F4)
    clerk.server.wait(1)
    clerk.server.do(cm.IssueTicket(item=ItemCode("GA-HZ-06"), kiosk="K1"))
    clerk.server.wait(200)
    clerk.press(K.Key_F2)
    assert card.isHidden()
