"""A small hall that is always open, and a day in it that is run by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hallcall.core.builtin_policies import FirstComeFirstServed
from hallcall.core.call_policy import CallPolicy
from hallcall.core.catalogue import Department, DepartmentKind, ServiceItem
from hallcall.core.commands import Command, IssueTicket, OpenCounter, OpenDay
from hallcall.core.decide import decide
from hallcall.core.events import Event, Recorded
from hallcall.core.hall import Hall
from hallcall.core.opening import Calendar, Holidays, Span
from hallcall.core.order import queue_order
from hallcall.core.places import Counter, KioskPlace, Queue, Zone
from hallcall.core.promise import PromiseRules, TidalRules
from hallcall.core.rules import CallRules, PassRules, TicketRules
from hallcall.core.situation import Outcome
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber, DepartmentId, ItemCode, Minutes, Name, QueuePrefix, ZoneId
from hallcall.core.tickets import ClerkId, PersonId, Ticket, TicketId

ALWAYS = Calendar(id="always", weekly=((Span(0, 24 * 60),),) * 7, follows_holidays=False)
NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Monday 23 November 2026, 09:00 in the hall."""


def item(code: str, queue: str, *, mean: float = 10.0, private: bool = False) -> ServiceItem:
    return ServiceItem(
        code=ItemCode(code),
        name=Name(zh=f"事项{code}", en=f"Item {code}"),
        department=DepartmentId("D1"),
        queue=QueuePrefix(queue),
        audience="person",
        keywords=(),
        materials=(),
        service_mean_min=Minutes(mean),
        service_cv=0.5,
        legal_limit=None,
        promised_limit=None,
        fee_cny=0,
        private=private,
    )


def small_hall(
    *, rules: TicketRules | None = None, calls: CallRules | None = None, passing: PassRules | None = None
) -> Hall:
    """Two floors, queue A below and B above; counters 1 and 2 for A, 3 for both, 4 for B; kiosk K1 below.

    It promises nothing about waits, so that no look at them writes events between those of a test.
    """
    rules = rules or TicketRules(promise=PromiseRules(within_min=0), tidal=TidalRules(waiting_over=0, wait_over_min=0))
    rules = replace(rules, call=calls or rules.call, passing=passing or rules.passing)
    a, b = QueuePrefix("A"), QueuePrefix("B")
    return Hall(
        code="TEST",
        name=Name(zh="测试大厅", en="Test Hall"),
        region_code="440399000000",
        timezone="Asia/Shanghai",
        help_desk=Name(zh="1 层总服务台", en="Front desk, floor 1"),
        help_phone="0000-1234",
        zones=(
            Zone(id=ZoneId("A"), floor=1, name=Name(zh="A 区", en="Zone A")),
            Zone(id=ZoneId("B"), floor=2, name=Name(zh="B 区", en="Zone B")),
        ),
        departments=(
            Department(id=DepartmentId("D1"), name=Name(zh="民政", en="Civil affairs"), kind=DepartmentKind.DISTRICT),
        ),
        materials=(),
        queues=(
            Queue(prefix=a, name=Name(zh="户政", en="Residence"), zone=ZoneId("A"), calendar="always"),
            Queue(prefix=b, name=Name(zh="税务", en="Tax"), zone=ZoneId("B"), calendar="always"),
        ),
        counters=(
            Counter(number=CounterNumber(1), zone=ZoneId("A"), queues=(a,)),
            Counter(number=CounterNumber(2), zone=ZoneId("A"), queues=(a,)),
            Counter(number=CounterNumber(3), zone=ZoneId("A"), queues=(a, b)),
            Counter(number=CounterNumber(4), zone=ZoneId("B"), queues=(b,)),
        ),
        items=(item("a1", "A"), item("a2", "A"), item("b1", "B"), item("b2", "B", private=True)),
        packages=(),
        calendars=(ALWAYS,),
        holidays=Holidays({}),
        rules=rules,
        kiosks=(KioskPlace(id="K1", floor=1, label=Name(zh="1 层 1 号机", en="Kiosk 1, floor 1")),),
        hot_items=(ItemCode("a1"), ItemCode("b1")),
    )


def readable_hall() -> Hall:
    """The small hall as applications take it from a server: what files may not say is not in it."""
    hall = small_hall()
    below, above = hall.queues[0].prefix, hall.queues[1].prefix
    return replace(
        hall,
        counters=tuple(
            replace(counter, queues=(below,)) if above in counter.queues and below in counter.queues else counter
            for counter in hall.counters
        ),
        items=tuple(replace(item, conditions="无特殊条件") for item in hall.items),
    )


class Day:
    """A day of a hall in memory: commands go in, events are applied, the clock is turned by hand."""

    def __init__(self, hall: Hall | None = None, *, policy: CallPolicy | None = None, start: datetime = NINE) -> None:
        self.hall = hall or small_hall()
        self.policy = policy or FirstComeFirstServed()
        self.now = start
        self.state = HallState()
        self.log: list[Recorded] = []
        self.do(OpenDay())

    def do(self, command: Command) -> Outcome:
        """Decide and apply; raises what core raises."""
        outcome = decide(self.hall, self.state, command, self.now, self.policy)
        for event in outcome.events:
            seq = len(self.log) + 1
            recorded = Recorded(seq=seq, epoch="e", id=f"e-{seq}", at=self.now, cause=f"c{seq}", event=event)
            self.log.append(recorded)
            self.state.apply(recorded)
        return outcome

    def later(self, seconds: float) -> None:
        """Turn the clock."""
        self.now += timedelta(seconds=seconds)

    def open(self, *numbers: int) -> None:
        """Sign clerk ``c<n>`` in at each counter."""
        for number in numbers:
            self.do(OpenCounter(counter=CounterNumber(number), clerk=ClerkId(f"c{number}")))

    def issue(self, item_code: str = "a1", *, person: str | None = None, **more: object) -> Ticket:
        """Take a number one second after the last."""
        self.later(1)
        command = IssueTicket(item=ItemCode(item_code), kiosk="K1", person=PersonId(person) if person else None)
        outcome = self.do(replace(command, **more))  # type: ignore[arg-type]
        assert outcome.ticket is not None
        return self.state.tickets[outcome.ticket]

    def ticket(self, ticket: Ticket | TicketId) -> Ticket:
        """The ticket as it is now."""
        return self.state.tickets[ticket.id if isinstance(ticket, Ticket) else ticket]

    def line(self, queue: str = "A") -> list[str]:
        """Numbers of a queue in the order in which they will be called."""
        return [ticket.number for ticket in queue_order(self.state, QueuePrefix(queue), self.policy, self.now)]

    def events(self, kind: type[Event]) -> list[Event]:
        """All events of a kind so far."""
        return [recorded.event for recorded in self.log if isinstance(recorded.event, kind)]
