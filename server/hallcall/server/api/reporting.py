"""``GET /v1/report/live``: the hall as its manager sees it."""

from __future__ import annotations

from collections.abc import Sequence

from litestar import get
from litestar.handlers import HTTPRouteHandler

from hallcall.core.promise import served_within
from hallcall.server.api.bodies.care import LiveReportAnswer
from hallcall.server.ops.live import ServedWithin, queues_now
from hallcall.server.parts import Parts
from hallcall.server.storage import visits


def report_routes(parts: Parts) -> Sequence[HTTPRouteHandler]:
    """The routes of the manager."""

    @get("/v1/report/live", opt={"endpoint": "live-report"})
    async def live() -> LiveReportAnswer:
        """How long people wait, queue by queue, for whom the promise was kept today, and what would help."""
        now, day = parts.clock(), parts.business_day()
        waits = await parts.reads.run(lambda connection: visits.waits(connection, day, now))
        promise = parts.hall.rules.promise
        return LiveReportAnswer(
            at=now,
            promise_min=promise.within_min,
            whole=ServedWithin.of(served_within(waits, promise.limit_s)),
            queues=queues_now(parts.estimator, parts.feed.state, waits, now),
        )

    return [live]
