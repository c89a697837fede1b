"""What is said in a zone, as a rule over what the walls show: one sentence for each call there, none without one.

Whoever cannot hear reads the same on the wall, whoever cannot see hears it: both come from the same call.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import nsmallest

from hallcall.assets.texts import Texts
from hallcall.core.announcing import Priority
from hallcall.core.hall import Hall
from hallcall.core.languages import Language
from hallcall.core.line import seniority
from hallcall.core.snapshot import Call, CounterStatus, Emergency
from hallcall.core.spoken import Place, Speaker
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber, ZoneId
from hallcall.core.tickets import TicketId

FRESH_S = 20.0
"""An older call is not begun any more: who hears it would go to a counter that serves the next one."""
EMERGENCY_AGAIN_S = 15.0
"""Said again as long as it lasts."""
READY = 3
"""First tickets of each line whose calls are made ready."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """Something to be said."""

    job: str
    """The same for the same call, whoever works it out and however often."""
    zone: ZoneId
    language: Language
    text: str
    caption: str
    call: tuple[TicketId, int] | None = None
    """The ticket and which of its calls; None for what is no call."""
    priority: Priority = Priority.CALL
    fresh_s: float = FRESH_S


def sentences_at(
    hall: Hall,
    state: HallState,
    texts: Texts,
    now: datetime,
    *,
    zones: Collection[ZoneId],
    languages: Collection[Language],
) -> list[Sentence]:
    """What has to be said now in these zones; what was told before is told again, under the same job.

    During an emergency nothing but it.
    """
    if state.emergency is not None:
        return list(leave_at(state.emergency, texts, now, zones=zones, languages=languages))
    fresh = [call for call in state.calls.values() if call.ended_at is None and _age_s(call, now) < FRESH_S]
    return [
        _call(hall, texts, call, zone, language, FRESH_S - _age_s(call, now))
        for call in sorted(fresh, key=lambda call: call.at)
        if (zone := listening_zone(hall, call)) in zones
        for language in languages
    ]


def listening_zone(hall: Hall, call: Call) -> ZoneId:
    """Where those sit whom a call is for: in the zone of their queue, wherever the counter is."""
    queue = hall.queue_by_prefix.get(call.queue)
    return queue.zone if queue is not None else hall.counter_by_number[call.counter].zone


def place_of(hall: Hall, counter: CounterNumber, heard_in: ZoneId) -> Place:
    """The way from a zone to a counter, as far as it has to be said."""
    there = hall.zone_by_id[hall.counter_by_number[counter].zone]
    here = hall.zone_by_id[heard_in]
    return Place(
        counter=counter,
        floor=there.floor if there.floor != here.floor else None,
        zone=there.id if there.id != here.id else "",
    )


def soon_said(
    hall: Hall, state: HallState, *, zones: Collection[ZoneId], languages: Collection[Language]
) -> Iterator[tuple[str, Language]]:
    """Calls that will probably come next, to be made ready: the first of each line, at each counter that may call."""
    for queue in hall.queues:
        line = state.waiting.get(queue.prefix)
        if queue.zone not in zones or line is None:
            continue
        counters = [
            counter.number
            for counter in hall.counters
            if queue.prefix in counter.queues and _is_open(state, counter.number)
        ]
        for ticket in nsmallest(READY, line.values(), key=seniority):
            for counter in counters:
                for language in languages:
                    place = place_of(hall, counter, queue.zone)
                    yield Speaker(language=language).call(ticket.number, place), language


def _is_open(state: HallState, counter: CounterNumber) -> bool:
    known = state.counters.get(counter)
    return known is not None and known.status is not CounterStatus.CLOSED


def _age_s(call: Call, now: datetime) -> float:
    return (now - call.at).total_seconds()


def _call(hall: Hall, texts: Texts, call: Call, zone: ZoneId, language: Language, fresh_s: float) -> Sentence:
    return Sentence(
        job=f"{call.seq}.{call.call}-{zone}-{language}",
        zone=zone,
        language=language,
        text=Speaker(language=language).call(call.number, place_of(hall, call.counter, zone)),
        caption=texts.text("voice-caption-call", number=call.number, counter=call.counter),
        call=(call.ticket, call.call),
        fresh_s=fresh_s,
    )


def leave_at(
    emergency: Emergency,
    texts: Texts,
    now: datetime,
    *,
    zones: Collection[ZoneId],
    languages: Collection[Language],
) -> Iterator[Sentence]:
    """That people must leave, said now in these zones; needs neither the hall nor the server."""
    turn = int((now - emergency.since).total_seconds() // EMERGENCY_AGAIN_S)
    kind = "drill" if emergency.is_drill else "evacuate"
    for zone in zones:
        for language in languages:
            yield Sentence(
                job=f"{kind}-{emergency.since.timestamp():.0f}-{turn}-{zone}-{language}",
                zone=zone,
                language=language,
                text=Speaker(language=language).evacuate(is_drill=emergency.is_drill),
                caption=texts.text(f"voice-caption-{kind}"),
                priority=Priority.EMERGENCY,
                fresh_s=EMERGENCY_AGAIN_S,
            )
