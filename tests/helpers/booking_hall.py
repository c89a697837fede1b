"""A small hall with office hours, a marriage registry and people who book in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hallcall.core.booking.book import Booking, BookingCode
from hallcall.core.booking.rules import BookingRules
from hallcall.core.commands import CancelBooking, CheckIn, MakeBooking, OpenDay, ReviewBookings
from hallcall.core.hall import Hall
from hallcall.core.opening import Calendar, Holidays, HolidayYear, Span
from hallcall.core.rules import TicketRules
from hallcall.core.situation import Outcome
from hallcall.core.terms import ItemCode
from hallcall.core.tickets import PersonId
from helpers.small_hall import Day, item, small_hall

OFFICE = Calendar(
    id="always", weekly=(*((Span(9 * 60, 12 * 60), Span(14 * 60, 17 * 60)),) * 5, (), ()), follows_holidays=True
)
YEARS = Holidays(
    {
        2026: HolidayYear(year=2026, off=(), work=frozenset()),
        2027: HolidayYear(year=2027, off=((date(2027, 1, 1), date(2027, 1, 3)),), work=frozenset()),
    }
)
MONDAY = date(2026, 11, 23)
"""The day on which ``Day`` begins, at nine."""
CHINA = ZoneInfo("Asia/Shanghai")


def booking_hall(rules: BookingRules | None = None, *, calendar: Calendar = OFFICE) -> Hall:
    """Open Monday to Friday 9-12 and 14-17; queue A takes 3 bookings a slot; ``marry`` needs two people."""
    hall = small_hall(rules=TicketRules(booking=rules or BookingRules()))
    two = replace(item("marry", "B"), parties=2)
    return replace(hall, calendars=(calendar,), holidays=YEARS, items=(*hall.items, two))


def at(clock: str, day: date = MONDAY) -> datetime:
    """That local time."""
    return datetime.combine(day, time.fromisoformat(clock), CHINA).astimezone(UTC)


def days_on(count: int) -> date:
    """So many days after Monday."""
    return MONDAY + timedelta(days=count)


TUESDAY = days_on(1)


class BookingDay(Day):
    """A day in which people book."""

    def __init__(self, hall: Hall | None = None) -> None:
        super().__init__(hall or booking_hall())
        self._made = 0

    def go_to(self, clock: str, day: date = MONDAY) -> None:
        """Turn the clock to a local time; the server's clock does what is due."""
        self.now = at(clock, day)
        self.do(OpenDay())
        self.review()

    def review(self) -> None:
        """What the server's clock asks for."""
        self.do(ReviewBookings())

    def ask(self, *people: str, slot: datetime | None = None, item: str = "a1", wait: bool = False) -> Outcome:
        """Ask for a booking."""
        self._made += 1
        wish = MakeBooking(
            item=ItemCode(item),
            people=tuple(map(PersonId, people)),
            slot=slot,
            code=BookingCode(f"{self._made:08}"),
            has_phone=True,
            or_wait=wait,
        )
        return self.do(wish)

    def same_code_again(self) -> None:
        """Chance gives the first code once more."""
        self._made = 0

    def book(self, *people: str, slot: datetime | None = None, item: str = "a1") -> Booking:
        """Get one."""
        code = self.ask(*people, slot=slot, item=item).booking
        assert code is not None
        return self.state.bookings.by_code[code]

    def cancel(self, booking: Booking) -> Outcome:
        """Give one up."""
        return self.do(CancelBooking(code=booking.code))

    def check_in(self, booking: Booking, person: str | None = None, override: str = "") -> Outcome:
        """Somebody is here."""
        return self.do(
            CheckIn(code=booking.code, person=PersonId(person) if person else None, override=override, kiosk="K1")
        )

    def booking(self, booking: Booking) -> Booking:
        """As it is now."""
        return self.state.bookings.by_code[booking.code]


def people() -> Iterator[dict[str, Any]]:
    """Cards of people who are never used up.

    Source:
        GB 11643-1999, MOD 11-2.
    """
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    for n in range(100, 200):
        digits = f"44030319900307{n:03}"
        check = "10X98765432"[sum(int(one) * weight for one, weight in zip(digits, weights, strict=True)) % 11]
        yield {"kind": "resident", "number": digits + check, "name": "", "verified": True}
