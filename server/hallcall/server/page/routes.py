"""Pages for phones: no log-in, no script.

``GET /t/<token>`` is fresh every fifteen seconds; whoever holds the slip may look, and rate the visit when it is done.
``/b/<token>`` shows a place that is kept, and takes it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Annotated, Any

from litestar import MediaType, Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, QueryParameter

from hallcall.assets import LANGUAGES, load_texts
from hallcall.core.commands import Channel, RatingReason
from hallcall.core.languages import Language
from hallcall.core.numbers import counter_ranges
from hallcall.core.tickets import TicketState
from hallcall.server.page.facts import PageFacts, Stage, find_ticket, page_facts
from hallcall.server.page.offer import OfferFacts, OfferStage, look_at_offer, take_offer
from hallcall.server.page.rate import rate_visit
from hallcall.server.parts import Parts

if TYPE_CHECKING:
    from jinja2 import Template

REFRESH_S = 15
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
}
_FORM_HEADERS = {
    **_HEADERS,
    "Content-Security-Policy": f"{_HEADERS['Content-Security-Policy']}; form-action 'self'; base-uri 'none'",
}


def page_routes(parts: Parts) -> Sequence[HTTPRouteHandler]:
    """The routes of the visitor's page."""

    @get("/t/{token:str}", opt={"endpoint": "ticket-page"}, media_type=MediaType.HTML, include_in_schema=False)
    async def ticket_page(
        token: FromPath[str], language: Annotated[str, QueryParameter(name="lang")] = ""
    ) -> Response[str]:
        """The page of one ticket."""
        spoken = language if language in LANGUAGES else _language_of(parts, token)
        ticket = find_ticket(parts.feed.state, token)
        if ticket is not None and ticket.state is TicketState.CALLED:
            parts.reach.confirm(ticket.id, ticket.calls, Channel.PAGE)
        return await _ticket(
            page_facts(parts.hall, parts.feed.state, parts.estimator, token, spoken, parts.clock()), spoken
        )

    @post(
        "/t/{token:str}",
        opt={"endpoint": "ticket-page"},
        media_type=MediaType.HTML,
        status_code=200,
        include_in_schema=False,
    )
    async def rate_page(
        token: FromPath[str],
        request: Request[Any, Any, Any],
        language: Annotated[str, QueryParameter(name="lang")] = "",
    ) -> Response[str]:
        """Rate the visit."""
        spoken = _spoken(language)
        return await _ticket(await rate_visit(parts, token, await request.body(), spoken), spoken)

    @get("/b/{token:str}", opt={"endpoint": "offer-page"}, media_type=MediaType.HTML, include_in_schema=False)
    async def offer_page(
        token: FromPath[str], language: Annotated[str, QueryParameter(name="lang")] = ""
    ) -> Response[str]:
        """The place that is kept."""
        spoken = _spoken(language)
        return await _offer(look_at_offer(parts, token, spoken), spoken)

    @post(
        "/b/{token:str}",
        opt={"endpoint": "offer-page"},
        media_type=MediaType.HTML,
        status_code=200,
        include_in_schema=False,
    )
    async def take_page(
        token: FromPath[str], language: Annotated[str, QueryParameter(name="lang")] = ""
    ) -> Response[str]:
        """Take it."""
        spoken = _spoken(language)
        return await _offer(await take_offer(parts, token, spoken), spoken)

    return [ticket_page, rate_page, offer_page, take_page]


async def _ticket(facts: PageFacts, spoken: str) -> Response[str]:
    template = await asyncio.to_thread(_template, "ticket")
    body = template.render(
        facts=facts,
        t=load_texts(spoken).text,
        language=spoken,
        other=_other(spoken),
        ranges=partial(counter_ranges, separator=", " if spoken == "en" else "、"),
        refresh_s=REFRESH_S,
        gone=Stage.GONE,
        reasons=[reason.value for reason in RatingReason],
    )
    headers = _FORM_HEADERS if facts.stage is Stage.DONE else _HEADERS
    return Response(body, headers=headers, status_code=404 if facts.stage is Stage.GONE else 200)


async def _offer(facts: OfferFacts, spoken: str) -> Response[str]:
    template = await asyncio.to_thread(_template, "offer")
    body = template.render(
        facts=facts, t=load_texts(spoken).text, language=spoken, other=_other(spoken), booked=OfferStage.BOOKED
    )
    return Response(body, headers=_FORM_HEADERS, status_code=_OFFER_STATUS.get(facts.stage, 200))


_OFFER_STATUS = {OfferStage.GONE: 404, OfferStage.REFUSED: 409}


def _spoken(language: str) -> str:
    return language if language in LANGUAGES else LANGUAGES[0]


def _other(spoken: str) -> str:
    return next(language for language in LANGUAGES if language != spoken)


def _language_of(parts: Parts, token: str) -> str:
    """The language in which the number was taken, where the page speaks it."""
    ticket = find_ticket(parts.feed.state, token)
    return "en" if ticket is not None and ticket.language is Language.EN else LANGUAGES[0]


@cache
def _template(name: str) -> Template:
    """Made for the first visitor who looks: a server that starts again after a crash must not wait for it."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    pages = Environment(loader=PackageLoader("hallcall.server.page", "."), autoescape=True, undefined=StrictUndefined)
    return pages.get_template(f"{name}.html.jinja")
