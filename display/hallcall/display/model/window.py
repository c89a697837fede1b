"""What a counter's own display says, whatever it is made of: a screen over the counter, or a board of light.

Physical first: the counter's number never changes place, so it is not part of the state.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from hallcall.core.hall import Hall
from hallcall.core.snapshot import Call, CounterState, CounterStatus, Emergency
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber, ZoneId
from hallcall.core.tickets import TicketId

MOVED_S = 20.0
"""So long a window tells where a number went that was called here and transferred."""
PAUSES = frozenset({"meal", "rest", "meeting", "handover", "system"})
"""Reasons of a pause that everybody may read, as the log keeps them; others are not shown."""


class WindowState(StrEnum):
    """What the window says, the strongest first."""

    EVACUATE = "evacuate"
    DRILL = "drill"
    UNHEARD = "unheard"
    """The server was not heard: people are called by word of mouth."""
    CALLING = "calling"
    SERVING = "serving"
    MOVED = "moved"
    """The number that was here goes on in another zone."""
    PAUSED = "paused"
    FREE = "free"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A window at one moment. Nothing of a person, an item or the clerk."""

    counter: CounterNumber
    state: WindowState
    number: str = ""
    """Called, served or moved."""
    zone: ZoneId | None = None
    """Where a moved number goes on."""
    until: datetime | None = None
    """When a pause ends, as the hall's clocks show it; None when nobody has said, or it should be over."""
    because: str = ""
    """Why it pauses, one of ``PAUSES``; empty when nobody needs to know."""
    instead: tuple[CounterNumber, ...] = ()
    """While paused: counters that serve the same queues now."""


def window_at(hall: Hall, state: HallState, counter: CounterNumber, now: datetime, *, is_heard: bool) -> Window:
    """What the window of a counter says.

    Args:
        hall: the hall's own data.
        state: the day so far.
        counter: over which it hangs.
        now: the hall's time.
        is_heard: the server was heard just now. An emergency holds all the same.
    """
    if state.emergency is not None:
        return window_in_emergency(counter, state.emergency)
    if not is_heard:
        return Window(counter=counter, state=WindowState.UNHEARD)
    known = state.counter(counter, now)
    match known.status:
        case CounterStatus.CALLING:
            return Window(counter=counter, state=WindowState.CALLING, number=_number(state, known))
        case CounterStatus.SERVING:
            return Window(counter=counter, state=WindowState.SERVING, number=_number(state, known))
        case _:
            return _moved(hall, state, counter, now) or _without_visitor(hall, state, known, now)


def called_at(state: HallState, counter: CounterNumber) -> list[tuple[TicketId, int]]:
    """The call of a counter, as ticket and which of its calls; none when it calls nobody this display knows."""
    known = state.counters.get(counter)
    ticket = state.tickets.get(known.ticket) if known is not None and known.ticket is not None else None
    return [(ticket.id, ticket.calls)] if ticket is not None else []


def window_in_emergency(counter: CounterNumber, emergency: Emergency) -> Window:
    """What the window of a counter says while people must leave, also when nothing else is known."""
    return Window(counter=counter, state=WindowState.DRILL if emergency.is_drill else WindowState.EVACUATE)


def _number(state: HallState, counter: CounterState) -> str:
    """The number at a counter; empty on a display that was not told of its queue."""
    ticket = None if counter.ticket is None else state.tickets.get(counter.ticket)
    return "" if ticket is None else ticket.number


def _moved(hall: Hall, state: HallState, counter: CounterNumber, now: datetime) -> Window | None:
    here = [call for call in state.calls.values() if call.counter == counter]
    last = max(here, key=lambda call: call.at, default=None)
    if last is None or last.moved_to is None or not _is_news(last, now):
        return None
    queue = hall.queue_by_prefix.get(last.moved_to)
    if queue is None:
        return None
    return Window(counter=counter, state=WindowState.MOVED, number=last.number, zone=queue.zone)


def _is_news(call: Call, now: datetime) -> bool:
    return call.ended_at is not None and now - call.ended_at < timedelta(seconds=MOVED_S)


def _without_visitor(hall: Hall, state: HallState, counter: CounterState, now: datetime) -> Window:
    if counter.status is CounterStatus.PAUSED:
        until = counter.pause_until
        until = until.astimezone(now.tzinfo) if until is not None and until > now else None
        return Window(
            counter=counter.number,
            state=WindowState.PAUSED,
            until=until,
            because=counter.pause_reason if counter.pause_reason in PAUSES else "",
            instead=_instead(hall, state, counter.number, now),
        )
    is_closed = counter.status is CounterStatus.CLOSED
    return Window(counter=counter.number, state=WindowState.CLOSED if is_closed else WindowState.FREE)


def _instead(hall: Hall, state: HallState, number: CounterNumber, now: datetime) -> tuple[CounterNumber, ...]:
    """Counters at work that serve all queues of this one, those of its own zone first."""
    here = hall.counter_by_number[number]
    found = [
        other
        for other in hall.counters
        if other.number != number
        and set(here.queues) <= set(other.queues)
        and state.counter(other.number, now).status not in {CounterStatus.CLOSED, CounterStatus.PAUSED}
    ]
    found.sort(key=lambda other: (other.zone != here.zone, other.number))
    return tuple(other.number for other in found)
