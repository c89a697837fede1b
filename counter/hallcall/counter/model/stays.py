"""A visitor with several items: what is done at this counter, and where they go on when it is finished."""

from __future__ import annotations

from dataclasses import dataclass

from hallcall.core.catalogue import ServiceItem
from hallcall.core.route import remaining_visits
from hallcall.core.tickets import Visit
from hallcall.counter.model.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Stays:
    """Where the present visitor is on their route."""

    leg: int
    """From 1."""
    legs: int
    """As it is now: a stay that this counter does along is none any more."""
    here: tuple[ServiceItem, ...]
    """Done at this counter, in this order."""
    then: tuple[Visit, ...]
    """Where they go on, in this order."""
    floor: int = 0
    """Of the next stay; 0 without one."""
    zone: str = ""
    counters: tuple[int, ...] = ()
    """That may call them there."""


def find_stays(desk: Desk) -> Stays | None:
    """The route of the visitor at a desk; None without one, and for who came for one item only."""
    hall, ticket, place = desk.hall, desk.ticket, desk.place
    if hall is None or ticket is None or place is None or (ticket.leg == 1 and len(ticket.items) == 1):
        return None
    then = remaining_visits(hall, ticket, place) if ticket.then else ()
    later = {code for visit in then for code in visit.items}
    codes = [code for code in ticket.items if code not in later]
    here = tuple(hall.item_by_code[code] for code in codes if code in hall.item_by_code)
    if not then:
        return Stays(leg=ticket.leg, legs=ticket.leg, here=here, then=())
    zone = hall.zone_by_id[hall.queue_by_prefix[then[0].queue].zone]
    return Stays(
        leg=ticket.leg,
        legs=ticket.leg + len(then),
        here=here,
        then=then,
        floor=zone.floor,
        zone=zone.id,
        counters=tuple(counter.number for counter in hall.counters_by_queue[then[0].queue]),
    )
