"""What pressing the keys does: once, in the right moment, and again after a broken link."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hallcall.core import commands as cm
from hallcall.core.errors import HallcallError, LinkError, Refused
from hallcall.core.snapshot import CounterStatus
from hallcall.core.terms import CounterNumber
from hallcall.core.tickets import ClerkId, Need
from hallcall.counter.model import Desk, DeskStatus, Key
from hallcall.counter.model.presses import Presses
from helpers.counter_server import FakeServer, make_desk, sign_in
from helpers.sample_halls import sample_hall

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def server() -> FakeServer:
    found = FakeServer()
    for _ in range(4):
        found.issue()
    return found


def said(desk: Desk) -> list[str]:
    heard: list[str] = []
    desk.noticed.connect(heard.append)
    return heard


@pytest.mark.feature("F085", "F122", "F124")
def test_a_visit_by_the_primary_key_alone(server: FakeServer) -> None:
    desk = make_desk(server)
    seen = [desk.status]
    for _ in range(4):
        desk.press(Key.PRIMARY)
        server.wait(30)
        seen.append(desk.status)
    idle, calling, serving = DeskStatus.IDLE, DeskStatus.CALLING, DeskStatus.SERVING
    assert seen == [idle, calling, serving, calling, serving]
    assert [type(command) for command, _ in server.sent] == [
        cm.CallNext,
        cm.StartService,
        cm.CallNext,
        cm.StartService,
    ]
    assert desk.finished == 1


@pytest.mark.feature("F102")
@pytest.mark.parametrize("pause_s", [0.0, 0.05, 0.3, 0.59])
def test_two_presses_shortly_after_one_another_are_one_call(server: FakeServer, pause_s: float) -> None:
    desk = make_desk(server)
    desk.press(Key.PRIMARY)
    server.wait(pause_s)
    desk.press(Key.PRIMARY)
    assert desk.status is DeskStatus.CALLING
    assert len(server.sent) == 1


@pytest.mark.feature("F102")
def test_a_second_press_before_the_answer_is_the_same_finger(server: FakeServer) -> None:
    desk = make_desk(server)
    server.hold = True
    desk.press(Key.PRIMARY)
    server.wait(5)
    desk.press(Key.PRIMARY)
    desk.press(Key.PAUSE)
    server.deliver()
    assert len(server.sent) == 1
    assert desk.status is DeskStatus.CALLING


@pytest.mark.feature("F102")
def test_a_double_press_never_finishes_the_visit_that_it_started(server: FakeServer) -> None:
    desk = make_desk(server)
    desk.press(Key.PRIMARY)
    server.wait(30)
    desk.press(Key.PRIMARY)
    server.wait(0.5)
    desk.press(Key.PRIMARY)
    assert desk.status is DeskStatus.SERVING
    server.wait(0.2)
    desk.press(Key.PRIMARY)
    assert desk.status is DeskStatus.CALLING


@pytest.mark.feature("F122")
def test_each_press_has_a_key_of_its_own(server: FakeServer) -> None:
    desk = make_desk(server)
    for _ in range(5):
        desk.press(Key.PRIMARY)
        server.wait(30)
    keys = [key for _, key in server.sent]
    assert len(set(keys)) == 5
    assert all(len(key) == 26 for key in keys)


@pytest.mark.feature("F122")
def test_a_press_whose_answer_got_lost_is_sent_again_under_the_same_key_and_happens_once(server: FakeServer) -> None:
    desk = make_desk(server)
    server.lose_answers = 1
    desk.press(Key.PRIMARY)
    assert desk.status is DeskStatus.OFFLINE
    assert desk.keeps_press
    server.wait(12)
    server.come_back()
    assert not desk.is_sending
    first, second = server.keys_of(cm.CallNext)
    assert first == second
    assert desk.status is DeskStatus.CALLING
    assert len(server.state.calls) == 1


def test_a_press_that_was_given_up_is_told(server: FakeServer) -> None:
    presses = Presses(server)
    errors: list[HallcallError] = []
    server.lose_answers = 1
    presses.send(cm.AskForHelp(kiosk="K1"), lambda _answer: None, errors.append)
    presses._drop()
    assert [error.code for error in errors] == ["link.timeout"]
    server.come_back()
    assert len(server.sent) == 1


def test_nothing_is_sent_while_the_server_is_away_and_the_clerk_is_told_why(server: FakeServer) -> None:
    desk = make_desk(server)
    heard = said(desk)
    server.go_down()
    server.wait(40)
    desk.press(Key.PRIMARY)
    errors: list[HallcallError | None] = []
    desk.pause("meal", None, errors.append)
    assert server.sent == []
    assert "本次操作没有执行" in heard[0]
    assert isinstance(errors[0], LinkError)
    assert desk.clock.silent_s() == 40


def test_a_grey_key_tells_its_reason_and_sends_nothing(server: FakeServer) -> None:
    desk = make_desk(server)
    heard = said(desk)
    desk.press(Key.RECALL)
    desk.press(Key.PRIMARY)
    server.wait(5)
    desk.press(Key.RECALL)
    assert heard == ["现在没有叫号，也没有在办的人", "再等 16 秒才能重呼，让办事人走过来"]
    assert server.keys_of(cm.Recall) == []


@pytest.mark.feature("F088", "F089")
def test_recall_and_no_show_work_when_their_time_has_come(server: FakeServer) -> None:
    desk = make_desk(server)
    desk.press(Key.PRIMARY)
    first = desk.ticket
    assert first is not None
    server.wait(20)
    desk.press(Key.RECALL)
    server.wait(70)
    desk.press(Key.PASS)
    assert desk.status is DeskStatus.IDLE
    back = server.state.tickets[first.id]
    assert (back.passes, back.defer_left) == (1, 3)


@pytest.mark.feature("F101")
def test_a_pause_while_serving_waits_for_the_visitor_and_f9_takes_it_back(server: FakeServer) -> None:
    desk = make_desk(server)
    for _ in range(2):
        desk.press(Key.PRIMARY)
        server.wait(30)
    ends: list[HallcallError | None] = []
    desk.pause("meal", None, ends.append)
    assert desk.status is DeskStatus.SERVING
    assert desk.state.pause_planned
    desk.press(Key.PAUSE)
    assert not desk.state.pause_planned
    desk.pause("meal", None, ends.append)
    server.wait(1)
    desk.press(Key.PRIMARY)
    assert desk.status is DeskStatus.PAUSED
    assert isinstance(server.sent[-1][0], cm.FinishService)
    desk.press(Key.PAUSE)
    assert desk.status is DeskStatus.IDLE
    assert ends == [None, None]


@pytest.mark.feature("F101")
def test_pausing_asks_for_the_reason_first(server: FakeServer) -> None:
    desk = make_desk(server)
    asked: list[Key] = []
    desk.wanted.connect(asked.append)
    desk.press(Key.PAUSE)
    assert asked == [Key.PAUSE]
    assert server.sent == []


@pytest.mark.feature("F100")
def test_a_chosen_number_needs_a_reason_and_the_log_keeps_it(server: FakeServer) -> None:
    desk = make_desk(server)
    third = desk.server.state.waiting_in(desk.queues)[2]
    ends: list[HallcallError | None] = []
    desk.call_chosen(third.id, "", ends.append)
    desk.call_chosen(third.id, "needs_care", ends.append)
    refused, done = ends
    assert isinstance(refused, Refused)
    assert refused.code == "reason.missing"
    assert done is None
    assert desk.ticket is not None
    assert desk.ticket.id == third.id


def test_a_parked_visitor_comes_back_to_their_old_place(server: FakeServer) -> None:
    desk = make_desk(server)
    for _ in range(2):
        desk.press(Key.PRIMARY)
        server.wait(30)
    ticket = desk.ticket
    assert ticket is not None
    desk.park("fetch_papers", lambda _error: None)
    assert desk.parked == [server.state.tickets[ticket.id]]
    desk.take_back(ticket.id, lambda _error: None)
    assert desk.parked == []
    server.wait(1)
    desk.press(Key.PRIMARY)
    assert desk.ticket is not None
    assert desk.ticket.id == ticket.id


def test_a_refusal_of_the_server_becomes_a_notice(server: FakeServer) -> None:
    desk = make_desk(server)
    heard = said(desk)
    # Another desk was quicker: what this screen shows is no longer true when the command arrives.
    server.hold = True
    desk.press(Key.PRIMARY)
    server.do(cm.PauseCounter(counter=server.counter, reason="meal"))
    server.deliver()
    assert len(heard) == 1
    assert desk.status is DeskStatus.PAUSED


@pytest.mark.feature("F124")
def test_the_timers_follow_the_server_clock(server: FakeServer) -> None:
    desk = make_desk(server)
    desk.press(Key.PRIMARY)
    server.wait(8)
    assert desk.seconds == 8
    desk.press(Key.PRIMARY)
    server.wait(372)
    assert desk.seconds == 372
    assert not desk.is_over_usual
    server.wait(3600)
    assert desk.is_over_usual


@pytest.mark.feature("F121")
def test_a_counter_closed_from_elsewhere_signs_the_clerk_out(server: FakeServer) -> None:
    desk = make_desk(server)
    heard = said(desk)
    server.do(cm.CloseCounter(counter=server.counter))
    assert desk.status is DeskStatus.NOT_SIGNED_IN
    assert heard == ["本窗口已在别处签退，请重新签到"]


@pytest.mark.feature("F121")
def test_signing_out_closes_the_counter_but_not_with_a_visitor_there(server: FakeServer) -> None:
    desk = make_desk(server)
    heard = said(desk)
    desk.press(Key.PRIMARY)
    desk.sign_out()
    assert desk.session is not None
    assert len(heard) == 1
    server.wait(100)
    desk.press(Key.PASS)
    desk.sign_out()
    assert desk.session is None
    assert server.state.counters[server.counter].status is CounterStatus.CLOSED


@pytest.mark.feature("F121")
def test_a_change_of_clerks_starts_a_new_count(server: FakeServer) -> None:
    desk = make_desk(server)
    for _ in range(3):
        desk.press(Key.PRIMARY)
        server.wait(100)
    desk.press(Key.PASS)
    assert desk.finished == 1
    desk.sign_out()
    sign_in(server, desk)
    assert desk.finished == 0


@pytest.mark.feature("F094")
def test_the_task_of_a_guide_is_known_from_being_raised_to_being_taken(server: FakeServer) -> None:
    server = FakeServer()
    desk = make_desk(server)
    server.issue(needs=[Need.CANNOT_SEE])
    desk.press(Key.PRIMARY)
    task = desk.guide_task
    assert task is not None
    assert not task.taken_by
    server.wait(61)
    server.do(cm.EscalateTasks())
    assert desk.guide_task is not None
    assert desk.guide_task.escalated
    server.do(cm.TakeTask(task=task.id, by="导办 3"))
    assert desk.guide_task.taken_by == "导办 3"


def test_other_counters_do_not_move_this_one(server: FakeServer) -> None:
    desk = make_desk(server)
    server.do(cm.OpenCounter(counter=CounterNumber(5), clerk=ClerkId("2001")))
    server.do(cm.CallNext(counter=CounterNumber(5)))
    assert desk.status is DeskStatus.IDLE
    assert len(desk.waiting) == 3


@pytest.mark.feature("F095")
def test_the_clerk_takes_the_visitors_pager_back() -> None:
    hall = sample_hall("haibin")
    server = FakeServer(replace(hall, rules=replace(hall.rules, pagers=3)))
    desk = make_desk(server)
    ticket = server.issue()
    server.do(cm.GivePager(ticket=ticket.id, pager=cm.PagerNumber(2)))
    desk.press(Key.PRIMARY)
    assert desk.pager == 2
    desk.take_back_pager()
    assert desk.pager is None
    assert isinstance(server.sent[-1][0], cm.TakeBackPager)
