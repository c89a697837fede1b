"""The last number of a day: none is given to somebody who would be called after the hall has closed.

Whoever waits already is served. A manager may give one all the same, with a reason that is kept.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from hallcall.core.days import local_time
from hallcall.core.errors import Refused
from hallcall.core.hall import Hall
from hallcall.core.terms import Minutes, QueuePrefix

_MIDNIGHT_MIN = 24 * 60


def check_last_ticket(hall: Hall, queue: QueuePrefix, wait_min: Minutes, now: datetime) -> None:
    """Whether somebody who takes a number now will probably be called before the day's last close.

    Args:
        hall: its calendar and ``rules.last_call_before_close_min``.
        queue: for which the number is.
        wait_min: expected wait (P50).
        now: aware time, in opening hours.

    Raises:
        Refused: ``ticket.too_late`` with the time of closing and of the next opening, ``calendar.year_missing``.
    """
    if not hall.rules.refuses_too_late:
        return
    calendar = hall.calendar_by_id[hall.queue_by_prefix[queue].calendar]
    local = local_time(hall, now)
    spans = calendar.spans(local.date(), hall.holidays)
    if not spans or spans[-1].end_min == _MIDNIGHT_MIN:
        return
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    closes = midnight + timedelta(minutes=spans[-1].end_min)
    if local + timedelta(minutes=wait_min + hall.rules.last_call_before_close_min) <= closes:
        return
    opens = calendar.next_opening(closes, hall.holidays)
    raise Refused(
        "ticket.too_late",
        closes=closes.strftime("%H:%M"),
        opens=opens.strftime("%Y-%m-%d %H:%M") if opens is not None else "-",
    )
