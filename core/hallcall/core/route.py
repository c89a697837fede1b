"""Several items in one visit: one number, and a route over the counters that ends as early as it can.

Items that one counter can do are done there in one stay. Between stays the visitor keeps the seniority of the first:
who goes on has waited as long as everybody who came when they did. So the wait of the next queue has begun already
while they walk and are served, and that route is best that ends first: it weighs walking and waiting by what they cost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from hallcall.core.hall import Hall
from hallcall.core.places import Counter
from hallcall.core.snapshot import CounterStatus
from hallcall.core.state import HallState
from hallcall.core.terms import ItemCode, QueuePrefix
from hallcall.core.tickets import Need, Ticket, Visit
from hallcall.core.walking import walk_between_s, walk_from_kiosk_s

MOST_ITEMS = 8
"""Items of one number: what a person does in one visit, and few enough to look at every route."""
_WORKING = frozenset({CounterStatus.IDLE, CounterStatus.CALLING, CounterStatus.SERVING})


class _Way(NamedTuple):
    """A route up to a moment."""

    ends_s: float
    visits: tuple[Visit, ...]

    def rank(self) -> tuple[float, int, tuple[QueuePrefix, ...]]:
        """Smaller is better."""
        return (self.ends_s, len(self.visits), tuple(visit.queue for visit in self.visits))


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Where and how a visitor begins."""

    kiosk: str = ""
    needs: frozenset[Need] = frozenset()


def plan_route(
    hall: Hall, items: Iterable[ItemCode], start: Start, waits_s: Mapping[QueuePrefix, float]
) -> tuple[Visit, ...]:
    """The order of stays by which a visitor is done first; of equal ones the first by queue letter.

    Exact: to be somewhere earlier is never worse, so of all ways to have done the same items and to stand at the same
    queue only the earliest counts.

    Args:
        hall: with its walks, its counters and what has to come before what (``ServiceItem.after``).
        items: of the hall, at most ``MOST_ITEMS``; repeated ones count once.
        start: where the walk begins.
        waits_s: how long somebody waits who takes a number of a queue now; 0 for queues not named.

    Returns:
        Stays in order; each item in exactly one.
    """
    wanted = tuple(dict.fromkeys(items))
    skills = {queue: _sure_skills(hall, queue) for queue in sorted({hall.item_by_code[one].queue for one in wanted})}
    ways: dict[tuple[frozenset[ItemCode], QueuePrefix | None], _Way] = {(frozenset(), None): _Way(0.0, ())}
    ended: list[_Way] = []
    while ways:
        longer: dict[tuple[frozenset[ItemCode], QueuePrefix | None], _Way] = {}
        for (done, here), way in ways.items():
            left = [item for item in wanted if item not in done]
            if not left:
                ended.append(way)
            for queue, skilled in skills.items():
                ready = doable(hall, left, wanted, done, skilled)
                if not any(hall.item_by_code[item].queue == queue for item in ready):
                    continue
                called_s = max(way.ends_s + _walk_s(hall, start, here, queue), waits_s.get(queue, 0.0))
                stay = Visit(queue=queue, items=ready)
                found = _Way(called_s + _service_s(hall, ready), (*way.visits, stay))
                key = (done.union(ready), queue)
                longer[key] = min(longer.get(key, found), found, key=_Way.rank)
        ways = longer
    return min(ended, key=_Way.rank).visits


def doable(
    hall: Hall,
    left: Iterable[ItemCode],
    wanted: Iterable[ItemCode],
    done: frozenset[ItemCode],
    skills: frozenset[QueuePrefix],
) -> tuple[ItemCode, ...]:
    """Which of the items that are left a counter with these skills can do one after the other, in that order.

    Args:
        hall: with what has to come before what.
        left: items that are not done.
        wanted: all that the visitor came for: what they did not come for need not come before.
        done: items that are done.
        skills: queues that the counter serves.
    """
    all_wanted, rest, ready = {*wanted}, [*left], list[ItemCode]()
    while True:
        gone = done.union(ready)
        item = next(
            (
                code
                for code in rest
                if (known := hall.item_by_code.get(code)) is not None
                and known.queue in skills
                and all(before in gone or before not in all_wanted for before in known.after)
            ),
            None,
        )
        if item is None:
            return tuple(ready)
        rest.remove(item)
        ready.append(item)


def remaining_visits(hall: Hall, ticket: Ticket, desk: Counter) -> tuple[Visit, ...]:
    """Where a visitor goes on after this counter has done all of their items that it can."""
    later = [item for visit in ticket.then for item in visit.items]
    now_done = frozenset((ticket.item, *ticket.together))
    done = now_done.union(doable(hall, later, later, now_done, frozenset(desk.queues)))
    visits = (
        Visit(queue=visit.queue, items=left)
        for visit in ticket.then
        if (left := tuple(item for item in visit.items if item not in done))
    )
    return tuple(visits)


def roughly_waits_s(hall: Hall, state: HallState) -> dict[QueuePrefix, float]:
    """By queue, how long a wait is now, as well as it must be known to order stays.

    Those who wait, served one after the other by the counters that work; by all of its counters when none does.
    """
    waits: dict[QueuePrefix, float] = {}
    for queue, counters in hall.counters_by_queue.items():
        waiting = state.waiting.get(queue)
        items = hall.items_by_queue[queue]
        if not waiting or not items:
            continue
        known = (state.counters.get(counter.number) for counter in counters)
        working = sum(counter is not None and counter.status in _WORKING for counter in known)
        mean_min = sum(item.service_mean_min for item in items) / len(items)
        waits[queue] = 60.0 * mean_min * len(waiting) / (working or len(counters))
    return waits


def merged_materials(hall: Hall, items: Iterable[ItemCode]) -> tuple[str, ...]:
    """Ids of what a visitor brings for several items, each once."""
    named = (material for item in items for material in hall.item_by_code[item].materials)
    return tuple(dict.fromkeys(named))


def _sure_skills(hall: Hall, queue: QueuePrefix) -> frozenset[QueuePrefix]:
    """Queues that every counter of a queue serves."""
    return frozenset({queue}).union(
        frozenset.intersection(*(frozenset(counter.queues) for counter in hall.counters_by_queue[queue]))
    )


def _walk_s(hall: Hall, start: Start, here: QueuePrefix | None, queue: QueuePrefix) -> float:
    zone = hall.queue_by_prefix[queue].zone
    if here is None:
        return walk_from_kiosk_s(hall, start.kiosk, zone, start.needs)
    return walk_between_s(hall, hall.queue_by_prefix[here].zone, zone, start.needs)


def _service_s(hall: Hall, items: Iterable[ItemCode]) -> float:
    return sum(60.0 * hall.item_by_code[item].service_mean_min for item in items)
