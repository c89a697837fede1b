"""How long spoken calls wait, by calls a minute and loudspeakers: the product's own queue, played in virtual time.

Source:
    4.5 s a sentence, twice with 1 s between, is 10 s a call. Calls a minute in a hall of 101 counters: mean
    6.0, p95 12, p99 15, in its opening minute 97-99 (simulated days of the large sample hall). Mean wait of M/D/1:
    Pollaczek-Khinchine with a constant service time, ``rho * s / (2 * (1 - rho))``.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from hallcall.core.announcing import Announcement, ZoneQueue
from hallcall.core.languages import Language

SENTENCE_S = 4.5
GAP_S = 1.0
CALL_S = 2 * SENTENCE_S + GAP_S
FRESH_S = 20.0
OPENING_CALLS = 98
MOST_CHANNELS = 4
_BOUND_S = 20.0
"""A call heard later than that sends people to a counter that has gone on."""


@dataclass(slots=True)
class Heard:
    """What became of the calls of one loudspeaker."""

    delays_s: list[float] = field(default_factory=list[float])
    """Of those that were said, by themselves or with others."""
    alone: int = 0
    """Said by themselves."""
    twice: int = 0
    late: int = 0
    """Left out."""


def mean_wait_s(calls_a_minute: float, service_s: float = CALL_S) -> float | None:
    """Mean wait of M/D/1 in seconds; None when more comes than can be said."""
    load = calls_a_minute / 60 * service_s
    return None if load >= 1 else load * service_s / (2 * (1 - load))


def bench_voice(*, rates: Sequence[float], minutes: int, seed: int) -> dict[str, Any]:
    """Every rate with one to four loudspeakers, and the opening minute."""
    cases = [
        _case(rate, channels, minutes, random.Random(f"{seed}-{rate}-{channels}"))
        for rate in rates
        for channels in range(1, MOST_CHANNELS + 1)
    ]
    opening = [_opening(channels, random.Random(f"{seed}-{channels}")) for channels in range(1, MOST_CHANNELS + 1)]
    needed = {
        f"{rate:g}": next((case["channels"] for case in cases if case["rate"] == rate and _is_enough(case)), None)
        for rate in rates
    }
    return {"call_s": CALL_S, "bound_s": _BOUND_S, "channels_needed": needed, "cases": cases, "opening": opening}


def play(arrivals_s: Iterable[float], queue: ZoneQueue) -> Heard:
    """Have the calls that arrive at these moments, in order, said by one loudspeaker."""
    heard = Heard()
    free_at = 0.0
    coming = sorted(arrivals_s, reverse=True)
    while coming or len(queue):
        now = max(free_at, coming[-1]) if coming and not len(queue) else free_at
        while coming and coming[-1] <= now:
            queue.add(_call(coming.pop()))
        heard.late += len(queue.drop_stale(now))
        utterance = queue.take()
        if utterance is None:
            continue
        heard.delays_s += [now + FRESH_S - job.fresh_until for job in utterance.jobs]
        heard.alone += 0 if utterance.is_crowd else len(utterance.jobs)
        heard.twice += len(utterance.jobs) if utterance.times == 2 else 0
        free_at = now + utterance.times * SENTENCE_S + GAP_S
    return heard


def _case(rate: float, channels: int, minutes: int, chance: random.Random) -> dict[str, Any]:
    heard = [play(_arrivals(rate / channels, minutes, chance), ZoneQueue()) for _ in range(channels)]
    mean = mean_wait_s(rate / channels)
    return {
        "rate": rate,
        "channels": channels,
        "always_twice_mean_s": None if mean is None else round(mean, 1),
        **_summary(heard),
    }


def _opening(channels: int, chance: random.Random) -> dict[str, Any]:
    """All counters call their first within a minute."""
    arrivals = [sorted(chance.uniform(0, 60) for _ in range(OPENING_CALLS // channels)) for _ in range(channels)]
    heard = [play(moments, ZoneQueue()) for moments in arrivals]
    last_s = OPENING_CALLS / channels * CALL_S
    return {"channels": channels, "always_twice_last_s": round(last_s), **_summary(heard)}


def _summary(heard: Sequence[Heard]) -> dict[str, Any]:
    delays = sorted(delay for one in heard for delay in one.delays_s)
    said, late = len(delays), sum(one.late for one in heard)
    return {
        "calls": said + late,
        "delay_p50_s": round(delays[said // 2], 1),
        "delay_p95_s": round(delays[min(said - 1, said * 95 // 100)], 1),
        "delay_max_s": round(delays[-1], 1),
        "said_alone": _share(sum(one.alone for one in heard), said + late),
        "said_twice": _share(sum(one.twice for one in heard), said + late),
        "left_out": _share(late, said + late),
    }


def _is_enough(case: dict[str, Any]) -> bool:
    """Whether nearly every call is said by itself and in time."""
    return case["said_alone"] >= 0.95 and case["delay_p95_s"] <= _BOUND_S


def _arrivals(rate: float, minutes: int, chance: random.Random) -> list[float]:
    moments: list[float] = []
    at = chance.expovariate(rate / 60)
    while at < minutes * 60:
        moments.append(at)
        at += chance.expovariate(rate / 60)
    return moments


def _call(at: float) -> Announcement:
    return Announcement(job=f"{at}", zone="A", language=Language.ZH, text=f"{at}", caption="", fresh_until=at + FRESH_S)


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0
