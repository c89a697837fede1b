"""How long a visit takes, learned from past visits: by item and by queue.

Three rules make the figures fit to promise something with:

* **Forgotten finishes are left out.** Nobody pressed the key, so the length tells nothing. A length beyond
  ``CAP_MEDIANS`` times the median of its item (of its queue while the item has few visits) is taken for one. A
  lognormal service time with a coefficient of variation of 0.9 exceeds that 4 times in 1,000.
* **Few visits are mixed with the queue's.** With n visits of its own an item's figures weigh n / (n + k), the queue's
  the rest; k is the ratio of the variance within items to that between their means, so items that differ much are
  believed sooner.
* **Without any visit the catalogue is believed.**

Source:
    Bühlmann 1967 (credibility, the weight n / (n + k)); Brown et al. 2005, JASA 100:36-50 (service times of visits are
    nearly lognormal).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from hallcall.core.hall import Hall
from hallcall.core.terms import ItemCode, QueuePrefix
from hallcall.core.values import changed

CAP_MEDIANS = 8.0
"""A visit so many times as long as the median was not finished when it ended."""
FEW = 10
"""With fewer visits an item has no median of its own."""
_K_USUAL = 5.0
"""Weight of the queue in visits while too few items are known to tell how much they differ."""
_K_LEAST, _K_MOST = 1.0, 30.0
_P50, _P90 = 0.5, 0.9
_Z90 = 1.2815515594
_MINUTE_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceTime:
    """Lengths of visits in seconds."""

    n: int
    """Visits it was learned from; 0 when it stands in the catalogue only."""
    mean_s: float
    p50_s: float
    p90_s: float
    sd_s: float
    """Standard deviation."""

    def left(self, elapsed_s: float) -> tuple[float, float]:
        """Mean and standard deviation of what is still to come of a visit that has lasted so long.

        By the lognormal law with this mean and deviation. Of a visit that has lasted longer than any does, a whole new
        one is assumed: its finish was forgotten, and the next visitor may be called at any time.
        """
        if elapsed_s <= 0 or elapsed_s > CAP_MEDIANS * self.p50_s:
            return self.mean_s, self.sd_s
        if self.sd_s <= 0:
            return max(self.mean_s - elapsed_s, 0.0), 0.0
        variance = math.log1p((self.sd_s / self.mean_s) ** 2)
        sigma = math.sqrt(variance)
        z = (math.log(elapsed_s / self.mean_s) + variance / 2) / sigma
        beyond = _upper(z)
        first = self.mean_s * _upper(z - sigma) / beyond
        second = self.mean_s**2 * math.exp(variance) * _upper(z - 2 * sigma) / beyond
        return max(first - elapsed_s, 0.0), math.sqrt(max(second - first**2, 0.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceTimes:
    """What is known of the visits of a hall."""

    items: Mapping[ItemCode, ServiceTime]
    """Every item of the hall's catalogue."""
    queues: Mapping[QueuePrefix, ServiceTime]

    def of(self, item: ItemCode, queue: QueuePrefix) -> ServiceTime:
        """The time of an item; of its queue where the item is not known or not told."""
        return self.items.get(item) or self.queues[queue]


def summarise(lengths_s: Iterable[float]) -> ServiceTime | None:
    """Figures of visits, without regard to forgotten finishes; None without any visit."""
    ordered = sorted(lengths_s)
    n = len(ordered)
    if not n:
        return None
    mean = math.fsum(ordered) / n
    variance = math.fsum((length - mean) ** 2 for length in ordered) / (n - 1) if n > 1 else 0.0
    return ServiceTime(
        n=n,
        mean_s=mean,
        p50_s=quantile(ordered, _P50),
        p90_s=quantile(ordered, _P90),
        sd_s=math.sqrt(variance),
    )


def quantile(ordered: Sequence[float], share: float) -> float:
    """The value below which ``share`` of the ordered values lie, between two neighbours in proportion."""
    place = share * (len(ordered) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def learn_service_times(hall: Hall, lengths_s: Mapping[ItemCode, Sequence[float]]) -> ServiceTimes:
    """The times of every item and queue of a hall.

    Args:
        hall: its catalogue says what belongs to which queue, and what to believe before anything was seen.
        lengths_s: lengths of past visits by item, in seconds; items of no catalogue are passed over.
    """
    items: dict[ItemCode, ServiceTime] = {}
    queues: dict[QueuePrefix, ServiceTime] = {}
    for queue in hall.queues:
        mine = {
            item.code: [length for length in lengths_s.get(item.code, ()) if length > 0]
            for item in hall.items
            if item.queue == queue.prefix
        }
        own, pooled = _learn_queue(mine)
        queues[queue.prefix] = pooled or _catalogue_of_queue(hall, queue.prefix)
        items |= own
        for code in mine.keys() - own.keys():
            items[code] = changed(pooled, n=0) if pooled is not None else _catalogue(hall, code)
    return ServiceTimes(items=items, queues=queues)


def _learn_queue(lengths: Mapping[ItemCode, list[float]]) -> tuple[dict[ItemCode, ServiceTime], ServiceTime | None]:
    """The items that were seen, mixed with their queue, and the queue."""
    together = sorted(chain.from_iterable(lengths.values()))
    if not together:
        return {}, None
    usual = quantile(together, _P50)
    kept = {code: _finished(seen, usual) for code, seen in lengths.items()}
    pooled = summarise(chain.from_iterable(kept.values()))
    if pooled is None:
        return {}, None
    seen = {code: found for code, times in kept.items() if (found := summarise(times)) is not None}
    k = _credibility(seen.values(), pooled)
    return {code: _mixed(time, pooled, k) for code, time in seen.items()}, pooled


def _finished(lengths: list[float], usual: float) -> list[float]:
    """Without those that nobody finished."""
    median = quantile(sorted(lengths), _P50) if len(lengths) >= FEW else usual
    return [length for length in lengths if length <= CAP_MEDIANS * median]


def _credibility(items: Iterable[ServiceTime], pooled: ServiceTime) -> float:
    """K of the weight n / (n + k)."""
    known = [item for item in items if item.n >= FEW]
    if len(known) < FEW // 2:
        return _K_USUAL
    within = math.fsum(item.sd_s**2 for item in known) / len(known)
    noise = math.fsum(item.sd_s**2 / item.n for item in known) / len(known)
    between = math.fsum((item.mean_s - pooled.mean_s) ** 2 for item in known) / len(known) - noise
    return min(max(within / between, _K_LEAST), _K_MOST) if between > 0 else _K_MOST


def _mixed(own: ServiceTime, pooled: ServiceTime, k: float) -> ServiceTime:
    weight = own.n / (own.n + k)

    def mix(mine: float, ours: float) -> float:
        return weight * mine + (1 - weight) * ours

    return ServiceTime(
        n=own.n,
        mean_s=mix(own.mean_s, pooled.mean_s),
        p50_s=mix(own.p50_s, pooled.p50_s),
        p90_s=mix(own.p90_s, pooled.p90_s),
        sd_s=mix(own.sd_s, pooled.sd_s),
    )


def _catalogue(hall: Hall, code: ItemCode) -> ServiceTime:
    item = hall.item_by_code[code]
    return _lognormal(item.service_mean_min * _MINUTE_S, item.service_cv)


def _catalogue_of_queue(hall: Hall, queue: QueuePrefix) -> ServiceTime:
    """Each item of the queue counted once."""
    items = hall.items_by_queue[queue]
    if not items:
        return _lognormal(_UNKNOWN_S, _UNKNOWN_CV)
    mean = math.fsum(item.service_mean_min for item in items) / len(items)
    second = math.fsum(item.service_mean_min**2 * (1 + item.service_cv**2) for item in items) / len(items)
    return _lognormal(mean * _MINUTE_S, math.sqrt(max(second / mean**2 - 1, 0.0)))


_UNKNOWN_S, _UNKNOWN_CV = 600.0, 0.7
"""Of a queue without items: only transfers come there."""


def _lognormal(mean_s: float, cv: float) -> ServiceTime:
    sigma = math.sqrt(math.log1p(cv**2))
    median = mean_s * math.exp(-(sigma**2) / 2)
    return ServiceTime(n=0, mean_s=mean_s, p50_s=median, p90_s=median * math.exp(_Z90 * sigma), sd_s=mean_s * cv)


def _upper(z: float) -> float:
    """Share of the standard normal distribution above ``z``; never 0."""
    return max(0.5 * math.erfc(z / math.sqrt(2)), 1e-12)
