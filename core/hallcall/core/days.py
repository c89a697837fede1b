"""Business days: which one it is, and how the hall gets from one to the next."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hallcall.core.hall import Hall
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
