"""``hallcall cal``: when a queue is open."""

from __future__ import annotations

import sys
from datetime import date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from cyclopts import Parameter

from hallcall.cli.halls import SAMPLE, HallOption, open_hall
from hallcall.cli.language import language, say
from hallcall.core.errors import Refused
from hallcall.core.hall import Hall
from hallcall.core.terms import QueuePrefix

OPEN, CLOSED, CANNOT_SAY = 0, 1, 2


def is_open(
    *,
    queue: Annotated[str, Parameter(help=say("cli-option-queue"))],
    at: Annotated[str, Parameter(help=say("cli-option-at"))],
    hall: HallOption = SAMPLE,
) -> int:
    """Whether a queue's counters are open. Exit code 0 open, 1 closed, 2 it cannot be said."""
    loaded = open_hall(hall)
    prefix = QueuePrefix(queue.upper())
    if prefix not in loaded.queue_by_prefix:
        print(say("cli-queue-unknown", queue=queue, queues=", ".join(loaded.queue_by_prefix)), file=sys.stderr)
        return CANNOT_SAY
    moment = _moment(at, loaded.timezone)
    if moment is None:
        print(say("cli-at-wrong", value=at), file=sys.stderr)
        return CANNOT_SAY
    try:
        return _answer(loaded, prefix, moment)
    except Refused as refusal:
        print(say("cli-cal-year-missing", year=str(refusal.fields["year"])), file=sys.stderr)
        return CANNOT_SAY


def _moment(text: str, timezone: str) -> datetime | None:
    """The hall's local time; a text without an offset is already local. A date alone does not say when."""
    try:
        moment = datetime.fromisoformat(text) if len(text) > len("2026-01-01") else None
    except ValueError:
        return None
    if moment is not None and moment.tzinfo is not None:
        return moment.astimezone(ZoneInfo(timezone)).replace(tzinfo=None)
    return moment


def _answer(hall: Hall, prefix: QueuePrefix, moment: datetime) -> int:
    queue = hall.queue_by_prefix[prefix]
    calendar = hall.calendar_by_id[queue.calendar]
    spans = calendar.spans(moment.date(), hall.holidays)
    opened = calendar.is_open(moment.date(), moment.time(), hall.holidays)
    upcoming = None if opened else calendar.next_opening(moment, hall.holidays)
    values = {
        "queue": prefix,
        "name": queue.name.full(language()),
        "day": moment.date().isoformat(),
        "spans": ", ".join(str(span) for span in spans) or say("cli-cal-all-day"),
        "reason": _reason(hall, queue.calendar, moment.date()),
    }
    print(say("cli-cal-open" if opened else "cli-cal-closed", **values))
    if opened and not calendar.takes_tickets(moment.date(), moment.time(), hall.holidays):
        print(say("cli-cal-last-ticket"))
    if not opened:
        next_text = upcoming.strftime("%Y-%m-%d %H:%M") if upcoming else ""
        print(say("cli-cal-next", at=next_text) if upcoming else say("cli-cal-next-unknown"))
    return OPEN if opened else CLOSED


def _reason(hall: Hall, calendar_id: str, day: date) -> str:
    """Why the day has the hours it has."""
    calendar = hall.calendar_by_id[calendar_id]
    for entry in reversed(calendar.special):
        if entry.matches(day, hall.holidays):
            return say("cli-cal-special", name=entry.name)
    if not calendar.follows_holidays:
        return say("cli-cal-week")
    if hall.holidays.is_off(day):
        return say("cli-cal-holiday")
    return say("cli-cal-make-up" if day in hall.holidays.of(day).work else "cli-cal-week")
