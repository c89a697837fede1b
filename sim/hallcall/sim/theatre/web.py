"""The theatre's page, its pictures, its live news and its presses, on loopback."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Protocol

from litestar import Litestar, MediaType, Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.response import ServerSentEvent, ServerSentEventMessage

from hallcall.assets import LANGUAGES, asset_path
from hallcall.core.errors import HallcallError
from hallcall.sim.actor import ActorError
from hallcall.sim.theatre.guard import HEADERS, is_welcome
from hallcall.sim.theatre.page import page

LOOK_S = 0.2
_STILL_S = 15.0
"""After so long without news a line of comment is sent: who listens no more is noticed."""
_BODY_MAX = 4096
_FONTS = {"regular": "NotoSansSC-Regular.otf", "bold": "NotoSansSC-Bold.otf"}
_FILES = {"theatre.css": "text/css; charset=utf-8", "theatre.js": "text/javascript; charset=utf-8"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """Body of ``POST /press``: one button. ``deed`` is a fault, a scene, or something people do."""

    deed: str
    kind: str
    """``fault``, ``scene``, ``people``, ``card``, ``face``, ``door`` or ``key``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """Body of ``POST /touch``: a finger on a screen, as shares of its width and height."""

    screen: str
    at: tuple[float, float]
    to: tuple[float, float]


class Show(Protocol):
    """What the page shows and does."""

    def news(self, language: str) -> dict[str, Any]:
        """Everything that may change."""
        ...

    def picture(self, name: str) -> tuple[bytes, str] | None:
        """A picture and its media type: ``kiosk``, ``wall``, ``bar``, ``led`` or ``slip-3``; None: there is none."""
        ...

    def watch(self, count: int) -> None:
        """So many more, or fewer, look."""
        ...

    def press(self, kind: str, deed: str) -> None:
        """Do what a button says; ``KeyError`` when there is none, ``ActorError`` when it cannot be done."""
        ...

    def touch(self, screen: str, at: tuple[float, float], to: tuple[float, float]) -> None:
        """Touch a screen; errors as of ``press``."""
        ...


def make_app(show: Show, facts: dict[str, Any], port: int, is_ending: Callable[[], bool]) -> Litestar:
    """The routes.

    Args:
        show: what is shown and done.
        facts: what the page is made from, see ``page``.
        port: where it listens.
        is_ending: ends the live news.
    """

    async def let_in(request: Request[Any, Any, Any]) -> Response[str] | None:
        if is_welcome(request.method, request.headers, port):
            return None
        return Response("", status_code=403, headers=HEADERS)

    return Litestar(
        route_handlers=[*_looking(show, facts, is_ending), *_doing(show)],
        before_request=let_in,
        request_max_body_size=_BODY_MAX,
        response_headers=[],
        openapi_config=None,
        logging_config=None,
    )


def _looking(show: Show, facts: dict[str, Any], is_ending: Callable[[], bool]) -> Sequence[HTTPRouteHandler]:
    @get("/", media_type=MediaType.HTML)
    async def index(language: Annotated[str, QueryParameter(name="lang")] = "") -> Response[str]:
        """The page itself."""
        return Response(page(facts, _spoken(language, facts)), headers={**HEADERS, "Cache-Control": "no-store"})

    @get(["/theatre.css", "/theatre.js"])
    async def file(request: Request[Any, Any, Any]) -> Response[bytes]:
        """A file of the page."""
        name = request.scope["path"].removeprefix("/")
        return Response(_file(name), media_type=_FILES[name], headers={**HEADERS, "Cache-Control": "no-cache"})

    @get("/font/{weight:str}")
    async def font(weight: FromPath[str]) -> Response[bytes]:
        """A font: a machine without Chinese ones shows the page all the same."""
        if weight not in _FONTS:
            return Response(b"", status_code=404, headers=HEADERS)
        content = await asyncio.to_thread(asset_path("fonts", _FONTS[weight]).read_bytes)
        return Response(content, media_type="font/otf", headers={**HEADERS, "Cache-Control": "max-age=86400"})

    @get("/picture/{name:str}")
    async def picture(name: FromPath[str]) -> Response[bytes]:
        """A picture as it is now."""
        found = await asyncio.to_thread(show.picture, name)
        if found is None:
            return Response(b"", status_code=404, headers=HEADERS)
        # The page asks for another address when the picture has changed.
        return Response(found[0], media_type=found[1], headers={**HEADERS, "Cache-Control": "max-age=3600"})

    @get("/live")
    async def live(language: Annotated[str, QueryParameter(name="lang")] = "") -> ServerSentEvent:
        """All that changes, whenever it does."""
        return ServerSentEvent(_news(show, _spoken(language, facts), is_ending), headers={**HEADERS})

    return [index, file, font, picture, live]


def _doing(show: Show) -> Sequence[HTTPRouteHandler]:
    @post("/press", status_code=200)
    async def press(data: JSONBody[Press]) -> Response[dict[str, str]]:
        """Press a button."""
        return await _do(lambda: show.press(data.kind, data.deed))

    @post("/touch", status_code=200)
    async def touch(data: JSONBody[Touch]) -> Response[dict[str, str]]:
        """Touch a screen."""
        return await _do(lambda: show.touch(data.screen, data.at, data.to))

    return [press, touch]


async def _do(deed: Callable[[], None]) -> Response[dict[str, str]]:
    try:
        await asyncio.to_thread(deed)
    except KeyError:
        return Response({"why": "unknown"}, status_code=404, headers=HEADERS)
    except (ActorError, HallcallError) as error:
        return Response({"why": str(error)}, status_code=409, headers=HEADERS)
    return Response({}, headers=HEADERS)


async def _news(show: Show, language: str, is_ending: Callable[[], bool]) -> AsyncIterator[ServerSentEventMessage]:
    show.watch(1)
    last, still_s = "", 0.0
    try:
        while not is_ending():
            told = json.dumps(await asyncio.to_thread(show.news, language), ensure_ascii=False)
            if told != last:
                last, still_s = told, 0.0
                yield ServerSentEventMessage(data=told)
            elif still_s >= _STILL_S:
                still_s = 0.0
                yield ServerSentEventMessage(comment="still here")
            await asyncio.sleep(LOOK_S)
            still_s += LOOK_S
    finally:
        show.watch(-1)


def _spoken(language: str, facts: dict[str, Any]) -> str:
    return language if language in LANGUAGES else str(facts["language"])


@cache
def _file(name: str) -> bytes:
    return files("hallcall.sim.theatre").joinpath(name).read_bytes()
