"""A hall with something changed, to see what its visitors would meet: each change makes another hall."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain

from hallcall.core.catalogue import DepartmentKind
from hallcall.core.express import is_short, with_express_items
from hallcall.core.hall import Hall
from hallcall.core.opening import Span
from hallcall.core.places import Counter, Queue
from hallcall.core.priority import PolicyName, Rates
from hallcall.core.promise import TidalRules
from hallcall.core.rules import LateMode, PassRule
from hallcall.core.terms import CounterNumber, DepartmentId, ItemCode, Minutes, Name, QueuePrefix
from hallcall.sim.hallday.profile import DayProfile
from hallcall.sim.hallday.tides import Roster
from hallcall.sim.hallday.visitors import wanted_items

_EXPRESS = "x"
"""Second letter of the queue of short jobs."""
_WORTH_A_LANE = 0.5
"""Counters."""
_SINGLE = "abcdefghijklmnopqrstuvwxyz"


def with_policy(hall: Hall, policy: PolicyName, rates: Rates | None = None) -> Hall:
    """Another order of calls."""
    order = replace(hall.rules.order, policy=policy, rates=rates or hall.rules.order.rates)
    return replace(hall, rules=replace(hall.rules, order=order))


def with_passing(hall: Hall, rule: PassRule) -> Hall:
    """Another rule for numbers that do not answer."""
    return replace(hall, rules=replace(hall.rules, passing=replace(hall.rules.passing, rule=rule)))


def with_late_mode(hall: Hall, mode: LateMode) -> Hall:
    """Another rule for booked visitors who come too late."""
    return replace(hall, rules=replace(hall.rules, late=replace(hall.rules.late, mode=mode)))


def standing_by(hall: Hall, changed: Hall) -> tuple[Counter, ...]:
    """Counters of a hall that a change has left empty, and whose queues it still has."""
    kept = {counter.number for counter in changed.counters}
    return tuple(
        counter
        for counter in hall.counters
        if counter.number not in kept and all(queue in changed.queue_by_prefix for queue in counter.queues)
    )


def with_tides(hall: Hall, rule: TidalRules, away: Sequence[Counter]) -> tuple[Hall, Roster]:
    """Somebody does what the alarms suggest.

    Args:
        hall: as it is.
        rule: when another counter is wanted.
        away: further counters, which nobody opens before an alarm asks for one.
    """
    counters = tuple(sorted((*hall.counters, *away), key=lambda counter: counter.number))
    roster = Roster(away=frozenset(counter.number for counter in away), follows_alarms=True)
    return replace(hall, counters=counters, rules=replace(hall.rules, tidal=rule)), roster


def with_counters(hall: Hall, wanted: Mapping[QueuePrefix, int]) -> Hall:
    """So many counters whose first skill is a queue: the highest numbers go, new numbers come after all others.

    A queue without any counter so far gets them where its zone is.
    """
    counters = [*hall.counters]
    for queue, most in wanted.items():
        mine = [counter for counter in counters if counter.queues[0] == queue]
        gone = {counter.number for counter in mine[most:]}
        counters = [counter for counter in counters if counter.number not in gone]
        like = (
            mine[0]
            if mine
            else Counter(number=CounterNumber(0), zone=hall.queue_by_prefix[queue].zone, queues=(queue,))
        )
        last = max((counter.number for counter in hall.counters), default=0)
        last = max([last, *(counter.number for counter in counters)])
        counters += [replace(like, number=CounterNumber(last + 1 + more)) for more in range(most - len(mine))]
    return replace(hall, counters=tuple(counters))


def with_staff(hall: Hall, share: float) -> Hall:
    """So large a share of the counters, shared out among the queues as they are now; each keeps at least one."""
    now: dict[QueuePrefix, int] = {}
    for counter in hall.counters:
        now[counter.queues[0]] = now.get(counter.queues[0], 0) + 1
    total = max(round(share * len(hall.counters)), len(now))
    return with_counters(hall, dict(zip(now, shared_out(total, [float(count) for count in now.values()]), strict=True)))


def with_hours(hall: Hall, spans: Sequence[Span]) -> Hall:
    """These hours on every day on which a calendar has any; who stays at noon, and the last ticket, are as before."""
    return replace(
        hall,
        calendars=tuple(
            replace(calendar, weekly=tuple(tuple(spans) if hours else () for hours in calendar.weekly))
            for calendar in hall.calendars
        ),
    )


def pooled(hall: Hall) -> Hall:
    """Every counter calls from every queue."""
    queues = [queue.prefix for queue in hall.queues]
    return replace(
        hall,
        counters=tuple(
            replace(counter, queues=(*counter.queues, *(queue for queue in queues if queue not in counter.queues)))
            for counter in hall.counters
        ),
    )


def by_department(hall: Hall, profile: DayProfile) -> Hall:
    """A queue and counters of its own for each department; those of partners stay together.

    The counters are shared out by the work each department has, so that the single queues are as well staffed as they
    can be. A department's queue opens as the one in which it has most work now.
    """
    home: dict[DepartmentId | None, dict[QueuePrefix, float]] = {}
    for queue, item_work in _work(hall, profile).items():
        for code, minutes in item_work.items():
            works = home.setdefault(_owner(hall, code), {})
            works[queue] = works.get(queue, 0.0) + minutes
    owners = [*home]
    like = [max(home[owner], key=lambda queue: home[owner][queue]) for owner in owners]
    queues = tuple(_single_queue(hall, owner, like[at], at) for at, owner in enumerate(owners))
    of_owner = {owner: queue.prefix for owner, queue in zip(owners, queues, strict=True)}
    shares = shared_out(len(hall.counters), [sum(home[owner].values()) for owner in owners])
    queues = tuple(
        replace(queue, noon_counters=_noon_part(hall, like[at], shares[at])) for at, queue in enumerate(queues)
    )
    places = chain.from_iterable([queue] * share for queue, share in zip(queues, shares, strict=True))
    return replace(
        hall,
        queues=queues,
        items=tuple(
            replace(item, queue=of_owner[owner])
            for item in hall.items
            if (owner := _owner(hall, item.code)) in of_owner
        ),
        counters=tuple(
            replace(counter, queues=(queue.prefix,), zone=queue.zone)
            for counter, queue in zip(hall.counters, places, strict=True)
        ),
    )


def with_express(hall: Hall, under_min: float, profile: DayProfile, every: int = 0) -> Hall:
    """An express queue for the short jobs of each queue, with the counters that their share of its work needs.

    A queue whose short jobs would not keep half a counter busy gets no lane, nor does one with nothing else.

    Args:
        hall: as it is.
        under_min: items with a shorter mean service time are short jobs.
        profile: how often items are wanted.
        every: no counters of their own: all of the queue call each so many-th time from the express queue.
    """
    work = _work(hall, profile)
    for queue in hall.queues:
        mine = [counter for counter in hall.counters if counter.queues == (queue.prefix,)]
        short = {code for code in work.get(queue.prefix, {}) if is_short(hall.item_by_code[code], Minutes(under_min))}
        minutes = work.get(queue.prefix, {})
        needed = len(mine) * sum(minutes[code] for code in short) / (sum(minutes.values()) or 1.0)
        count = math.ceil(needed)
        if needed < _WORTH_A_LANE or count >= len(mine):
            continue
        lane = replace(
            queue,
            prefix=QueuePrefix(queue.prefix + _EXPRESS),
            name=Name(zh=f"{queue.name.zh}（快办）", en=f"{queue.name.full('en')} (express)"),
            daily_weight=0.0,
            noon_counters=queue.noon_counters if every else _noon_part(hall, queue.prefix, count),
            express_of=queue.prefix,
            express_every=every,
        )
        if every:
            hall = replace(hall, queues=(*hall.queues, lane))
            continue
        numbers = {counter.number for counter in mine[len(mine) - count :]}
        rest = replace(queue, noon_counters=_noon_part(hall, queue.prefix, len(mine) - count))
        hall = replace(
            hall,
            queues=(*(rest if one.prefix == queue.prefix else one for one in hall.queues), lane),
            counters=tuple(
                replace(counter, queues=(lane.prefix,)) if counter.number in numbers else counter
                for counter in hall.counters
            ),
        )
    return with_express_items(replace(hall, rules=replace(hall.rules, express_under_min=Minutes(under_min))))


def shared_out(total: int, weights: Sequence[float]) -> list[int]:
    """Whole shares of ``total`` in proportion to the weights, by largest remainders; each at least 1.

    Raises:
        ValueError: there are more weights than ``total``.
    """
    if len(weights) > total:
        raise ValueError(f"{total} for {len(weights)}")
    whole = math.fsum(weights)
    exact = [weight / whole * total if whole else total / len(weights) for weight in weights]
    shares = [max(int(share), 1) for share in exact]
    places = range(len(shares))
    while sum(shares) < total:
        shares[min(places, key=lambda at: shares[at] - exact[at])] += 1
    while sum(shares) > total:
        shares[max((at for at in places if shares[at] > 1), key=lambda at: shares[at] - exact[at])] -= 1
    return shares


def _work(hall: Hall, profile: DayProfile) -> dict[QueuePrefix, dict[ItemCode, float]]:
    """Minutes of service a day by queue and item."""
    return {
        queue.prefix: {
            item.code: queue.daily_weight * share * item.service_mean_min
            for item, share in wanted_items(hall, queue.prefix, profile)
        }
        for queue in hall.queues
    }


def _noon_part(hall: Hall, queue: QueuePrefix, counters: int) -> int | None:
    """How many of so many counters stay at noon, in proportion to a queue as it is; at least one where any does."""
    stay = hall.queue_by_prefix[queue].noon_counters
    return stay and max(1, round(counters * stay / len(hall.counters_by_queue[queue])))


def _owner(hall: Hall, code: ItemCode) -> DepartmentId | None:
    """The department of an item, None for all partners."""
    department = hall.department_by_id[hall.item_by_code[code].department]
    return None if department.kind is DepartmentKind.PARTNER else department.id


def _single_queue(hall: Hall, owner: DepartmentId | None, like: QueuePrefix, at: int) -> Queue:
    queue = hall.queue_by_prefix[like]
    name = queue.name if owner is None else hall.department_by_id[owner].name
    return replace(queue, prefix=QueuePrefix(like + _SINGLE[at % 26] * (1 + at // 26)), name=name, daily_weight=0.0)
