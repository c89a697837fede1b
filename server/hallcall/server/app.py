"""The server as a whole: routes, port, signals."""

from __future__ import annotations

import asyncio
import logging
import socket
import ssl
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any

import uvicorn
import uvloop
from litestar import Litestar, Request, Router
from litestar.exceptions import HTTPException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin

from hallcall.config import files_mark
from hallcall.core.errors import HallcallError
from hallcall.server.api.access import access_routes, admin_routes
from hallcall.server.api.auditing import audit_routes
from hallcall.server.api.booking import booking_routes
from hallcall.server.api.caring import care_routes
from hallcall.server.api.commands import command_routes
from hallcall.server.api.described import COMPONENTS, described
from hallcall.server.api.enrolling import enrolling_routes
from hallcall.server.api.faults import counted, tell_defect, tell_error, tell_http
from hallcall.server.api.health import health_routes
from hallcall.server.api.moving import moving_routes
from hallcall.server.api.reaching import reaching_routes
from hallcall.server.api.reasons import reason_routes
from hallcall.server.api.reporting import report_routes
from hallcall.server.api.rights import Gate
from hallcall.server.api.short_way import BODY_MAX
from hallcall.server.api.strict import strict_query
from hallcall.server.api.visitors import visitor_routes
from hallcall.server.api.watching import watching_routes
from hallcall.server.collector import quiet_collector
from hallcall.server.ending import GentleServer
from hallcall.server.heap import keep_two_heaps
from hallcall.server.opening import choose_hall, hall_folder, running
from hallcall.server.ops.revisions import files_check
from hallcall.server.page import page_routes
from hallcall.server.parts import Parts
from hallcall.server.security.limits import Limits
from hallcall.server.settings import ServerSettings
from hallcall.server.wire import Wire

_log = logging.getLogger(__name__)

_KEEP_ALIVE_S = 75
"""Longer than a clerk's pause between two presses: a press never meets a socket that was just closed."""
_FAREWELL_S = 3
"""Requests under way get so long when the server stops."""
_DEAD_PEER_MS = 30_000
"""A screen that takes nothing for so long is disconnected."""
_SENDING = 128 * 1024
"""Bytes that the system keeps for one connection: a screen that has stopped taking events is noticed soon."""


def create_app(parts: Parts) -> Litestar:
    """The routes of a server at work."""
    limits = Limits(parts.settings.token_per_s)
    gate = Gate(parts.register, limits, parts.clock, parts.certificates if parts.authority is not None else None)
    return Litestar(
        route_handlers=described(
            [
                *command_routes(parts, gate),
                *watching_routes(parts),
                *visitor_routes(parts),
                *reason_routes(parts),
                *moving_routes(parts),
                *booking_routes(parts),
                *access_routes(parts, limits.tries),
                *enrolling_routes(parts, limits.tries),
                *admin_routes(parts),
                *audit_routes(parts),
                *care_routes(parts),
                *reaching_routes(parts),
                *report_routes(parts),
                *health_routes(parts),
                *page_routes(parts),
            ]
        ),
        before_request=_entrance(gate),
        exception_handlers={
            HallcallError: counted(tell_error, parts.ops.counts.refused),
            HTTPException: counted(tell_http, parts.ops.counts.refused),
            Exception: counted(tell_defect, parts.ops.counts.refused),
        },
        request_max_body_size=BODY_MAX,
        openapi_config=OpenAPIConfig(
            title="hallcall",
            version=version("hallcall"),
            components=COMPONENTS,
            render_plugins=[JsonRenderPlugin(path="/openapi.json")],
            openapi_router=Router(
                path="/schema", route_handlers=[], opt={"endpoint": "schema"}, include_in_schema=False
            ),
        ),
        logging_config=None,
    )


def _encryption(parts: Parts) -> Callable[..., ssl.SSLContext] | None:
    authority = parts.authority
    return None if authority is None else lambda *_: authority.context()


def _entrance(gate: Gate) -> Callable[[Request[Any, Any, Any]], Awaitable[None]]:
    """What every request passes. No guards of the framework: it copies the handler for each and changes threads."""

    async def let_in(request: Request[Any, Any, Any]) -> None:
        handler = request.route_handler
        gate.check(request.scope, handler)
        strict_query(request, handler)

    return let_in


def run(settings: ServerSettings, on_ready: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT.

    Args:
        settings: what to serve.
        on_ready: told the address as soon as requests are taken.

    Raises:
        ConfigError: the hall's files are wrong.
        StorageError: the data cannot be used.
        OSError: the address cannot be listened on.
    """
    keep_two_heaps()
    settings.check_door()
    if settings.is_plain_outside:
        _log.warning("speaking in plain HTTP on %s: everybody on the network can read along", settings.host)
    folder = hall_folder(settings)
    # Before they are read: what changes meanwhile was perhaps not read.
    mark = files_mark(folder)
    hall = choose_hall(settings)

    def ready(url: str) -> None:
        on_ready(url)
        quiet_collector()

    async def serve() -> None:
        with listening(settings.host, settings.port) as door:
            async with running(settings, hall) as parts:
                parts.ops.checks.add(files_check(folder, mark))
                await Door(parts, ready).serve(sockets=[door])

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve())


@contextmanager
def listening(host: str, port: int) -> Generator[socket.socket]:
    """A bound socket; port 0 takes a free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named because asyncio sends small answers at once only on sockets that say TCP.
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Inherited by every connection: what a frozen screen does not take is given up some time.
        door.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _DEAD_PEER_MS)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SENDING)
        door.bind((host, port))
        yield door


class Door(GentleServer):
    """Uvicorn that ends event streams before it waits for requests."""

    def __init__(self, parts: Parts, on_ready: Callable[[str], None]) -> None:
        super().__init__(
            uvicorn.Config(
                create_app(parts),
                http=Wire,
                ssl_context_factory=_encryption(parts),
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_keep_alive=_KEEP_ALIVE_S,
                timeout_graceful_shutdown=_FAREWELL_S,
            )
        )
        self._parts = parts
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to take requests and say so."""
        await super().startup(sockets)
        host, port = (sockets or [])[0].getsockname()[:2]
        scheme = "http" if self._parts.authority is None else "https"
        url = f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"
        self._parts.settings.address_file.write_text(url, encoding="utf-8")
        self._on_ready(url)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more requests and finish those under way."""
        self._parts.settings.address_file.unlink(missing_ok=True)
        self._parts.feed.close()
        await super().shutdown(sockets)
