"""``hallcall staff`` and ``hallcall overbook``: how many counters, how many bookings."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from hallcall.cli.halls import SAMPLE, HallOption, open_hall
from hallcall.cli.language import say
from hallcall.cli.reading import has_log, reading, typed_day
from hallcall.cli.server import DATA, DataOption
from hallcall.core.arrivals import WEEKS_BACK, Arrivals, comparable_days, expected_arrivals, mean_arrivals
from hallcall.core.days import local_time
from hallcall.core.hall import Hall
from hallcall.core.overbooking import RISK, extra_bookings
from hallcall.core.staffing import StepAdvice, mean_service_min, staffing_advice
from hallcall.core.terms import ItemCode, QueuePrefix

if TYPE_CHECKING:
    from hallcall.server.storage.visits import Arrival

WELL, CANNOT_SAY = 0, 2
NO_SHOW_MOST = 0.9
"""Nobody plans a service to which fewer than one in ten come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Expected:
    """What a day is expected to be like."""

    arrivals: tuple[Arrivals, ...]
    items: Counter[ItemCode]
    days: int
    """Past days it was learned from; 0 when the hall's estimate had to do."""


def staff(
    *,
    queue: Annotated[str, Parameter(help=say("cli-option-staff-queue"))],
    date: Annotated[str, Parameter(name="--date", help=say("cli-option-staff-date"))] = "",
    counters: Annotated[int | None, Parameter(help=say("cli-option-staff-counters"))] = None,
    data: DataOption = DATA,
    hall: HallOption = SAMPLE,
    as_json: Annotated[bool, Parameter(name="--json", help=say("cli-option-json"), negative=())] = False,
) -> int:
    """Say how many counters each half hour of a day needs."""
    loaded = open_hall(hall)
    prefix = QueuePrefix(queue.upper())
    if prefix not in loaded.queue_by_prefix:
        print(say("cli-queue-unknown", queue=queue, queues=", ".join(loaded.queue_by_prefix)), file=sys.stderr)
        return CANNOT_SAY
    day = typed_day(date) if date else local_time(loaded, datetime.now().astimezone()).date()
    if day is None:
        return CANNOT_SAY
    expected = _expected(loaded, prefix, day, data)
    service = mean_service_min(loaded, prefix, expected.items)
    if not expected.arrivals or service is None:
        print(say("staff-closed", queue=prefix, day=day.isoformat()), file=sys.stderr)
        return CANNOT_SAY
    present = counters if counters is not None else len(loaded.counters_by_queue[prefix])
    promise = loaded.rules.promise
    steps = staffing_advice(expected.arrivals, present, service, promise.within_min, promise.share)
    if as_json:
        print(json.dumps(_document(prefix, day, present, service, expected, steps), ensure_ascii=False, indent=1))
        return WELL
    print(
        say(
            "staff-head",
            queue=prefix,
            day=day.isoformat(),
            counters=present,
            service=f"{service:.1f}",
            within=f"{promise.within_min:g}",
            share=f"{promise.share:.0%}",
        )
    )
    print(say("staff-learned", days=expected.days) if expected.days else say("staff-estimated"))
    for step in steps:
        print(_line(step, present))
    return WELL


def overbook(
    *,
    slots: Annotated[int, Parameter(help=say("cli-option-overbook-slots"))],
    noshow: Annotated[float, Parameter(help=say("cli-option-overbook-noshow"))],
    risk: Annotated[float, Parameter(help=say("cli-option-overbook-risk"))] = RISK,
    item: Annotated[str, Parameter(help=say("cli-option-overbook-item"))] = "",
    hall: HallOption = SAMPLE,
) -> int:
    """Say how many bookings more than there are slots may be accepted."""
    if slots < 0 or not 0 <= noshow <= NO_SHOW_MOST or not 0 <= risk < 1:
        print(say("overbook-wrong", most=f"{NO_SHOW_MOST:g}"), file=sys.stderr)
        return CANNOT_SAY
    parties = 1
    if item:
        found = open_hall(hall).item_by_code.get(ItemCode(item))
        if found is None:
            print(say("cli-item-unknown", code=item), file=sys.stderr)
            return CANNOT_SAY
        parties = found.parties
    print(extra_bookings(slots, noshow, risk, parties))
    if parties > 1:
        print(say("overbook-parties", item=item, parties=parties), file=sys.stderr)
    return WELL


def _expected(hall: Hall, queue: QueuePrefix, day: date, data: Path) -> _Expected:
    """From the log where it has such days, else from the hall's own estimate."""
    place = hall.queue_by_prefix[queue]
    spans = hall.calendar_by_id[place.calendar].spans(day, hall.holidays)
    past = _past(queue, day, data)
    if past:
        minutes = [[_minute(hall, arrival) for arrival in one] for one in past]
        items = Counter(arrival.item for one in past for arrival in one)
        return _Expected(arrivals=mean_arrivals(minutes, spans), items=items, days=len(past))
    return _Expected(arrivals=expected_arrivals(hall.arrivals, place.daily_weight, spans), items=Counter(), days=0)


def _past(queue: QueuePrefix, day: date, data: Path) -> list[list[Arrival]]:
    if not has_log(data):
        return []
    from hallcall.server.storage import visits

    with reading(data) as connection:
        known = visits.days_with_visits(connection, day - timedelta(weeks=WEEKS_BACK), day, queue)
        return [visits.arrivals(connection, queue, one) for one in comparable_days(known, day)]


def _minute(hall: Hall, arrival: Arrival) -> int:
    at = local_time(hall, arrival.at)
    return at.hour * 60 + at.minute


def _document(
    queue: QueuePrefix,
    day: date,
    counters: int,
    service: float,
    expected: _Expected,
    steps: Sequence[StepAdvice],
) -> dict[str, object]:
    return {
        "queue": queue,
        "day": day.isoformat(),
        "counters": counters,
        "service_mean_min": round(service, 2),
        "learned_from_days": expected.days,
        "steps": [
            {
                **asdict(step),
                "start": _clock(step.start_min),
                "stable": step.is_stable,
                # JSON knows no infinity.
                "mean_wait_min": round(step.mean_wait_min, 2) if step.is_stable else None,
            }
            for step in steps
        ],
    }


def _line(step: StepAdvice, counters: int) -> str:
    values = {
        "at": _clock(step.start_min),
        "visits": f"{step.visits:5.1f}",
        "load": f"{step.load:5.1f}",
        "needed": f"{step.needed:3d}",
    }
    if not step.is_stable:
        return say("staff-unstable", **values, counters=counters)
    return say("staff-step", **values, share=f"{step.share:4.0%}", wait=f"{step.mean_wait_min:.1f}")


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
