"""The routes about how calls and messages reach people."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from litestar import post
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody
from ulid import ULID

from hallcall.assets import load_texts
from hallcall.core.identity import parse_mobile
from hallcall.server.api.bodies.common import Nothing
from hallcall.server.api.bodies.visits import ReachedRequest, TestNoticeRequest
from hallcall.server.api.strict import strict
from hallcall.server.notices import Notice
from hallcall.server.notices.compose import SMS
from hallcall.server.parts import Parts


def reaching_routes(parts: Parts) -> Sequence[HTTPRouteHandler]:
    """The routes."""

    @post("/v1/reached", dto=strict(ReachedRequest), return_dto=None, status_code=200, opt={"endpoint": "reached"})
    async def reached(data: JSONBody[ReachedRequest]) -> Nothing:
        """Screens and pagers tell which calls they have shown or delivered; what nobody waits for is passed over."""
        for shown in data.calls:
            parts.reach.confirm(shown.ticket, shown.call, data.channel)
        return Nothing()

    @post(
        "/v1/admin/notices/test",
        dto=strict(TestNoticeRequest),
        return_dto=None,
        status_code=200,
        opt={"endpoint": "test-notice"},
    )
    async def test_notice(data: JSONBody[TestNoticeRequest]) -> Nothing:
        """Send a message that only shows that messages go, by the way that all others go."""
        texts = load_texts(parts.settings.language)
        notice = Notice(
            event_id=f"test-{ULID()}",
            channel=SMS,
            to=parse_mobile(data.phone),
            text=texts.text("notice-test", hall=parts.hall.name.short(parts.settings.language)),
            at=parts.clock(),
        )
        await asyncio.to_thread(parts.way.send, notice)
        return Nothing()

    return [reached, test_notice]
