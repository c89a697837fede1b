"""When a queue is open: weekly rules, special days, holidays and make-up working days of a year.

Dates of holidays come from a yearly file, never from code. A day of a year without such a file is refused, not guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from hallcall.core.errors import Refused


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A piece of a day, half open, in minutes from local midnight: ``Span(540, 720)`` is 09:00-12:00."""

    start_min: int
    end_min: int

    def __contains__(self, at: object) -> bool:
        return isinstance(at, time) and self.start_min * 60 <= _seconds(at) < self.end_min * 60

    def __str__(self) -> str:
        return f"{self.start_min // 60:02}:{self.start_min % 60:02}-{self.end_min // 60:02}:{self.end_min % 60:02}"


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayYear:
    """One year as the State Council published it."""

    year: int
    off: tuple[tuple[date, date], ...]
    """Holidays, first and last day of each, in order."""
    work: frozenset[date]
    """Weekend days that are worked to make up (调休)."""


@dataclass(frozen=True, slots=True)
class Holidays:
    """The years the hall has files for."""

    years: Mapping[int, HolidayYear]

    def of(self, day: date) -> HolidayYear:
        """The file that covers ``day``.

        Raises:
            Refused: ``calendar.year_missing``.
        """
        found = self.years.get(day.year)
        if found is None:
            raise Refused("calendar.year_missing", year=day.year)
        return found

    def is_off(self, day: date) -> bool:
        """Whether ``day`` is a public holiday."""
        return any(first <= day <= last for first, last in self.of(day).off)

    def is_first_off(self, day: date) -> bool:
        """Whether a public holiday begins on ``day``."""
        return any(first == day for first, _ in self.of(day).off)

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on ``day``: weekdays that are no holiday, and make-up days."""
        if day in self.of(day).work:
            return True
        return day.weekday() < 5 and not self.is_off(day)


class SpecialRule(StrEnum):
    """Days that are named by what they are, not by a date."""

    FIRST_DAY_OF_HOLIDAY = "first_day_of_holiday"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialDay:
    """Hours that hold on certain days whatever the week says. Later entries win."""

    name: str
    open: tuple[Span, ...]
    """Empty closes the day."""
    month_day: tuple[int, int] | None = None
    """Every year on this day."""
    day: date | None = None
    """On this one day."""
    rule: SpecialRule | None = None

    def matches(self, day: date, holidays: Holidays) -> bool:
        """Whether this entry speaks of ``day``."""
        if self.day is not None:
            return day == self.day
        if self.month_day is not None:
            return (day.month, day.day) == self.month_day
        return self.rule is SpecialRule.FIRST_DAY_OF_HOLIDAY and holidays.is_first_off(day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Opening hours of the queues that name it."""

    id: str
    weekly: tuple[tuple[Span, ...], ...]
    """Seven entries, Monday first."""
    special: tuple[SpecialDay, ...] = ()
    last_ticket_before_close_min: int = 0
    """Tickets stop this long before the end of a span."""
    follows_holidays: bool = True
    """False for what never closes, as a 24-hour zone."""
    appointment_only: bool = False
    noon: Span | None = None
    """Served by a skeleton staff."""

    def spans(self, day: date, holidays: Holidays) -> tuple[Span, ...]:
        """When the counters are open on ``day``.

        A special day wins over all; then a public holiday closes; a make-up working day has a Friday's hours;
        else the week decides.

        Raises:
            Refused: ``calendar.year_missing``.
        """
        # Asked first: a special day of a year without a file is refused like every other day of it.
        year = holidays.of(day) if self.follows_holidays else None
        for entry in reversed(self.special):
            if entry.matches(day, holidays):
                return entry.open
        if year is None:
            return self.weekly[day.weekday()]
        if holidays.is_off(day):
            return ()
        if day in year.work:
            return self.weekly[4]
        return self.weekly[day.weekday()]

    def is_open(self, day: date, at: time, holidays: Holidays) -> bool:
        """Whether counters are open at that local time."""
        return any(at in span for span in self.spans(day, holidays))

    def takes_tickets(self, day: date, at: time, holidays: Holidays) -> bool:
        """Whether a ticket may still be taken: open, and not too close to the end of the day's last span.

        Between a morning and an afternoon span no tickets are given, but the margin holds only before the last close.
        """
        spans = self.spans(day, holidays)
        if not spans:
            return False
        last = spans[-1]
        shortened = Span(last.start_min, last.end_min - self.last_ticket_before_close_min)
        return any(at in span for span in (*spans[:-1], shortened))

    def next_opening(self, after: datetime, holidays: Holidays, *, within_days: int = 14) -> datetime | None:
        """The next local time at which a span begins, or None when none is near or the year is not known."""
        for offset in range(within_days + 1):
            day = after.date() + timedelta(days=offset)
            try:
                spans = self.spans(day, holidays)
            except Refused:
                return None
            for span in spans:
                start = datetime.combine(day, time.min, after.tzinfo) + timedelta(minutes=span.start_min)
                if start > after:
                    return start
        return None


def _seconds(at: time) -> int:
    return at.hour * 3600 + at.minute * 60 + at.second
