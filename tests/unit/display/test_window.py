"""What the display over a counter says, and what fits on a board of eight characters."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from hallcall.assets import LANGUAGES, load_texts
from hallcall.core.commands import (
    BeginEmergency,
    CallNext,
    CloseCounter,
    FinishService,
    PauseCounter,
    StartService,
    TransferTicket,
)
from hallcall.core.terms import CounterNumber, QueuePrefix, ZoneId
from hallcall.display.model.board_text import board_colour, board_text
from hallcall.display.model.window import Window, WindowState, window_at
from hallcall.hal.codec.ledframe import cells
from hallcall.hal.ports.led import LedColour
from helpers.small_hall import Day

pytestmark = pytest.mark.feature("F108")

ONE, TWO, THREE = CounterNumber(1), CounterNumber(2), CounterNumber(3)
EIGHT_CHARACTERS = 16


def window(day: Day, counter: CounterNumber = ONE, *, is_heard: bool = True) -> Window:
    now = day.now.astimezone(ZoneInfo(day.hall.timezone))
    return window_at(day.hall, day.state, counter, now, is_heard=is_heard)


def says(shown: Window, language: str = "zh-CN", columns: int = EIGHT_CHARACTERS) -> str:
    return board_text(shown, load_texts(language), columns)


def called() -> Day:
    day = Day()
    day.open(1)
    day.issue("a1")
    day.do(CallNext(counter=ONE))
    return day


def test_a_visit_as_the_window_tells_it() -> None:
    day = Day()
    assert says(window(day)) == "本窗暂不办理"
    day.open(1)
    assert says(window(day)) == "请先取号"
    day.issue("a1")
    day.do(CallNext(counter=ONE))
    assert says(window(day)) == "请A001到1号窗"
    day.do(StartService(counter=ONE))
    assert says(window(day)) == "正在办理A001"
    day.do(FinishService(counter=ONE))
    assert window(day).state is WindowState.FREE
    day.do(CloseCounter(counter=ONE))
    assert window(day).state is WindowState.CLOSED


def test_amber_means_called_now_and_nothing_else() -> None:
    day = called()
    assert board_colour(window(day)) is LedColour.AMBER
    others = [state for state in WindowState if state is not WindowState.CALLING]
    assert LedColour.AMBER not in {board_colour(Window(counter=ONE, state=state)) for state in others}


def test_a_pause_names_its_end_while_that_is_ahead_and_counters_that_are_open() -> None:
    day = Day()
    day.open(1, 2, 3)
    day.do(PauseCounter(counter=ONE, reason="会议", until=day.now + timedelta(minutes=25)))
    shown = window(day)
    assert shown.state is WindowState.PAUSED
    assert shown.instead == (TWO, THREE)
    assert says(shown) == "暂停 09:25恢复"
    day.do(PauseCounter(counter=TWO, reason="会议"))
    assert window(day).instead == (THREE,)
    day.later(26 * 60)
    assert says(window(day)) == "暂停服务"


def test_a_number_that_goes_on_elsewhere_is_told_for_a_moment() -> None:
    day = called()
    ticket = next(iter(day.state.tickets))
    day.do(TransferTicket(ticket=ticket, to_queue=QueuePrefix("B"), reason="wrong queue"))
    assert window(day) == Window(counter=ONE, state=WindowState.MOVED, number="A001", zone=ZoneId("B"))
    assert says(window(day)) == "A001请到B区"
    day.later(21)
    assert window(day).state is WindowState.FREE


def test_without_the_server_the_window_says_who_calls() -> None:
    assert says(window(called(), is_heard=False)) == "请听工作人员叫号"


@pytest.mark.feature("F113")
def test_in_an_emergency_the_window_says_to_leave_also_without_the_server() -> None:
    day = called()
    day.do(BeginEmergency(is_drill=True))
    assert says(window(day)) == "疏散演练"
    day.do(BeginEmergency())
    for is_heard in (True, False):
        shown = window(day, is_heard=is_heard)
        assert says(shown) == "请立即离开大厅"
        assert board_colour(shown) is LedColour.RED


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", WindowState)
def test_every_state_fits_on_eight_characters_with_the_longest_number(language: str, state: WindowState) -> None:
    day = Day()
    until = day.now if state is WindowState.PAUSED else None
    shown = Window(counter=CounterNumber(101), state=state, number="A0012", zone=ZoneId("F"), until=until)
    assert 0 < cells(says(shown, language)) <= EIGHT_CHARACTERS


@pytest.mark.parametrize("state", WindowState)
def test_a_board_of_four_characters_takes_a_shorter_wording(state: WindowState) -> None:
    shown = Window(counter=ONE, state=state, number="A012", zone=ZoneId("F"))
    assert cells(says(shown, columns=8)) <= 8
