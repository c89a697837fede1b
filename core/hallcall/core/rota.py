"""When each counter of some queues can call next, and when it will not be there.

What the state shows is believed first: who works, who pauses until when, what is served since when. Who is not there
comes back when the hall usually has more counters at work: at the opening, after a closed noon, at the end of the noon
shift. When fewer than usual came in the morning, as small a share comes then. After the last close of the day those who
are there go on until nobody waits.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import TypeAlias

from hallcall.core.days import local_time
from hallcall.core.errors import Refused
from hallcall.core.hall import Hall
from hallcall.core.history import History
from hallcall.core.languages import Language
from hallcall.core.opening import Span
from hallcall.core.past_days import SLOT_MIN
from hallcall.core.places import Counter
from hallcall.core.snapshot import CounterState, CounterStatus
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber, QueuePrefix
from hallcall.core.tickets import TicketState
from hallcall.core.values import changed

Absence: TypeAlias = "tuple[float, float, float]"
"""Two beginnings and an end, in seconds from now: from the first on a counter leaves when nobody waits, from the second
on it is away in any case."""
_Span: TypeAlias = "tuple[float, float]"
_MINUTE_S = 60.0
_NEVER = math.inf
_Z = (-1.2815515594, -0.5244005127, 0.0, 0.5244005127, 1.2815515594)
"""The middles of five equal parts of the standard normal distribution."""
_SETTLING_S = 600.0
"""Who is not there so long after an opening does not come any more."""
_SOON_S = 60.0
"""Clerks who should be there already come in about this time."""
_LEAST_S = 5.0
"""A visitor who is late for their call comes in about this time."""
AT_WORK = frozenset({CounterStatus.IDLE, CounterStatus.CALLING, CounterStatus.SERVING})
"""What a counter does whose clerk is there and calls."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A counter that will call today."""

    number: CounterNumber
    queues: tuple[QueuePrefix, ...]
    free_s: float
    """When the present visitor is done, in seconds from now."""
    free_sd_s: float
    """Standard deviation of it."""
    absences: tuple[Absence, ...]
    """In order and apart."""
    languages: tuple[Language, ...] = ()
    """That are spoken there, beside Chinese."""
    is_here: bool = True
    """It works, or would but for an absence."""

    def ready_s(self, at_s: float) -> float:
        """The first moment from ``at_s`` on at which it may call."""
        for _, start, end in self.absences:
            if start <= at_s < end:
                at_s = end
        return at_s

    def idle_s(self, at_s: float) -> float:
        """As ``ready_s``, when nobody waits at ``at_s``."""
        for start, _, end in self.absences:
            if start <= at_s < end:
                at_s = end
        return at_s


@dataclass(frozen=True, slots=True)
class _Today:
    """The hours of a queue, in seconds from now."""

    spans: tuple[_Span, ...]
    noon: _Span | None
    minute: float
    """Of the day, now."""


def spread_out(desks: Sequence[Desk]) -> list[tuple[float, int, Desk]]:
    """When each counter becomes free: not all at their means, but scattered as chance scatters them.

    Of many counters the first is free long before the mean of any. So their distributions are laid together, and the
    counters get the middles of as many equal parts, in the order of their means.

    Returns:
        Seconds from now, place among ``desks``, desk.
    """
    order = sorted(range(len(desks)), key=lambda index: desks[index].free_s)
    pooled = sorted(time_s for desk in desks for time_s in _quintiles(desk.free_s, desk.free_sd_s))
    middle = len(_Z) // 2
    return [(pooled[place * len(_Z) + middle], index, desks[index]) for place, index in enumerate(order)]


def _quintiles(mean_s: float, sd_s: float) -> list[float]:
    """The middles of five equal parts of a lognormal distribution, brought to its mean."""
    if mean_s <= 1 or sd_s <= 0:
        # What ends within this second is over.
        return [mean_s] * len(_Z)
    sigma = math.sqrt(math.log1p((sd_s / mean_s) ** 2))
    parts = [math.exp(sigma * z) for z in _Z]
    scale = mean_s * len(_Z) / math.fsum(parts)
    return [scale * part for part in parts]


def find_desks(
    hall: Hall, state: HallState, history: History, counters: Iterable[Counter], now: datetime
) -> list[Desk]:
    """Those of ``counters`` that will call today, with what is known of each."""
    local = local_time(hall, now)
    seconds = local.hour * 3600 + local.minute * 60 + local.second + local.microsecond / 1e6
    by_queue: dict[QueuePrefix, list[Counter]] = {}
    for counter in counters:
        by_queue.setdefault(counter.queues[0], []).append(counter)
    found: list[Desk] = []
    for queue, mine in by_queue.items():
        today = _today(hall, queue, local.date(), seconds)
        found += _Shift(hall, state, history, queue, today, now).desks(mine)
    return found


def _today(hall: Hall, queue: QueuePrefix, day: date, seconds: float) -> _Today:
    calendar = hall.calendar_by_id[hall.queue_by_prefix[queue].calendar]
    try:
        spans = calendar.spans(day, hall.holidays)
    except Refused:
        spans = ()

    def from_now(span: Span) -> _Span:
        return span.start_min * _MINUTE_S - seconds, span.end_min * _MINUTE_S - seconds

    is_open_at_noon = calendar.noon is not None and any(
        span.start_min < calendar.noon.end_min and calendar.noon.start_min < span.end_min for span in spans
    )
    noon = from_now(calendar.noon) if calendar.noon is not None and is_open_at_noon else None
    return _Today(tuple(from_now(span) for span in spans), noon, seconds / _MINUTE_S)


class _Shift:
    """The counters whose first queue is one and the same."""

    def __init__(
        self, hall: Hall, state: HallState, history: History, queue: QueuePrefix, today: _Today, now: datetime
    ) -> None:
        self._hall, self._state, self._history = hall, state, history
        self._queue, self._today, self._now = queue, today, now
        self._stays_s = history.stays_s[queue]
        self._closed = self._gaps()
        self._to_come = tuple(gap for gap in self._closed if gap[-1] > 0)

    def desks(self, counters: Sequence[Counter]) -> list[Desk]:
        """All that will call."""
        here = [counter for counter in counters if self._is_here(counter)]
        here.sort(key=self._leaves_at_noon)
        staying = self._at_noon(here)
        desks = [self._present(counter, leaves=place >= staying) for place, counter in enumerate(here)]
        comes_back = self._comes_back_s()
        if comes_back < _NEVER:
            absent = [counter for counter in counters if counter not in here]
            desks += self._coming(absent, len(here), comes_back)
        return [desk for desk in desks if desk.ready_s(desk.free_s) < _NEVER]

    def _is_here(self, counter: Counter) -> bool:
        known = self._state.counters.get(counter.number)
        if known is None:
            return False
        return known.status in AT_WORK or (known.status is CounterStatus.PAUSED and known.pause_until is not None)

    def _leaves_at_noon(self, counter: Counter) -> bool:
        """Whether a counter may be one that rests at noon: after its beginning, who serves nobody called in it."""
        known = self._state.counters[counter.number]
        noon = self._today.noon
        is_noon = noon is not None and noon[0] <= 0 < noon[1]
        if not is_noon or noon is None or known.status is CounterStatus.CALLING:
            return False
        return known.status is not CounterStatus.SERVING or (known.since - self._now).total_seconds() < noon[0]

    def _at_noon(self, here: Sequence[Counter]) -> int:
        """How many of those who are here stay for the noon shift: as many as usual, and all who work in it now."""
        noon = self._today.noon
        if noon is None or noon[1] <= 0:
            return len(here)
        usual = self._hall.queue_by_prefix[self._queue].noon_counters
        if usual is None:
            middle = self._today.minute + (noon[0] + noon[1]) / 2 / _MINUTE_S
            usual = self._history.counters_at(self._queue, middle)
        if usual is None:
            return len(here)
        at_work = sum(not self._leaves_at_noon(counter) for counter in here) if noon[0] <= 0 else 0
        return max(usual, at_work)

    def _present(self, counter: Counter, *, leaves: bool) -> Desk:
        known = self._state.counters[counter.number]
        free_s, free_sd_s = self._free(known)
        absences = [*self._to_come]
        if leaves and self._today.noon is not None:
            absences.append(self._break(*self._today.noon))
        if known.pause_planned:
            until = known.pause_until
            end = self._comes_back_s() if until is None else max((until - self._now).total_seconds(), free_s)
            absences.append((free_s, free_s, end))
        return Desk(
            number=counter.number,
            queues=counter.queues,
            free_s=free_s,
            free_sd_s=free_sd_s,
            absences=tuple(sorted(absences)),
            languages=counter.languages,
            is_here=known.status in AT_WORK,
        )

    def _free(self, known: CounterState) -> tuple[float, float]:
        """Mean and standard deviation of the time until the counter can call."""
        if known.status is CounterStatus.PAUSED:
            assert known.pause_until is not None
            left = (known.pause_until - self._now).total_seconds()
            return max(left, _SOON_S), 0.0
        ticket = self._state.tickets.get(known.ticket) if known.ticket is not None else None
        if ticket is None:
            return 0.0, 0.0
        # A visit may come from a queue that the hall no longer has.
        queue = ticket.queue if ticket.queue in self._history.turns else self._queue
        turn, service = self._history.turns[queue], self._history.service.of(ticket.item, queue)
        elapsed = max((self._now - ticket.since).total_seconds(), 0.0)
        whole_s, _ = self._history.turn_of_ticket(changed(ticket, queue=queue))
        more_s = whole_s - self._history.turn_of(ticket.item, queue)[0]
        if ticket.state is TicketState.SERVING:
            left, sd = service.left(elapsed)
            return left + more_s + turn.gap_s, sd
        coming = max(turn.lag_s - elapsed, _LEAST_S)
        visit_s = turn.answered * service.mean_s + more_s
        return coming + visit_s + turn.gap_s, math.hypot(service.sd_s, turn.besides_sd_s)

    def _comes_back_s(self) -> float:
        """When more counters will be at work, in seconds from now."""
        today = self._today
        for start, end in today.spans:
            if -_SETTLING_S < start <= 0 < end:
                return _SOON_S
        ends_noon = (today.noon[1],) if today.noon is not None else ()
        return min((at for at in (*(start for start, _ in today.spans), *ends_noon) if at > 0), default=_NEVER)

    def _coming(self, absent: Sequence[Counter], here: int, at_s: float) -> list[Desk]:
        """Those who come back then: as many as usual and as the day has had so far, first those who were here today."""
        minute = self._today.minute + at_s / _MINUTE_S
        usual = self._history.counters_at(self._queue, minute + _SETTLING_S / _MINUTE_S)
        were_here = [counter for counter in absent if self._was_here(counter)]
        if usual is None:
            is_first = not self._today.spans or at_s <= max(self._today.spans[0][0], _SOON_S)
            coming = list(absent) if is_first and not were_here else were_here
        else:
            others = [counter for counter in absent if counter not in were_here]
            wanted = round(usual * self._staffed(here + len(were_here)))
            coming = [*were_here, *others][: max(wanted - here, 0)]
        absences = tuple(gap for gap in self._closed if gap[0] >= at_s)
        return [
            Desk(
                number=one.number,
                queues=one.queues,
                free_s=at_s,
                free_sd_s=0.0,
                absences=absences,
                languages=one.languages,
                is_here=False,
            )
            for one in coming
        ]

    def _staffed(self, today: int) -> float:
        """The counters that have worked today as a share of the usual ones, once the first opening has settled."""
        settled_s = self._today.spans[0][0] + _SETTLING_S if self._today.spans else _NEVER
        if settled_s > 0:
            return 1.0
        first = int(self._today.minute + settled_s / _MINUTE_S)
        minutes = range(first, int(self._today.minute) + 1, SLOT_MIN)
        most = max(self._history.counters_at(self._queue, minute) or 0 for minute in minutes)
        return min(today / most, 1.0) if most and today else 1.0

    def _was_here(self, counter: Counter) -> bool:
        known = self._state.counters.get(counter.number)
        if known is None:
            return False
        return local_time(self._hall, known.since).date() == local_time(self._hall, self._now).date()

    def _gaps(self) -> tuple[Absence, ...]:
        """Before the first span, and between two."""
        spans = self._today.spans
        if not spans:
            return ()
        between = [self._break(before[1], after[0]) for before, after in pairwise(spans) if before[1] < after[0]]
        return ((-_NEVER, -_NEVER, spans[0][0]), *between)

    def _break(self, start: float, end: float) -> Absence:
        return start, min(start + self._stays_s, end), end
