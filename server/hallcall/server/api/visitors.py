"""What concerns one visitor: the live tickets of a card, and what a clerk may see of whom they serve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from litestar import Request, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from hallcall.core.errors import Refused
from hallcall.core.terms import CounterNumber
from hallcall.core.tickets import Ticket
from hallcall.server.api.bodies.visits import Answer, TokenRequest, VisitorRequest, VisitorTickets
from hallcall.server.api.commands import masked_phone, view_of
from hallcall.server.api.rights import caller_of
from hallcall.server.api.strict import strict
from hallcall.server.page.facts import find_ticket
from hallcall.server.parts import Parts
from hallcall.server.people import VisitorFacts
from hallcall.server.security.register import Caller
from hallcall.server.views import view_ticket


def visitor_routes(parts: Parts) -> Sequence[HTTPRouteHandler]:
    """The routes about one visitor."""

    @post(
        "/v1/visitor/tickets",
        dto=strict(VisitorRequest),
        return_dto=None,
        status_code=200,
        opt={"endpoint": "visitor-tickets"},
    )
    async def visitor_tickets(data: JSONBody[VisitorRequest], request: Request[Any, Any, Any]) -> VisitorTickets:
        """The live tickets of a card."""
        person = await parts.reads.run(lambda connection: parts.people.find(connection, data.document, parts.today()))
        live = parts.feed.state.live_of(person) if person is not None else []
        caller = caller_of(request.scope)
        return VisitorTickets(tickets=tuple([await _live(parts, caller, ticket) for ticket in live]))

    @post(
        "/v1/visitor/ticket",
        dto=strict(TokenRequest),
        return_dto=None,
        status_code=200,
        opt={"endpoint": "visitor-ticket"},
    )
    async def visitor_ticket(data: JSONBody[TokenRequest], request: Request[Any, Any, Any]) -> Answer:
        """The live ticket of a slip whose code was scanned: what the slip says, and no phone number."""
        ticket = find_ticket(parts.feed.state, data.token)
        if ticket is None or not ticket.is_live:
            raise Refused("ticket.unknown")
        return replace(await _live(parts, caller_of(request.scope), ticket), phone=None)

    @get("/v1/counters/{number:int}/visitor", opt={"endpoint": "visitor"})
    async def visitor(number: FromPath[int], request: Request[Any, Any, Any]) -> VisitorFacts:
        """What the clerk may see of the visitor who is called or served at their counter."""
        counter = CounterNumber(number)
        if caller_of(request.scope).counter != counter:
            raise Refused("access.denied")
        at_counter = parts.feed.state.counters.get(counter)
        ticket = parts.feed.state.tickets.get(at_counter.ticket) if at_counter and at_counter.ticket else None
        if ticket is None:
            raise Refused("counter.idle", counter=number)
        return await parts.reads.run(lambda connection: parts.people.facts(connection, ticket, parts.today()))

    return [visitor_tickets, visitor_ticket, visitor]


async def _live(parts: Parts, caller: Caller, ticket: Ticket) -> Answer:
    """A live ticket, with its token and route: whoever holds the card may have the slip again."""
    estimate = parts.estimator.of_ticket(parts.feed.state, ticket.id, parts.clock())
    return Answer(
        seq=0,
        repeated=True,
        ticket=view_ticket(parts.hall, ticket, view_of(caller), is_own=True),
        ahead=estimate.ahead if estimate is not None else None,
        wait=estimate.range if estimate is not None else None,
        phone=await masked_phone(parts, ticket),
    )
