"""What screens ask for: the hall, a snapshot, the stream of events."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

import msgspec
from litestar import MediaType, Request, Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromQuery
from litestar.response import Stream

from hallcall.core.estimate import WaitRange
from hallcall.core.snapshot import DeviceState, Snapshot
from hallcall.server.api.commands import view_of
from hallcall.server.api.rights import caller_of
from hallcall.server.fanout import stream
from hallcall.server.parts import Parts
from hallcall.server.security.register import Caller, Role
from hallcall.server.storage import Entry, log
from hallcall.server.views import Shown, Viewer, choose_shown
from hallcall.server.wire import StreamOutlet

_REVISION_MAX = 64
_STREAM_HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}


def watching_routes(parts: Parts) -> Sequence[HTTPRouteHandler]:
    """The routes that only tell."""

    @cache
    def described() -> tuple[bytes, str]:
        """The hall's document and its version, made when somebody first asks: a server must be up soon."""
        from hallcall.config import hall_to_document

        return msgspec.json.encode(hall_to_document(parts.hall)), f'"{parts.feed.revision}"'

    async def read_log(after: int, until: int, most: int) -> list[Entry]:
        return await parts.reads.run(lambda connection: log.read(connection, after, until, most))

    @lru_cache(maxsize=256)
    def chosen(floors: frozenset[int], zones: frozenset[str], queues: frozenset[str]) -> Shown:
        """One value for all who show the same, so that what they are told is written once."""
        return choose_shown(parts.hall, floors, zones, queues)

    def shown(floor: list[int] | None, zone: list[str] | None, queue: list[str] | None) -> Shown:
        return chosen(frozenset(floor or ()), frozenset(zone or ()), frozenset(queue or ()))

    @get("/v1/hall", opt={"endpoint": "hall"})
    async def hall(request: Request[Any, Any, Any]) -> Response[bytes]:
        """The hall's document; its version is the ``ETag``."""
        document, tag = described()
        headers = {"ETag": tag}
        if request.headers.get("if-none-match") == tag:
            return Response(b"", status_code=304, headers=headers, media_type=MediaType.JSON)
        return Response(document, headers=headers, media_type=MediaType.JSON)

    @get("/v1/snapshot", opt={"endpoint": "snapshot"})
    async def snapshot(
        request: Request[Any, Any, Any],
        floor: FromQuery[list[int] | None] = None,
        zone: FromQuery[list[str] | None] = None,
        queue: FromQuery[list[str] | None] = None,
    ) -> Snapshot:
        """The hall at this moment, as the caller may see it."""
        return parts.feed.snapshot(_viewer(caller_of(request.scope)), shown(floor, zone, queue), parts.clock())

    @get("/v1/waits", opt={"endpoint": "waits"})
    async def waits() -> dict[str, WaitRange]:
        """How long somebody of no favoured class may wait who comes now, for each queue that will be called today."""
        return {**parts.feed.waits()}

    @get("/v1/events", opt={"endpoint": "events"}, media_type="text/event-stream")
    async def events(
        request: Request[Any, Any, Any],
        floor: FromQuery[list[int] | None] = None,
        zone: FromQuery[list[str] | None] = None,
        queue: FromQuery[list[str] | None] = None,
    ) -> Stream:
        """What happens, as it happens (Server-Sent Events)."""
        messages = stream(
            parts.feed,
            read_log,
            parts.clock,
            StreamOutlet(request.scope),
            viewer=_viewer(caller_of(request.scope), request.headers.get("hallcall-revision", "")[:_REVISION_MAX]),
            shown=shown(floor, zone, queue),
            last=request.headers.get("last-event-id"),
        )
        return Stream(messages, media_type="text/event-stream", headers=_STREAM_HEADERS)

    return [hall, snapshot, waits, _devices_route(parts), events]


def _devices_route(parts: Parts) -> HTTPRouteHandler:
    @get("/v1/devices", opt={"endpoint": "device-states"})
    async def devices() -> tuple[DeviceState, ...]:
        """How every device of every machine is, as it was last told, by name."""
        return tuple(sorted(parts.feed.state.devices.values(), key=lambda device: device.device))

    return devices


def _viewer(caller: Caller, revision: str = "") -> Viewer:
    return Viewer(view_of(caller), caller.name if caller.role is Role.KIOSK else "", caller, revision)
