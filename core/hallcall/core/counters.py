"""Decisions about a counter itself: sign in and out, pause and go on."""

from __future__ import annotations

from hallcall.core import events as ev
from hallcall.core.commands import CloseCounter, OpenCounter, PauseCounter, ResumeCounter
from hallcall.core.errors import Refused
from hallcall.core.situation import Outcome, Situation
from hallcall.core.snapshot import CounterStatus


def open_counter(at: Situation, command: OpenCounter) -> Outcome:
    """A clerk signs in, and goes on with the visitor that the clerk before handed over.

    Raises:
        Refused: ``counter.unknown``, ``counter.occupied`` by another clerk, ``clerk.elsewhere``.
    """
    desk = at.desk(command.counter)
    for other in at.state.counters.values():
        if other.clerk == command.clerk and other.number != command.counter:
            raise Refused("clerk.elsewhere", counter=other.number)
    counter = at.state.counter(command.counter, at.now)
    if counter.clerk == command.clerk:
        return Outcome(events=(), repeated=True)
    if counter.clerk is not None:
        raise Refused("counter.occupied", counter=command.counter)
    opened = ev.CounterOpened(
        counter=command.counter,
        clerk=command.clerk,
        paused=command.paused,
        languages=desk.languages,
        queues=desk.queues if desk.languages else (),
    )
    return Outcome(events=(opened,))


def close_counter(at: Situation, command: CloseCounter) -> Outcome:
    """The clerk signs out. A visitor who is being served stays at the counter for the next clerk (change of shift).

    Raises:
        Refused: ``counter.not_open``; ``counter.busy`` while a number is out and nobody has come yet.
    """
    counter, clerk = at.staffed(command.counter)
    if counter.status is CounterStatus.CALLING:
        raise Refused("counter.busy", counter=command.counter)
    hands_over = counter.ticket is not None
    return Outcome(
        events=(ev.CounterClosed(counter=command.counter, clerk=clerk, hands_over=hands_over),), ticket=counter.ticket
    )


def pause_counter(at: Situation, command: PauseCounter) -> Outcome:
    """Stop calling: at once when nobody is there, else when the present visitor is done.

    Raises:
        Refused: ``reason.missing``, ``counter.not_open``, ``counter.paused``.
    """
    if not command.reason.strip():
        raise Refused("reason.missing")
    counter, _ = at.staffed(command.counter)
    if counter.status is CounterStatus.PAUSED:
        raise Refused("counter.paused", counter=command.counter)
    event: ev.Event
    if counter.ticket is not None:
        event = ev.CounterPausePlanned(counter=command.counter, reason=command.reason, until=command.until)
    else:
        event = ev.CounterPaused(counter=command.counter, reason=command.reason, until=command.until)
    return Outcome(events=(event,), ticket=counter.ticket)


def resume_counter(at: Situation, command: ResumeCounter) -> Outcome:
    """Go on, or give up a planned pause.

    Raises:
        Refused: ``counter.not_open``.
    """
    counter, _ = at.staffed(command.counter)
    if counter.status is not CounterStatus.PAUSED and not counter.pause_planned:
        return Outcome(events=(), repeated=True)
    return Outcome(events=(ev.CounterResumed(counter=command.counter),))
