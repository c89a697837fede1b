"""Business days: which one it is, and how the hall gets from one to the next."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hallcall.core.errors import Refused
from hallcall.core.hall import Hall, QueuePrefix
from hallcall.core.state import HallState


def local_time(hall: Hall, now: datetime) -> datetime:
    """``now`` on the clock of the hall's wall."""
    return now.astimezone(ZoneInfo(hall.timezone))


def business_day(hall: Hall, now: datetime) -> date:
    """The business day of an instant: it begins at the hall's own hour."""
    local = local_time(hall, now)
    start = hall.rules.day_starts_at
    shift = timedelta(hours=start.hour, minutes=start.minute)
    return (local - shift).date()


def is_new_day(hall: Hall, state: HallState, now: datetime) -> bool:
    """Whether a day must be opened first. A clock that went back never reopens yesterday."""
    return state.day is None or business_day(hall, now) > state.day


def session_end(hall: Hall, queue: QueuePrefix, now: datetime) -> datetime:
    """When the present opening span of a queue ends, in UTC.

    Between two spans and after the last one it is the end of the one that was; ``now`` when none has begun today.
    """
    local = local_time(hall, now)
    midnight = datetime.combine(local.date(), time.min, local.tzinfo)
    try:
        spans = hall.calendar_by_id[hall.queue_by_prefix[queue].calendar].spans(local.date(), hall.holidays)
    except Refused:
        return now
    begun = [span for span in spans if midnight + timedelta(minutes=span.start_min) <= local]
    return (midnight + timedelta(minutes=begun[-1].end_min)).astimezone(UTC) if begun else now
