"""Appointments of one person each: who may book, who has come, who has not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hallcall.core import commands as co
from hallcall.core import events as ev
from helpers.hall_model.ledger import Expected, Reply, first, when
from helpers.hall_model.numbers import Numbers

STEP = timedelta(minutes=30)
EARLY, LATE, FREE = timedelta(minutes=30), timedelta(minutes=16), timedelta(hours=2)
UNDO = timedelta(minutes=10)
MONTH = timedelta(days=30)
FIRST = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass
class Promise:
    """A booking."""

    person: str
    item: str
    queue: str
    start: datetime
    has_phone: bool
    made: datetime
    state: str = "booked"
    ticket: str | None = None


@dataclass
class Book:
    """What outlives the day."""

    promises: dict[str, Promise] = field(default_factory=dict[str, Promise])
    strikes: list[tuple[str, str, str, datetime]] = field(default_factory=list[tuple[str, str, str, datetime]])
    """Person, code, kind, when."""
    made: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """Person and item of each booking of today."""


class Appointments(Numbers):
    """Book, change, cancel, check in; each slot of queue A and B has one place, day and night."""

    @property
    def book(self) -> Book:
        """All that is promised."""
        if not hasattr(self, "_book"):
            self._book = Book()
        return self._book

    def tick(self) -> None:
        if self.date_of(self.now) > self.today.day:
            kept = {code: one for code, one in self.book.promises.items() if one.state == "booked"}
            self.book.promises, self.book.made = kept, []
            self.book.strikes = [one for one in self.book.strikes if self.now - one[3] <= 2 * MONTH]
        super().tick()
        for code, one in sorted(self.book.promises.items()):
            if not self.emergency and one.state == "booked" and self.now >= one.start + LATE:
                one.state = "missed"
                staffed = any(self.desks[desk.number].clerk for desk in self.hall.counters if one.queue in desk.queues)
                if staffed and self.date_of(one.start) == self.date_of(self.now) and one.queue not in self.today.closed:
                    self.book.strikes.append((one.person, code, "missed", self.now))

    def make(self, command: co.MakeBooking) -> Expected:
        item = self.hall.item_by_code.get(command.item)
        if item is None:
            return "item.unknown"
        if not command.people:
            return "booking.identity"
        (person,) = command.people
        refusal = first(
            when(self._is_blocked(person), "booking.blocked"),
            when(self.book.made.count((person, item.code)) >= 3, "booking.item_per_day"),
        )
        if refusal is not None:
            return refusal
        start = command.slot or self._next_free(item.queue)
        if start is None:
            return "booking.full"
        refusal = first(
            None if command.slot is None else self._outside(item.queue, start, here=command.on_the_spot),
            when(self._is_full(item.queue, start), "booking.full"),
            self._has_one(person, start),
        )
        if refusal is not None:
            return refusal

        def made(reply: Reply) -> None:
            (event,) = reply.events
            assert isinstance(event, ev.BookingMade)
            assert (event.start, event.people) == (start, command.people)
            assert event.code not in self.book.promises
            self.book.promises[event.code] = Promise(person, item.code, item.queue, start, command.has_phone, self.now)
            self.book.made.append((person, item.code))

        return made

    def change(self, command: co.ChangeBooking) -> Expected:
        one = self.book.promises.get(command.code)
        if one is None:
            return "booking.unknown"
        if one.state != "booked":
            return "booking.ended"
        if one.start - self.now < FREE and not self._is_new(one):
            return "booking.too_late"
        if one.start == command.slot:
            return self.again()
        refusal = first(
            self._outside(one.queue, command.slot, here=command.on_the_spot),
            self._has_one(one.person, command.slot, command.code),
            when(self._is_full(one.queue, command.slot), "booking.full"),
        )
        return refusal or (lambda _: setattr(one, "start", command.slot))

    def give_up(self, command: co.CancelBooking) -> Expected:
        one = self.book.promises.get(command.code)
        if one is None:
            return "booking.unknown"
        if one.state != "booked":
            return "booking.ended"

        def cancelled(_: Reply) -> None:
            one.state = "cancelled"
            if not command.by_hall and not self._is_new(one):
                kind = "late_cancel" if one.start - self.now < FREE else "cancel"
                self.book.strikes.append((one.person, command.code, kind, self.now))

        return cancelled

    def check_in(self, command: co.CheckIn) -> Expected:
        code = command.code or self._of_today(command.person)
        one = self.book.promises.get(code) if code is not None else None
        if one is None:
            return "booking.unknown"
        if command.person not in {None, one.person}:
            return "booking.other_person"
        if one.state == "used" and one.ticket in self.live():
            return self.again(one.ticket)
        if (refusal := self._not_now(one)) is not None:
            return refusal

        def came(reply: Reply) -> None:
            (event,) = reply.events
            assert isinstance(event, ev.TicketIssued)
            is_booked = self.now < one.start + LATE
            assert (event.priority.value, event.booking) == ("booked" if is_booked else "normal", code)
            self._check_own_number(one.queue, event.seq)
            self.today.newest[one.queue] = event.seq
            since = max(self.now, one.start) if is_booked else self._behind_all(one.queue)
            wish = co.IssueTicket(item=event.item, person=event.person, has_phone=one.has_phone)
            self.enter(event, since, wish)
            if is_booked:
                self.today.booked.add(event.ticket)
                self.today.classes[event.ticket] = "booked"
            if one.state == "missed":
                self.book.strikes = [strike for strike in self.book.strikes if strike[1] != code]
            one.state, one.ticket = "used", event.ticket

        return came

    def transfer(self, command: co.TransferTicket) -> Expected:
        """A booking goes on with the visit."""
        expected = super().transfer(command)
        if isinstance(expected, str):
            return expected

        def moved(reply: Reply) -> None:
            expected(reply)
            for one in self._all():
                if one.ticket == command.ticket:
                    one.ticket = reply.ticket

        return moved

    def excuse(self, command: co.ExcuseStrikes) -> Expected:
        if not command.reason.strip():
            return "reason.missing"
        if command.person is None and command.day is None:
            return "booking.excuse_whom"
        gone = [
            strike
            for strike in self.book.strikes
            if command.person in {None, strike[0]} and command.day in {None, self.date_of(strike[3])}
        ]
        if not gone:
            return self.again()
        return lambda _: setattr(self.book, "strikes", [one for one in self.book.strikes if one not in gone])

    def _not_now(self, one: Promise) -> str | None:
        today, day = self.date_of(self.now), self.date_of(one.start)
        return first(
            when(one.state in {"used", "cancelled"} or day < today, "booking.ended"),
            when(day > today or self.now < one.start - EARLY, "booking.too_early"),
            when(one.queue in self.today.closed, "queue.closed"),
        )

    def _is_new(self, one: Promise) -> bool:
        """Whether it was made a moment ago, so that it may be undone."""
        return self.now < min(one.made + UNDO, one.start)

    def _is_blocked(self, person: str) -> bool:
        mine = [kind for who, _, kind, at in self.book.strikes if who == person and at + MONTH > self.now]
        return mine.count("missed") >= 2 or mine.count("cancel") + 2 * mine.count("late_cancel") >= 5

    def _is_full(self, queue: str, start: datetime) -> bool:
        return any((one.queue, one.start) == (queue, start) and one.state != "cancelled" for one in self._all())

    def _has_one(self, person: str, start: datetime, but: str = "") -> str | None:
        days = {
            self.date_of(one.start)
            for code, one in self.book.promises.items()
            if one.person == person and one.state != "cancelled" and code != but
        }
        return when(self.date_of(start) in days, "booking.per_day")

    def _outside(self, queue: str, start: datetime, *, here: bool) -> str | None:
        ahead = (self.date_of(start) - self.date_of(self.now)).days
        return first(
            when(start <= self.now, "booking.past"),
            when(ahead < 1 and here and queue in self.today.closed, "queue.closed"),
            when(ahead < 1 and not here, "booking.too_soon"),
            when(ahead > 5, "booking.too_far"),
            when(bool((start - FIRST) % STEP), "booking.no_slot"),
        )

    def _next_free(self, queue: str) -> datetime | None:
        start = self.now - (self.now - FIRST) % STEP + STEP
        while (self.date_of(start) - self.date_of(self.now)).days < 2:
            is_today = self.date_of(start) == self.date_of(self.now)
            if not (self._is_full(queue, start) or (is_today and queue in self.today.closed)):
                return start
            start += STEP
        return None

    def _of_today(self, person: str | None) -> str | None:
        mine = sorted(
            (one.start, code, one.state)
            for code, one in self.book.promises.items()
            if one.person == person and one.state != "cancelled" and self.date_of(one.start) == self.date_of(self.now)
        )
        usable = [code for _, code, state in mine if state != "used"]
        return usable[0] if usable else mine[-1][1] if mine else None

    def _all(self) -> list[Promise]:
        return [*self.book.promises.values()]
