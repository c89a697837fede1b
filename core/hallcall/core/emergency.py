"""Decisions about an emergency: people leave the building, screens show the way out, glass goes to its agreed state.

It outlasts the business day and ends only by somebody's word. Numbers are kept: nobody stays for their place.
Meanwhile nobody is called, passed or given a number, and what happens by the clock alone stands still. What has
happened can still be written down: a visit that ends, a number that was given on paper or without the server.
"""

from __future__ import annotations

from hallcall.core import commands as co
from hallcall.core import events as ev
from hallcall.core.commands import BeginEmergency, EndEmergency
from hallcall.core.errors import Refused
from hallcall.core.situation import Outcome, Situation

_REFUSED: frozenset[type[co.Command]] = frozenset(
    {
        co.IssueTicket,
        co.CheckIn,
        co.CallNext,
        co.CallChosen,
        co.Recall,
        co.PassTicket,
        co.ServePassed,
        co.RecallMe,
    }
)
"""Whatever brings somebody to a counter, or costs them their place."""
_STANDS_STILL: frozenset[type[co.Command]] = frozenset({co.EscalateTasks, co.WatchQueues, co.ReviewBookings})
"""What the clock asks for."""


def check_emergency(at: Situation, command: co.Command) -> Outcome | None:
    """What a command comes to while people leave the building; None when it may go on.

    Raises:
        Refused: ``emergency.running``.
    """
    if at.state.emergency is None:
        return None
    if type(command) in _REFUSED:
        raise Refused("emergency.running")
    return Outcome(events=(), repeated=True) if type(command) in _STANDS_STILL else None


def begin_emergency(at: Situation, command: BeginEmergency) -> Outcome:
    """Begin one, or a drill; a drill becomes serious, what is serious never becomes a drill.

    Needs no reason: nobody who smells smoke should have to write.
    """
    running = at.state.emergency
    if running is not None and (command.is_drill or not running.is_drill):
        return Outcome(events=(), repeated=True)
    return Outcome(events=(ev.EmergencyBegun(is_drill=command.is_drill, reason=command.reason.strip()),))


def end_emergency(at: Situation, command: EndEmergency) -> Outcome:
    """End it.

    Raises:
        Refused: ``reason.missing``.
    """
    if not command.reason.strip():
        raise Refused("reason.missing")
    if at.state.emergency is None:
        return Outcome(events=(), repeated=True)
    return Outcome(events=(ev.EmergencyEnded(reason=command.reason.strip()),))
