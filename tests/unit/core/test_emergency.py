"""An emergency: anybody on duty begins it, it outlasts the day, and it ends by a word with a reason."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hallcall.core.booking.book import BookingCode
from hallcall.core.commands import (
    AskForHelp,
    BeginEmergency,
    CallChosen,
    CallNext,
    CheckIn,
    Command,
    EndEmergency,
    EscalateTasks,
    FinishService,
    IssueTicket,
    OpenDay,
    PassTicket,
    Recall,
    RecallMe,
    ReviewBookings,
    ServePassed,
    StartService,
    WatchQueues,
)
from hallcall.core.errors import Refused
from hallcall.core.events import EmergencyBegun
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber, ItemCode
from hallcall.core.tickets import TicketId, TicketState
from helpers.small_hall import Day

pytestmark = pytest.mark.feature("F113")
ONE = CounterNumber(1)


def test_an_emergency_begins_without_a_reason_and_ends_with_one() -> None:
    day = Day()
    day.do(BeginEmergency())
    assert day.state.emergency is not None
    assert not day.state.emergency.is_drill
    with pytest.raises(Refused, match=r"reason\.missing"):
        day.do(EndEmergency(reason=" "))
    day.do(EndEmergency(reason="false alarm"))
    assert day.state.emergency is None
    assert day.do(EndEmergency(reason="again")).repeated


def test_a_drill_turns_serious_and_what_is_serious_never_turns_into_a_drill() -> None:
    day = Day()
    day.do(BeginEmergency(is_drill=True))
    assert day.do(BeginEmergency(is_drill=True)).repeated
    day.do(BeginEmergency())
    assert day.do(BeginEmergency(is_drill=True)).repeated
    assert day.state.emergency is not None
    assert not day.state.emergency.is_drill
    assert [event.is_drill for event in day.events(EmergencyBegun) if isinstance(event, EmergencyBegun)] == [
        True,
        False,
    ]


def test_numbers_are_kept_through_an_emergency() -> None:
    day = Day()
    ticket = day.issue("a1")
    day.do(BeginEmergency())
    day.do(EndEmergency(reason="over"))
    assert day.state.tickets[ticket.id].number == ticket.number


@pytest.mark.parametrize(
    "command",
    [
        IssueTicket(item=ItemCode("a1")),
        CheckIn(code=BookingCode("12345678")),
        CallNext(counter=ONE),
        CallChosen(counter=ONE, ticket=TicketId("x"), reason="elderly"),
        Recall(counter=ONE),
        PassTicket(counter=ONE),
        ServePassed(counter=ONE, ticket=TicketId("x")),
        RecallMe(ticket=TicketId("x")),
    ],
    ids=lambda command: command.name,
)
def test_nobody_is_called_passed_or_given_a_number_meanwhile(command: Command) -> None:
    day = Day()
    day.open(1)
    day.do(BeginEmergency(is_drill=True))
    with pytest.raises(Refused, match=r"emergency\.running"):
        day.do(command)


def test_a_visit_that_was_being_served_can_be_ended_meanwhile() -> None:
    day = Day()
    ticket = day.issue("a1")
    day.open(1)
    day.do(CallNext(counter=ONE))
    day.do(StartService(counter=ONE))
    day.do(BeginEmergency())
    day.do(FinishService(counter=ONE))
    assert day.state.ended[ticket.id] is TicketState.DONE


def test_the_time_to_come_and_the_time_to_take_a_task_stand_still() -> None:
    day = Day()
    day.issue("a1")
    day.open(1)
    day.do(CallNext(counter=ONE))
    day.do(AskForHelp(kiosk="K1"))
    day.later(5)
    day.do(BeginEmergency(is_drill=True))
    day.later(1800)
    day.do(BeginEmergency())
    assert day.do(EscalateTasks()).repeated
    day.later(1800)
    day.do(EndEmergency(reason="all came back"))

    with pytest.raises(Refused, match=r"call\.give_time"):
        day.do(PassTicket(counter=ONE))
    assert not day.do(EscalateTasks()).events
    day.later(day.hall.rules.guide_ack_s - 5)
    assert day.do(EscalateTasks()).events


def test_nobody_gets_a_strike_while_people_leave() -> None:
    day = Day()
    day.do(BeginEmergency())
    assert day.do(ReviewBookings()).repeated
    assert day.do(WatchQueues()).repeated


def test_an_emergency_outlasts_the_day_and_is_told_to_a_screen_that_starts() -> None:
    day = Day()
    day.do(BeginEmergency())
    day.now += timedelta(days=1)
    day.do(OpenDay())
    assert day.state.emergency is not None
    screen = HallState.from_snapshot(day.state.snapshot("epoch", day.now))
    assert screen.emergency == day.state.emergency
