"""``GET /v1/why/<number>``: why a number was called, or why it is not next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from litestar import Request, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery, QueryParameter

from hallcall.core.errors import Refused
from hallcall.core.events import TicketCalled
from hallcall.core.hall import Hall
from hallcall.core.places import Counter
from hallcall.core.reasons import Explanation, explain_call, explain_next
from hallcall.core.snapshot import CounterStatus
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber, QueuePrefix
from hallcall.core.tickets import Ticket, TicketState
from hallcall.server.api.rights import caller_of
from hallcall.server.parts import Parts
from hallcall.server.storage import Connection, days, history, log

_NUMBER_MAX = 16
_COUNTER_MAX = 999


def reason_routes(parts: Parts) -> Sequence[HTTPRouteHandler]:
    """The route of those who are asked by visitors why somebody else is first."""

    @get("/v1/why/{ticket:str}", opt={"endpoint": "why"})
    async def why(
        ticket: FromPath[str],
        request: Request[Any, Any, Any],
        counter: Annotated[int | None, QueryParameter(ge=1, le=_COUNTER_MAX)] = None,
        day: FromQuery[date | None] = None,
    ) -> Explanation:
        """Why a number was called, from the log; of one that waits, why another is next at a counter.

        The counter is the one named, else the caller's own, else the first open one; the last two when they serve the
        number's queue.
        Without a day it is today.
        """
        number = ticket.upper()
        if len(number) > _NUMBER_MAX or not number.isalnum():
            raise Refused("ticket.unknown", ticket=number[:_NUMBER_MAX])
        state = parts.feed.state
        waiting = _waiting(state, number) if day in {None, state.day} else None
        if waiting is not None:
            wanted = CounterNumber(counter) if counter is not None else None
            chosen = _counter(parts.hall, state, waiting.queue, wanted, caller_of(request.scope).counter)
            found = explain_next(parts.hall, state, chosen, parts.clock(), waiting)
            if found is None:
                raise Refused("queue.empty", counter=chosen.number)
            return found
        asked = day or state.day
        if asked is None:
            raise Refused("call.none", number=number)
        return await parts.reads.run(lambda connection: _explain_call(connection, parts.hall, asked, number))

    return [why]


def _waiting(state: HallState, number: str) -> Ticket | None:
    of_number = (ticket for ticket in state.tickets.values() if ticket.number == number)
    return next((ticket for ticket in of_number if ticket.state is TicketState.WAITING), None)


def _counter(
    hall: Hall, state: HallState, queue: QueuePrefix, wanted: CounterNumber | None, own: CounterNumber | None
) -> Counter:
    """The counter whose choice is explained."""
    if wanted is not None:
        found = hall.counter_by_number.get(wanted)
        if found is None:
            raise Refused("counter.unknown", counter=wanted)
        return found
    serving = hall.counters_by_queue[queue]
    if not serving:
        raise Refused("queue.unknown", queue=queue)
    known = state.counters
    is_open = [one for one in serving if one.number in known and known[one.number].status is not CounterStatus.CLOSED]
    return next((one for one in serving if one.number == own), [*is_open, *serving][0])


def _explain_call(connection: Connection, hall: Hall, day: date, number: str) -> Explanation:
    """What the log tells of a call: the day is folded up to just before it."""
    found = days.find(connection, day)
    if found is None:
        raise Refused("day.unknown", day=day.isoformat())
    seq = history.last_call(connection, day, number)
    recorded = log.read(connection, seq - 1, seq)[0].recorded if seq is not None else None
    if seq is None or recorded is None or not isinstance(recorded.event, TicketCalled):
        raise Refused("call.none", number=number)
    if recorded.event.counter not in hall.counter_by_number:
        raise Refused("counter.unknown", counter=recorded.event.counter)
    return explain_call(hall, log.fold_before(connection, found, seq), recorded.event, recorded.at)
