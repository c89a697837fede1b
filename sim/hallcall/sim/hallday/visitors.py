"""The visitors of one day, drawn before it begins: the same whoever calls them, so that rules can be compared."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import attrgetter

from hallcall.core.classes import PriorityClass
from hallcall.core.hall import Hall, ItemCode, QueuePrefix, ServiceItem
from hallcall.sim.hallday.profile import DayProfile

NEVER_COMES = 1_000
"""More calls than any rule makes."""
_STEEPEST = 20.0
"""No item is wanted so much more often than another a minute longer as e to this power."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Somebody on the way to the hall, with all that chance decides about them."""

    comes_s: float
    """When they reach the hall, in seconds after local midnight."""
    item: ItemCode
    kiosk: str
    priority: PriorityClass
    booked_s: float | None
    """Their appointment, in seconds after local midnight."""
    service_s: float
    """How long a clerk will need."""
    misses: int
    """Rounds of calls they do not answer: 0, 1, or ``NEVER_COMES``."""


def draw_visitors(hall: Hall, profile: DayProfile, load: float, dice: random.Random) -> list[Visitor]:
    """One day's visitors in the order in which they come: a Poisson process for each queue.

    Args:
        hall: with ``daily_weight`` visits a day for each queue.
        profile: when they come and who they are.
        load: factor on the number of visits.
        dice: the same dice give the same visitors.
    """
    visitors = [visitor for queue in hall.queues for visitor in _of_queue(hall, queue.prefix, profile, load, dice)]
    return sorted(visitors, key=attrgetter("comes_s"))


def item_weights(items: Sequence[ServiceItem], mean_min: float | None) -> list[float]:
    """How often each item is wanted, so that the mean service time is ``mean_min``: of all such shares the most even.

    Weights are an exponential of the item's own mean (the distribution of most entropy with a given mean), its slope
    found by halving. A mean that the items cannot give is brought into their span; None gives equal weights.
    """
    means = [item.service_mean_min for item in items]
    if mean_min is None or min(means) == max(means):
        return [1.0] * len(items)
    low, high = -_STEEPEST, _STEEPEST
    weights = means
    for _ in range(60):
        slope = (low + high) / 2
        weights = _tilted(means, slope)
        mean = math.fsum(w * m for w, m in zip(weights, means, strict=True)) / math.fsum(weights)
        low, high = (slope, high) if mean < mean_min else (low, slope)
    return weights


def _tilted(means: Sequence[float], slope: float) -> list[float]:
    exponents = [slope * mean for mean in means]
    top = max(exponents)
    return [math.exp(exponent - top) for exponent in exponents]


def _of_queue(
    hall: Hall, queue: QueuePrefix, profile: DayProfile, load: float, dice: random.Random
) -> list[Visitor]:
    expected = hall.queue_by_prefix[queue].daily_weight * load
    items = [item for item in hall.items_by_queue[queue] if not item.appointment_only]
    if expected <= 0 or not items or not hall.counters_by_queue[queue]:
        return []
    shares = [*accumulate(item_weights(items, profile.service_mean_min.get(queue)))]
    kiosks = _kiosks_near(hall, queue)
    visitors: list[Visitor] = []
    came = dice.expovariate(1.0)
    while came < expected:
        item = dice.choices(items, cum_weights=shares)[0]
        visitors.append(_visitor(item, profile.time_of(came / expected), dice.choice(kiosks), profile, dice))
        came += dice.expovariate(1.0)
    return visitors


def _visitor(item: ServiceItem, comes_s: float, kiosk: str, profile: DayProfile, dice: random.Random) -> Visitor:
    # Always as many throws of the dice, so that a change of one share changes nothing else about the day.
    kind, early, service, absence = dice.random(), dice.random(), dice.gauss(0.0, 1.0), dice.random()
    priority = PriorityClass.NORMAL
    if kind < profile.elder:
        priority = PriorityClass.ELDER
    elif kind < profile.elder + profile.booked:
        priority = PriorityClass.BOOKED
    is_booked = priority is PriorityClass.BOOKED
    misses = 0
    if absence < profile.no_answer:
        misses = 1 if absence < profile.no_answer * profile.comes_back else NEVER_COMES
    return Visitor(
        comes_s=comes_s,
        item=item.code,
        kiosk=kiosk,
        priority=priority,
        booked_s=comes_s + early * profile.booked_early_s if is_booked else None,
        service_s=_lognormal_s(item, service),
        misses=misses,
    )


def _lognormal_s(item: ServiceItem, normal: float) -> float:
    """A service time of the item's mean and coefficient of variation, from a standard normal number."""
    spread = math.log1p(item.service_cv**2)
    return 60.0 * item.service_mean_min * math.exp(math.sqrt(spread) * normal - spread / 2)


def _kiosks_near(hall: Hall, queue: QueuePrefix) -> list[str]:
    """Kiosks on the floor of a queue, else all; the desk of a guide where there are none."""
    floor = hall.floor_of_queue(queue)
    near = [kiosk.id for kiosk in hall.kiosks if kiosk.floor == floor]
    return near or [kiosk.id for kiosk in hall.kiosks] or [""]
