"""What a decision may look at, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hallcall.core.booking.book import BookingCode
from hallcall.core.call_policy import CallPolicy
from hallcall.core.commands import TaskId
from hallcall.core.errors import Refused
from hallcall.core.events import Event
from hallcall.core.hall import Hall
from hallcall.core.places import Counter
from hallcall.core.snapshot import CounterState, CounterStatus
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber, Seconds
from hallcall.core.tickets import ClerkId, Ticket, TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a command did."""

    events: tuple[Event, ...]
    """In the order in which they happened; none when the command changed nothing."""
    ticket: TicketId | None = None
    """The ticket it was about."""
    repeated: bool = False
    """It had been done before: this is the first answer again."""
    booking: BookingCode | None = None
    """The booking it was about."""


@dataclass(frozen=True, slots=True)
class Situation:
    """The hall, its state and the clock at the moment of a decision."""

    hall: Hall
    state: HallState
    now: datetime
    policy: CallPolicy

    def desk(self, number: CounterNumber) -> Counter:
        """The counter as the hall's files describe it, with the queues that it serves now.

        Raises:
            Refused: ``counter.unknown``.
        """
        found = self.hall.counter_by_number.get(number)
        if found is None:
            raise Refused("counter.unknown", counter=number)
        return self.state.desk(found)

    def staffed(self, number: CounterNumber) -> tuple[CounterState, ClerkId]:
        """The counter's state and the clerk who is signed in there.

        Raises:
            Refused: ``counter.unknown``, ``counter.not_open``.
        """
        self.desk(number)
        counter = self.state.counter(number, self.now)
        if counter.clerk is None or counter.status is CounterStatus.CLOSED:
            raise Refused("counter.not_open", counter=number)
        return counter, counter.clerk

    def engaged(self, number: CounterNumber, *statuses: CounterStatus) -> tuple[CounterState, ClerkId, Ticket]:
        """As ``staffed``, with the ticket that is called or served there.

        Raises:
            Refused: ``counter.idle`` with nobody there, ``call.wrong_state`` in a state not among ``statuses``.
        """
        counter, clerk = self.staffed(number)
        if counter.ticket is None:
            raise Refused("counter.idle", counter=number)
        if counter.status not in statuses:
            raise Refused("call.wrong_state", state=counter.status.value)
        return counter, clerk, self.state.tickets[counter.ticket]

    def ticket(self, ticket_id: TicketId) -> Ticket:
        """A live ticket.

        Raises:
            Refused: ``ticket.unknown``, ``ticket.wrong_state`` when it has ended.
        """
        found = self.state.tickets.get(ticket_id)
        if found is not None:
            return found
        ended = self.state.ended.get(ticket_id)
        if ended is not None:
            raise Refused("ticket.wrong_state", state=ended.value)
        raise Refused("ticket.unknown", ticket=ticket_id)

    def recall_gap(self, ticket: Ticket, desk: Counter) -> Seconds:
        """Least time between two calls: the hall's own, and the walk when the visitor has to change floors."""
        rules = self.hall.rules.call
        kiosk = self.hall.kiosk_by_id.get(ticket.kiosk)
        floors = abs(self.hall.zone_by_id[desk.zone].floor - kiosk.floor) if kiosk is not None else 0
        return Seconds(rules.repeat_gap_s + floors * rules.floor_walk_s)

    def told(self, moment: datetime, since: datetime) -> datetime:
        """A moment as somebody tells it who was without the server, held to between ``since`` and now.

        Raises:
            Refused: ``command.malformed`` without a time zone.
        """
        if moment.tzinfo is None:
            raise Refused("command.malformed", detail="time zone")
        return min(max(moment, since), self.now)

    def elapsed(self, since: datetime) -> float:
        """Seconds since ``since``; never negative, whatever the clock did."""
        return max((self.now - since).total_seconds(), 0.0)


def task_id(kind: str, about: str, now: datetime) -> TaskId:
    """The id of a guide task: what it is about and when it came up."""
    return TaskId(f"{kind}/{about}/{now.timestamp():.3f}")
