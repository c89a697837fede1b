"""``GET /t/<token>``: no log-in, no script, fresh every fifteen seconds; whoever holds the slip may look."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Annotated

from litestar import MediaType, Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, QueryParameter

from hallcall.assets import LANGUAGES, load_texts
from hallcall.core.languages import Language
from hallcall.server.page.facts import PageFacts, Stage, find_ticket, page_facts
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


def page_routes(parts: Parts) -> Sequence[HTTPRouteHandler]:
    """The routes of the visitor's page."""

    @get("/t/{token:str}", opt={"endpoint": "ticket-page"}, media_type=MediaType.HTML, include_in_schema=False)
    async def ticket_page(
        token: FromPath[str], language: Annotated[str, QueryParameter(name="lang")] = ""
    ) -> Response[str]:
        """The page of one ticket."""
        template = await asyncio.to_thread(_template)
        spoken = language if language in LANGUAGES else _language_of(parts, token)
        facts = page_facts(parts.hall, parts.feed.state, parts.estimator, token, spoken, parts.clock())
        body = template.render(
            facts=facts,
            t=load_texts(spoken).text,
            language=spoken,
            other=next(language for language in LANGUAGES if language != spoken),
            counters=_range(facts),
            refresh_s=REFRESH_S,
            gone=Stage.GONE,
        )
        return Response(body, headers=_HEADERS, status_code=404 if facts.stage is Stage.GONE else 200)

    return [ticket_page]


def _language_of(parts: Parts, token: str) -> str:
    """The language in which the number was taken, where the page speaks it."""
    ticket = find_ticket(parts.feed.state, token)
    return "en" if ticket is not None and ticket.language is Language.EN else LANGUAGES[0]


@cache
def _template() -> Template:
    """Made for the first visitor who looks: a server that starts again after a crash must not wait for it."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    pages = Environment(loader=PackageLoader("hallcall.server.page", "."), autoescape=True, undefined=StrictUndefined)
    return pages.get_template("ticket.html.jinja")


def _range(facts: PageFacts) -> str:
    """``8–14``, or one number."""
    if not facts.counters:
        return ""
    first, last = min(facts.counters), max(facts.counters)
    return str(first) if first == last else f"{first}–{last}"
