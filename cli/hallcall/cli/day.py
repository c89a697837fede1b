"""``hallcall day``: the end of a business day by hand."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from hallcall.cli.language import say
from hallcall.cli.server import DATA, DataOption, address_of_server, ask_server

if TYPE_CHECKING:
    from hallcall.server.settings import ServerSettings


def close(
    *,
    data: DataOption = DATA,
    hall: Annotated[str, Parameter(help=say("cli-option-server-hall"))] = "sample",
) -> None:
    """Void the numbers that are left, and tell their visitors; a second time changes nothing."""
    if address_of_server(data) is not None:
        expired = ask_server(data, "/v1/admin/day/close", {})["expired"]
    else:
        from hallcall.server.settings import ServerSettings

        expired = asyncio.run(_close(ServerSettings(data=data, hall=hall)))
    print(say("care-day-closed", count=expired))


async def _close(settings: ServerSettings) -> int:
    """With the parts of a server, but no door."""
    from hallcall.server.care.closing import close_day
    from hallcall.server.opening import choose_hall, running

    async with running(settings, choose_hall(settings)) as parts:
        return await close_day(parts.writer, "admin:local")
