"""``GET /v1/counters/<number>/transfer-waits``: how long the visitor at a counter would wait elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from litestar import Request, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, QueryParameter

from hallcall.core.errors import Refused
from hallcall.core.estimate import WaitRange
from hallcall.core.expected import moved
from hallcall.core.terms import CounterNumber, QueuePrefix
from hallcall.core.tickets import Ticket
from hallcall.server.api.bodies.visits import TransferWaits
from hallcall.server.api.rights import caller_of
from hallcall.server.parts import Parts

_MOST_COUNTERS = 12
"""Certain counters that one question may name: what a clerk sees of a list."""


def moving_routes(parts: Parts) -> Sequence[HTTPRouteHandler]:
    """The route for a clerk who sends a visitor on."""

    def wait(ticket: Ticket, queue: QueuePrefix, counter: CounterNumber | None = None) -> WaitRange | None:
        guest = moved(ticket, queue, counter)
        return parts.estimator.of_guest(parts.feed.state, guest, parts.clock()).range

    @get("/v1/counters/{number:int}/transfer-waits", opt={"endpoint": "transfer-waits"})
    async def transfer_waits(
        number: FromPath[int],
        request: Request[Any, Any, Any],
        to: Annotated[list[int] | None, QueryParameter(max_items=_MOST_COUNTERS)] = None,
    ) -> TransferWaits:
        """How long the visitor who is called or served here would wait in each queue, and at the counters ``to``."""
        counter = CounterNumber(number)
        if caller_of(request.scope).counter != counter:
            raise Refused("access.denied")
        at_counter = parts.feed.state.counters.get(counter)
        ticket = parts.feed.state.tickets.get(at_counter.ticket) if at_counter and at_counter.ticket else None
        if ticket is None:
            raise Refused("counter.idle", counter=number)
        hall = parts.hall
        named = [found for one in to or () if (found := hall.counter_by_number.get(CounterNumber(one))) is not None]
        queues = {queue.prefix: wait(ticket, queue.prefix) for queue in hall.queues}
        counters = {
            one.number: wait(ticket, ticket.queue if ticket.queue in one.queues else one.queues[0], one.number)
            for one in named
        }
        return TransferWaits(
            queues={queue: told for queue, told in queues.items() if told is not None},
            counters={str(one): told for one, told in counters.items() if told is not None},
        )

    return [transfer_waits]
