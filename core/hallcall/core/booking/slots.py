"""Slots: when they begin, and how many bookings each takes, with an explanation of the number.

``places = counters x slot minutes / mean service time x share for bookings``, rounded down. A counter that serves
several queues counts for each by its part, and in the noon shift as many count as the queue keeps open then. A booking
of two people is one visit and takes one place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from hallcall.core.booking.book import Bookings, Place
from hallcall.core.errors import Refused
from hallcall.core.express import part_of_counter
from hallcall.core.hall import Hall
from hallcall.core.terms import QueuePrefix

_SEARCHED_DAYS = 60
"""A queue that stays shut for longer has no next day."""


class Fill(StrEnum):
    """How full a slot is."""

    FREE = "free"
    """Nobody has booked it."""
    PART = "part"
    FULL = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """How many bookings a slot takes, and why."""

    places: int
    counters: float
    """Those of the queue, each by the part of it that is the queue's."""
    slot_min: int
    mean_min: float
    """Mean service time of the queue's items."""
    share: float
    """Part of the counters' time that is given to bookings."""
    factor: float = 1.0
    """Of a festival day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A time for which bookings are taken."""

    queue: QueuePrefix
    start: datetime
    """UTC, as ``end``."""
    end: datetime
    capacity: Capacity

    @property
    def place(self) -> Place:
        """What its bookings take a place of."""
        return self.queue, self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotView:
    """A slot as it is now."""

    slot: Slot
    free: int
    """Places that anybody may book."""
    fill: Fill


def day_slots(hall: Hall, queue: QueuePrefix, day: date) -> tuple[Slot, ...]:
    """The slots of a queue on ``day``, first to last; none when it is closed then or takes no bookings.

    Raises:
        Refused: ``calendar.year_missing``.
    """
    calendar = hall.calendar_by_id[hall.queue_by_prefix[queue].calendar]
    step = hall.rules.booking.slot_min
    midnight = datetime.combine(day, time.min, ZoneInfo(hall.timezone))
    slots = [
        Slot(
            queue=queue,
            start=(midnight + timedelta(minutes=begin)).astimezone(UTC),
            end=(midnight + timedelta(minutes=begin + step)).astimezone(UTC),
            capacity=_capacity(hall, queue, day, begin),
        )
        for span in calendar.spans(day, hall.holidays)
        for begin in range(span.start_min, span.end_min - step + 1, step)
    ]
    return tuple(slot for slot in slots if slot.capacity.places)


def find_slot(hall: Hall, place: Place) -> Slot:
    """The slot that begins then.

    Raises:
        Refused: ``booking.no_slot``, ``calendar.year_missing``.
    """
    day = local_day(hall, place[1])
    for slot in day_slots(hall, place[0], day):
        if slot.start == place[1]:
            return slot
    raise Refused("booking.no_slot")


def view_slot(bookings: Bookings, slot: Slot) -> SlotView:
    """How full a slot is."""
    taken = bookings.taken(slot.place)
    free = max(slot.capacity.places - taken - bookings.promised(slot.place), 0)
    return SlotView(slot=slot, free=free, fill=Fill.FULL if not free else Fill.PART if taken else Fill.FREE)


def takes_only_bookings(hall: Hall, queue: QueuePrefix) -> bool:
    """Whether nobody is served there without a booking."""
    calendar = hall.calendar_by_id[hall.queue_by_prefix[queue].calendar]
    items = hall.items_by_queue[queue]
    return calendar.appointment_only or (bool(items) and all(item.appointment_only for item in items))


def local_day(hall: Hall, moment: datetime) -> date:
    """The date of an instant on the hall's wall."""
    return moment.astimezone(ZoneInfo(hall.timezone)).date()


def open_days(hall: Hall, queue: QueuePrefix, after: date, count: int) -> list[date]:
    """The next days after ``after`` on which the queue is open, at most ``count``.

    Days of a year without holidays are not known to be open: there it ends.
    """
    calendar = hall.calendar_by_id[hall.queue_by_prefix[queue].calendar]
    found: list[date] = []
    for offset in range(1, _SEARCHED_DAYS + 1):
        day = after + timedelta(days=offset)
        try:
            is_open = bool(calendar.spans(day, hall.holidays))
        except Refused:
            break
        if len(found) == count:
            break
        if is_open:
            found.append(day)
    return found


def _capacity(hall: Hall, queue: QueuePrefix, day: date, begin_min: int) -> Capacity:
    rules = hall.rules.booking
    place = hall.queue_by_prefix[queue]
    noon = hall.calendar_by_id[place.calendar].noon
    is_noon = noon is not None and begin_min < noon.end_min and noon.start_min < begin_min + rules.slot_min
    counters = sum(part_of_counter(hall, counter, queue) for counter in hall.counters_by_queue[queue])
    if is_noon and place.noon_counters is not None:
        counters = min(counters, place.noon_counters)
    items = hall.items_by_queue[queue]
    mean = sum(item.service_mean_min for item in items) / len(items) if items else 0.0
    share = 1.0 if takes_only_bookings(hall, queue) else rules.share
    festival = rules.festival(day, queue)
    factor = festival.capacity_factor if festival is not None else 1.0
    places = int(counters * rules.slot_min / mean * share * factor + 1e-9) if mean else 0
    return Capacity(
        places=places, counters=counters, slot_min=rules.slot_min, mean_min=mean, share=share, factor=factor
    )
