"""What the page of a ticket tells. Nothing of the person, and no other person's number."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hallcall.core.days import local_time
from hallcall.core.estimate import Estimator, WaitRange
from hallcall.core.hall import Hall
from hallcall.core.state import HallState
from hallcall.core.tickets import Ticket, TicketState


class Stage(StrEnum):
    """How far the visit is, as the visitor sees it."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"
    PASSED = "passed"
    GONE = "gone"
    """Ended, of another day, or never given: the page does not tell which."""


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


def page_facts(
    hall: Hall, state: HallState, estimator: Estimator, token: str, language: str, now: datetime
) -> PageFacts:
    """The page for a token at this moment."""
    told_at = local_time(hall, now)
    ticket = find_ticket(state, token)
    if ticket is None:
        return PageFacts(stage=Stage.GONE, hall=hall.name.full(language), told_at=told_at)
    # A queue may be served on two floors: who is called goes where their counter stands.
    counter = hall.counter_by_number.get(ticket.counter) if ticket.counter is not None else None
    zone = hall.zone_by_id[counter.zone if counter is not None else hall.queue_by_prefix[ticket.queue].zone]
    item = hall.item_by_code.get(ticket.item)
    estimate = estimator.of_ticket(state, ticket.id, now)
    wait = estimate.range if estimate is not None else None
    named = () if item is None else (hall.material_by_id[material] for material in item.materials)
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
    )
