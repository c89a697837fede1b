"""The visitors of one day, drawn before it begins: the same whoever calls them, so that rules can be compared."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from operator import attrgetter

from hallcall.core.catalogue import ServiceItem
from hallcall.core.hall import Hall
from hallcall.core.priority import PriorityClass
from hallcall.core.terms import ItemCode, QueuePrefix
from hallcall.sim.hallday.appointments import Appointments
from hallcall.sim.hallday.profile import DayProfile

NEVER_COMES = 1_000
"""More calls than any rule makes."""
_STEEPEST = 20.0
"""No item is wanted more often than one that takes a minute less or more by e to this power."""
_HALVINGS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Somebody on the way to the hall, with all that chance decides about them."""

    comes_s: float
    """When they reach the hall, in seconds after local midnight."""
    item: ItemCode
    kiosk: str
    priority: PriorityClass
    booked_s: float | None
    """The beginning of their slot, in seconds after local midnight."""
    is_missing: bool = False
    """They are booked and do not come."""
    service_s: float
    """How long a clerk will need."""
    misses: int
    """Rounds of calls they do not answer: 0, 1, or ``NEVER_COMES``."""


def draw_visitors(hall: Hall, profile: DayProfile, load: float, day: date, dice: random.Random) -> list[Visitor]:
    """One day's visitors in the order in which they come: a Poisson process for each queue.

    Who books has the nearest slot with a free place to the time at which they would have come; where there is none they
    come then, without a booking. The booked come around the beginning of their slot.

    Args:
        hall: with ``daily_weight`` visits a day for each queue.
        profile: when they come and who they are.
        load: factor on the number of visits.
        day: whose slots the booked have.
        dice: the same dice give the same visitors.
    """
    visitors: list[Visitor] = []
    for queue in hall.queues:
        drawn = _of_queue(hall, queue.prefix, profile, load, dice)
        given = Appointments(hall, queue.prefix, day).give(wish.comes_s for wish in drawn if wish.is_booked)
        visitors += [_appointed(wish, next(given), profile) if wish.is_booked else wish.visitor for wish in drawn]
    return sorted(visitors, key=attrgetter("comes_s"))


def wanted_items(hall: Hall, queue: QueuePrefix, profile: DayProfile) -> list[tuple[ServiceItem, float]]:
    """The items visitors of a queue come for, each with its share of the queue's visits; the shares add up to 1.

    Before the mean service time of the queue is looked at, the seldom wanted items share ``profile.rare`` of the visits
    equally, and the others the rest. Then each share is multiplied by an exponential of the item's own mean time, which
    is the least change that gives the mean wanted; its slope is found by halving. A mean that the items cannot give is
    brought into their span.
    """
    items = [item for item in hall.items if item.queue == queue and not item.appointment_only]
    seldom = sum(item.synthetic for item in items)
    often = len(items) - seldom
    rare = profile.rare if often else 1.0
    shares = [rare / seldom if item.synthetic else (1.0 - rare * bool(seldom)) / often for item in items]
    wanted = profile.service_mean_min.get(queue)
    if wanted is not None and items:
        shares = _tilted_to([item.service_mean_min for item in items], shares, wanted)
    return [*zip(items, shares, strict=True)]


def _tilted_to(means: Sequence[float], shares: Sequence[float], wanted: float) -> list[float]:
    """The shares, changed least so that the mean is the wanted one."""
    low, high = -_STEEPEST, _STEEPEST
    tilted = [*shares]
    for _ in range(_HALVINGS):
        slope = (low + high) / 2
        tilted = _tilted(means, shares, slope)
        mean = math.fsum(share * mean for share, mean in zip(tilted, means, strict=True))
        low, high = (slope, high) if mean < wanted else (low, slope)
    return tilted


def _tilted(means: Sequence[float], shares: Sequence[float], slope: float) -> list[float]:
    top = max(slope * mean for mean in means)
    weights = [share * math.exp(slope * mean - top) for share, mean in zip(shares, means, strict=True)]
    total = math.fsum(weights)
    return [weight / total for weight in weights]


@dataclass(frozen=True, slots=True)
class _Wish:
    """A visitor before anybody has a slot."""

    visitor: Visitor
    """Without an appointment."""
    is_booked: bool
    offset: float
    """From 0 to 1: where they come in the time in which the booked of a slot come."""
    absence: float
    """From 0 to 1: the least do not come."""

    @property
    def comes_s(self) -> float:
        return self.visitor.comes_s


def _appointed(wish: _Wish, start_s: float | None, profile: DayProfile) -> Visitor:
    if start_s is None:
        return wish.visitor
    late = profile.booked_late
    if wish.offset < late:
        comes_s = start_s + wish.offset / late * profile.booked_late_s
    else:
        comes_s = start_s - (wish.offset - late) / (1.0 - late) * profile.booked_early_s
    return replace(
        wish.visitor,
        comes_s=comes_s,
        priority=PriorityClass.BOOKED,
        booked_s=start_s,
        is_missing=wish.absence < profile.no_show,
    )


def _of_queue(hall: Hall, queue: QueuePrefix, profile: DayProfile, load: float, dice: random.Random) -> list[_Wish]:
    expected = hall.queue_by_prefix[queue].daily_weight * load
    items = wanted_items(hall, queue, profile)
    if expected <= 0 or not items or not hall.counters_by_queue[queue]:
        return []
    choices = [item for item, _ in items]
    shares = [*accumulate(share for _, share in items)]
    kiosks = _kiosks_near(hall, queue)
    visitors: list[_Wish] = []
    came = dice.expovariate(1.0)
    while came < expected:
        item = dice.choices(choices, cum_weights=shares)[0]
        visitors.append(_visitor(item, profile.time_of(came / expected), dice.choice(kiosks), profile, dice))
        came += dice.expovariate(1.0)
    return visitors


def _visitor(item: ServiceItem, comes_s: float, kiosk: str, profile: DayProfile, dice: random.Random) -> _Wish:
    # Always as many throws of the dice, so that a change of one share changes nothing else about the day.
    kind, offset, service, answers = dice.random(), dice.random(), dice.gauss(0.0, 1.0), dice.random()
    is_elder = kind < profile.elder
    is_booked = not is_elder and kind < profile.elder + profile.booked
    misses = 0
    if answers < profile.no_answer:
        misses = 1 if answers < profile.no_answer * profile.comes_back else NEVER_COMES
    visitor = Visitor(
        comes_s=comes_s,
        item=item.code,
        kiosk=kiosk,
        priority=PriorityClass.ELDER if is_elder else PriorityClass.NORMAL,
        booked_s=None,
        service_s=_lognormal_s(item, service),
        misses=misses,
    )
    absence = (kind - profile.elder) / profile.booked if is_booked else 1.0
    return _Wish(visitor, is_booked, offset, absence)


def _lognormal_s(item: ServiceItem, normal: float) -> float:
    """A service time of the item's mean and coefficient of variation, from a standard normal number."""
    spread = math.log1p(item.service_cv**2)
    return 60.0 * item.service_mean_min * math.exp(math.sqrt(spread) * normal - spread / 2)


def _kiosks_near(hall: Hall, queue: QueuePrefix) -> list[str]:
    """Kiosks on the floor of a queue, else all; the desk of a guide where there are none."""
    floor = hall.floor_of_queue(queue)
    near = [kiosk.id for kiosk in hall.kiosks if kiosk.floor == floor]
    return near or [kiosk.id for kiosk in hall.kiosks] or [""]
