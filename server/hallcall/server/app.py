"""The server as a whole: routes, port, signals."""

from __future__ import annotations

import asyncio
import signal
import socket
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from importlib.metadata import version

import uvicorn
from litestar import Litestar, Router
from litestar.exceptions import HTTPException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin

from hallcall.core.errors import HallcallError
from hallcall.server.api.access import access_routes, admin_routes
from hallcall.server.api.commands import command_routes
from hallcall.server.api.faults import tell_defect, tell_error, tell_http
from hallcall.server.api.health import health_routes
from hallcall.server.api.rights import Gate
from hallcall.server.api.visitors import visitor_routes
from hallcall.server.api.watching import watching_routes
from hallcall.server.opening import choose_hall, running
from hallcall.server.page import page_routes
from hallcall.server.parts import Parts
from hallcall.server.settings import ServerSettings

BODY_MAX = 64 * 1024
"""Bytes of a request; the largest, a number with its card, has some hundred."""
_KEEP_ALIVE_S = 75
"""Longer than a clerk's pause between two presses: a press never meets a socket that was just closed."""
_FAREWELL_S = 3
"""Requests under way get so long when the server stops."""
_DEAD_PEER_MS = 30_000
"""A screen that takes nothing for so long is disconnected."""


def create_app(parts: Parts) -> Litestar:
    """The routes of a server at work."""
    return Litestar(
        route_handlers=[
            *command_routes(parts),
            *watching_routes(parts),
            *visitor_routes(parts),
            *access_routes(parts),
            *admin_routes(parts),
            *health_routes(parts),
            *page_routes(parts),
        ],
        guards=[Gate(parts.register, parts.clock)],
        exception_handlers={HallcallError: tell_error, HTTPException: tell_http, Exception: tell_defect},
        request_max_body_size=BODY_MAX,
        openapi_config=OpenAPIConfig(
            title="hallcall",
            version=version("hallcall"),
            render_plugins=[JsonRenderPlugin(path="/openapi.json")],
            openapi_router=Router(
                path="/schema", route_handlers=[], opt={"endpoint": "schema"}, include_in_schema=False
            ),
        ),
        logging_config=None,
    )


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
    hall = choose_hall(settings.hall)

    async def serve() -> None:
        with listening(settings.host, settings.port) as door:
            async with running(settings, hall) as parts:
                await Door(parts, on_ready).serve(sockets=[door])

    asyncio.run(serve())


@contextmanager
def listening(host: str, port: int) -> Generator[socket.socket]:
    """A bound socket; port 0 takes a free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named because asyncio sends small answers at once only on sockets that say TCP.
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Inherited by every connection: what a frozen screen does not take is given up some time.
        door.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _DEAD_PEER_MS)
        door.bind((host, port))
        yield door


class Door(uvicorn.Server):
    """Uvicorn that ends event streams before it waits for requests, and leaves signals to the event loop."""

    def __init__(self, parts: Parts, on_ready: Callable[[str], None]) -> None:
        super().__init__(
            uvicorn.Config(
                create_app(parts),
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
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
        url = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
        self._parts.settings.address_file.write_text(url, encoding="utf-8")
        self._on_ready(url)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more requests and finish those under way."""
        self._parts.settings.address_file.unlink(missing_ok=True)
        self._parts.feed.close()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        """End on a signal, with a clean exit: uvicorn's own way would raise the signal again afterwards."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        loop = asyncio.get_running_loop()
        wanted = (signal.SIGTERM, signal.SIGINT)
        for number in wanted:
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in wanted:
                loop.remove_signal_handler(number)
