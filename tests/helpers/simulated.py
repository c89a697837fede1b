"""A small hall with visitors for simulated days, and somebody who checks every event of such a day."""

from __future__ import annotations

from dataclasses import replace

from hallcall.core import events as ev
from hallcall.core.hall import Hall
from hallcall.core.opening import Calendar, Holidays, Span
from hallcall.core.places import Counter
from hallcall.core.priority import PolicyName
from hallcall.core.rules import PassRule
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber, QueuePrefix
from hallcall.core.tickets import TicketId
from hallcall.sim.hallday import DayProfile, SimPlan
from helpers.small_hall import small_hall

OFFICE = Calendar(
    id="always",
    weekly=((Span(9 * 60, 12 * 60), Span(14 * 60, 17 * 60)),) * 5 + ((), ()),
    last_ticket_before_close_min=15,
    follows_holidays=False,
)
"""Nine to twelve and two to five, Monday to Friday."""
EVERYBODY_COMES = DayProfile(no_answer=0.0)
NOBODY_BOOKS = DayProfile(no_answer=0.0, booked=0.0)


def visited_hall(
    policy: PolicyName = PolicyName.FCFS, *, visits: int = 120, counters: int = 2, rule: PassRule = PassRule.DEFER
) -> Hall:
    """The small hall with one queue: items of ten minutes, so many visits a day and so many counters."""
    hall = small_hall()
    a = QueuePrefix("A")
    rules = replace(
        hall.rules,
        order=replace(hall.rules.order, policy=policy),
        passing=replace(hall.rules.passing, rule=rule),
    )
    return replace(
        hall,
        queues=(replace(hall.queues[0], daily_weight=float(visits)),),
        items=tuple(item for item in hall.items if item.queue == a),
        hot_items=(),
        counters=tuple(
            Counter(number=CounterNumber(at + 1), zone=hall.zones[0].id, queues=(a,)) for at in range(counters)
        ),
        calendars=(OFFICE,),
        holidays=Holidays({}),
        rules=rules,
    )


def plan_of(hall: Hall, *, days: int = 2, seed: int = 1, profile: DayProfile | None = None) -> SimPlan:
    """Some days of a hall."""
    return SimPlan(hall=hall, days=days, seed=seed, profile=profile or DayProfile())


class Inspector:
    """An observer who follows each number: whoever is out is not called again before they were passed."""

    def __init__(self) -> None:
        self.out: set[TicketId] = set()
        """Called, and neither started, passed nor over."""
        self.faults: list[str] = []
        self.log: list[ev.Recorded] = []
        self.last_state: HallState | None = None

    def happened(self, recorded: ev.Recorded, state: HallState) -> None:
        """Look at an event."""
        self.log.append(recorded)
        self.last_state = state
        match recorded.event:
            case ev.TicketCalled(ticket=ticket):
                if ticket in self.out:
                    self.faults.append(f"{ticket} is called twice")
                self.out.add(ticket)
            case ev.TicketStarted(ticket=ticket) | ev.TicketPassed(ticket=ticket):
                self.out.discard(ticket)
            case _:
                pass
