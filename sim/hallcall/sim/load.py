"""Callers that cost next to nothing, so that what is measured is the server and not who asks it.

A ``Line`` is one kept-alive connection that sends prepared bytes and reads no more of an answer than it must.
A ``Screen`` follows the hall's events and notes when it heard of each place in the log.
"""

from __future__ import annotations

import asyncio
import ssl
import statistics
import time
from bisect import bisect_left
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar, cast
from urllib.parse import urlsplit

import msgspec

from hallcall.sim.actor import ActorError

_Result = TypeVar("_Result")
_OK = 200
_HEARD_S = 5.0
"""A screen that has not heard of a press after so long never will."""
_FAREWELL_S = 0.05
_END = b"\r\n\r\n"
_LENGTH = b"content-length: "


class Reply(NamedTuple):
    """What came back."""

    status: int
    body: bytes

    @property
    def is_ok(self) -> bool:
        """Whether it was done."""
        return self.status == _OK

    def read(self) -> Any:
        """The body as plain values."""
        return msgspec.json.decode(self.body)


class Line(asyncio.Protocol):
    """One connection; one request at a time.

    Source:
        RFC 9112; only what uvicorn answers: ``content-length``, no chunks, no informational answers.
    """

    def __init__(self) -> None:
        self._transport: asyncio.Transport
        self._waiting: asyncio.Future[Reply] | None = None
        self._buffer = b""
        self._loop = asyncio.get_running_loop()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Part of ``asyncio.Protocol``."""
        # uvloop's transports are no subclass of asyncio's.
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Part of ``asyncio.Protocol``."""
        if self._buffer:
            data = self._buffer + data
        end = data.find(_END)
        if end < 0:
            self._buffer = data
            return
        at = data.find(_LENGTH, 0, end)
        body = end + len(_END)
        length = int(data[at + len(_LENGTH) : data.index(b"\r\n", at)]) if at >= 0 else 0
        if len(data) < body + length:
            self._buffer = data
            return
        self._buffer = b""
        waiting, self._waiting = self._waiting, None
        if waiting is not None and not waiting.done():
            waiting.set_result(Reply(int(data[9:12]), data[body:]))

    def connection_lost(self, exc: Exception | None) -> None:
        """Part of ``asyncio.Protocol``."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(ConnectionResetError() if exc is None else exc)

    def ask(self, request: bytes) -> asyncio.Future[Reply]:
        """Send; the answer comes later.

        Raises:
            OSError: the connection broke off.
        """
        self._waiting = self._loop.create_future()
        if self._transport.is_closing():
            self._waiting.set_exception(ConnectionResetError())
        else:
            self._transport.write(request)
        return self._waiting

    def close(self) -> None:
        """End the connection."""
        self._transport.close()


async def connect(url: str, tls: ssl.SSLContext | None = None) -> Line:
    """A line to the server at ``url``.

    Args:
        url: where it listens.
        tls: how this machine speaks TLS (``hallcall.client.trust.trusting_context``); None speaks plain HTTP.

    Raises:
        OSError: nobody listens there, or not somebody to trust.
    """
    _, line = await asyncio.get_running_loop().create_connection(Line, *_place(url), ssl=tls)
    return line


class Press:
    """One kind of request of one caller, prepared: only its key changes."""

    def __init__(self, name: str, token: str, body: object, *, mark: str) -> None:
        """Prepare it.

        Args:
            name: of the command.
            token: of the caller.
            body: the command's fields.
            mark: begins all its keys; no two presses of a run may share it.
        """
        self._body = msgspec.json.encode(body)
        self._head = (
            f"POST /v1/commands/{name} HTTP/1.1\r\nHost: hall\r\nAuthorization: Bearer {token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(self._body)}\r\nIdempotency-Key: {mark}"
        ).encode()
        self._count = 0

    def next(self) -> bytes:
        """The request with a fresh key."""
        self._count += 1
        return b"%b%08d\r\n\r\n%b" % (self._head, self._count, self._body)


class Screen(asyncio.Protocol):
    """Follows the events of the hall and notes when it heard how much of the log."""

    def __init__(self, request: bytes) -> None:
        self._request = request
        self._transport: asyncio.Transport
        self.joined = asyncio.get_running_loop().create_future()
        self.seqs: list[int] = []
        self.times: list[float] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Part of ``asyncio.Protocol``."""
        # uvloop's transports are no subclass of asyncio's.
        self._transport = cast("asyncio.Transport", transport)
        self._transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        """Part of ``asyncio.Protocol``: the newest place in what came, beats among it."""
        now = time.perf_counter()
        at = data.rfind(b"\nid: ")
        if at < 0:
            return
        line = data[at + 5 : data.find(b"\n", at + 5)]
        self.seqs.append(int(line[line.rfind(b":") + 1 :]))
        self.times.append(now)
        if not self.joined.done():
            self.joined.set_result(None)

    def heard(self, seq: int) -> float | None:
        """When it had heard of ``seq``; None when it has not yet."""
        at = bisect_left(self.seqs, seq)
        return self.times[at] if at < len(self.times) else None

    def close(self) -> None:
        """Follow no more."""
        self._transport.close()


async def follow(url: str, token: str) -> Screen:
    """A screen that follows the hall at ``url`` from now on.

    Raises:
        OSError: nobody listens there.
    """
    request = f"GET /v1/events HTTP/1.1\r\nHost: hall\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
    _, screen = await asyncio.get_running_loop().create_connection(lambda: Screen(request), *_place(url))
    await screen.joined
    return screen


async def last_heard(screens: Sequence[Screen], begin: float, seq: int) -> float:
    """Seconds from ``begin`` until the last screen had heard of ``seq``.

    Raises:
        ActorError: a screen never heard of it.
    """
    deadline = time.perf_counter() + _HEARD_S
    while True:
        heard = [screen.heard(seq) for screen in screens]
        times = [at for at in heard if at is not None]
        if len(times) == len(screens):
            return max(times) - begin
        if time.perf_counter() > deadline:
            raise ActorError(f"{len(screens) - len(times)} of {len(screens)} screens never heard of {seq}")
        await asyncio.sleep(0.05)


@dataclass(frozen=True, slots=True)
class Timed:
    """A request that was answered."""

    took_s: float
    reply: Reply


async def timed(line: Line, request: bytes) -> Timed:
    """Ask and take the time."""
    begin = time.perf_counter()
    reply = await line.ask(request)
    return Timed(time.perf_counter() - begin, reply)


async def without_pause(callers: Sequence[Callable[[], Awaitable[None]]], seconds: float) -> float:
    """Let each caller do its thing again and again for so long; the seconds it really took."""
    begin = time.perf_counter()

    async def again(call: Callable[[], Awaitable[None]]) -> None:
        while time.perf_counter() - begin < seconds:
            await call()

    async with asyncio.TaskGroup() as group:
        for call in callers:
            group.create_task(again(call))
    return time.perf_counter() - begin


def run(work: Coroutine[Any, Any, _Result]) -> _Result:
    """Run on the quickest event loop there is."""
    import uvloop

    async def work_and_hang_up() -> _Result:
        try:
            return await work
        finally:
            # Connections that were closed need a moment to be gone before the loop is.
            await asyncio.sleep(_FAREWELL_S)

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work_and_hang_up())


def figures_ms(seconds: Sequence[float]) -> dict[str, float]:
    """Count, median, 95th and 99th hundredth and the longest, in milliseconds."""
    if len(seconds) < 2:
        return {"count": len(seconds)}
    cuts = statistics.quantiles(seconds, n=100, method="inclusive")
    picked = {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "max": max(seconds)}
    return {"count": len(seconds), **{name: round(value * 1000, 2) for name, value in picked.items()}}


def _place(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    return parts.hostname or "127.0.0.1", parts.port or 80
