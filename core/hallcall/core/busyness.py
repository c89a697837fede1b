"""How many visitors come today beside the past days: one factor for queues that share counters.

Two things that are seen anyway tell it, and the smaller one holds:

* **Who has come.** Visitors of a day are a Poisson process whose rate a factor of the day multiplies, gamma distributed
  around 1. After ``came`` visitors, of whom ``usual`` were to be expected by now, its mean is
  ``(N + came) / (N + usual)``. Within a half hour nobody knows when they come, evenly or all as the doors open, so
  ``usual`` is whatever lies nearest to ``came`` between the beginning and the end of the present one.
* **Who waits.** Those who came within the last hour were called or wait still. Counters can have called so many at
  most; if the usual visitors are more than that and the line together, fewer came.

Source:
    Whitt 1999, Operations Research Letters 24:205-212, and Avramidis, Deslauriers and L'Ecuyer 2004, Management Science
    50:896-908 (the gamma distributed factor of a day); Newell 1982, Applications of Queueing Theory (a line is what
    came less what was called).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import datetime

from hallcall.core.history import History
from hallcall.core.past_days import SLOT_MIN, SLOTS
from hallcall.core.places import Counter
from hallcall.core.rota import AT_WORK
from hallcall.core.state import HallState
from hallcall.core.terms import ItemCode, QueuePrefix

_BELIEVED = 20.0
"""Visitors that the past days weigh as much as: a factor of the day has a standard deviation of 22 %.

Source:
    Chosen on simulated days of other seeds than those that are published (bench/wait.py); 10 to 40 do as well.
"""
_LOOK_BACK_S = 3600.0
_SLOT_S = SLOT_MIN * 60.0
_ANY_ITEM = ItemCode("")


def busyness(
    history: History,
    state: HallState,
    queues: Sequence[QueuePrefix],
    counters: Iterable[Counter],
    now: datetime,
    second: float,
) -> float:
    """Today's visitors as a multiple of the usual ones.

    Args:
        history: how many come usually, and how long they take.
        state: who has come today, and who waits.
        queues: those that share the counters.
        counters: that call from them.
        now: the moment.
        second: the same as seconds from local midnight.
    """
    return min(
        _by_those_who_came(history, state, queues, second),
        _by_those_who_wait(history, state, queues, _at_work_lately(state, counters, now), second),
    )


def _by_those_who_came(history: History, state: HallState, queues: Sequence[QueuePrefix], second: float) -> float:
    """Booked visitors are not counted: they come when they have an appointment, however many others do."""
    slot = min(int(second // _SLOT_S), SLOTS - 1)
    came = least = most = 0.0
    for queue in queues:
        usual = history.usual.get(queue)
        if usual is not None:
            came += state.given.get(queue, 0)
            least += usual.walk_ins[slot]
            most += usual.walk_ins[slot + 1]
    return (_BELIEVED + came) / (_BELIEVED + min(max(came, least), most))


def _by_those_who_wait(
    history: History, state: HallState, queues: Sequence[QueuePrefix], counters: int, second: float
) -> float:
    """In seconds of a counter's time: what counters had, and what those who wait will take, beside the usual."""
    had_s, usual_s = counters * _LOOK_BACK_S, 0.0
    for queue in queues:
        usual = history.usual.get(queue)
        if usual is not None:
            turn_s, _ = history.turn_of(_ANY_ITEM, queue)
            begin = max(second - _LOOK_BACK_S, 0.0)
            usual_s += turn_s * (_by(usual.arrivals, second) - _by(usual.arrivals, begin))
            line = state.waiting.get(queue)
            had_s += turn_s * len(line) if line is not None else 0.0
    return had_s / usual_s if usual_s else math.inf


def _at_work_lately(state: HallState, counters: Iterable[Counter], now: datetime) -> int:
    """Counters that may have called within the last hour: those at work, and those that stopped since."""
    known = (state.counters.get(counter.number) for counter in counters)
    return sum(
        one is not None and (one.status in AT_WORK or (now - one.since).total_seconds() < _LOOK_BACK_S) for one in known
    )


def _by(usual: Sequence[float], second: float) -> float:
    """Visitors up to a second of the day, if they come evenly within each slot."""
    slot = min(int(second // _SLOT_S), SLOTS - 1)
    return usual[slot] + (usual[slot + 1] - usual[slot]) * (second / _SLOT_S - slot)
