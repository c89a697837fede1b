"""What the model knows, and what all its parts do with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple, TypeAlias

from hallcall.core import events as ev
from hallcall.core.hall import Hall
from hallcall.core.rules import PassRule
from hallcall.core.terms import CounterNumber
from hallcall.core.tickets import Need

HOURS_AHEAD = 8
"""Of the hall's clock, before UTC."""


class Reply(NamedTuple):
    """What the hall answered."""

    ticket: str | None
    repeated: bool
    events: list[ev.Event]


Expected: TypeAlias = str | Callable[[Reply], None]
"""The code of a refusal, or what to note once it is accepted."""


class Slip(NamedTuple):
    """A number as the model knows it."""

    origin: str
    seq: int
    leg: int
    queue: str
    item: str
    person: str | None
    kiosk: str
    needs: frozenset[Need]
    has_phone: bool
    number: str
    together: tuple[str, ...] = ()
    then: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Queue and items of each stay that follows."""

    @property
    def items(self) -> tuple[str, ...]:
        """All that is not done."""
        return (self.item, *self.together, *(item for _, items in self.then for item in items))


@dataclass
class Wait:
    """Somebody in a line."""

    since: datetime
    defer: int = 0
    at_end: bool = False
    """Behind all others until ``since``."""
    spaced: int = 0
    """So many others between it and another such number."""


@dataclass
class Desk:
    """A counter."""

    status: str = "closed"
    clerk: str | None = None
    ticket: str | None = None
    planned: bool = False


@dataclass
class Called:
    """The calls of a number that is out."""

    first: datetime
    last: datetime
    gap: float
    pressed: datetime
    """When the key was pressed: no emergency moves that."""
    calls: int = 1


@dataclass
class Job:
    """A guide's task."""

    raised: datetime
    kiosk: str
    taken: bool = False
    escalated: bool = False
    pager: int | None = None
    seeks: str = ""
    """The ticket whose visitor is brought or told."""


@dataclass
class Pager:
    """A vibrating pager."""

    holder: str = ""
    """The ticket that has it, or had it last and took it along."""
    condition: str = "well"


class Block(NamedTuple):
    """Numbers that a kiosk holds."""

    kiosk: str
    book: str
    queue: str
    first: int
    last: int
    granted: datetime


@dataclass
class Today:
    """All that a new day forgets."""

    day: date
    slips: dict[str, Slip] = field(default_factory=dict[str, Slip])
    """Every number of the day."""
    waiting: dict[str, Wait] = field(default_factory=dict[str, Wait])
    classes: dict[str, str] = field(default_factory=dict[str, str])
    """Of numbers that were given another class than the normal one."""
    quantities: dict[str, int] = field(default_factory=dict[str, int])
    """Of numbers that stand for more or less cases than was said."""
    given_up: dict[str, str] = field(default_factory=dict[str, str])
    """Classes that visitors did not want to use."""
    parked: dict[str, datetime] = field(default_factory=dict[str, datetime])
    """With the time from which their waiting counts."""
    aside: dict[str, datetime] = field(default_factory=dict[str, datetime])
    """Passed, until their visitors come forward; with the time from which their waiting counts."""
    ended: dict[str, str] = field(default_factory=dict[str, str])
    only: dict[str, int] = field(default_factory=dict[str, int])
    """The one counter that may call a number."""
    since: dict[str, datetime] = field(default_factory=dict[str, datetime])
    """Time from which waiting counts, of numbers at counters."""
    out: dict[str, Called] = field(default_factory=dict[str, Called])
    passes: dict[str, int] = field(default_factory=dict[str, int])
    forward: dict[str, int] = field(default_factory=dict[str, int])
    """How often their visitors came forward at a kiosk."""
    deferred: dict[str, int] = field(default_factory=dict[str, int])
    """How often their holders let others go first."""
    notify: dict[str, bool] = field(default_factory=dict[str, bool])
    taken: dict[str, int] = field(default_factory=dict[str, int])
    newest: dict[str, int] = field(default_factory=dict[str, int])
    """The last number that the server gave itself, by queue."""
    booked: set[str] = field(default_factory=set[str])
    """Numbers of people who came in time for their booking."""
    by_appointment: set[str] = field(default_factory=set[str])
    """Numbers of people with a booking, in time or not: no cap counts them."""
    blocks: dict[str, Block] = field(default_factory=dict[str, Block])
    jobs: dict[str, Job] = field(default_factory=dict[str, Job])
    caps: dict[str, int] = field(default_factory=dict[str, int])
    """Numbers of the day, by queue, as a manager has set them."""
    rated: set[str] = field(default_factory=set[str])
    helps: dict[int, tuple[str, datetime]] = field(default_factory=dict[int, "tuple[str, datetime]"])
    """Counters that serve another queue for a time: which, and until when."""
    closed: dict[str, str] = field(default_factory=dict[str, str])
    """Queues that are closed for now, and why."""


class Ledger:
    """The hall in dictionaries."""

    def __init__(self, hall: Hall, now: datetime) -> None:
        self.hall = hall
        self.now = now
        self.desks = {int(counter.number): Desk() for counter in hall.counters}
        self.devices: dict[str, tuple[str, tuple[str, ...]]] = {}
        self.poor: set[str] = set()
        """Visits with a low rating that nobody has looked into."""
        self.pagers: dict[int, Pager] = {}
        self.today = Today(self.date_of(now))
        self.emergency = ""
        """``drill`` or ``real``; it outlasts the day."""
        self.emergency_since = now

    # -- what is asked of it ---------------------------------------------------------------------------------------

    def date_of(self, moment: datetime) -> date:
        """The date on the hall's wall."""
        return (moment + timedelta(hours=HOURS_AHEAD)).date()

    def live(self) -> dict[str, str]:
        """Every number that still promises service, and its state."""
        at_desks = {
            desk.ticket: "called" if desk.status == "calling" else "serving"
            for desk in self.desks.values()
            if desk.ticket
        }
        return {
            **dict.fromkeys(self.today.waiting, "waiting"),
            **dict.fromkeys(self.today.parked, "parked"),
            **dict.fromkeys(self.today.aside, "passed"),
            **at_desks,
        }

    def state_of(self, ticket: str) -> str | None:
        """What a number does; None when there is none."""
        return self.live().get(ticket) or self.today.ended.get(ticket)

    def turn(self, ticket: str) -> tuple[bool, int, float, str, int, int]:
        """Smaller is called sooner."""
        wait, slip = self.today.waiting[ticket], self.today.slips[ticket]
        return (
            wait.at_end and self.now < wait.since,
            wait.defer,
            wait.since.timestamp(),
            slip.origin,
            slip.seq,
            slip.leg,
        )

    def next_for(self, counter: int) -> str | None:
        """Whom this counter calls next."""
        served = self.queues_of(counter)
        mine = [
            ticket
            for ticket in self.today.waiting
            if self.today.slips[ticket].queue in served
            and self.today.slips[ticket].queue not in self.today.closed
            and self.today.only.get(ticket, counter) == counter
        ]
        return min(mine, key=self.turn, default=None)

    # -- the clock -------------------------------------------------------------------------------------------------

    def tick(self) -> None:
        """What happens by the clock alone."""
        if self.date_of(self.now) > self.today.day:
            for desk in self.desks.values():
                if desk.ticket is not None:
                    desk.ticket, desk.status = None, "idle"
            self.today = Today(self.date_of(self.now))
        for job in self.today.jobs.values():
            if not self.emergency and not job.taken and self.ago(job.raised) >= self.hall.rules.guide_ack_s:
                job.escalated = True

    def nothing_left(self, reply: Reply) -> None:
        """The clock has had done what it asks for."""
        assert reply.events == []

    # -- parts of what commands do -------------------------------------------------------------------------------------

    def again(self, *tickets: str) -> Expected:
        def nothing_new(reply: Reply) -> None:
            assert reply.repeated
            assert reply.events == []
            assert reply.ticket in tickets or not tickets

        return nothing_new

    def queues_of(self, counter: int) -> tuple[str, ...]:
        found = self.hall.counter_by_number.get(CounterNumber(counter))
        helped = self.today.helps.get(counter)
        return (helped[0],) if helped is not None else found.queues if found is not None else ()

    def ago(self, moment: datetime) -> float:
        return max((self.now - moment).total_seconds(), 0.0)

    def out_at(self, counter: int) -> Called:
        ticket = self.desks[counter].ticket
        assert ticket is not None
        return self.today.out[ticket]

    def not_live(self, ticket: str) -> str | None:
        if ticket in self.live():
            return None
        return "ticket.wrong_state" if ticket in self.today.ended else "ticket.unknown"

    def not_staffed(self, counter: int) -> str | None:
        if counter not in self.desks:
            return "counter.unknown"
        return "counter.not_open" if self.desks[counter].clerk is None else None

    def not_engaged(self, counter: int, status: str) -> str | None:
        if (refusal := self.not_staffed(counter)) is not None:
            return refusal
        if self.desks[counter].ticket is None:
            return "counter.idle"
        return None if self.desks[counter].status == status else "call.wrong_state"

    def leave_desk(self, ticket: str, *, pause: bool) -> None:
        for desk in self.desks.values():
            if desk.ticket == ticket:
                desk.ticket, desk.status = None, "idle"
                if pause and desk.planned:
                    desk.status, desk.planned = "paused", False

    def let_back(self, ticket: str) -> None:
        """A passed number waits again. The small hall is open around the clock: its session ends at midnight."""
        rules, since = self.hall.rules.passing, self.today.aside.pop(ticket)
        if rules.rule is PassRule.TAIL:
            self.today.waiting[ticket] = Wait(self.now)
        elif rules.rule is PassRule.SESSION_END:
            midnight = datetime.combine(self.date_of(self.now), time.min, UTC) + timedelta(hours=24 - HOURS_AHEAD)
            self.today.waiting[ticket] = Wait(max(midnight, since), at_end=True)
        else:
            self.today.waiting[ticket] = Wait(since, rules.defer_by, spaced=rules.spaced_by)

    def end(self, ticket: str, how: str, *, pause: bool = False) -> None:
        self.leave_desk(ticket, pause=pause)
        self.today.waiting.pop(ticket, None)
        self.today.parked.pop(ticket, None)
        self.today.aside.pop(ticket, None)
        self.today.ended[ticket] = how

    def enter(self, event: ev.TicketIssued, since: datetime, wish: Any) -> None:
        assert event.ticket not in self.today.slips, "a number was given twice"
        self.today.slips[event.ticket] = Slip(
            origin=event.origin,
            seq=event.seq,
            leg=1,
            queue=event.origin,
            item=event.item,
            person=getattr(wish, "person", None),
            kiosk=event.kiosk,
            needs=getattr(wish, "needs", frozenset()),
            has_phone=getattr(wish, "has_phone", False),
            number=event.number,
            together=event.together,
            then=tuple((visit.queue, visit.items) for visit in event.then),
        )
        assert len({(slip.origin, slip.seq, slip.leg) for slip in self.today.slips.values()}) == len(self.today.slips)
        self.today.waiting[event.ticket] = Wait(since)
        if event.booking:
            self.today.by_appointment.add(event.ticket)
        person = getattr(wish, "person", None)
        if person is not None:
            self.today.taken[person] = self.today.taken.get(person, 0) + 1

    def bad_note(self, note: str) -> str | None:
        if note and (len(note) > 80 or note.split("\n") != [note.strip()]):
            return "note.invalid"
        return "note.personal" if len(re.findall("[0-9]", note)) > 6 else None

    def pager(self, number: int) -> Pager:
        return self.pagers.setdefault(number, Pager())

    def carry_pager(self, before: str, child: str) -> None:
        """A pager goes with the visitor."""
        for one in self.pagers.values():
            if one.holder == before:
                one.holder = child

    def raise_tasks(self, events: Iterable[ev.Event]) -> None:
        for event in events:
            assert isinstance(event, ev.TaskRaised)
            self.today.jobs[event.task] = Job(
                self.now,
                event.kiosk,
                pager=event.pager,
                seeks=event.ticket or "" if event.kind in ev.BRINGS_VISITOR else "",
            )


def first(*codes: str | None) -> str | None:
    """The first refusal, if there is any."""
    return next((code for code in codes if code is not None), None)


def when(is_so: bool, code: str) -> str | None:
    """A refusal under a condition."""
    return code if is_so else None


def nothing(_: Reply) -> None:
    """It is written down, and nothing else changes."""
