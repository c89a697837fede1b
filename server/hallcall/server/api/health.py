"""``/livez`` and ``/readyz``: is it alive, may it be asked, and if not, why."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from hallcall.server.api.bodies import Health
from hallcall.server.parts import Parts


def health_routes(parts: Parts) -> Sequence[HTTPRouteHandler]:
    """The routes of health; they need no token and tell nothing else."""

    @get("/livez", opt={"endpoint": "livez"})
    async def livez() -> Response[Health]:
        """Whether the process works: the event loop answers, the writer moves."""
        return _health(tuple(code for code in parts.writer.troubles if code == "writer.silent"))

    @get("/readyz", opt={"endpoint": "readyz"})
    async def readyz() -> Response[Health]:
        """Whether commands will be taken: the writer works and the database can be read."""
        can_read = await asyncio.to_thread(parts.store.is_answering)
        unread = () if can_read else ("storage.unreadable",)
        return _health((*parts.writer.troubles, *unread))

    return [livez, readyz]


def _health(reasons: tuple[str, ...]) -> Response[Health]:
    return Response(Health(reasons=reasons), status_code=503 if reasons else 200)
