"""Where a booked visitor waits, by when they check in. Who comes later is never called sooner for it.

::

    start ................... last minute in time | later
    booked                                        | by the hall's rule (``[rules.late]``)

The last minute in time is ``grace_min`` after the beginning of the slot. A hall that keeps a place for late ones keeps
the slot itself too: there it is the last minute of the slot, if that is later. In time or late, a place is found from
three things, each of which only grows with the time of coming: from when the waiting counts (never after the end of the
slot for who is in time), whom they let go first, and the class.

Under ``quota`` the favoured and the others take turns, so where nearly all are favoured a place among the others
(``normal``) may come sooner; under all other policies it does not.

Source:
    Four ways that makers of calling systems offer: between the others, last of the slot, last of the half day, as
    everybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from hallcall.core.days import half_day_end
from hallcall.core.hall import Hall
from hallcall.core.priority import PriorityClass
from hallcall.core.rules import LateMode
from hallcall.core.terms import QueuePrefix

_JUST_BEFORE = timedelta(seconds=1)
"""Before those of the next slot who have come early."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedPlace:
    """What the ticket of somebody with a booking says; the fields are those of ``TicketIssued``."""

    seniority: datetime
    priority: PriorityClass
    defer_by: int = 0
    spaced_by: int = 0
    at_end: bool = False


def in_time_until(hall: Hall, slot_start: datetime) -> datetime:
    """The instant from which a booking is late: its last minute in time is a whole one."""
    rules = hall.rules
    keeps_places = rules.late.mode is not LateMode.NORMAL
    last_min = max(rules.booking.grace_min, rules.booking.slot_min if keeps_places else 0)
    return slot_start + timedelta(minutes=last_min + 1)


def place_in_time(hall: Hall, slot_start: datetime, now: datetime) -> BookedPlace:
    """The place of a booked visitor who comes in time, or counts as if.

    Their waiting counts from their coming, never before the slot and never after it. Where late ones are inserted it
    counts from the beginning of the slot, as it does for those.

    Args:
        hall: with its rule.
        slot_start: aware time at which their booked slot begins.
        now: aware time.
    """
    seniority = slot_start
    if hall.rules.late.mode is not LateMode.INSERT:
        seniority = min(max(now, slot_start), _last_of_slot(hall, slot_start))
    return BookedPlace(seniority=seniority, priority=PriorityClass.BOOKED)


def place_if_late(hall: Hall, queue: QueuePrefix, slot_start: datetime, now: datetime) -> BookedPlace:
    """The place of a booked visitor who comes too late.

    Args:
        hall: with its rule.
        queue: in which they will wait.
        slot_start: aware time at which their booked slot begins.
        now: aware time.
    """
    rules = hall.rules.late
    booked = PriorityClass.BOOKED
    match rules.mode:
        case LateMode.INSERT:
            after = rules.insert_after
            return BookedPlace(seniority=slot_start, priority=booked, defer_by=after, spaced_by=after)
        case LateMode.SLOT_END:
            return BookedPlace(seniority=_last_of_slot(hall, slot_start), priority=booked)
        case LateMode.HALF_DAY_END:
            return BookedPlace(seniority=half_day_end(hall, queue, now), priority=booked, at_end=True)
        case LateMode.NORMAL:
            return BookedPlace(seniority=now, priority=PriorityClass.NORMAL)


def _last_of_slot(hall: Hall, slot_start: datetime) -> datetime:
    return slot_start + timedelta(minutes=hall.rules.booking.slot_min) - _JUST_BEFORE
