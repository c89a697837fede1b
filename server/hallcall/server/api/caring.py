"""The routes of those who look after the data: back it up, close the day, keep records for a court."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from litestar import Request, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody

from hallcall.server.api.bodies.care import BackupAnswer, DayClosedAnswer, HoldRequest
from hallcall.server.api.bodies.common import Nothing
from hallcall.server.api.rights import caller_of
from hallcall.server.api.strict import strict
from hallcall.server.care import closing, holding
from hallcall.server.care.backup import Occasion
from hallcall.server.parts import Parts


def care_routes(parts: Parts) -> Sequence[HTTPRouteHandler]:
    """The routes of care."""

    @post("/v1/admin/backups", status_code=200, opt={"endpoint": "backup"})
    async def back_up() -> BackupAnswer:
        """Back up now; the hall goes on meanwhile."""
        backup = await parts.care.back_up(Occasion.BY_HAND)
        manifest = backup.manifest
        return BackupAnswer(
            file=str(backup.path.absolute()), size=manifest.size, seq=manifest.seq, taken_at=manifest.taken_at
        )

    @post("/v1/admin/day/close", status_code=200, opt={"endpoint": "close-day"})
    async def close_day(request: Request[Any, Any, Any]) -> DayClosedAnswer:
        """The hall has closed: numbers that are left are void, and their visitors are told."""
        return DayClosedAnswer(expired=await closing.close_day(parts.writer, caller_of(request.scope).actor))

    @post("/v1/admin/purge/hold", dto=strict(HoldRequest), return_dto=None, status_code=200, opt={"endpoint": "hold"})
    async def hold(data: JSONBody[HoldRequest], request: Request[Any, Any, Any]) -> Nothing:
        """Nothing is erased for a time, or erasing begins again; who ordered it and why stands in the log."""
        await holding.hold_records(parts.writer, caller_of(request.scope).actor, data.reason, data.until)
        return Nothing()

    return [back_up, close_day, hold]
