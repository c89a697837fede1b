"""What a hall has chosen about appointments.

Source:
    Published rules of public-service centres: from tomorrow up to five working days ahead, one a person and day, free
    cancelling until two hours before (Zhoukou); blocked after two no-shows or five cancels a month, or more than three
    bookings of one item a day (Quanzhou). Each hall sets its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

KEPT_DAYS = 60
"""Strikes are forgotten after so many days, whatever the hall's rule is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FestivalDay:
    """A day on which many more come than on others: 20 May at a marriage registry."""

    name: str
    month_day: tuple[int, int] | None = None
    """Every year on this day."""
    day: date | None = None
    """On this one day."""
    queues: tuple[str, ...] = ()
    """Letters of the queues it holds for; empty is all."""
    capacity_factor: float = 1.5
    """So many times the places of an ordinary day."""
    walk_in_books: bool = True
    """Who comes without a booking books on the spot instead of taking a number."""

    def matches(self, day: date, queue: str) -> bool:
        """Whether it speaks of a queue on ``day``."""
        is_day = day == self.day if self.day is not None else (day.month, day.day) == self.month_day
        return is_day and (not self.queues or queue in self.queues)


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingRules:
    """How appointments are given, kept and missed."""

    slot_min: int = 30
    share: float = 0.5
    """Part of the counters' time that is given to bookings; what is left stays for those who come without one. Queues
    that take nobody without a booking give all of it."""
    first_day: int = 1
    """Bookings begin so many days after today; on the spot they begin at once."""
    lead_min: int = 10
    """A slot of today is given until so long before it begins."""
    window_days: int = 5
    """They end with this day on which the queue is open, counted from tomorrow."""
    per_day: int = 1
    """Bookings of one person for one day; 0 is no limit."""
    item_per_day: int = 3
    """Bookings of one item that one person may make in a day, those given up again included; 0 is no limit."""
    cancel_before_min: int = 120
    """Until so long before the slot a booking is cancelled or changed freely."""
    undo_min: int = 10
    """A booking that was just made, for whatever time, is changed freely for so long, and giving it up is held against
    nobody: the wrong item or hour was touched. 0 lets nothing be undone."""
    early_min: int = 30
    """Check-in begins so long before the slot."""
    grace_min: int = 15
    """The last minute after the beginning of the slot in which a booking is in time."""
    no_shows: int = 2
    """So many missed bookings within ``strike_days`` end booking for a while; 0 is no limit."""
    cancels: int = 5
    """As ``no_shows``, of cancels."""
    late_cancel_weight: int = 2
    """A cancel shortly before the slot counts as so many."""
    strike_days: int = 30
    offer_min: int = 10
    """A free place is kept so long for the first of the waiting list."""
    quiet_from: time = time(21, 0)
    """Nobody is offered a place from this local time,"""
    quiet_until: time = time(8, 0)
    """to this one."""
    festivals: tuple[FestivalDay, ...] = ()

    def festival(self, day: date, queue: str) -> FestivalDay | None:
        """The festival that holds for a queue on ``day``; later entries win."""
        return next((entry for entry in reversed(self.festivals) if entry.matches(day, queue)), None)

    def is_quiet(self, at: time) -> bool:
        """Whether nobody is to be disturbed at that local time."""
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= at < self.quiet_until
        return at >= self.quiet_from or at < self.quiet_until
