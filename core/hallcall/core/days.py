"""Business days: which one it is, and how the hall gets from one to the next."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hallcall.core.errors import Refused
from hallcall.core.hall import Hall
from hallcall.core.opening import Calendar, Span
from hallcall.core.state import HallState
from hallcall.core.terms import QueuePrefix

_NOON_MIN = 12 * 60


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
    span = _present_span(hall, queue, now)
    return _at(hall, now, span.end_min) if span is not None else now


def half_day_end(hall: Hall, queue: QueuePrefix, now: datetime) -> datetime:
    """As ``session_end``; a span that goes on over noon ends once for those of the morning, when the noon break begins.

    Without a break of skeleton staff that is at 12:00.
    """
    span = _present_span(hall, queue, now)
    if span is None:
        return now
    noon = _calendar(hall, queue).noon
    turn_min = noon.start_min if noon is not None else _NOON_MIN
    is_morning = span.start_min < turn_min < span.end_min and now < _at(hall, now, turn_min)
    return _at(hall, now, turn_min if is_morning else span.end_min)


def _present_span(hall: Hall, queue: QueuePrefix, now: datetime) -> Span | None:
    local = local_time(hall, now)
    try:
        spans = _calendar(hall, queue).spans(local.date(), hall.holidays)
    except Refused:
        return None
    return next((span for span in reversed(spans) if _at(hall, now, span.start_min) <= now), None)


def _calendar(hall: Hall, queue: QueuePrefix) -> Calendar:
    return hall.calendar_by_id[hall.queue_by_prefix[queue].calendar]


def _at(hall: Hall, now: datetime, minute: int) -> datetime:
    """That minute of the local day, in UTC."""
    local = local_time(hall, now)
    return (datetime.combine(local.date(), time.min, local.tzinfo) + timedelta(minutes=minute)).astimezone(UTC)
