"""What the page of a ticket tells. Nothing of the person, and no other person's number."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hallcall.core.days import local_time
from hallcall.core.estimate import Estimator, WaitRange
from hallcall.core.hall import Hall
from hallcall.core.ratings_kept import DoneVisit
from hallcall.core.route import merged_materials
from hallcall.core.state import HallState
from hallcall.core.tickets import AWAY, Ticket, TicketState, Visit


class Stage(StrEnum):
    """How far the visit is, as the visitor sees it."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"
    PASSED = "passed"
    DONE = "done"
    """It may be rated."""
    RATED = "rated"
    GONE = "gone"
    """Ended, of another day, or never given: the page does not tell which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLeg:
    """A stay of a number for several items."""

    leg: int
    floor: int
    zone: str
    counters: tuple[int, ...]
    items: tuple[str, ...]
    """What is done there; without private items."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """One page."""

    stage: Stage
    hall: str
    told_at: datetime
    """Local time of the facts."""
    number: str = ""
    item: str = ""
    issued_at: datetime | None = None
    ahead: int | None = None
    wait: WaitRange | None = None
    resumes_at: datetime | None = None
    """Local time at which calling goes on, while nobody calls."""
    floor: int = 0
    zone: str = ""
    counters: tuple[int, ...] = ()
    """Counters that may call it."""
    counter: int | None = None
    """Where it is called or served."""
    materials: tuple[str, ...] = ()
    left: int = 1
    """Items that are left to be done."""
    closed: str = ""
    """Why its queue is closed for now, a value of ``ClosureReason``; empty when it is not, or not needed any more."""
    closed_until: datetime | None = None
    """Local time at which it should go on."""
    help_desk: str = ""
    help_phone: str = ""
    legs: tuple[PageLeg, ...] = ()
    """The stays that are left, the present one first; empty for a number with one item."""


_STAGES = {
    TicketState.WAITING: Stage.WAITING,
    TicketState.CALLED: Stage.CALLED,
    TicketState.SERVING: Stage.SERVING,
    TicketState.PARKED: Stage.PARKED,
    TicketState.PASSED: Stage.PASSED,
}


def find_ticket(state: HallState, token: str) -> Ticket | None:
    """The live ticket of a token, compared in constant time."""
    wanted = token.encode()
    found = None
    for ticket in state.tickets.values():
        if ticket.token and hmac.compare_digest(ticket.token.encode(), wanted):
            found = ticket
    return found


def find_done(state: HallState, token: str) -> DoneVisit | None:
    """The visit of a token that is done and not rated, compared in constant time."""
    wanted = token.encode()
    found = None
    for visit in state.unrated.values():
        if visit.token and hmac.compare_digest(visit.token.encode(), wanted):
            found = visit
    return found


def page_facts(
    hall: Hall, state: HallState, estimator: Estimator, token: str, language: str, now: datetime
) -> PageFacts:
    """The page for a token at this moment."""
    told_at = local_time(hall, now)
    ticket = find_ticket(state, token)
    if ticket is None:
        visit = find_done(state, token)
        if visit is not None:
            return PageFacts(stage=Stage.DONE, hall=hall.name.full(language), told_at=told_at, number=visit.number)
        return PageFacts(stage=Stage.GONE, hall=hall.name.full(language), told_at=told_at)
    # A queue may be served on two floors: who is called goes where their counter stands.
    counter = hall.counter_by_number.get(ticket.counter) if ticket.counter is not None else None
    zone = hall.zone_by_id[counter.zone if counter is not None else hall.queue_by_prefix[ticket.queue].zone]
    item = hall.item_by_code.get(ticket.item)
    estimate = estimator.of_ticket(state, ticket.id, now)
    wait = estimate.range if estimate is not None else None
    known = [code for code in ticket.items if code in hall.item_by_code]
    is_held_up = ticket.state in {TicketState.WAITING, *AWAY}
    closure = state.closed.get(ticket.queue) if is_held_up else None
    named = (hall.material_by_id[material] for material in merged_materials(hall, known))
    return PageFacts(
        stage=_STAGES[ticket.state],
        hall=hall.name.full(language),
        told_at=told_at,
        number=ticket.number,
        item="" if item is None or item.private else item.name.full(language),
        issued_at=local_time(hall, ticket.issued_at),
        ahead=estimate.ahead if estimate is not None else None,
        wait=wait,
        resumes_at=local_time(hall, wait.resumes_at) if wait is not None and wait.resumes_at is not None else None,
        floor=zone.floor,
        zone=zone.id,
        counters=tuple(counter.number for counter in hall.counters_by_queue[ticket.queue]),
        counter=ticket.counter,
        materials=tuple(material.name.full(language) for material in named),
        closed=closure.reason.value if closure is not None else "",
        closed_until=local_time(hall, closure.until) if closure is not None and closure.until is not None else None,
        help_desk=hall.help_desk.full(language),
        help_phone=hall.help_phone,
        left=len(ticket.items),
        legs=_legs(hall, ticket, language) if len(ticket.items) > 1 else (),
    )


def _legs(hall: Hall, ticket: Ticket, language: str) -> tuple[PageLeg, ...]:
    stays = (Visit(queue=ticket.queue, items=(ticket.item, *ticket.together)), *ticket.then)
    return tuple(
        PageLeg(
            leg=leg,
            floor=hall.floor_of_queue(stay.queue),
            zone=hall.queue_by_prefix[stay.queue].zone,
            counters=tuple(counter.number for counter in hall.counters_by_queue[stay.queue]),
            items=tuple(
                item.name.full(language)
                for code in stay.items
                if (item := hall.item_by_code.get(code)) is not None and not item.private
            ),
        )
        for leg, stay in enumerate(stays, start=ticket.leg)
    )
