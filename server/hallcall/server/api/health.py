"""``/livez``, ``/readyz`` and ``/metrics``: is it alive, may it be asked, what does it do."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from hallcall.server.api.bodies.common import Health
from hallcall.server.ops.checks import Findings
from hallcall.server.parts import Parts

if TYPE_CHECKING:
    from hallcall.server.ops.metrics import Metrics

CONTENT_TYPE = "text/plain; version=0.0.4"
"""Source: Prometheus, exposition formats, text-based format."""


def health_routes(parts: Parts) -> Sequence[HTTPRouteHandler]:
    """The routes of health. The first two need no token and tell nothing but codes."""

    @cache
    def metrics() -> Metrics:
        """Made at the first scrape: a server that starts again after a crash must not wait for it."""
        from hallcall.server.ops.metrics import Metrics

        return Metrics(parts)

    @get("/livez", opt={"endpoint": "livez"})
    async def livez() -> Response[Health]:
        """Whether the process works: the event loop answers, the writer moves."""
        silent = tuple(code for code in parts.writer.troubles if code == "writer.silent")
        return _health(Findings(reasons=silent), parts.clock())

    @get("/readyz", opt={"endpoint": "readyz"})
    async def readyz() -> Response[Health]:
        """Whether commands will be taken, and what should be looked at."""
        return _health(await asyncio.to_thread(parts.ops.checks.look), parts.clock())

    @get("/metrics", opt={"endpoint": "metrics"}, media_type=CONTENT_TYPE, include_in_schema=False)
    async def scrape() -> bytes:
        """The server in numbers, as Prometheus reads them."""
        return await (await asyncio.to_thread(metrics)).scrape()

    return [livez, readyz, scrape]


def _health(found: Findings, at: datetime) -> Response[Health]:
    body = Health(reasons=found.reasons, warnings=found.warnings, at=at)
    return Response(body, status_code=503 if found.reasons else 200)
