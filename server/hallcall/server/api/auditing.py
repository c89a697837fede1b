"""``GET /v1/audit`` and its part about looks: for those who check whether all was done well."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from litestar import get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromQuery, QueryParameter

from hallcall.server.api.bodies.care import AuditAnswer, LooksAnswer
from hallcall.server.parts import Parts
from hallcall.server.storage import history

_MOST = 1000
_CLERK_MAX = 64
_LAST_PLACE = 10**15
"""No hall's log is as long, and every reader of JSON can count so far."""


def audit_routes(parts: Parts) -> Sequence[HTTPRouteHandler]:
    """The routes of the auditor."""

    @get("/v1/audit", opt={"endpoint": "audit"})
    async def audit(
        after: Annotated[int, QueryParameter(ge=0, le=_LAST_PLACE)] = 0,
        most: Annotated[int, QueryParameter(ge=1, le=_MOST)] = 500,
    ) -> AuditAnswer:
        """Events behind a place of the log, oldest first: who caused what, and the hash that links them."""
        return AuditAnswer(
            entries=tuple(await parts.reads.run(lambda connection: history.read(connection, after, most)))
        )

    @get("/v1/audit/looks", opt={"endpoint": "audit"})
    async def looks(
        day: FromQuery[date], clerk: Annotated[str, QueryParameter(max_length=_CLERK_MAX)] = ""
    ) -> LooksAnswer:
        """Who looked at a visitor's personal data on a business day, when and why; never what they saw."""
        return LooksAnswer(looks=tuple(await parts.reads.run(lambda connection: history.looks(connection, day, clerk))))

    return [audit, looks]
