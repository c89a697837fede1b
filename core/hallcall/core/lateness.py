"""Where a booked visitor waits who checks in after their slot has ended.

Source:
    Four ways that makers of calling systems offer: between the others, last of the slot, last of the half day, as
    everybody. Late is who comes after the end of the slot; at its very end they are still in time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from hallcall.core.classes import PriorityClass
from hallcall.core.days import half_day_end
from hallcall.core.hall import Hall, LateMode, QueuePrefix

_JUST_BEFORE = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class LatePlace:
    """What the ticket of a late visitor says; the fields are those of ``TicketIssued``."""

    seniority: datetime
    priority: PriorityClass
    defer_by: int = 0
    spaced_by: int = 0
    at_end: bool = False


def late_place(
    hall: Hall, queue: QueuePrefix, slot_start: datetime, slot_end: datetime, now: datetime
) -> LatePlace | None:
    """The place of a booked visitor who checks in now; None when they are in time.

    Args:
        hall: with its rule.
        queue: in which they will wait.
        slot_start: aware time at which their booked slot begins.
        slot_end: aware time at which it ends.
        now: aware time.
    """
    if now <= slot_end:
        return None
    rules = hall.rules.late
    booked = PriorityClass.BOOKED
    match rules.mode:
        case LateMode.INSERT:
            after = rules.insert_after
            return LatePlace(seniority=slot_start, priority=booked, defer_by=after, spaced_by=after)
        case LateMode.SLOT_END:
            return LatePlace(seniority=slot_end - _JUST_BEFORE, priority=booked)
        case LateMode.HALF_DAY_END:
            return LatePlace(seniority=half_day_end(hall, queue, now), priority=booked, at_end=True)
        case LateMode.NORMAL:
            return LatePlace(seniority=now, priority=PriorityClass.NORMAL)
