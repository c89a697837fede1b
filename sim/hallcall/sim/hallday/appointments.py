"""For when those who book are booked: the slots and places are those of the product."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from hallcall.core.booking.slots import day_slots
from hallcall.core.hall import Hall
from hallcall.core.terms import QueuePrefix


class Appointments:
    """The places of one queue on one day, while they are given."""

    def __init__(self, hall: Hall, queue: QueuePrefix, day: date) -> None:
        midnight = datetime.combine(day, time(0), ZoneInfo(hall.timezone)).astimezone(UTC)
        self._free = {
            (slot.start - midnight).total_seconds(): slot.capacity.places for slot in day_slots(hall, queue, day)
        }

    def give(self, wishes_s: Iterable[float]) -> Iterator[float | None]:
        """The beginning of the free slot nearest to each wish, in seconds after midnight; None when all are full.

        Args:
            wishes_s: first come, first served.
        """
        for wish_s in wishes_s:
            start_s = min(self._free, key=lambda start_s: (abs(start_s - wish_s), start_s), default=None)
            if start_s is not None:
                self._free[start_s] -= 1
                if not self._free[start_s]:
                    del self._free[start_s]
            yield start_s
