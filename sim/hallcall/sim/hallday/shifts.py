"""When each counter works on a day, from the opening hours of its queues and who stays at noon."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from hallcall.core.hall import Hall
from hallcall.core.opening import Span
from hallcall.core.terms import CounterNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffHabits:
    """What a hall's files do not say about its clerks. Estimates; a hall replaces them."""

    before_lunch_s: float = 1200.0
    """When its queues close for lunch, a counter serves who still waits for so long at most."""
    after_hours_s: float = 5400.0
    """And when they close for the day."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A time in which a counter works, in seconds after local midnight."""

    from_s: float
    to_s: float
    rests_by_s: float
    """Until then the clerk goes on while somebody waits."""


def shifts_of(hall: Hall, day: date, habits: StaffHabits) -> dict[CounterNumber, tuple[Shift, ...]]:
    """When each counter works, in order; a counter that does not work that day is left out."""
    stays = _stay_at_noon(hall)
    shifts: dict[CounterNumber, tuple[Shift, ...]] = {}
    for counter in sorted(hall.counters, key=lambda counter: counter.number):
        calendars = [hall.calendar_by_id[hall.queue_by_prefix[queue].calendar] for queue in counter.queues]
        hours = _joined(span for calendar in calendars for span in calendar.spans(day, hall.holidays))
        noon = next((calendar.noon for calendar in calendars if calendar.noon is not None), None)
        spans = hours if noon is None or counter.number in stays else _without(hours, noon)
        if spans:
            shifts[counter.number] = tuple(_shift(span, hours, habits) for span in spans)
    return shifts


def _stay_at_noon(hall: Hall) -> set[CounterNumber]:
    """The counters that work in the noon shift: of each queue the lowest numbers that no queue before it keeps."""
    stays: set[CounterNumber] = set()
    for queue in hall.queues:
        if hall.calendar_by_id[queue.calendar].noon is not None:
            numbers = (counter.number for counter in hall.counters_by_queue[queue.prefix])
            stays.update(sorted(set(numbers) - stays)[: queue.noon_counters])
    return stays


def _shift(span: Span, hours: Sequence[Span], habits: StaffHabits) -> Shift:
    """A clerk who goes to lunch while the queue stays open leaves at once."""
    more_s = 0.0
    if span.end_min == hours[-1].end_min:
        more_s = habits.after_hours_s
    elif any(span.end_min == open_.end_min for open_ in hours):
        more_s = habits.before_lunch_s
    return Shift(60.0 * span.start_min, 60.0 * span.end_min, 60.0 * span.end_min + more_s)


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The union of spans, in order."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start_min <= joined[-1].end_min:
            joined[-1] = Span(joined[-1].start_min, max(joined[-1].end_min, span.end_min))
        else:
            joined.append(span)
    return tuple(joined)


def _without(spans: Iterable[Span], gap: Span) -> tuple[Span, ...]:
    """The spans with a gap cut out."""
    parts = [
        part
        for span in spans
        for part in (
            Span(span.start_min, min(span.end_min, gap.start_min)),
            Span(max(span.start_min, gap.end_min), span.end_min),
        )
    ]
    return tuple(part for part in parts if part.start_min < part.end_min)
