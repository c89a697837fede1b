"""Whatever happens to connections and to the server, each of 300 screens is told every event once and in order."""

from __future__ import annotations

import asyncio
import random
import re
import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from ulid import ULID

from hallcall.server.settings import ServerSettings
from hallcall.sim.load import Line, connect, run
from hallcall.sim.open_ended import open_ended
from helpers.sample_halls import sample_hall
from helpers.server_process import TEN, ServerProcess
from helpers.staffed import Staff, staff

pytestmark = [pytest.mark.system, pytest.mark.timeout(240)]

SCREENS = 300
PRESSES = 80
_EVENT = re.compile(rb"id: [^\n]*:(\d+)\nevent: hall\n")


class Screen(asyncio.Protocol):
    """A screen that keeps what it was told over all its connections, and asks for the rest when one is lost."""

    def __init__(self, token: str, epoch: str) -> None:
        self.token = token
        self.epoch = epoch
        self.told: list[int] = []
        self.connections = 0
        self.was_reset = False
        self._rest = b""
        self._transport: Any = None
        self._lost = asyncio.Event()

    async def follow(self, place: Callable[[], tuple[str, int]]) -> None:
        """Connect, again and again."""
        while True:
            self._lost.clear()
            try:
                await asyncio.get_running_loop().create_connection(lambda: self, *place())
            except OSError:
                await asyncio.sleep(0.1)
                continue
            try:
                await self._lost.wait()
            finally:
                self._transport.abort()
            await asyncio.sleep(0.05)

    def lose(self) -> None:
        """Somebody trips over the cable."""
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._rest = b""
        self.connections += 1
        last = self.told[-1] if self.told else 0
        self._transport.write(
            f"GET /v1/events HTTP/1.1\r\nHost: hall\r\nAuthorization: Bearer {self.token}\r\n"
            f"Last-Event-ID: {self.epoch}:{last}\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        if data.startswith(b"HTTP/1.1") and not data.startswith(b"HTTP/1.1 200"):
            self._transport.abort()
        whole, _, self._rest = (self._rest + data).rpartition(b"\n\n")
        self.was_reset = self.was_reset or b"event: reset" in whole
        self.told += [int(seq) for seq in _EVENT.findall(whole)]

    def connection_lost(self, _: Exception | None) -> None:
        self._lost.set()


@pytest.fixture
def settings(tmp_path: Path) -> ServerSettings:
    return ServerSettings(data=tmp_path / "data", hall=str(open_ended("community", tmp_path)))


@pytest.fixture
def staffed(settings: ServerSettings) -> Staff:
    return staff(settings, sample_hall("community"), TEN)


def an_open_item() -> str:
    hall = sample_hall("community")
    local = datetime(2026, 11, 23, 10, 0)  # noqa: DTZ001 - the wall's clock
    return next(
        item.code
        for item in hall.items
        if not item.appointment_only and hall.is_queue_open(item.queue, local.date(), local.time())
    )


class Issuing:
    """A kiosk that takes numbers, one key each, asked again until the server has answered."""

    def __init__(self, server: ServerProcess, token: str) -> None:
        self._server = server
        self._token = token
        self._item = an_open_item()
        self._line: Line | None = None
        self.last_seq = 0

    async def issue(self) -> None:
        body = f'{{"item":"{self._item}"}}'.encode()
        request = (
            f"POST /v1/commands/ticket.issue HTTP/1.1\r\nHost: hall\r\nAuthorization: Bearer {self._token}\r\n"
            f"Content-Type: application/json\r\nIdempotency-Key: {ULID()}\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode() + body
        while True:
            try:
                self._line = self._line or await connect(self._server.url)
                reply = await asyncio.wait_for(self._line.ask(request), 20)
            except OSError:
                self._line = None
                await asyncio.sleep(0.05)
                continue
            if reply.status == 429:
                await asyncio.sleep(0.05)
                continue
            assert reply.is_ok, reply.body
            self.last_seq = max(self.last_seq, reply.read()["seq"])
            return

    def close(self) -> None:
        if self._line is not None:
            self._line.close()


@asynccontextmanager
async def following(screens: list[Screen], server: ServerProcess) -> AsyncIterator[None]:
    place = lambda: ("127.0.0.1", server.port)  # noqa: E731 - the port stays the same after a restart
    tasks = [asyncio.create_task(screen.follow(place)) for screen in screens]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def until(is_so: Callable[[], bool], within_s: float = 60.0) -> None:
    deadline = time.monotonic() + within_s
    while not is_so():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.05)


def test_300_screens_show_every_event_once_through_lost_connections_and_killed_servers(
    settings: ServerSettings, staffed: Staff
) -> None:
    dice = random.Random(7)

    async def check(server: ServerProcess) -> list[Screen]:
        clerks = [*staffed.clerks.values()]
        epoch = server.ask("GET", "/v1/snapshot", clerks[0])["epoch"]
        screens = [Screen(clerks[n % len(clerks)], epoch) for n in range(SCREENS)]
        kiosk = Issuing(server, next(iter(staffed.kiosks.values())))
        async with following(screens, server):
            for press in range(PRESSES):
                await kiosk.issue()
                for screen in dice.sample(screens, 8):
                    screen.lose()
                if press in {PRESSES // 3, 2 * PRESSES // 3}:
                    server.kill()
                    await asyncio.to_thread(server.start)
                await asyncio.sleep(0.02)
            await until(lambda: all(screen.told and screen.told[-1] >= kiosk.last_seq for screen in screens))
        kiosk.close()
        return screens

    with ServerProcess(settings.data, hall=settings.hall) as server:
        screens = run(check(server))
    last = screens[0].told[-1]
    assert last > PRESSES
    for screen in screens:
        assert screen.told == list(range(1, last + 1))
        assert not screen.was_reset
    # Two kills alone make three connections for each.
    assert sum(screen.connections for screen in screens) > 3 * SCREENS + 200


def test_a_screen_that_takes_nothing_is_dropped_and_holds_up_nobody(settings: ServerSettings, staffed: Staff) -> None:
    async def check(server: ServerProcess) -> None:
        loop = asyncio.get_running_loop()
        clerk = next(iter(staffed.clerks.values()))
        epoch = server.ask("GET", "/v1/snapshot", clerk)["epoch"]
        frozen = socket.socket()
        frozen.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        frozen.setblocking(False)
        await loop.sock_connect(frozen, ("127.0.0.1", server.port))
        request = f"GET /v1/events HTTP/1.1\r\nHost: hall\r\nAuthorization: Bearer {clerk}\r\n\r\n"
        await loop.sock_sendall(frozen, request.encode())
        quick = Screen(clerk, epoch)
        kiosks = [Issuing(server, token) for token in (*staffed.kiosks.values(), *staffed.clerks.values())]
        is_dropped = asyncio.Event()

        async def press(kiosk: Issuing) -> None:
            while not is_dropped.is_set():
                await kiosk.issue()

        async def watch() -> None:
            await until(lambda: _listeners(server) == 1, within_s=90)
            is_dropped.set()

        async with following([quick], server):
            await until(lambda: _listeners(server) == 2)
            await asyncio.gather(watch(), *(press(kiosk) for kiosk in kiosks))
            newest = max(kiosk.last_seq for kiosk in kiosks)
            await until(lambda: quick.told[-1] >= newest, within_s=5)
        assert quick.told == list(range(1, quick.told[-1] + 1))
        assert quick.connections == 1
        frozen.close()
        for kiosk in kiosks:
            kiosk.close()

    with ServerProcess(settings.data, hall=settings.hall) as server:
        run(check(server))


def _listeners(server: ServerProcess) -> int:
    """As the metrics tell."""
    import httpx

    text = httpx.get(f"{server.url}/metrics", trust_env=False).text
    return int(float(next(line.split()[1] for line in text.splitlines() if line.startswith("hallcall_listeners "))))
